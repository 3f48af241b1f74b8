@testable import Indexes
import RecipeModel
import TestKit
import Testing

struct ViewRulesTests {
  @Test(arguments: [
    ("2026-11-21T10:29:59.999Z", 1), ("2026-11-21T10:30:00.000Z", 1),
    ("2026-11-21T10:30:00.001Z", 2), ("2026-11-21T10:00:00.000Z", 1),
  ])
  func `R24: an event within 30 minutes after another is a repeat, to the millisecond`(
    second: String, views: Int
  ) throws {
    let events = [try event("2026-11-21T10:00:00Z"), try event(second)]
    #expect(counted(events).count == views)
  }

  @Test func `R24: repeats that are not counted keep extending the window`() throws {
    let events = try [0, 29, 58, 59, 90].map { minute in
      try event("2026-11-21T1\(minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60):00Z")
    }
    #expect(counted(events) == [events[0], events[4]])
  }

  @Test func `R24: a view before midnight makes the event after midnight a repeat`() throws {
    let before = try event("2026-11-21T23:50:00Z")
    let after = try event("2026-11-22T00:10:00Z")
    let later = try event("2026-11-22T00:40:00.001Z")
    let events = [before, after, later]
    #expect(counted(events) == [before, later])
    // The second day alone gives the same, with the end of the day before as context.
    #expect(counted(events, from: after.at.day.start) == [later])
    let tail = ViewRules().tail(of: [before], on: before.at.day)
    #expect(counted(tail + [after, later], from: after.at.day.start) == [later])
  }

  @Test func `R24: a window of 0 counts every event, even in the same millisecond`() throws {
    let events = [try event("2026-11-21T10:00:00Z"), try event("2026-11-21T10:00:00Z")]
    #expect(counted(events, windowMinutes: 0) == events)
  }

  @Test func `R24: anonymous events never repeat, and neither do viewers who are not tracked`()
    throws
  {
    // Who switched view tracking off reaches the count as an anonymous event.
    let events = [
      try event("2026-11-21T10:00:00Z", viewer: nil),
      try event("2026-11-21T10:00:01Z", viewer: nil),
    ]
    #expect(counted(events) == events)
    let groups = CountedDay.groups(of: judged(events).map { JudgedView($0, $1) })
    #expect(
      groups == [CountedRecipe(recipe: 1, counts: ViewCounts(views: 2, anonymous: 2), viewers: [])])
  }

  @Test func `R24: another viewer or another recipe makes no repeat`() throws {
    // Each differs from the one before it, in the order in which they are counted, in one thing.
    let events = [
      try event("2026-11-21T10:00:00Z"), try event("2026-11-21T10:01:00Z", viewer: 8),
      try event("2026-11-21T10:02:00Z", recipe: 2, viewer: 8),
    ]
    #expect(counted(events) == events)
  }

  @Test(arguments: [AgentClass.crawler, .preview, .monitor, .script])
  func `R24: what no person made is no view, and keeps the window open`(agent: AgentClass) throws {
    let events = [
      try event("2026-11-21T10:00:00Z", viewer: nil, agent: agent),
      try event("2026-11-21T10:00:00Z"), try event("2026-11-21T10:20:00Z", agent: agent),
      try event("2026-11-21T10:50:00Z"), try event("2026-11-21T11:20:00.001Z"),
    ]
    #expect(judged(events).map(\.verdict) == [.robot, .view, .robot, .repeat, .view])
    // With every event counted the robots still are none.
    #expect(
      judged(events, windowMinutes: 0).map(\.verdict) == [.robot, .view, .robot, .view, .view])
  }

  @Test func `R24: rules have a name that tells their versions and settings`() {
    #expect(ViewRules().name == "repeat/1 30 min, robots/1")
    #expect(ViewRules(windowMinutes: 0).name != ViewRules().name)
  }

  @Test(arguments: [(0, 0), (1, 1), (30, 1), (1440, 1)])
  func `R27: a day touches itself, and the next one where a window reaches over midnight`(
    minutes: Int, reach: Int
  ) throws {
    let day = try #require(Day("2026-11-21"))
    let rules = ViewRules(windowMinutes: minutes)
    #expect(rules.days(affectedBy: day) == day...day.advanced(by: reach))
  }

  @Test(arguments: 0..<100)
  func `R24: judging answers as looking at every pair of events does`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let window = [0, 1, 30, 1440].randomElement(using: &generator) ?? 0
    let events = randomEvents(count: 80, stepMilliseconds: 30_000, using: &generator)
    let start = Instant(milliseconds: 400_000)
    let found = judged(events, from: start, windowMinutes: window)
    #expect(found.map(\.event) == events.filter { $0.at >= start })
    #expect(
      found.map(\.verdict) == obviousVerdicts(of: events, from: start, windowMinutes: window))
  }

  @Test(arguments: 0..<20)
  func `R27: a late event changes only the days it touches`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let events = randomEvents(count: 300, stepMilliseconds: 600_000, using: &generator)
    let late = randomEvents(count: 1, stepMilliseconds: 600_000, using: &generator)
    var all = events + late
    all.sortForCounting()
    let window = [30, 1440].randomElement(using: &generator) ?? 30
    let touched = ViewRules(windowMinutes: window).days(affectedBy: late[0].at.day)
    func views(_ events: [ViewEvent], on day: Day) -> [ViewEvent] {
      counted(events, windowMinutes: window).filter { $0.at.day == day }
    }
    for day in (Int32(0)...5).map(Day.init(number:)) where !touched.contains(day) {
      #expect(views(events, on: day) == views(all, on: day))
    }
  }

  @Test(arguments: 0..<40)
  func `R27: judging day by day after the end of the day before gives what judging at once gives`(
    seed: Int
  ) {
    var generator = SeededGenerator(seed: seed)
    let events = randomEvents(count: 300, stepMilliseconds: 600_000, using: &generator)
    let window = [0, 30, 1440].randomElement(using: &generator) ?? 30
    let rules = ViewRules(windowMinutes: window)
    var views: [ViewEvent] = []
    for day in (Int32(-1)...5).map(Day.init(number:)) {
      let before = day.advanced(by: -1)
      var context = rules.tail(of: events.filter { $0.at.day == before }, on: before)
      context += events.filter { $0.at.day == day }
      context.sortForCounting()
      views += counted(context, from: day.start, windowMinutes: window)
    }
    views.sortForCounting()
    #expect(views == counted(events, windowMinutes: window))
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
            ? .random(in: Int64.min / 8...Int64.max / 8, using: &generator)
            : .random(in: -5...5, using: &generator)),
        agent: AgentClass.allCases.randomElement(using: &generator) ?? .person)
    }
    var sorted = events
    sorted.sortForCounting()
    #expect(sorted == events.sorted())
  }
}

private let always = Instant(milliseconds: .min)

private func event(
  _ time: String, recipe: Int64 = 1, viewer: Int64? = 7, agent: AgentClass = .person
) throws -> ViewEvent {
  ViewEvent(recipe: recipe, viewer: viewer, at: try #require(Instant(time)), agent: agent)
}

/// Events with their verdicts.
private func judged(
  _ events: [ViewEvent], from start: Instant = always, windowMinutes: Int = 30
) -> [(event: ViewEvent, verdict: ViewRules.Verdict)] {
  var judged: [(event: ViewEvent, verdict: ViewRules.Verdict)] = []
  ViewRules(windowMinutes: windowMinutes).judge(events, from: start) { judged.append(($0, $1)) }
  return judged
}

/// The events that are views.
private func counted(
  _ events: [ViewEvent], from start: Instant = always, windowMinutes: Int = 30
) -> [ViewEvent] {
  judged(events, from: start, windowMinutes: windowMinutes).filter { $0.verdict == .view }
    .map(\.event)
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
          + .random(in: 0...1, using: &generator)),
      agent: Int.random(in: 0..<8, using: &generator) == 0 ? .crawler : .person)
  }
  events.sortForCounting()
  return events
}

/// The slow, obvious reference: asks of each event whether any earlier one is within the window.
private func obviousVerdicts(
  of events: [ViewEvent], from start: Instant, windowMinutes: Int
) -> [ViewRules.Verdict] {
  events.enumerated().filter { $0.element.at >= start }.map { index, event in
    if event.agent != .person { return .robot }
    guard windowMinutes > 0, event.viewer != nil else { return .view }
    let isRepeat = events[..<index].contains { earlier in
      earlier.recipe == event.recipe && earlier.viewer == event.viewer
        && event.at.milliseconds - earlier.at.milliseconds <= windowMinutes * 60_000
    }
    return isRepeat ? .repeat : .view
  }
}
