public import RecipeModel

/// R24: which events are views, and which only repeat an event of the same viewer.
public enum ViewCounting {
  /// Finds the views among events.
  ///
  /// An event is a repeat when the event before it, of the same viewer on the same recipe, counted
  /// or not, is at most `windowMinutes` older; so a chain of repeats keeps extending. A window of 0
  /// counts every event. Anonymous events never repeat. Events outside of `span` are context: they
  /// make repeats, and are never counted. `days(neededFor:windowMinutes:)` tells which are needed.
  ///
  /// - Parameters:
  ///   - events: Sorted by recipe, viewer and moment (`sortForCounting`).
  ///   - span: The moments to be counted; those before a day's midnight belong to the day before.
  ///   - windowMinutes: The length of the window, 0 or more.
  /// - Returns: The views, in the order of the events.
  public static func views(
    in events: [ViewEvent], during span: Range<Instant>, windowMinutes: Int
  ) -> [ViewEvent] {
    assert(events.isSortedForCounting, "counting takes sorted events")
    let window = milliseconds(windowMinutes)
    var views: [ViewEvent] = []
    views.reserveCapacity(events.count)
    var previous: ViewEvent?
    for event in events {
      defer { previous = event }
      guard span.contains(event.at) else { continue }
      if window > 0, event.viewerCode != 0, let previous, previous.recipe == event.recipe,
        previous.viewerCode == event.viewerCode,
        event.at.milliseconds - previous.at.milliseconds <= window
      {
        continue
      }
      views.append(event)
    }
    return views
  }

  /// The days whose events decide what is a view on a day: itself, and those before within reach.
  public static func days(neededFor day: Day, windowMinutes: Int) -> ClosedRange<Day> {
    day.start.advanced(byMilliseconds: -milliseconds(windowMinutes)).day...day
  }

  /// The days whose views can change when the events of a day change (R27).
  public static func days(affectedBy day: Day, windowMinutes: Int) -> ClosedRange<Day> {
    let last = day.advanced(by: 1).start.advanced(byMilliseconds: -1)
    return day...last.advanced(byMilliseconds: milliseconds(windowMinutes)).day
  }

  private static func milliseconds(_ minutes: Int) -> Int64 {
    precondition(minutes >= 0, "a window is not negative")
    return Int64(minutes) * 60_000
  }
}
