public import PipelineCore
public import RecipeModel

/// A day of events that cannot be unpacked.
public enum ViewSegmentFault: Fault, Equatable {
  /// What does not fit together.
  public enum Flaw: String, Sendable {
    case version = "it has a version that this program does not read"
    case length = "it is shorter or longer than it says"
    case checksum = "its checksum is wrong"
    case order = "its events are out of order, or not of that day"
  }

  case corrupt(Day, Flaw)

  public var what: String {
    switch self {
    case .corrupt(let day, let flaw): "the view events of \(day) are damaged: \(flaw.rawValue)"
    }
  }

  public var hint: String? {
    "restore the store from a backup, or load the view log of that day again"
  }
}
