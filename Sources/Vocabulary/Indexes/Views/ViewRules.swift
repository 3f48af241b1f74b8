public import RecipeModel

/// R24: which events are views, and which rule drops the others.
public struct ViewRules: Sendable, Hashable {
  /// The minutes within which an event of the same viewer on the same recipe repeats the one
  /// before it; 0 counts every event.
  public var windowMinutes: Int

  public init(windowMinutes: Int = 30) {
    precondition(windowMinutes >= 0, "a window is not negative")
    self.windowMinutes = windowMinutes
  }

  /// The rules with their versions and settings, such as `repeat/1 30 min, robots/1`.
  ///
  /// Numbers that were counted by other rules are counted again.
  public var name: String { "repeat/1 \(windowMinutes) min, robots/1" }

  /// What became of an event.
  public enum Verdict: UInt8, Sendable, CaseIterable {
    /// It is a view.
    case view
    /// Dropped: the same viewer had opened the recipe within the window before it.
    case `repeat`
    /// Dropped: no person opened the recipe.
    case robot
  }

  /// Judges sorted events, in their order.
  ///
  /// An event is a repeat when the event before it, of the same viewer on the same recipe, counted
  /// or not, is at most the window older; so a chain of repeats keeps extending. Anonymous events
  /// never repeat. What no person made is dropped as that, whatever came before it. Events before
  /// `start` are context: they make repeats, and are not handed over.
  ///
  /// - Parameters:
  ///   - events: Sorted by recipe, viewer and moment (`sortForCounting`).
  ///   - start: The first moment that is judged.
  ///   - body: Takes each event from `start` on with its verdict.
  public func judge(
    _ events: [ViewEvent], from start: Instant, _ body: (ViewEvent, Verdict) -> Void
  ) {
    assert(events.isSortedForCounting, "judging takes sorted events")
    let window = milliseconds
    var previous: ViewEvent?
    for event in events {
      defer { previous = event }
      guard event.at >= start else { continue }
      if event.agent != .person {
        body(event, .robot)
      } else if window > 0, event.viewerCode != 0, let previous, previous.recipe == event.recipe,
        previous.viewerCode == event.viewerCode,
        event.at.milliseconds - previous.at.milliseconds <= window
      {
        body(event, .repeat)
      } else {
        body(event, .view)
      }
    }
  }

  /// Whether events of a day decide what repeats on the next one.
  public var reachesOverMidnight: Bool { windowMinutes > 0 }

  /// The last events of a day: those that can make an event of the next day a repeat.
  public func tail(of events: [ViewEvent], on day: Day) -> [ViewEvent] {
    let first = day.advanced(by: 1).start.advanced(byMilliseconds: -milliseconds)
    return events.filter { $0.viewerCode != 0 && $0.at >= first }
  }

  /// The days whose views can change when the events of a day change (R27).
  public func days(affectedBy day: Day) -> ClosedRange<Day> {
    reachesOverMidnight ? day...day.advanced(by: 1) : day...day
  }

  private var milliseconds: Int64 { Int64(windowMinutes) * 60_000 }
}
