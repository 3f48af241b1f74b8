public import PipelineCore
public import RecipeModel
public import Store

/// Whether the rollups say what the raw events say.
public struct Reconciliation: Sendable, Equatable {
  /// A row that says something else than the raw events.
  public struct Difference: Sendable, Equatable {
    public var table: RollupTable
    /// The key of the recipe, the root or the community.
    public var subject: Int64
    /// The first day of the period.
    public var start: Day
    /// What the rollup says; nil when it has no row.
    public var stored: RollupCounts?
    /// What the raw events say; nil when nothing happened.
    public var raw: RollupCounts?
  }

  /// What one table sums up to, beside what was counted for it from the raw events.
  ///
  /// Viewers are left at 0, for they do not add up.
  public struct Level: Sendable, Equatable {
    public var table: RollupTable
    public var rows = 0
    public var stored = RollupCounts()
    public var raw = RollupCounts()
  }

  /// One for each table; days and months of a subject have the same sums.
  public internal(set) var levels: [Level]
  /// How many rows differ.
  public internal(set) var differenceCount = 0
  /// The first of them: by month, then as the tables are listed, then by period and subject.
  public internal(set) var differences: [Difference] = []
  /// Whether days wait to be counted again, so that differences are to be expected.
  public internal(set) var isBehind = false

  /// How many differences are listed one by one.
  public static let listed = 100

  init() {
    levels = RollupTable.all.map { Level(table: $0) }
  }

  /// Whether every row of every table was proved.
  public var isProved: Bool { differenceCount == 0 }

  public var exitCode: ExitCode { isProved ? .done : .failed }

  mutating func note(_ difference: Difference) {
    differenceCount += 1
    if differences.count < Reconciliation.listed { differences.append(difference) }
  }

  mutating func sum(_ table: RollupTable, _ change: (inout Level) -> Void) {
    for index in levels.indices where levels[index].table == table { change(&levels[index]) }
  }
}

extension Rollup {
  /// Proves every row of every rollup against a second count of the raw events.
  ///
  /// It shares no counting with the rollups: each event is looked at by itself. Reads only.
  public func reconcile(observer: Observer = Observer()) throws -> Reconciliation {
    try store.read { transaction in
      var result = Reconciliation()
      result.isBehind = try transaction.rollupsAreBehind()
      let recipes = try PlainRecipes(in: transaction)
      var done = 0
      for month in try months(recipes, in: transaction) {
        let events = try transaction.viewSegmentSizes(in: month.closedDays)
          .reduce(0) { $0 + $1.events }
        let slices = max(1, (events + heldEvents - 1) / heldEvents)
        for subject in RollupSubject.allCases {
          for slice in 0..<slices {
            var count = PlainCount(
              of: subject, in: month, slice: slice, of: slices, recipes: recipes)
            try count.count(in: transaction)
            try count.compare(in: transaction, into: &result)
            if observer.shouldStop() { throw Interrupted() }
          }
        }
        done += events
        observer.progress(Progress(activity: "reconciling", records: done))
      }
      return result
    }
  }

  /// The months in which anything happened, or in which a rollup says so.
  private func months(
    _ recipes: PlainRecipes, in transaction: ReadTransaction
  ) throws -> [Month] {
    var months = Set(try transaction.viewSegmentSizes().map(\.day.month))
    for made in recipes.made { months.formUnion(made.moments.map(\.day.month)) }
    for table in RollupTable.all {
      for period in try transaction.rollupPeriods(table) {
        months.insert(
          table.grain == .day ? Day(number: period).month : Month(number: period))
      }
    }
    return months.sorted()
  }
}
