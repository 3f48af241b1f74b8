import Indexes
import PipelineCore
import RecipeModel
import Statistics
import Store

/// Proves what is told of communities, the installation, and the largest families, tags, creators.
struct PlainSubjects {
  private struct Entry {
    var subject: Reconciliation.Subject
    var kind: Reconciliation.Kind
    var selection: RecipeSelection
    var grains: [Grain]
    var raw: [Period: PlainCounts] = [:]
  }

  private let waiting: WaitingNumbers
  private var entries: [Entry] = []
  /// The entries that each recipe counts for.
  private var entriesOf: [Int64: [Int]] = [:]
  private static let grains: [Grain] = [.day, .week, .month, .quarter, .year]

  init(in transaction: ReadTransaction, besides waiting: WaitingNumbers) throws {
    self.waiting = waiting
    try add(
      .installation, as: .installation, .installation(in: transaction), recipes: nil,
      PlainSubjects.grains)
    for place in try transaction.neededCalendars() {
      guard let community = place.community,
        try transaction.community(community)?.timeZone == place.zone
      else { continue }
      try add(
        .community(community.value), as: .community,
        .community(community, zone: place.zone, in: transaction),
        recipes: try transaction.recipeKeys(in: .community(community)), PlainSubjects.grains)
    }
    for root in try transaction.largestFamilies(Reconciliation.sampled) {
      let members = try transaction.familyKeys(below: root)
      try add(
        .family(root: root.value), as: .family, .recipes(members, in: transaction),
        recipes: members, [.month])
    }
    for tag in try transaction.mostUsedTags(Reconciliation.sampled) {
      try add(
        .tag(tag.value), as: .tag, .tag(tag, in: transaction),
        recipes: try transaction.recipeKeys(in: .tag(tag, in: nil)), [.month])
    }
    for creator in try transaction.busiestCreators(Reconciliation.sampled) {
      try add(
        .creator(creator.value), as: .creator, .creator(creator, in: transaction),
        recipes: try transaction.recipeKeys(in: .creator(creator)), [.month])
    }
  }

  /// Takes the recipes that count for a subject; nil for all of them.
  private mutating func add(
    _ subject: Reconciliation.Subject, as kind: Reconciliation.Kind,
    _ selection: RecipeSelection, recipes: [RecipeKey]?, _ grains: [Grain]
  ) throws {
    for recipe in recipes ?? [] { entriesOf[recipe.value, default: []].append(entries.count) }
    entries.append(
      Entry(subject: subject, kind: kind, selection: selection, grains: grains))
  }

  // MARK: - Counting

  func compare(
    in transaction: ReadTransaction, into result: inout Reconciliation, observer: Observer
  ) throws {
    var counted = self
    try counted.countViews(in: transaction, observer: observer)
    try counted.countOrigins(in: transaction)
    for kind in Reconciliation.Kind.allCases {
      for grain in PlainSubjects.grains {
        let entries = counted.entries.filter { $0.kind == kind && $0.grains.contains(grain) }
        guard !entries.isEmpty else { continue }
        var level = Reconciliation.Level(kind: kind, grain: grain)
        for entry in entries.sorted(by: { $0.subject.order < $1.subject.order }) {
          try compare(entry, grain, in: transaction, into: &result, &level)
          if observer.shouldStop() { throw Interrupted() }
        }
        result.levels.append(level)
      }
    }
  }

  private mutating func countViews(in transaction: ReadTransaction, observer: Observer) throws {
    var events = 0
    try PlainEvents.each(in: transaction) { event, verdict in
      events += 1
      // The first entry is the installation.
      count(event.recipe, at: event.at) { $0.count(event, verdict) }
    } endOfDay: { _ in
      observer.progress(Progress(activity: "reconciling subjects", records: events))
      if observer.shouldStop() { throw Interrupted() }
    }
  }

  private mutating func countOrigins(in transaction: ReadTransaction) throws {
    try transaction.eachOrigin { origin in
      guard origin.kind != .personalCopy else { return }
      count(origin.origin.value, at: origin.createdAt) { $0.counts.forks += 1 }
      if let sharedAt = origin.sharedAt {
        count(origin.origin.value, at: sharedAt) { $0.counts.shares += 1 }
      }
    }
  }

  private mutating func count(
    _ recipe: Int64, at moment: Instant, _ change: (inout PlainCounts) -> Void
  ) {
    for index in [0] + (entriesOf[recipe] ?? []) {
      let day = entries[index].selection.clock.day(of: moment)
      for grain in entries[index].grains {
        change(&entries[index].raw[grain.period(of: day), default: PlainCounts()])
      }
    }
  }

  // MARK: - Comparing

  private func compare(
    _ entry: Entry, _ grain: Grain, in transaction: ReadTransaction,
    into result: inout Reconciliation, _ level: inout Reconciliation.Level
  ) throws {
    let numbers = try SubjectNumbers(
      of: entry.selection, during: StatisticsRequest(by: grain), in: transaction, exactUpTo: .max)
    var told: [Period: MeasuredCounts] = [:]
    for period in numbers.series {
      let counts = MeasuredCounts(
        views: period.counts.views, viewers: period.counts.viewers, shares: period.counts.shares,
        forks: period.counts.forks)
      if !counts.isZero { told[period.period] = counts }
    }
    let raw = entry.raw.filter { $0.key.grain == grain }.mapValues(\.total)
    for period in Set(told.keys).union(raw.keys).sorted() {
      let (told, raw) = (told[period] ?? MeasuredCounts(), raw[period] ?? MeasuredCounts())
      // Days that wait have views alone.
      let mayWait = told.shares == raw.shares && told.forks == raw.forks
      result.compare(
        entry.subject, period, told: told, raw: raw, in: &level,
        waits: mayWait
          && waiting.holds(period, of: entry.subject, in: entry.selection.clock.name))
    }
  }
}

extension Reconciliation.Subject {
  /// Where it is proved among those of its kind.
  fileprivate var order: Int64 {
    switch self {
    case .recipe(let key, _), .trend(let key, _), .community(let key), .family(let key),
      .tag(let key), .creator(let key), .target(let key):
      key
    case .installation: 0
    }
  }
}
