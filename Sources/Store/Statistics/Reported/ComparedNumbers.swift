import CommunityRules
import Indexes
public import RecipeModel
import Store

/// What was counted of a subject in some days, just before them, and a year before.
public struct ComparedNumbers: Sendable, Equatable {
  /// The zone whose days they are, by its IANA name (R28).
  public var zone: String
  public var period: ClosedRange<Day>
  /// The day that it is in the zone.
  public var today: Day
  /// The last day up to which views are known; nil when none are.
  ///
  /// For the operator it is the last day with any view. For others it is the last with a view in
  /// the communities that the subject lies in, or of itself: how far others' views reach is not
  /// theirs to know (R7).
  public var lastCountedDay: Day?
  /// Days that were loaded and wait to be counted, as far as the reader may know.
  public var uncountedDays: Set<Day>
  public var totals: MeasuredCounts
  /// Ascending; days in which nothing was counted are left out.
  public var days: [CountedPeriod]
  /// Of the days just before, as many; nil unless all of both are known.
  public var before: SubjectNumbers?
  /// Of as many days from the same date a year before; nil unless all of both are known, and for
  /// more than a year.
  public var yearBefore: MeasuredCounts?

  /// Reads the numbers of a selection.
  ///
  /// - Parameters:
  ///   - selection: Whose events are counted, and in which days.
  ///   - creation: When the subject was made: nothing is known of it before, unless it was counted.
  ///   - days: The days asked for.
  ///   - reach: Whose the report is.
  ///   - transaction: Where everything is.
  /// - Throws: A `StoreFault`; a `ViewSegmentFault` or a `DamagedRollup` for a damaged day.
  init(
    of selection: RecipeSelection, madeAt creation: Instant, during days: ReportedDays,
    within reach: Reach, in transaction: ReadTransaction
  ) throws {
    let clock = selection.clock
    let madeOn = clock.day(of: creation)
    let active = try selection.activeSpan(in: transaction)
    let firstKnown = min(active?.lowerBound ?? madeOn, madeOn)
    let today = clock.day(of: days.now)
    let period = days.period(madeOn: madeOn, counted: active, today: today)
    func numbers(_ days: ClosedRange<Day>) throws -> SubjectNumbers {
      try SubjectNumbers(of: selection, during: StatisticsRequest(days), in: transaction)
    }
    let now = try numbers(period)
    let lastViewed = now.series.last { $0.counts.views.views > 0 }?.period.firstDay
    switch reach {
    case .installation:
      lastCountedDay = try transaction.lastViewDay()
      uncountedDays = Set(
        try transaction.dirtyDays().flatMap { LocalDays(of: $0, in: clock).days })
    case .person:
      lastCountedDay =
        [lastViewed, try selection.lastViewedDay(in: transaction)].compactMap { $0 }.max()
      uncountedDays = []
    }
    let lastKnown = lastCountedDay
    let waiting = uncountedDays
    // Days that are known in part would be told as a fall or a rise.
    func compared(_ days: ClosedRange<Day>?) throws -> SubjectNumbers? {
      guard let days, let lastKnown, days.lowerBound >= firstKnown,
        period.upperBound <= lastKnown,
        !waiting.contains(where: { days.contains($0) || period.contains($0) })
      else { return nil }
      return try numbers(days)
    }
    zone = clock.name
    self.period = period
    self.today = today
    totals = now.totals
    self.days = now.series
    before = try compared(period.before)
    yearBefore = try compared(period.yearBefore)?.totals
  }
}

extension RecipeSelection {
  /// The first and the last day on which anything of it was viewed, shared or forked.
  func activeSpan(in transaction: ReadTransaction) throws -> ClosedRange<Day>? {
    var span: ClosedRange<Day>?
    func add(_ day: Day) {
      span = span.map { min($0.lowerBound, day)...max($0.upperBound, day) } ?? day...day
    }
    if let recipes {
      // A calendar holds others, too, whose days are not told (R7).
      try eachDay(during: StatisticsRequest.allDays, in: transaction) { day in
        if try CountedDay.holds(day.payload, anyOf: recipes) { add(day.day) }
      }
    } else {
      span = try countedSpan(in: transaction)
    }
    let always = clock.moments(around: StatisticsRequest.allDays)
    try transaction.eachOccurrence([.fork, .share], in: scope, during: always) { occurrence in
      add(clock.day(of: occurrence.at))
    }
    return span
  }

  /// The last day with a view in one of its communities; catalogues are not looked at, since one
  /// calendar holds everybody's.
  fileprivate func lastViewedDay(in transaction: ReadTransaction) throws(StoreFault) -> Day? {
    var last: Day?
    for calendar in try transaction.rollupCalendars()
    where calendar.place.community != nil && calendars?.contains(calendar.key) ?? false {
      guard let day = try transaction.lastViewedDay(of: calendar.key) else { continue }
      last = max(last ?? day, day)
    }
    return last
  }
}

extension ClosedRange<Day> {
  /// How many days there are.
  var length: Int { Int(upperBound.number - lowerBound.number) + 1 }

  /// The days just before, as many.
  var before: ClosedRange<Day> {
    lowerBound.advanced(by: -length)...lowerBound.advanced(by: -1)
  }

  /// As many days from the same date a year before; nil for more days than a year has.
  var yearBefore: ClosedRange<Day>? {
    guard length <= 366 else { return nil }
    let (year, month, day) = lowerBound.civil
    // 29 February has none in most years: its month ends a day earlier.
    let days = Grain.month.period(of: Month(year: year - 1, month: month).firstDay).days
    let first = Swift.min(days.lowerBound.advanced(by: day - 1), days.upperBound)
    return first...first.advanced(by: length - 1)
  }
}
