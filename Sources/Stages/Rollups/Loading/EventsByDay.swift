import Indexes
import RecipeModel

/// Events by the UTC day they are on.
///
/// Most logs are in order of time, so the day of the last event is tried first.
struct EventsByDay {
  private var events: [[ViewEvent]] = []
  private var places: [Day: Int] = [:]
  /// The day that was added to last, from its first millisecond to that of the next day.
  private var span: Range<Int64> = 0..<0
  private var current = 0

  var days: [Day] { Array(places.keys) }

  subscript(day: Day) -> [ViewEvent] { places[day].map { events[$0] } ?? [] }

  mutating func add(_ event: ViewEvent) {
    if !span.contains(event.at.milliseconds) { enter(event.at.day) }
    events[current].append(event)
  }

  /// Adds many; those that follow each other on one day go in together.
  mutating func add(_ added: [ViewEvent]) {
    var start = added.startIndex
    while start < added.endIndex {
      if !span.contains(added[start].at.milliseconds) { enter(added[start].at.day) }
      var end = start + 1
      while end < added.endIndex, span.contains(added[end].at.milliseconds) { end += 1 }
      events[current].append(contentsOf: added[start..<end])
      start = end
    }
  }

  private mutating func enter(_ day: Day) {
    span = day.start.milliseconds..<day.advanced(by: 1).start.milliseconds
    if let place = places[day] {
      current = place
    } else {
      current = events.count
      places[day] = current
      // A day is about as busy as the one before it.
      var room: [ViewEvent] = []
      room.reserveCapacity((events.last?.count ?? 0) * 9 / 8)
      events.append(room)
    }
  }
}
