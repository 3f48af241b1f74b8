public import Indexes
public import RecipeModel
public import Store

/// Judges the raw events of days by the installation's rules (R24).
///
/// The events just before a day, which decide what repeats on it, are read along; judging days in
/// ascending order unpacks each of them once. Memory holds one day.
public struct DayJudge {
  public let rules: ViewRules
  /// The end of the last day that was read: what its successor may repeat.
  private var tail: (day: Day, events: [ViewEvent])?

  public init(_ rules: ViewRules) {
    self.rules = rules
  }

  /// The events of a day with their verdicts, by recipe, viewer and moment.
  ///
  /// - Parameters:
  ///   - day: A day in UTC.
  ///   - transaction: Where the events are.
  ///   - isWanted: Picks events; must answer the same for all events of a viewer on a recipe, on
  ///     every day that is read.
  ///   - body: Takes each event of the day.
  /// - Throws: A `StoreFault`; a `ViewSegmentFault` for a damaged day.
  public mutating func judge(
    _ day: Day, in transaction: ReadTransaction,
    where isWanted: ((ViewEvent) -> Bool)? = nil,
    _ body: (ViewEvent, ViewRules.Verdict) -> Void
  ) throws {
    try judge(
      day,
      from: { day in
        let events = try transaction.viewEvents(on: day)
        guard let isWanted else { return events }
        return events.filter(isWanted)
      }, body)
  }

  /// The same of events from anywhere; `events` gives those of a day in UTC, sorted.
  public mutating func judge(
    _ day: Day, from events: (Day) throws -> [ViewEvent],
    _ body: (ViewEvent, ViewRules.Verdict) -> Void
  ) throws {
    let today = try events(day)
    var judged = try endOfDay(before: day, from: events)
    tail = (day, rules.reachesOverMidnight ? rules.tail(of: today, on: day) : [])
    if judged.isEmpty {
      judged = today
    } else {
      judged += today
      judged.sortForCounting()
    }
    rules.judge(judged, from: day.start, body)
  }

  private func endOfDay(
    before day: Day, from events: (Day) throws -> [ViewEvent]
  ) throws -> [ViewEvent] {
    guard rules.reachesOverMidnight else { return [] }
    let yesterday = day.advanced(by: -1)
    if let tail, tail.day == yesterday { return tail.events }
    return rules.tail(of: try events(yesterday), on: yesterday)
  }
}

extension ReadTransaction {
  /// The raw events of a day (UTC), sorted.
  ///
  /// - Throws: A `StoreFault`; a `ViewSegmentFault` for a damaged day.
  public func viewEvents(on day: Day) throws -> [ViewEvent] {
    guard let segment = try viewSegment(on: day) else { return [] }
    return try ViewSegment.decode(segment, on: day)
  }

  /// The rules that the installation counts by.
  public func viewRules() throws(StoreFault) -> ViewRules {
    ViewRules(windowMinutes: try viewWindowMinutes())
  }

}
