import Indexes
import PipelineCore
import RecipeModel
import Statistics
import Store

/// Counts the dirty days of one month, and the month itself, again.
///
/// Rows are never corrected in place: the rows of a period are removed and counted from the raw
/// events, so an incremental run and a full one write the same.
struct MonthRollup {
  let month: Month
  let dirtyDays: Set<Day>
  /// How many events are held at once; a month with more is counted slice by slice.
  let heldEvents: Int
  private(set) var eventsCounted = 0

  init(month: Month, dirtyDays: Set<Day>, heldEvents: Int) {
    self.month = month
    self.dirtyDays = dirtyDays
    self.heldEvents = heldEvents
  }

  /// Counts and stores everything, and takes the marks off the days.
  mutating func run(keys: inout SubjectKeys, in transaction: WriteTransaction) throws {
    for rule in RollupRules.all {
      for period in periods(of: rule.table.grain) {
        try transaction.clearRollup(rule.table, in: period)
      }
    }
    try countViews(keys: &keys, in: transaction)
    try countOrigins(keys: &keys, in: transaction)
    try transaction.clearDirty(dirtyDays)
  }

  /// The periods that are counted again.
  private func periods(of grain: RollupGrain) -> [Int32] {
    switch grain {
    case .day: dirtyDays.map(\.number).sorted()
    case .month: [month.number]
    }
  }

  // MARK: - Views

  private mutating func countViews(
    keys: inout SubjectKeys, in transaction: WriteTransaction
  ) throws {
    let days = try transaction.viewSegmentSizes(in: month.closedDays)
    let events = days.reduce(0) { $0 + $1.events }
    let slices = max(1, (events + heldEvents - 1) / heldEvents)
    let windowMinutes = try transaction.viewWindowMinutes()
    for slice in 0..<slices {
      let wanted = ViewerSlice(slice, of: slices)
      var reader = ViewReader(windowMinutes: windowMinutes)
      var viewsOfMonth: [ViewEvent] = []
      for (day, _) in days {
        let views = try reader.views(on: day, in: transaction, where: wanted.holds)
        try keys.learn(views.lazy.map(\.recipe), in: transaction)
        if dirtyDays.contains(day) {
          try add(views, by: .day, keys: keys, in: transaction)
        }
        viewsOfMonth += views
      }
      try add(viewsOfMonth, by: .month, keys: keys, in: transaction)
    }
    eventsCounted += events
  }

  private func add(
    _ views: [ViewEvent], by grain: RollupGrain, keys: SubjectKeys,
    in transaction: WriteTransaction
  ) throws {
    for rule in RollupRules.all where rule.table.grain == grain && rule.countsViews {
      let groups = ViewRollup.groups(of: views, by: ViewGrain(grain)) { recipe in
        keys.key(of: recipe, as: rule.table.subject)
      }
      for group in groups {
        let counts = RollupCounts(
          views: group.views, viewers: group.viewers, anonymous: group.anonymous)
        try transaction.add(
          RollupRow(subject: group.subject, period: group.period, counts: counts), to: rule.table)
      }
    }
  }

  // MARK: - Shares and forks

  private func countOrigins(
    keys: inout SubjectKeys, in transaction: WriteTransaction
  ) throws {
    for made in keys.forks(in: month) {
      for rule in RollupRules.all {
        for measure in rule.measures {
          guard let day = measure.moment(made)?.day, day.month == month else { continue }
          let period: Int32
          switch rule.table.grain {
          case .day:
            guard dirtyDays.contains(day) else { continue }
            period = day.number
          case .month: period = month.number
          }
          try keys.learn([made.origin.value], in: transaction)
          guard let subject = keys.key(of: made.origin.value, as: rule.table.subject) else {
            continue
          }
          var counts = RollupCounts()
          measure.raise(&counts)
          try transaction.add(
            RollupRow(subject: subject, period: period, counts: counts), to: rule.table)
        }
      }
    }
  }
}

/// Some of the viewers, and some of the anonymous events.
///
/// Each viewer is in one slice: slices have no viewer in common, so their counts add up. Anonymous
/// events are spread by recipe.
private struct ViewerSlice {
  private let number: Int64
  private let count: Int64

  init(_ number: Int, of count: Int) {
    self.number = Int64(number)
    self.count = Int64(count)
  }

  func holds(_ event: ViewEvent) -> Bool {
    count == 1 || (event.viewer ?? abs(event.recipe)) % count == number
  }
}

extension ViewGrain {
  fileprivate init(_ grain: RollupGrain) {
    switch grain {
    case .day: self = .day
    case .month: self = .month
    }
  }
}

extension Month {
  /// Its days, the last one included.
  var closedDays: ClosedRange<Day> { days.lowerBound...days.upperBound.advanced(by: -1) }
}
