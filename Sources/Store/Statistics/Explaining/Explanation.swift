public import CommunityRules
public import Indexes
public import RecipeModel
public import Store

/// What made a recipe's number in a period, event by event.
public struct Explanation: Sendable, Equatable {
  /// One thing that happened, and what it is to the number.
  public struct Entry: Sendable, Equatable {
    public var at: Instant
    public var subject: Subject
    /// Whether it is in the number.
    public var isCounted: Bool
  }

  public enum Subject: Sendable, Equatable {
    /// Somebody or something opened the recipe.
    case opening(
      viewer: UserKey?, agent: AgentClass, verdict: ViewRules.Verdict,
      /// The event of the same viewer that it repeats.
      repeats: Instant?)
    case occurrence(OccurrenceKind)
  }

  public var recipe: RecipeID
  public var title: String
  public var measure: Measure
  public var period: Period
  /// The zone whose days the period has: that of the recipe's community (R28).
  public var zone: String
  /// By which rules events are judged.
  public var rules: String
  /// In the order in which they happened.
  public var entries: [Entry]
  /// What the number is, as everything else tells it.
  public var told: UniqueCount
  /// Whether something happened that the number does not say yet.
  public var isBehind: Bool

  /// How many entries are in the number; different viewers are counted once.
  public var counted: Int { entries.count(where: \.isCounted) }

  /// Explains a number of a recipe itself; nil when there is no such recipe within the reach.
  ///
  /// - Throws: A `StoreFault`, a `ViewSegmentFault` or a `DamagedRollup`.
  public static func read(
    _ measure: Measure, of id: RecipeID, in period: Period, within reach: Reach,
    in transaction: ReadTransaction
  ) throws -> Explanation? {
    guard let key = try transaction.statisticsRecipe(id),
      let recipe = try transaction.titledRecipe(key),
      let place = try transaction.recipePlace(of: key),
      try transaction.readerKeys(reach).reach(
        community: place.community, creator: place.creator)
    else { return nil }
    let selection = try RecipeSelection.recipe(key, in: transaction)
    let request = StatisticsRequest(period.days, by: period.grain)
    let numbers = try SubjectNumbers(of: selection, during: request, in: transaction)
    let told = numbers.series.first { $0.period == period }?.counts ?? MeasuredCounts()
    let entries =
      if let kind = measure.occurrence {
        try occurrences(kind, of: selection, in: period, in: transaction)
      } else {
        try openings(measure, of: key, selection, in: period, in: transaction)
      }
    return Explanation(
      recipe: id, title: recipe.title, measure: measure, period: period,
      zone: period.grain == .hour ? ZoneClock.utc.name : selection.clock.name,
      rules: try transaction.viewRules().name, entries: entries, told: told[measure],
      isBehind: try transaction.isBehind(on: [key], within: reach))
  }

  // MARK: - Entries

  private static func openings(
    _ measure: Measure, of recipe: RecipeKey, _ selection: RecipeSelection, in period: Period,
    in transaction: ReadTransaction
  ) throws -> [Entry] {
    let clock = period.grain == .hour ? ZoneClock.utc : selection.clock
    // The day before tells what the first events of the period repeat.
    let first = clock.start(of: period.days.lowerBound).day.advanced(by: -1)
    let last = clock.start(of: period.days.upperBound.advanced(by: 1)).day
    var events: [ViewEvent] = []
    for (day, _) in try transaction.viewSegmentSizes(in: first...last) {
      events += try transaction.viewEvents(on: day).filter { $0.recipe == recipe.value }
    }
    events.sortForCounting()
    var entries: [Entry] = []
    var previous: ViewEvent?
    var viewers = KeySet()
    try transaction.viewRules().judge(events, from: Instant(milliseconds: .min / 8)) {
      event, verdict in
      defer { previous = event }
      let isWithin =
        period.grain == .hour
        ? Period(hourOf: event.at) == period : period.days.contains(clock.day(of: event.at))
      guard isWithin else { return }
      let isNew = event.viewer.map { verdict == .view && viewers.insert($0) } ?? false
      entries.append(
        Entry(
          at: event.at,
          subject: .opening(
            viewer: event.viewer.map { UserKey($0) }, agent: event.agent, verdict: verdict,
            repeats: verdict == .repeat ? previous?.at : nil),
          isCounted: measure.counts(event, verdict, isNewViewer: isNew)))
    }
    return entries.sorted { $0.at < $1.at }
  }

  private static func occurrences(
    _ kind: OccurrenceKind, of selection: RecipeSelection, in period: Period,
    in transaction: ReadTransaction
  ) throws -> [Entry] {
    let request = StatisticsRequest(period.days, by: period.grain)
    var entries: [Entry] = []
    let moments = request.moments(by: selection.clock)
    try transaction.eachOccurrence([kind], in: selection.scope, during: moments) { occurrence in
      guard request.period(of: occurrence.at, by: selection.clock) == period else { return }
      entries.append(Entry(at: occurrence.at, subject: .occurrence(kind), isCounted: true))
    }
    return entries.sorted { $0.at < $1.at }
  }
}

extension Measure {
  /// The measures that a recipe itself has.
  public static let ofRecipes: [Measure] = allCases.filter { $0 != .members }

  /// Whether an opening is in the number.
  fileprivate func counts(
    _ event: ViewEvent, _ verdict: ViewRules.Verdict, isNewViewer: Bool
  ) -> Bool {
    switch self {
    case .views: verdict == .view
    case .viewers: isNewViewer
    case .anonymous: verdict == .view && event.viewer == nil
    case .repeats: verdict == .repeat
    case .robots: verdict == .robot
    default: false
    }
  }
}
