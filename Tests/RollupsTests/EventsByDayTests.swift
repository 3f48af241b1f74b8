import Indexes
import RecipeModel
import TestKit
import Testing

@testable import Rollups

struct EventsByDayTests {
  @Test(arguments: 0..<10)
  func `events come back by day in the order in which they came`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    var events = EventsByDay()
    var expected: [Day: [ViewEvent]] = [:]
    var first = Int64(20_000) * 86_400_000
    for _ in 0..<40 {
      // Mostly a log in order of time, and now and then what came late.
      let count = Int.random(in: 0...900, using: &generator)
      let added = (0..<count).map { _ -> ViewEvent in
        first += Int64.random(in: 0...200_000, using: &generator)
        let isLate = Int.random(in: 0..<50, using: &generator) == 0
        let at = first - (isLate ? Int64.random(in: 0...864_000_000, using: &generator) : 0)
        return ViewEvent(
          recipe: Int64.random(in: 1...9, using: &generator), viewer: nil,
          at: Instant(milliseconds: at))
      }
      for event in added { expected[event.at.day, default: []].append(event) }
      if Bool.random(using: &generator) {
        events.add(added)
      } else {
        for event in added { events.add(event) }
      }
    }
    #expect(Set(events.days) == Set(expected.keys) && events.days.count == expected.count)
    for (day, ofDay) in expected { #expect(events[day] == ofDay) }
    #expect(events[Day(number: 1)].isEmpty)
  }
}
