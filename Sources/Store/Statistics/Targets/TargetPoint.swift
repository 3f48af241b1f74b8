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

  /// Whether views of its days wait to be counted, so that the next rollup may tell another number.
  public var isWaiting: Bool

  public init(period: Period, count: UniqueCount, value: Int, isWaiting: Bool = false) {
    self.period = period
    self.count = count
    self.value = value
    self.isWaiting = isWaiting
  }

  /// Whether what was asked for is there; nil while that is open, because views wait to be counted.
  ///
  /// Too much may be counted as well as too little: a late view makes repeats of later ones (R24).
  public var isMet: Bool? { isWaiting ? nil : count.value >= value }

  /// The part of the value that was reached; 1 and more for a target that is met.
  public var share: Double { Double(count.value) / Double(value) }
}
