public import Indexes
public import RecipeModel
public import Store

extension StoredTarget {
  /// The periods that it holds for, ascending, up to the one that a day lies in.
  public func periods(through day: Day) -> [Period] {
    var periods: [Period] = []
    var period = frequency.grain.period(of: since)
    while period.firstDay <= day, until.map({ period.firstDay < $0 }) ?? true {
      periods.append(period)
      period = period.next
    }
    return periods
  }
}

extension StoredTargetPoint {
  /// Takes what was counted for a target in a period.
  public init(_ target: TargetKey, _ period: Period, _ count: UniqueCount) {
    self.init(
      target: target, day: period.firstDay, value: count.value,
      errorMillionths: Int((count.error * 1_000_000).rounded()))
  }

  /// What was counted.
  public var count: UniqueCount { UniqueCount(value, error: Double(errorMillionths) / 1_000_000) }
}
