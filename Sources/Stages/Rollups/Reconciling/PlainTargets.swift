import Indexes
import PipelineCore
import RecipeModel
import Statistics
import Store

/// Proves what was counted for the targets of communities as of the last rollup.
enum PlainTargets {
  static func compare(
    in transaction: ReadTransaction, besides waiting: WaitingNumbers,
    into result: inout Reconciliation, observer: Observer
  ) throws {
    guard let countedAt = try transaction.rollupState()?.countedAt else { return }
    var communities = try transaction.communitiesWithTargets().compactMap { key in
      try PlainTargetCommunity(key, asOf: countedAt, in: transaction)
    }
    guard !communities.isEmpty else { return }
    var places: [Int64: Int] = [:]
    for (place, community) in communities.enumerated() {
      for recipe in community.recipes { places[recipe.value] = place }
    }
    try PlainEvents.each(in: transaction) { event, verdict in
      guard let place = places[event.recipe] else { return }
      communities[place].count(event, verdict)
    } endOfDay: { _ in
      if observer.shouldStop() { throw Interrupted() }
    }
    let always = Instant(milliseconds: .min)..<countedAt.advanced(byMilliseconds: 1)
    try transaction.eachOccurrence(in: .everything, during: always) { occurrence in
      guard let place = places[occurrence.recipe] else { return }
      communities[place].count(occurrence)
    }
    var levels: [Grain: Reconciliation.Level] = [:]
    for community in communities {
      try community.compare(in: transaction, besides: waiting, into: &result, &levels)
    }
    result.levels += Grain.allCases.compactMap { levels[$0] }
  }
}

/// A community with targets, counted one event at a time.
private struct PlainTargetCommunity {
  private struct Counts {
    var numbers: [TargetMeasure: Int] = [:]
    var viewers: Set<Int64> = []
    var active: Set<Int64> = []

    func number(of measure: TargetMeasure) -> Int {
      switch measure {
      case .viewers: viewers.count
      case .members: active.count
      case .views, .shares, .forks, .recipes, .proposals, .accepted: numbers[measure] ?? 0
      }
    }
  }

  let recipes: [RecipeKey]
  private let key: CommunityKey
  private let clock: ZoneClock
  private let countedAt: Instant
  /// Those that there were at the rollup, as they were then.
  private let targets: [StoredTarget]
  private let members: Set<Int64>
  private var counts: [Period: Counts] = [:]

  /// Nil for a community that is gone for good.
  init?(_ key: CommunityKey, asOf countedAt: Instant, in transaction: ReadTransaction) throws {
    guard let community = try transaction.community(key) else { return nil }
    self.key = key
    self.countedAt = countedAt
    clock = ZoneClock(stored: community.timeZone)
    recipes = try transaction.recipeKeys(in: .community(key))
    members = Set(try transaction.everMembers(of: key).map(\.value))
    targets = try transaction.targets(of: key).filter { $0.createdAt <= countedAt }.map { target in
      guard let endedAt = target.endedAt, endedAt > countedAt else { return target }
      var then = target
      then.until = nil
      return then
    }
    let always = Instant(milliseconds: .min)..<countedAt.advanced(byMilliseconds: 1)
    try transaction.eachAct(in: key, during: always) { user, at in
      guard members.contains(user.value) else { return }
      count(at) { $0.active.insert(user.value) }
    }
  }

  mutating func count(_ event: ViewEvent, _ verdict: ViewRules.Verdict) {
    guard verdict == .view else { return }
    let isOfMember = event.viewer.map { members.contains($0) } ?? false
    count(event.at) { counts in
      counts.numbers[.views, default: 0] += 1
      guard let viewer = event.viewer else { return }
      counts.viewers.insert(viewer)
      if isOfMember { counts.active.insert(viewer) }
    }
  }

  mutating func count(_ occurrence: Occurrence) {
    let measure: TargetMeasure
    switch occurrence.kind {
    case .share: measure = .shares
    case .fork: measure = .forks
    case .newRecipe: measure = .recipes
    case .proposal: measure = .proposals
    case .accepted: measure = .accepted
    case .rejected: return
    }
    count(occurrence.at) { $0.numbers[measure, default: 0] += 1 }
  }

  private mutating func count(_ moment: Instant, _ change: (inout Counts) -> Void) {
    let day = clock.day(of: moment)
    for frequency in TargetFrequency.allCases {
      change(&counts[frequency.grain.period(of: day), default: Counts()])
    }
  }

  func compare(
    in transaction: ReadTransaction, besides waiting: WaitingNumbers,
    into result: inout Reconciliation, _ levels: inout [Grain: Reconciliation.Level]
  ) throws {
    for target in targets {
      let grain = target.frequency.grain
      var level = levels[grain] ?? Reconciliation.Level(kind: .target, grain: grain)
      var raw: [Period: Int] = [:]
      for period in target.periods(through: clock.day(of: countedAt)) {
        raw[period] = counts[period]?.number(of: target.measure) ?? 0
      }
      var told: [Period: UniqueCount] = [:]
      for point in try transaction.targetPoints(of: target.key) {
        told[grain.period(of: point.day)] = point.count
      }
      for period in Set(raw.keys).union(told.keys).sorted() {
        let number = told[period]
        let proved = raw[period].map { number?.agrees(with: $0) == true ? number?.value ?? $0 : $0 }
        result.compare(
          .target(target.key.value), period,
          told: number.map { MeasuredCounts(target.measure, $0.value) },
          raw: proved.map { MeasuredCounts(target.measure, $0) }, in: &level,
          waits: waiting.holdsPoint(target.measure, in: period, of: key, zone: clock.name))
      }
      levels[grain] = level
    }
  }
}

extension UniqueCount {
  /// Whether it says a number: that one, or one within five standard errors of it.
  fileprivate func agrees(with number: Int) -> Bool {
    Double(abs(value - number)) <= 5 * error * Double(number)
  }
}

extension MeasuredCounts {
  /// The number of one measure alone.
  fileprivate init(_ measure: TargetMeasure, _ number: Int) {
    self.init()
    switch measure {
    case .views: views.views = number
    case .viewers: viewers = UniqueCount(number)
    case .shares: shares = number
    case .forks: forks = number
    case .recipes: recipes = number
    case .proposals: proposals = number
    case .accepted: accepted = number
    case .members: members = UniqueCount(number)
    }
  }
}
