import Indexes
import RecipeModel
import TestKit
import Testing

struct ViewCountingTests {
  @Test(arguments: [
    ("2026-11-21T10:29:59.999Z", 1), ("2026-11-21T10:30:00.000Z", 1),
    ("2026-11-21T10:30:00.001Z", 2), ("2026-11-21T10:00:00.000Z", 1),
  ])
  func `R24: an event within 30 minutes after another is a repeat, to the millisecond`(
    second: String, views: Int
  ) throws {
    let events = [try event("2026-11-21T10:00:00Z"), try event(second)]
    #expect(ViewCounting.views(in: events, during: always, windowMinutes: 30).count == views)
  }

  @Test func `R24: repeats that are not counted keep extending the window`() throws {
    let events = try [0, 29, 58, 59, 90].map { minute in
      try event("2026-11-21T1\(minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60):00Z")
    }
    let views = ViewCounting.views(in: events, during: always, windowMinutes: 30)
    #expect(views == [events[0], events[4]])
  }

  @Test func `R24: a view before midnight makes the event after midnight a repeat`() throws {
    let before = try event("2026-11-21T23:50:00Z")
    let after = try event("2026-11-22T00:10:00Z")
    let later = try event("2026-11-22T00:40:00.001Z")
    let events = [before, after, later]
    let groups = ViewRollup.groups(
      of: ViewCounting.views(in: events, during: always, windowMinutes: 30), by: .day
    ) { $0 }
    #expect(groups.map(\.period) == [before.at.day.number, later.at.day.number])
    #expect(groups.map(\.views) == [1, 1])
    // The second day alone gives the same, with the day before as context.
    let secondDay = after.at.day.start..<after.at.day.advanced(by: 1).start
    #expect(ViewCounting.views(in: events, during: secondDay, windowMinutes: 30) == [later])
  }

  @Test func `R24: a window of 0 counts every event, even in the same millisecond`() throws {
    let events = [try event("2026-11-21T10:00:00Z"), try event("2026-11-21T10:00:00Z")]
    #expect(ViewCounting.views(in: events, during: always, windowMinutes: 0) == events)
  }

  @Test func `R24: anonymous events never repeat, and neither do viewers who are not tracked`()
    throws
  {
    // Who switched view tracking off reaches the count as an anonymous event.
    let events = [
      try event("2026-11-21T10:00:00Z", viewer: nil),
      try event("2026-11-21T10:00:01Z", viewer: nil),
    ]
    let views = ViewCounting.views(in: events, during: always, windowMinutes: 30)
    #expect(
      ViewRollup.groups(of: views, by: .day) { $0 } == [
        ViewGroup(
          subject: 1, period: events[0].at.day.number, views: 2, viewers: 0, anonymous: 2)
      ])
  }

  @Test func `R24: another viewer or another recipe makes no repeat`() throws {
    // Each differs from the one before it, in the order in which they are counted, in one thing.
    let events = [
      try event("2026-11-21T10:00:00Z"), try event("2026-11-21T10:01:00Z", viewer: 8),
      try event("2026-11-21T10:02:00Z", recipe: 2, viewer: 8),
    ]
    #expect(ViewCounting.views(in: events, during: always, windowMinutes: 30) == events)
  }

  @Test(arguments: [(0, 0), (30, 1), (1440, 1), (1441, 2), (2881, 3)])
  func `R27: a day touches itself and the days within the window`(
    minutes: Int, reach: Int
  ) throws {
    let day = try #require(Day("2026-11-21"))
    let needed = ViewCounting.days(neededFor: day, windowMinutes: minutes)
    let affected = ViewCounting.days(affectedBy: day, windowMinutes: minutes)
    #expect(needed == day.advanced(by: -reach)...day)
    #expect(affected == day...day.advanced(by: reach))
  }

  @Test(arguments: 0..<100)
  func `R24: counting answers as looking at every pair of events does`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let window = [0, 1, 30, 1500].randomElement(using: &generator) ?? 0
    let events = randomEvents(count: 80, stepMilliseconds: 30_000, using: &generator)
    let span = Instant(milliseconds: 400_000)..<Instant(milliseconds: 86_500_000)
    #expect(
      ViewCounting.views(in: events, during: span, windowMinutes: window)
        == obviousViews(in: events, during: span, windowMinutes: window))
  }

  @Test(arguments: 0..<20)
  func `R27: a late event changes only the days it touches`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let events = randomEvents(count: 300, stepMilliseconds: 600_000, using: &generator)
    let late = randomEvents(count: 1, stepMilliseconds: 600_000, using: &generator)
    var all = events + late
    all.sortForCounting()
    let window = [30, 1500].randomElement(using: &generator) ?? 30
    let touched = ViewCounting.days(affectedBy: late[0].at.day, windowMinutes: window)
    for day in (Int32(0)...5).map(Day.init(number:)) where !touched.contains(day) {
      let span = day.start..<day.advanced(by: 1).start
      #expect(
        ViewCounting.views(in: events, during: span, windowMinutes: window)
          == ViewCounting.views(in: all, during: span, windowMinutes: window))
    }
  }

  @Test(arguments: 0..<20)
  func `R27: counting day by day with the days needed gives what counting at once gives`(
    seed: Int
  ) {
    var generator = SeededGenerator(seed: seed)
    let events = randomEvents(count: 300, stepMilliseconds: 600_000, using: &generator)
    let window = [0, 30, 1500].randomElement(using: &generator) ?? 30
    var views: [ViewEvent] = []
    for day in (Int32(-1)...5).map(Day.init(number:)) {
      let needed = ViewCounting.days(neededFor: day, windowMinutes: window)
      let context = events.filter { needed.contains($0.at.day) }
      let span = day.start..<day.advanced(by: 1).start
      views += ViewCounting.views(in: context, during: span, windowMinutes: window)
    }
    views.sortForCounting()
    #expect(views == ViewCounting.views(in: events, during: always, windowMinutes: window))
  }

  @Test(arguments: 0..<40)
  func `sorting for counting sorts by recipe, viewer and moment`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let wide = seed.isMultiple(of: 2)
    let events = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
      ViewEvent(
        recipe: wide
          ? .random(in: .min ... .max, using: &generator) : .random(in: -3...3, using: &generator),
        viewer: Bool.random(using: &generator)
          ? nil : .random(in: 1...(wide ? .max : 3), using: &generator),
        at: Instant(
          milliseconds: wide
            ? .random(in: .min ... .max, using: &generator) : .random(in: -5...5, using: &generator)
        ))
    }
    var sorted = events
    sorted.sortForCounting()
    #expect(sorted == events.sorted())
  }
}

private let always = Instant(milliseconds: .min)..<Instant(milliseconds: .max)

private func event(_ time: String, recipe: Int64 = 1, viewer: Int64? = 7) throws -> ViewEvent {
  ViewEvent(recipe: recipe, viewer: viewer, at: try #require(Instant(time)))
}

/// Sorted events of a few recipes and viewers, on multiples of a step.
private func randomEvents(
  count: Int, stepMilliseconds: Int64, using generator: inout SeededGenerator
) -> [ViewEvent] {
  var events = (0..<count).map { _ in
    let viewer = Int64.random(in: 0...3, using: &generator)
    return ViewEvent(
      recipe: .random(in: 1...3, using: &generator), viewer: viewer == 0 ? nil : viewer,
      at: Instant(
        milliseconds: .random(in: 0..<600, using: &generator) * stepMilliseconds
          + .random(in: 0...1, using: &generator)))
  }
  events.sortForCounting()
  return events
}

/// The slow, obvious reference: asks of each event whether any earlier one is within the window.
private func obviousViews(
  in events: [ViewEvent], during span: Range<Instant>, windowMinutes: Int
) -> [ViewEvent] {
  events.enumerated().filter { index, event in
    guard span.contains(event.at) else { return false }
    guard windowMinutes > 0, event.viewer != nil else { return true }
    return !events[..<index].contains { earlier in
      earlier.recipe == event.recipe && earlier.viewer == event.viewer
        && event.at.milliseconds - earlier.at.milliseconds <= windowMinutes * 60_000
    }
  }.map(\.element)
}
