import Indexes
import RecipeModel

/// Events by the UTC day they are on.
///
/// Most logs are in order of time, so the day of the last event is tried first. Events lie in blocks
/// of large pages, each block of one day: that takes less time and memory than an array for each day
/// that grows.
final class EventsByDay {
  private struct EventsOfDay {
    /// Where the blocks begin, counted in events from the first page on; all but the last are full.
    var blocks: [Int] = []
    var count = 0
  }

  private static let (blockEvents, pageEvents) = (512, 1 << 18)

  private var pages: [LargePages<ViewEvent>] = []
  /// How many events the blocks have room for that were given out.
  private var taken = 0
  private var events: [EventsOfDay] = []
  private var places: [Day: Int] = [:]
  /// The day that was added to last, from its first millisecond to that of the next day.
  private var span: Range<Int64> = 0..<0
  private var current = 0

  var days: [Day] { Array(places.keys) }

  /// The events of a day, in the order in which they came.
  subscript(day: Day) -> [ViewEvent] {
    guard let place = places[day] else { return [] }
    var all: [ViewEvent] = []
    all.reserveCapacity(events[place].count)
    for block in events[place].blocks {
      let rest = min(EventsByDay.blockEvents, events[place].count - all.count)
      all += slots(of: block)[..<rest]
    }
    return all
  }

  func add(_ event: ViewEvent) {
    if !span.contains(event.at.milliseconds) { enter(event.at.day) }
    append(CollectionOfOne(event)[...])
  }

  /// Adds many; those that follow each other on one day go in together.
  func add(_ added: [ViewEvent]) {
    var start = added.startIndex
    while start < added.endIndex {
      if !span.contains(added[start].at.milliseconds) { enter(added[start].at.day) }
      var end = start + 1
      while end < added.endIndex, span.contains(added[end].at.milliseconds) { end += 1 }
      append(Slice(base: added, bounds: start..<end))
      start = end
    }
  }

  /// Adds events to the current day.
  @inline(__always)
  private func append(_ added: Slice<some RandomAccessCollection<ViewEvent>>) {
    var rest = added
    while !rest.isEmpty {
      let used = events[current].count % EventsByDay.blockEvents
      if used == 0 { events[current].blocks.append(freshBlock()) }
      let block = events[current].blocks[events[current].blocks.count - 1]
      let some = rest.prefix(EventsByDay.blockEvents - used)
      _ = slots(of: block)[used...].update(fromContentsOf: some)
      events[current].count += some.count
      rest = rest.dropFirst(some.count)
    }
  }

  private func freshBlock() -> Int {
    if taken == pages.count * EventsByDay.pageEvents {
      pages.append(LargePages(count: EventsByDay.pageEvents))
    }
    defer { taken += EventsByDay.blockEvents }
    return taken
  }

  private func slots(of block: Int) -> UnsafeMutableBufferPointer<ViewEvent> {
    let (page, start) = block.quotientAndRemainder(dividingBy: EventsByDay.pageEvents)
    let slots = pages[page].elements[start..<start + EventsByDay.blockEvents]
    return UnsafeMutableBufferPointer(rebasing: slots)
  }

  private func enter(_ day: Day) {
    span = day.start.milliseconds..<day.advanced(by: 1).start.milliseconds
    if let place = places[day] {
      current = place
    } else {
      current = events.count
      places[day] = current
      events.append(EventsOfDay())
    }
  }
}
