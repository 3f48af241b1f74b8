public import PipelineCore

/// A pipeline file that cannot be run as it is: everything that is wrong with it.
public struct PipelineFault: Fault, Equatable {
  /// What is wrong, in the order of the places; never empty.
  public var problems: [PipelineProblem]

  public init(_ problem: PipelineProblem) {
    self.init([problem])
  }

  /// Takes the problems of one file or one selection; at least one.
  public init(_ problems: [PipelineProblem]) {
    precondition(!problems.isEmpty, "a fault says what is wrong")
    self.problems = problems
  }

  /// The problem, or the count of them and each on a line of its own, with its place.
  public var what: String {
    if problems.count == 1 { return problems[0].what }
    return (["\(problems.count) problems"] + problems.map(\.description))
      .joined(separator: "\n")
  }

  /// The place of the only problem; of several, the file.
  public var location: SourceLocation? {
    if problems.count == 1 { return problems[0].location }
    return problems[0].location.map { SourceLocation(archive: $0.archive) }
  }

  public var exitCode: ExitCode { .usage }
}

/// One thing that is wrong with a pipeline file.
public struct PipelineProblem: Sendable, Equatable, CustomStringConvertible {
  /// The closed set of what can be wrong, by what it concerns.
  public enum Cause: Sendable, Equatable {
    case file(FileProblem)
    case variable(VariableProblem)
    case key(KeyProblem)
    case value(ValueProblem)
    /// A word of a selection that asks for no stage; the names of those there are.
    case unknownSelection(String, stages: [String])
  }

  public var cause: Cause
  /// The file, line and column; nil when the words of a command are concerned.
  public var location: SourceLocation?

  public init(_ cause: Cause, at location: SourceLocation?) {
    self.cause = cause
    self.location = location
  }

  /// What is wrong, in lower case, without a full stop and without e-mail addresses.
  public var what: String {
    switch cause {
    case .file(let problem): problem.description
    case .variable(let problem): problem.description
    case .key(let problem): problem.description
    case .value(let problem): problem.description
    case .unknownSelection(let word, let stages):
      "no stage is called \(word.quoted)"
        + NearestName.suggestion(for: word, among: stages, otherwise: "the stages are")
    }
  }

  /// `file:line:column: what`.
  public var description: String { location.map { "\($0): \(what)" } ?? what }
}
