import Indexes
import RecipeModel
import Statistics
import Store

/// Looks at one raw event after the other, in the order in which they happened.
struct PlainEvents {
  private struct Pair: Hashable {
    var recipe: Int64
    var viewer: Int64
  }

  /// Calls the closure with every event and what R24 makes of it.
  static func each(
    in transaction: ReadTransaction, _ body: (ViewEvent, ViewRules.Verdict) throws -> Void,
    endOfDay: (Day) throws -> Void = { _ in }
  ) throws {
    let window = Int64(try transaction.viewWindowMinutes()) * 60_000
    // When each viewer was on each recipe last, counted or not (R24).
    var last: [Pair: Instant] = [:]
    for (day, _) in try transaction.viewSegmentSizes() {
      last = last.filter { $0.value.milliseconds + window >= day.start.milliseconds }
      for event in try transaction.viewEvents(on: day).sorted(by: { $0.at < $1.at }) {
        var verdict = event.agent == .person ? ViewRules.Verdict.view : .robot
        if let viewer = event.viewer {
          let pair = Pair(recipe: event.recipe, viewer: viewer)
          if verdict == .view, window > 0, let before = last[pair],
            event.at.milliseconds - before.milliseconds <= window
          {
            verdict = .repeat
          }
          last[pair] = event.at
        }
        try body(event, verdict)
      }
      try endOfDay(day)
    }
  }
}

/// What was counted, one event at a time.
struct PlainCounts {
  var counts = MeasuredCounts()
  private var viewers: Set<Int64> = []

  mutating func count(_ event: ViewEvent, _ verdict: ViewRules.Verdict) {
    switch verdict {
    case .repeat: counts.views.repeats += 1
    case .robot: counts.views.robots += 1
    case .view:
      counts.views.views += 1
      if let viewer = event.viewer {
        viewers.insert(viewer)
      } else {
        counts.views.anonymous += 1
      }
    }
  }

  var total: MeasuredCounts {
    var total = counts
    total.viewers = UniqueCount(viewers.count)
    return total
  }
}
