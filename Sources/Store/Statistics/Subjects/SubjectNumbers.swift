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
  /// How many parts the days of a period are counted in at the same time.
  private static let parts = 4
  /// Of fewer bytes all days are counted one after the other, of more no others are read meanwhile.
  private static let (bytesWorthSharing, bytesAtOnce) = (256 << 10, 4 << 20)
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
    // Days come in ascending order.
    var days: [StoredCountedDay] = []
    var bytes = 0
    try selection.eachDay(during: request.days, in: transaction) { day in
      let period = request.grain.period(of: day.day)
      if period != currentPeriod || bytes >= PeriodSeries.bytesAtOnce {
        try count(&days, of: selection.recipes)
        bytes = 0
        enter(period)
      }
      days.append(day)
      bytes += day.payload.count
    }
    try count(&days, of: selection.recipes)
  }

  /// Adds days of the current period, on all cores where there is enough to do, and forgets them.
  private mutating func count(
    _ days: inout [StoredCountedDay], of recipes: KeySet?
  ) throws {
    defer { days.removeAll(keepingCapacity: true) }
    let size = max(1, (days.count + PeriodSeries.parts - 1) / PeriodSeries.parts)
    guard size > 1, days.reduce(0, { $0 + $1.payload.count }) >= PeriodSeries.bytesWorthSharing
    else { return try current.add(days[...], of: recipes) }
    let parts = stride(from: 0, to: days.count, by: size).map { days[$0...].prefix(size) }
    let empty = current.emptied
    let tallies = try parts.mapConcurrently { part in
      var tally = empty
      try tally.add(part, of: recipes)
      return tally
    }
    for tally in tallies { current.add(tally) }
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

extension ViewTally {
  /// Adds some days; only those of a set of recipes, where one is given.
  fileprivate mutating func add(
    _ days: ArraySlice<StoredCountedDay>, of recipes: KeySet?
  ) throws(DamagedRollup) {
    for day in days {
      do throws(CountedDayFault) {
        try add(day.payload, of: recipes)
      } catch {
        throw DamagedRollup(day: day.day)
      }
    }
  }
}
