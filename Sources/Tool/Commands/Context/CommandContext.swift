public import Console
import Foundation
public import PipelineCore
import RecipeModel

/// What a command takes from the outside world; the process's own, or a test's.
public struct CommandContext: Sendable {
  public var surroundings: Surroundings
  public var terminal: Terminal
  public var environment: [String: String]
  /// Whether SIGINT and SIGTERM end long work where it is whole; it takes a thread of its own, and
  /// the signals from the whole process.
  public var heedsSignals: Bool
  /// Lets time pass.
  public var sleep: @Sendable (Duration) -> Void

  public init(
    surroundings: Surroundings, terminal: Terminal, environment: [String: String],
    heedsSignals: Bool, sleep: @escaping @Sendable (Duration) -> Void
  ) {
    self.surroundings = surroundings
    self.terminal = terminal
    self.environment = environment
    self.heedsSignals = heedsSignals
    self.sleep = sleep
  }

  /// The clock, the randomness, the outputs and the environment of this process.
  ///
  /// SOURCE_DATE_EPOCH, as reproducible builds use it, stops the clock at that many seconds.
  public static var process: CommandContext {
    let environment = ProcessInfo.processInfo.environment
    let stopped = environment["SOURCE_DATE_EPOCH"].flatMap { Int64($0) }
    return CommandContext(
      surroundings: Surroundings(
        now: {
          Instant(
            milliseconds: stopped.map { $0 * 1000 }
              ?? Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
        },
        randomBytes: {
          var generator = SystemRandomNumberGenerator()
          return (0..<10).map { _ in UInt8.random(in: 0...255, using: &generator) }
        }),
      terminal: .process,
      environment: environment,
      heedsSignals: true,
      sleep: { Thread.sleep(forTimeInterval: $0 / .seconds(1)) })
  }
}
