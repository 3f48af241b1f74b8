/// A failure that ends what was being done: what, where, and what to do next.
///
/// A bad record is not a fault: it is a `Rejection`, which is data. A broken promise of the
/// program is neither: it is a precondition.
public protocol Fault: Error, Sendable {
  /// What happened, in lower case, without a full stop and without private data.
  var what: String { get }
  /// Where in an input it happened; nil when no input is concerned.
  var location: SourceLocation? { get }
  /// What to do next; nil when nothing useful can be said.
  var hint: String? { get }
  /// Whether the same attempt may succeed later: something was busy, or a disk full.
  var isTransient: Bool { get }
  var exitCode: ExitCode { get }
}

extension Fault {
  public var location: SourceLocation? { nil }
  public var hint: String? { nil }
  public var isTransient: Bool { false }
  public var exitCode: ExitCode { isTransient ? .failedForNow : .failed }

  /// The message as printed: `place: what`, and the hint on a line of its own.
  public var message: String {
    var text = location.map { "\($0): \(what)" } ?? what
    if let hint { text += "\nhint: \(hint)" }
    return text
  }
}

/// What the process says at its end; documented in the README and in `--help`.
public enum ExitCode: Int32, Sendable, CaseIterable {
  case done = 0
  case failed = 1
  case usage = 2
  case quarantined = 3
  case thresholdExceeded = 4
  case locked = 5
  case partlyUndone = 6
  case targetMissed = 7
  case overdue = 8
  /// EX_TEMPFAIL of sysexits(3).
  case failedForNow = 75
  case interrupted = 130

  /// The one of several that says most of what went wrong; `done` of none.
  public static func gravest(of codes: some Sequence<ExitCode>) -> ExitCode {
    codes.max { $0.gravity < $1.gravity } ?? .done
  }

  /// How much went wrong: what was not done weighs more than what was done and found.
  private var gravity: Int {
    switch self {
    case .done: 0
    case .targetMissed: 1
    case .overdue: 2
    case .quarantined: 3
    case .partlyUndone: 4
    case .thresholdExceeded: 5
    case .locked: 6
    case .failedForNow: 7
    case .usage: 8
    case .failed: 9
    case .interrupted: 10
    }
  }

  /// One line for the documentation.
  public var meaning: String {
    switch self {
    case .done: "done"
    case .failed: "failed; the message says what to do"
    case .usage: "the command line or the pipeline file is wrong"
    case .quarantined: "done, and some records are in quarantine"
    case .thresholdExceeded: "stopped: more errors than allowed"
    case .locked: "another run holds the store or the repository of backups"
    case .partlyUndone: "taken back, but for what was built on since"
    case .targetMissed: "done, and a target was missed"
    case .overdue: "done, and something is overdue, or too much waits"
    case .failedForNow: "failed for a reason that may pass: the same again later may succeed"
    case .interrupted: "interrupted; what was committed stays"
    }
  }
}
