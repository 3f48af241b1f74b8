// Programs that are started, and ended well.
//
// In:  what to run, with what, for how long at most, and when to stop.
// Out: how it ended.
// Never here: what a program is run for, a clock, a store.

public import PipelineCore

/// A program that is to be run: what, with what, where its output goes, and how long it may take.
///
/// It runs in a session of its own, so that it can be ended with all that it has started itself, and
/// a key that is meant for this program does not end it. Signals that are held back here reach it.
public struct ChildProcess: Sendable {
  /// The path of the program.
  public var executable: String
  /// What it is called with, without its own name.
  public var arguments: [String]
  /// All of its environment; nothing is added to it.
  public var environment: [String: String]
  /// The folder that it starts in; nil for the present one.
  public var folder: String?
  /// What it can read; it need not.
  public var input: [UInt8]
  public var output: ChildOutput
  /// How long it may take; nil for as long as it takes.
  public var timeLimit: Duration?
  /// How long it may take to end once it is asked to (SIGTERM), before it is killed (SIGKILL).
  public var grace: Duration

  public init(
    executable: String, arguments: [String] = [], environment: [String: String],
    folder: String? = nil, input: [UInt8] = [], output: ChildOutput = .standardError,
    timeLimit: Duration? = nil, grace: Duration = .seconds(10)
  ) {
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
    self.folder = folder
    self.input = input
    self.output = output
    self.timeLimit = timeLimit
    self.grace = grace
  }
}

/// Where what a program prints goes: both its output and its errors.
public enum ChildOutput: Sendable, Equatable {
  /// Where that of this program goes.
  case inherited
  /// To the standard error of this program, whose standard output is kept for data.
  case standardError
  case discarded
  /// To the end of a file, which is made when it is not there.
  case file(path: String)
}

/// How a program ended.
public struct ChildEnding: Sendable, Equatable {
  /// What the system says.
  public enum Status: Sendable, Equatable {
    case exited(code: Int32)
    case signalled(Int32)
  }

  /// Why it was ended, by whoever ran it.
  public enum Cause: Sendable, Equatable {
    case timeLimit
    case stopped
  }

  public var status: Status
  /// Nil where it ended by itself; it may still have ended well when it was asked to.
  public var endedBecause: Cause?

  public init(status: Status, endedBecause: Cause? = nil) {
    self.status = status
    self.endedBecause = endedBecause
  }

  /// Whether it says that all went well.
  public var isSuccess: Bool { status == .exited(code: 0) }
}

/// A program could not be started.
public struct ChildFault: Fault, Equatable {
  public var executable: String
  public var reason: String
  /// Whether it may be possible later: too many processes, or no room.
  public var isTransient: Bool

  public init(executable: String, reason: String, isTransient: Bool = false) {
    self.executable = executable
    self.reason = reason
    self.isTransient = isTransient
  }

  public var what: String { "cannot start \(executable.escapedForTerminal): \(reason)" }
}
