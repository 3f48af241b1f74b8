import Indexes
import PipelineCore
import RecipeModel
import Statistics
import Store

/// Proves the trends that are kept of every calendar.
///
/// Memory holds the views of the days that can count.
struct PlainTrends {
  private let weights = TrendWeights()
  private let calendars: PlainCalendars
  private let waiting: WaitingNumbers
  /// By calendar and local day: how often each recipe was viewed.
  private var views: [CalendarKey: [Day: [Int64: Int64]]] = [:]

  init(_ calendars: PlainCalendars, besides waiting: WaitingNumbers) {
    self.calendars = calendars
    self.waiting = waiting
  }

  mutating func compare(
    in transaction: ReadTransaction, into result: inout Reconciliation, observer: Observer
  ) throws {
    // While days wait, what is kept is held against the counted days: both are of the last rollup.
    let isOfCountedDays = waiting.holdsTrends
    if !isOfCountedDays { try countViews(in: transaction, observer: observer) }
    var level = Reconciliation.Level(kind: .trend, grain: .day)
    for calendar in calendars.all.sorted(by: { $0.key < $1.key }) {
      let kept = try transaction.trend(of: calendar.key)
      let last =
        isOfCountedDays
        ? try transaction.lastViewedDay(of: calendar.key) : views[calendar.key]?.keys.max()
      guard let block = last.map({ weights.block(of: $0) }) ?? kept?.block else { continue }
      let end = last ?? weights.window(of: block).upperBound
      let raw: [Int64: Int64]
      do {
        raw =
          try isOfCountedDays
          ? countedSums(of: calendar.key, in: block, until: end, in: transaction)
          : sums(of: calendar.key, in: block)
      } catch is DamagedRollup {
        // The day is told as different where days are compared.
        continue
      }
      // Sums of other blocks, and bytes that cannot be read, tell nothing.
      var told = TrendScores()
      if let kept, kept.block == block, let scores = try? TrendScores(packed: kept.payload) {
        told = scores
      }
      for recipe in Set(raw.keys).union(told.recipes.map(\.recipe)).sorted() {
        result.compare(
          .trend(of: recipe, in: calendar.place), Grain.day.period(of: end),
          told: counts(told[recipe]), raw: counts(raw[recipe] ?? 0), in: &level)
      }
    }
    // In whole views, for people; compared were the exact sums.
    level.toldViews /= Int(TrendWeights.unit)
    level.rawViews /= Int(TrendWeights.unit)
    result.levels.append(level)
  }

  private func countedSums(
    of calendar: CalendarKey, in block: Int, until end: Day, in transaction: ReadTransaction
  ) throws -> [Int64: Int64] {
    let scores = try TrendScores(of: calendar, in: block, by: weights, until: end, in: transaction)
    return Dictionary(uniqueKeysWithValues: scores.recipes.map { ($0.recipe, $0.sum) })
  }

  private mutating func countViews(
    in transaction: ReadTransaction, observer: Observer
  ) throws {
    var calendars = self.calendars
    var events = 0
    try PlainEvents.each(in: transaction) { event, verdict in
      events += 1
      guard verdict == .view else { return }
      for (calendar, clock) in try calendars.those(of: event.recipe, in: transaction) {
        views[calendar.key, default: [:]][clock.day(of: event.at), default: [:]][
          event.recipe, default: 0] += 1
      }
    } endOfDay: { _ in
      for calendar in views.keys { forgetOldDays(of: calendar) }
      observer.progress(Progress(activity: "reconciling trends", records: events))
      if observer.shouldStop() { throw Interrupted() }
    }
  }

  /// Forgets the days that can count no more, as the last one only moves on.
  private mutating func forgetOldDays(of calendar: CalendarKey) {
    guard let days = views[calendar], let last = days.keys.max() else { return }
    let window = weights.window(of: weights.block(of: last))
    views[calendar] = days.filter { $0.key >= window.lowerBound }
  }

  private func sums(of calendar: CalendarKey, in block: Int) -> [Int64: Int64] {
    var sums: [Int64: Int64] = [:]
    for (day, recipes) in views[calendar] ?? [:] {
      for (recipe, count) in recipes {
        let weight = weights.weight(of: day, in: block)
        if weight > 0 { sums[recipe, default: 0] += count * weight }
      }
    }
    return sums
  }

  /// Weighted views in the place of views; nil for none.
  private func counts(_ sum: Int64) -> MeasuredCounts? {
    sum == 0 ? nil : MeasuredCounts(views: ViewCounts(views: Int(sum)))
  }
}

/// The calendars that there are, and those that each recipe is counted in.
struct PlainCalendars {
  let all: [StoredCalendar]
  /// By community, 0 for the catalogues.
  private let byCommunity: [Int64: [(StoredCalendar, ZoneClock)]]
  private var communities: [Int64: Int64] = [:]

  init(in transaction: ReadTransaction) throws(StoreFault) {
    all = try transaction.rollupCalendars()
    var byCommunity: [Int64: [(StoredCalendar, ZoneClock)]] = [:]
    for calendar in all {
      byCommunity[calendar.place.community?.value ?? 0, default: []]
        .append((calendar, ZoneClock(stored: calendar.place.zone)))
    }
    self.byCommunity = byCommunity
  }

  /// The calendars that a recipe is counted in, with their clocks.
  mutating func those(
    of recipe: Int64, in transaction: ReadTransaction
  ) throws(StoreFault) -> [(StoredCalendar, ZoneClock)] {
    if let known = communities[recipe] { return byCommunity[known] ?? [] }
    let community = try transaction.community(of: RecipeKey(recipe))?.value ?? 0
    communities[recipe] = community
    return byCommunity[community] ?? []
  }
}
