import Foundation
import Glibc

/// Which process one is, though numbers are given again: its number, and when that was given.
public struct ProcessIdentity: Sendable, Hashable {
  /// The number that the system knows it by.
  public let number: Int32
  /// When the system was started and, counted from then, the process.
  public let mark: String

  public init(number: Int32, mark: String) {
    self.number = number
    self.mark = mark
  }

  /// The identity of a process that runs; nil when none has the number, or only its ending is kept.
  public init?(of number: Int32) {
    guard let status = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8),
      let boot = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8),
      // The name stands in parentheses, and may hold anything.
      let name = status.lastIndex(of: ")")
    else { return nil }
    let fields = status[status.index(after: name)...].split(separator: " ")
    // The state is the third field of the line, the start the 22nd (proc_pid_stat(5)).
    guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
    self.init(
      number: number, mark: boot.trimmingCharacters(in: .whitespacesAndNewlines) + "/" + fields[19])
  }

  /// The identity of this process.
  public static var own: ProcessIdentity? {
    ProcessIdentity(of: ProcessInfo.processInfo.processIdentifier)
  }

  /// Whether the process still runs.
  public var isAlive: Bool { ProcessIdentity(of: number) == self }

  /// Asks the process, and what it has started in its session, to end; one that is gone is passed over.
  ///
  /// - Parameter kills: Whether it is killed, instead of asked.
  public func end(kills: Bool) {
    guard isAlive else { return }
    _ = kill(-number, kills ? SIGKILL : SIGTERM)
  }
}
