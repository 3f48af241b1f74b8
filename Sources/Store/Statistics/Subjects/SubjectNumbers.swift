public import Indexes
public import PipelineCore
public import RecipeModel
public import Store

/// Totals and a series of one subject: of a recipe, a family, a community and so on.
public struct SubjectNumbers: Sendable, Equatable {
  /// Of the whole span.
  public var totals: MeasuredCounts
  /// Ascending; periods in which nothing was counted are left out.
  public var series: [CountedPeriod]

  public init(totals: MeasuredCounts, series: [CountedPeriod]) {
    self.totals = totals
    self.series = series
  }

  /// Counts a selection over a span.
  ///
  /// - Parameters:
  ///   - selection: Whose events are counted, and in which days.
  ///   - request: Which days, and how long a period is.
  ///   - transaction: Where everything is.
  ///   - limit: Up to how many different viewers are counted exactly.
  /// - Throws: A `StoreFault`; a `ViewSegmentFault` or a `DamagedRollup` for a damaged day.
  public init(
    of selection: RecipeSelection, during request: StatisticsRequest,
    in transaction: ReadTransaction,
    exactUpTo limit: Int = ViewerUnion.exactLimit
  ) throws {
    var series = PeriodSeries(exactUpTo: limit)
    try series.countOccurrences(of: selection, during: request, in: transaction)
    if request.measures.contains(.members) {
      series.activity = try ActiveMembers(of: selection, during: request, in: transaction)
    }
    if request.countsViews {
      try series.countViews(of: selection, during: request, in: transaction)
    }
    (totals, self.series) = series.finished()
  }
}

/// A counted day that cannot be read.
public struct DamagedRollup: Fault, Equatable {
  public var day: Day

  public init(day: Day) {
    self.day = day
  }

  public var what: String { "what was counted of \(day) is damaged" }

  public var hint: String? { "`levain rollup --rebuild` counts everything anew" }
}

/// Counts the periods of a series one after the other, and all of them together.
struct PeriodSeries {
  private var periods: [Period: MeasuredCounts] = [:]
  private var totals = MeasuredCounts()
  private var all: ViewTally
  private var current: ViewTally
  private var currentPeriod: Period?
  /// Who did what else; empty for a subject that has no members.
  var activity = ActiveMembers()

  init(exactUpTo limit: Int) {
    all = ViewTally(exactUpTo: limit)
    current = ViewTally(exactUpTo: limit)
  }

  // MARK: - Views

  /// Counts views in the counted days; in hours from the raw events.
  mutating func countViews(
    of selection: RecipeSelection, during request: StatisticsRequest,
    in transaction: ReadTransaction
  ) throws {
    guard request.grain != .hour else {
      try countHours(of: selection, during: request.days, in: transaction)
      return
    }
    try selection.eachDay(during: request.days, in: transaction) { day in
      try count(day, of: selection, in: request.grain.period(of: day.day))
    }
  }

  /// Adds a day; days come in ascending order.
  private mutating func count(
    _ day: StoredCountedDay, of selection: RecipeSelection, in period: Period
  ) throws(CountedDayFault) {
    enter(period)
    try current.add(day.payload, of: selection.recipes)
  }

  /// Counts hours from the raw events, which no rollup keeps.
  private mutating func countHours(
    of selection: RecipeSelection, during days: ClosedRange<Day>, in transaction: ReadTransaction
  ) throws {
    var recipes = selection.recipes
    if recipes == nil, case .community = selection.scope {
      recipes = KeySet(try transaction.recipeKeys(in: selection.scope).lazy.map(\.value))
    }
    let isWanted = recipes.map { recipes in { (event: ViewEvent) in recipes.contains(event.recipe) }
    }
    var judge = DayJudge(try transaction.viewRules())
    for (day, _) in try transaction.viewSegmentSizes(in: days) {
      var judged: [(period: Period, view: JudgedView)] = []
      try judge.judge(day, in: transaction, where: isWanted) { event, verdict in
        judged.append((Period(hourOf: event.at), JudgedView(event, verdict)))
      }
      judged.sort { $0.period < $1.period }
      for (period, view) in judged {
        enter(period)
        current.add(view)
      }
    }
  }

  private mutating func enter(_ period: Period) {
    guard period != currentPeriod else { return }
    leave()
    currentPeriod = period
  }

  private mutating func leave() {
    guard let period = currentPeriod, !current.counts.isZero else { return }
    periods[period, default: MeasuredCounts()].views = current.counts
    periods[period, default: MeasuredCounts()].viewers = current.viewers
    periods[period, default: MeasuredCounts()].members = activity.count(in: period, current.union)
    all.add(current)
    current.removeAll()
  }

  // MARK: - What else happened

  mutating func countOccurrences(
    of selection: RecipeSelection, during request: StatisticsRequest,
    in transaction: ReadTransaction
  ) throws {
    try transaction.eachOccurrence(
      Set(request.measures.compactMap(\.occurrence)), in: selection.scope,
      during: request.moments(by: selection.clock)
    ) { occurrence in
      guard let period = request.period(of: occurrence.at, by: selection.clock) else { return }
      periods[period, default: MeasuredCounts()].count(occurrence.kind)
      totals.count(occurrence.kind)
    }
  }

  // MARK: - The end

  mutating func finished() -> (totals: MeasuredCounts, series: [CountedPeriod]) {
    leave()
    totals.views = all.counts
    totals.viewers = all.viewers
    totals.members = activity.count(in: nil, all.union)
    // Periods in which nobody viewed anything.
    for period in activity.periods where periods[period]?.views.isZero ?? true {
      periods[period, default: MeasuredCounts()].members = activity.count(in: period, nil)
    }
    let series = periods.filter { !$0.value.isZero }.sorted { $0.key < $1.key }
      .map { CountedPeriod($0.key, $0.value) }
    return (totals, series)
  }
}
