import PipelineCore

/// Puts stages in an order in which each runs after those that it needs.
///
/// A stage that says nothing needs the one before it in the file, and `needs: []` is how one says that
/// it needs nothing. Where several could come next, the one that stands first in the file does.
struct StageOrder {
  /// The entries of the file.
  private let drafts: [StageDraft]
  /// Their names; nil for one that cannot be told, so that what is needed may be that one.
  private let names: [String?]

  /// Takes the entries and their names, in the same order.
  init(of drafts: [StageDraft], named names: [String?]) {
    self.drafts = drafts
    self.names = names
  }

  /// The stages in their order with what they need.
  ///
  /// - Parameter problems: Told of what is needed and not there, and of stages that need each other.
  /// - Returns: The stages; nil when there was a problem, here or in what the stages say.
  func stages(problems: inout ProblemList) -> [PlannedStage]? {
    let known = names.compactMap { $0 }
    guard known.count == drafts.count, !reportUnknown(besides: known, problems: &problems) else {
      return nil
    }
    guard let order = order(of: needs(among: known), named: known, problems: &problems) else {
      return nil
    }
    let stages = order.compactMap { index, needs -> PlannedStage? in
      drafts[index].settings.map {
        PlannedStage(
          name: known[index], settings: $0, needs: needs.map { known[$0] },
          retries: drafts[index].retries, location: drafts[index].location,
          statement: drafts[index].statement,
          treatment: drafts[index].treatment)
      }
    }
    return stages.count == drafts.count ? stages : nil
  }

  /// Reports the words that name no stage; gives whether there are any.
  private func reportUnknown(besides known: [String], problems: inout ProblemList) -> Bool {
    let names = Set(known)
    var count = 0
    for (index, draft) in drafts.enumerated() {
      for need in draft.needs ?? [] where !names.contains(need.text) {
        count += 1
        guard count <= ProblemList.limit + 1 else { return true }
        problems.append(
          .key(.unknownNeed(need.text, stages: known.filter { $0 != known[index] })),
          at: need.location)
      }
    }
    return count > 0
  }

  /// What each needs, as places in the file, ascending.
  private func needs(among known: [String]) -> [[Int]] {
    let places = Dictionary(known.enumerated().map { ($1, $0) }) { first, _ in first }
    return drafts.enumerated().map { index, draft in
      guard let needs = draft.needs else { return index == 0 ? [] : [index - 1] }
      return Set(needs.compactMap { places[$0.text] }).sorted()
    }
  }

  private func order(
    of needs: [[Int]], named known: [String], problems: inout ProblemList
  ) -> [(index: Int, needs: [Int])]? {
    var order: [(index: Int, needs: [Int])] = []
    var done: Set<Int> = []
    while order.count < needs.count {
      guard
        let next = needs.indices.first(where: { index in
          !done.contains(index) && needs[index].allSatisfy(done.contains)
        })
      else {
        let circle = circle(in: needs, besides: done)
        problems.append(
          .key(.needsInCircle(circle.map { known[$0] })), at: drafts[circle[0]].location)
        return nil
      }
      done.insert(next)
      order.append((next, needs[next]))
    }
    return order
  }

  /// Stages of which each needs the next, and the last the first; all that is not done needs what is
  /// not done.
  private func circle(in needs: [[Int]], besides done: Set<Int>) -> [Int] {
    var path: [Int] = []
    var current = needs.indices.first { !done.contains($0) }
    while let index = current {
      if let start = path.firstIndex(of: index) { return Array(path[start...]) }
      path.append(index)
      current = needs[index].first { !done.contains($0) }
    }
    preconditionFailure("whatever waits needs something that waits")
  }
}
