import Indexes
import RecipeModel
import Store

/// Adds the staged views to those that are stored.
struct IntakeViews {
  let intake: ArchiveIntake

  func store() throws {
    let rules = ViewRules(windowMinutes: try intake.viewWindowMinutes())
    try intake.eachStagedView { day in
      let existing = try intake.viewDay(day.day).map { payload in
        try ViewSegment.decode(payload, on: day.day)
      }
      var incoming = try withoutHidden(
        day.events.map {
          ViewEvent(
            recipe: $0.recipe.value, viewer: $0.viewer?.value, at: $0.at, agent: $0.agent)
        }, in: existing ?? [])
      incoming.sortForCounting()
      let union = ViewSegment.union(existing ?? [], incoming)
      if !union.changesNothing {
        try intake.storeViewDay(
          day.day, events: union.events.count,
          payload: ViewSegment.encode(union.events, on: day.day))
        try intake.markDirty(rules.days(affectedBy: day.day))
      }
      return union.added
    }
  }

  /// Leaves out anonymous events that are stored as those of users who are not tracked.
  ///
  /// A backup without private details does not say that it was them; it is the same event.
  private func withoutHidden(
    _ incoming: [ViewEvent], in existing: [ViewEvent]
  ) throws -> [ViewEvent] {
    guard !existing.isEmpty, incoming.contains(where: { $0.viewer == nil }) else {
      return incoming
    }
    var hidden: [ViewEvent: Int] = [:]
    var isTracked: [Int64: Bool] = [:]
    for event in existing {
      guard let viewer = event.viewer else { continue }
      let tracked = try isTracked[viewer] ?? intake.tracksViews(UserKey(viewer))
      isTracked[viewer] = tracked
      guard !tracked else { continue }
      hidden[event.anonymous, default: 0] += 1
    }
    return incoming.filter { event in
      guard event.viewer == nil, let count = hidden[event], count > 0 else { return true }
      hidden[event] = count - 1
      return false
    }
  }
}
