import PipelineCore

/// Puts stages in an order in which each runs after those that it needs.
///
/// A stage that says nothing needs the one before it in the file, and `needs: []` is how one says that
/// it needs nothing. Where several could come next, the one that stands first in the file does.
enum StageOrder {
  /// A stage, and the names of the stages that it says it needs; nil when it says nothing.
  struct Entry {
    var stage: PlannedStage
    var needs: [GivenName]?
  }

  /// The stages in their order with what they need; nil when a problem was found.
  static func order(_ entries: [Entry], problems: inout ProblemList) -> [PlannedStage]? {
    let names = entries.map(\.stage.name)
    var isRight = true
    var stages: [PlannedStage] = []
    for (index, entry) in entries.enumerated() {
      var stage = entry.stage
      if let needs = entry.needs {
        for need in needs where !names.contains(need.text) {
          problems.append(
            .key(.unknownNeed(need.text, stages: names.filter { $0 != stage.name })),
            at: need.location)
          isRight = false
        }
        stage.needs = names.filter { name in needs.contains { $0.text == name } }
      } else {
        stage.needs = index == 0 ? [] : [names[index - 1]]
      }
      stages.append(stage)
    }
    guard isRight else { return nil }
    return sort(stages, problems: &problems)
  }

  private static func sort(
    _ stages: [PlannedStage], problems: inout ProblemList
  ) -> [PlannedStage]? {
    var waiting = stages
    var sorted: [PlannedStage] = []
    var done: Set<String> = []
    while !waiting.isEmpty {
      guard let next = waiting.firstIndex(where: { done.isSuperset(of: $0.needs) }) else {
        let circle = circle(among: waiting)
        problems.append(.key(.needsInCircle(circle.map(\.name))), at: circle[0].location)
        return nil
      }
      done.insert(waiting[next].name)
      sorted.append(waiting.remove(at: next))
    }
    return sorted
  }

  /// Stages of which each needs the next, and the last the first; all of those given need one another.
  private static func circle(among stages: [PlannedStage]) -> [PlannedStage] {
    var path: [PlannedStage] = []
    var current = stages.first
    while let stage = current {
      if let start = path.firstIndex(where: { $0.name == stage.name }) {
        return Array(path[start...])
      }
      path.append(stage)
      current = stages.first { stage.needs.contains($0.name) }
    }
    preconditionFailure("whatever waits needs something that waits")
  }
}
