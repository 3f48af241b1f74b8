import PipelineCore

/// The problems found so far in one file.
struct ProblemList {
  let fileName: String
  private var found: [PipelineProblem] = []

  init(fileName: String) {
    self.fileName = fileName
  }

  var isEmpty: Bool { found.isEmpty }

  mutating func append(_ cause: PipelineProblem.Cause, at location: SourceLocation) {
    let problem = PipelineProblem(cause, at: location)
    // An alias is read wherever it stands; what is wrong with its anchor is said once.
    if !found.contains(problem) { found.append(problem) }
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
