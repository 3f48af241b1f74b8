import Indexes
import RecipeModel
import Store

extension Change {
  /// Makes the views of a user anonymous, and marks the days whose counts that touches (R23, R27).
  ///
  /// Gives how many there were.
  func makeViewsAnonymous(of user: UserKey) throws -> Int {
    let window = try transaction.viewWindowMinutes()
    var views = 0
    for (day, _) in try transaction.viewSegmentSizes() {
      guard let payload = try transaction.viewSegment(on: day) else { continue }
      var events = try ViewSegment.decode(payload, on: day)
      let own = events.indices.filter { events[$0].viewer == user.value }
      guard !own.isEmpty else { continue }
      for index in own {
        events[index] = ViewEvent(recipe: events[index].recipe, viewer: nil, at: events[index].at)
      }
      events.sortForCounting()
      try transaction.storeViewSegment(
        ViewSegment.encode(events, on: day), events: events.count, on: day)
      let affected = ViewCounting.days(affectedBy: day, windowMinutes: window)
      try transaction.markDirty(
        sequence(first: affected.lowerBound) { $0 < affected.upperBound ? $0.advanced(by: 1) : nil }
      )
      views += own.count
    }
    return views
  }
}
