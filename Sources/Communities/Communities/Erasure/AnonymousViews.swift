import Indexes
import RecipeModel
import Store

extension Change {
  /// Makes the views of a user anonymous, and marks the days whose counts that touches (R23, R27).
  ///
  /// Gives how many there were.
  func makeViewsAnonymous(of user: UserKey) throws -> Int {
    let rules = ViewRules(windowMinutes: try transaction.viewWindowMinutes())
    var views = 0
    for (day, _) in try transaction.viewSegmentSizes() {
      guard let payload = try transaction.viewSegment(on: day) else { continue }
      var events = try ViewSegment.decode(payload, on: day)
      let own = events.indices.filter { events[$0].viewer == user.value }
      guard !own.isEmpty else { continue }
      for index in own { events[index] = events[index].anonymous }
      events.sortForCounting()
      try transaction.storeViewSegment(
        ViewSegment.encode(events, on: day), events: events.count, on: day)
      let affected = rules.days(affectedBy: day)
      try transaction.markDirty(
        sequence(first: affected.lowerBound) { $0 < affected.upperBound ? $0.advanced(by: 1) : nil }
      )
      views += own.count
    }
    return views
  }
}
