import PipelineCore

/// The problems found so far in one file; past the limit it only remembers that there are more.
struct ProblemList {
  static let limit = 100

  let fileName: String
  private var found: [PipelineProblem] = []

  init(fileName: String) {
    self.fileName = fileName
  }

  var isEmpty: Bool { found.isEmpty }

  mutating func append(_ cause: PipelineProblem.Cause, at location: SourceLocation) {
    let problem = PipelineProblem(cause, at: location)
    // An alias is read wherever it stands; what is wrong with its anchor is said once.
    guard found.count <= Self.limit, !found.contains(problem) else { return }
    found.append(
      found.count < Self.limit
        ? problem
        : PipelineProblem(
          .file(.tooManyProblems(limit: Self.limit)), at: SourceLocation(archive: fileName)))
  }

  /// All of them in the order of their places, as they were found within one place.
  var fault: PipelineFault {
    let placed = found.enumerated().map { order, problem in
      (
        line: problem.location?.line ?? 0, column: problem.location?.column ?? 0, order: order,
        problem: problem
      )
    }
    let sorted = placed.sorted {
      ($0.line, $0.column, $0.order) < ($1.line, $1.column, $1.order)
    }
    return PipelineFault(sorted.map(\.problem))
  }
}
