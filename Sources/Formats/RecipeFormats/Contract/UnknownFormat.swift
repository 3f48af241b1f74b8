public import PipelineCore

/// A format was asked for that is not there.
public struct UnknownFormat: Fault, Equatable {
  public var name: String
  /// The names that would be right.
  public var known: [String]

  public init(name: String, known: [String]) {
    self.name = name
    self.known = known
  }

  public var what: String { "there is no format \(name.escapedForTerminal)" }
  public var hint: String? { "one of: \(known.joined(separator: ", "))" }
  public var exitCode: ExitCode { .usage }
}
