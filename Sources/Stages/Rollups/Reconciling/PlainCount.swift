import Indexes
import PipelineCore
import RecipeModel
import Statistics
import Store

/// Counts one month for some subjects of one kind, one event after the other.
///
/// Subjects are taken in slices, so that the viewers of a slice fit in memory; every slice reads
/// the whole month.
struct PlainCount {
  private struct Key: Hashable {
    var subject: Int64
    var start: Day
    var grain: RollupGrain
  }

  private struct Pair: Hashable {
    var recipe: Int64
    var viewer: Int64
  }

  private let subject: RollupSubject
  private let month: Month
  private let slice: Int64
  private let slices: Int64
  private let recipes: PlainRecipes
  private var subjects: [Int64: Int64] = [:]
  private var counts: [Key: RollupCounts] = [:]
  private var viewers: [Key: Set<Int64>] = [:]

  init(
    of subject: RollupSubject, in month: Month, slice: Int, of slices: Int, recipes: PlainRecipes
  ) {
    self.subject = subject
    self.month = month
    self.slice = Int64(slice)
    self.slices = Int64(slices)
    self.recipes = recipes
  }

  // MARK: - Counting

  mutating func count(in transaction: ReadTransaction) throws {
    try countViews(in: transaction)
    for made in recipes.made {
      try raise(made.origin.value, at: made.createdAt, in: transaction) { $0.forks += 1 }
      if made.kind == .share, let sharedAt = made.sharedAt {
        try raise(made.origin.value, at: sharedAt, in: transaction) { $0.shares += 1 }
      }
    }
    for (key, viewers) in viewers { counts[key]?.viewers = viewers.count }
  }

  private mutating func countViews(in transaction: ReadTransaction) throws {
    let window = Int64(try transaction.viewWindowMinutes()) * 60_000
    // When each viewer was on each recipe last, counted or not (R24).
    var last: [Pair: Instant] = [:]
    let first = month.firstDay.advanced(by: -1)
    for (day, _) in try transaction.viewSegmentSizes(in: first...month.closedDays.upperBound) {
      last = last.filter { $0.value.milliseconds + window >= day.start.milliseconds }
      for event in try ViewReader.events(on: day, in: transaction).sorted(by: { $0.at < $1.at }) {
        guard try isInSlice(event.recipe, in: transaction) else { continue }
        if let viewer = event.viewer {
          let pair = Pair(recipe: event.recipe, viewer: viewer)
          let before = last[pair]
          last[pair] = event.at
          if window > 0, let before,
            event.at.milliseconds - before.milliseconds <= window
          {
            continue
          }
        }
        guard day.month == month else { continue }
        try raise(event.recipe, at: event.at, in: transaction) { counts in
          counts.views += 1
          if event.viewer == nil { counts.anonymous += 1 }
        }
        guard let viewer = event.viewer else { continue }
        for key in try keys(of: event.recipe, at: event.at, in: transaction) {
          viewers[key, default: []].insert(viewer)
        }
      }
    }
  }

  private mutating func raise(
    _ recipe: Int64, at moment: Instant, in transaction: ReadTransaction,
    _ change: (inout RollupCounts) -> Void
  ) throws {
    guard moment.day.month == month else { return }
    for key in try keys(of: recipe, at: moment, in: transaction) {
      change(&counts[key, default: RollupCounts()])
    }
  }

  private mutating func keys(
    of recipe: Int64, at moment: Instant, in transaction: ReadTransaction
  ) throws -> [Key] {
    guard try isInSlice(recipe, in: transaction) else { return [] }
    let subject = subjects[recipe] ?? 0
    return [
      Key(subject: subject, start: moment.day, grain: .day),
      Key(subject: subject, start: month.firstDay, grain: .month),
    ]
  }

  // MARK: - Subjects

  private func isInSlice(subject: Int64) -> Bool { abs(subject % slices) == slice }

  /// Whether a recipe counts for a subject of the slice.
  private mutating func isInSlice(
    _ recipe: Int64, in transaction: ReadTransaction
  ) throws -> Bool {
    if subjects[recipe] == nil {
      switch subject {
      case .recipe: subjects[recipe] = recipe
      case .family: subjects[recipe] = recipes.root(of: recipe)
      case .community:
        subjects[recipe] = try transaction.community(of: RecipeKey(recipe))?.value ?? 0
      }
    }
    // 0 is no key: it stands for the community of what lies in a catalogue.
    guard let found = subjects[recipe], found != 0 else { return false }
    return isInSlice(subject: found)
  }

  // MARK: - Comparing

  /// Compares what was counted with the rows of the slice.
  ///
  /// Differences are noted days first, then by period and subject: neither the order of a
  /// dictionary nor the one in which the store finds rows shows.
  mutating func compare(in transaction: ReadTransaction, into result: inout Reconciliation) throws {
    var differences: [Reconciliation.Difference] = []
    for grain in RollupGrain.allCases {
      let table = RollupTable(subject, by: grain)
      let periods = grain == .month ? [month.number] : month.closedDays.map(\.number)
      for period in periods {
        try transaction.eachRollup(table, in: period) { row in
          guard isInSlice(subject: row.subject) else { return }
          let start = grain == .month ? month.firstDay : Day(number: row.period)
          let raw = counts.removeValue(
            forKey: Key(subject: row.subject, start: start, grain: grain))
          result.sum(table) { level in
            level.rows += 1
            level.add(stored: row.counts, raw: raw)
          }
          guard raw != row.counts else { return }
          differences.append(
            Reconciliation.Difference(
              table: table, subject: row.subject, start: start, stored: row.counts, raw: raw))
        }
      }
    }
    // What is left has no row.
    for (key, raw) in counts {
      let table = RollupTable(subject, by: key.grain)
      result.sum(table) { $0.add(stored: nil, raw: raw) }
      differences.append(
        Reconciliation.Difference(
          table: table, subject: key.subject, start: key.start, stored: nil, raw: raw))
    }
    differences.sort { PlainCount.place(of: $0) < PlainCount.place(of: $1) }
    for difference in differences { result.note(difference) }
  }

  /// Where a difference is listed among those of the same month and kind of subject.
  private static func place(of difference: Reconciliation.Difference) -> (Int, Day, Int64) {
    (difference.table.grain == .day ? 0 : 1, difference.start, difference.subject)
  }
}

extension Reconciliation.Level {
  fileprivate mutating func add(stored part: RollupCounts?, raw other: RollupCounts?) {
    stored += part ?? RollupCounts()
    raw += other ?? RollupCounts()
    stored.viewers = 0
    raw.viewers = 0
  }
}

extension ClosedRange<Day> {
  fileprivate func map<Value>(_ transform: (Day) -> Value) -> [Value] {
    (lowerBound.number...upperBound.number).map { transform(Day(number: $0)) }
  }
}
