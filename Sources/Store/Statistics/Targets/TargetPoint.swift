public import Indexes
public import RecipeModel

/// What was counted for a target in one period, beside what was wanted.
public struct TargetPoint: Sendable, Equatable {
  /// In the days of the community's zone (R28).
  public var period: Period
  /// Exact, or with its error; of a period that is not over, so far.
  public var count: UniqueCount
  /// What was asked for in this period; another value than the target's where it was set anew.
  public var value: Int

  public init(period: Period, count: UniqueCount, value: Int) {
    self.period = period
    self.count = count
    self.value = value
  }

  public var isMet: Bool { count.value >= value }

  /// The part of the value that was reached; 1 and more for a target that is met.
  public var share: Double { Double(count.value) / Double(value) }
}
