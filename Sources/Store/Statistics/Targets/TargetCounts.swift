public import Indexes
public import RecipeModel
public import Store

/// What was counted of a community in periods of one length: what its targets are held against.
public struct TargetCounts: Sendable {
  private let counts: [Period: MeasuredCounts]

  /// Counts the community's periods.
  ///
  /// - Parameters:
  ///   - community: Living or deleted: what happened counts (R25).
  ///   - zone: The time zone of the community, whose days the periods are made of (R28).
  ///   - frequency: How long they are.
  ///   - days: All days of the first to the last of them.
  ///   - asOf: The moment up to which acts are counted; nil for all of them.
  ///   - transaction: Where everything is.
  /// - Throws: A `StoreFault`; a `DamagedRollup` for a damaged day.
  public init(
    of community: CommunityKey, zone: String, _ frequency: TargetFrequency,
    during days: ClosedRange<Day>, asOf: Instant? = nil, in transaction: ReadTransaction
  ) throws {
    let numbers = try SubjectNumbers(
      of: .community(community, zone: zone, in: transaction),
      during: StatisticsRequest(days, by: frequency.grain, asOf: asOf), in: transaction)
    counts = Dictionary(uniqueKeysWithValues: numbers.series.map { ($0.period, $0.counts) })
  }

  /// What was counted in a period; zero where nothing was.
  public subscript(measure: TargetMeasure, period: Period) -> UniqueCount {
    counts[period]?[Measure(measure)] ?? .zero
  }
}

extension Measure {
  /// What is counted for a target.
  public init(_ target: TargetMeasure) {
    switch target {
    case .views: self = .views
    case .viewers: self = .viewers
    case .shares: self = .shares
    case .forks: self = .forks
    case .recipes: self = .recipes
    case .proposals: self = .proposals
    case .accepted: self = .accepted
    case .members: self = .members
    }
  }
}
