import Foundation
public import RecipeModel

/// How much a view weighs by the day it was made on, in fixed point.
///
/// Days are cut into blocks of one half-life, counted from 1970-01-01. Weights are told as of a
/// block: its days weigh `2 ^ (29 + place in the block / half-life)`, those of the block before
/// exactly half of that, and so on; what lies 16 blocks back or more, or behind the block, weighs
/// nothing. So a weight is a whole number that hangs on its day and the block alone: sums of them
/// are exact in whatever order they are taken.
public struct TrendWeights: Sendable, Equatable {
  /// The half-life that trends are kept for, in days.
  public static let keptHalfLife = 7
  /// What a view weighs on the first day of the block that weights are told as of.
  public static let unit: Int64 = 1 << 29
  /// How many blocks count.
  static let blocks = 16
  /// Up to 2 ^ 30 for a view, so that 2 ^ 33 views of a recipe fit.
  private static let lowestWeight = 16_384.0

  /// In days.
  public let halfLife: Int
  /// The weights of the days of the earliest block that counts.
  private let lowest: [Int64]

  /// Takes a half-life of 1 to 366 days.
  public init(halfLife: Int = keptHalfLife) {
    precondition((1...366).contains(halfLife), "a half-life has 1 to 366 days")
    self.halfLife = halfLife
    lowest = (0..<halfLife).map { day in
      Int64((TrendWeights.lowestWeight * exp2(Double(day) / Double(halfLife))).rounded())
    }
  }

  /// The number of the block that a day lies in.
  public func block(of day: Day) -> Int {
    let number = Int(day.number)
    return number >= 0 ? number / halfLife : (number - halfLife + 1) / halfLife
  }

  /// The days that weigh anything as of a block.
  public func window(of block: Int) -> ClosedRange<Day> {
    let first = (block - TrendWeights.blocks + 1) * halfLife
    let last = (block + 1) * halfLife - 1
    return Day(number: Int32(clamping: first))...Day(number: Int32(clamping: last))
  }

  /// The weight of a view on a day as of a block.
  public func weight(of day: Day, in block: Int) -> Int64 {
    let own = self.block(of: day)
    let age = block - own
    guard (0..<TrendWeights.blocks).contains(age) else { return 0 }
    return lowest[Int(day.number) - own * halfLife] << Int64(TrendWeights.blocks - 1 - age)
  }

  /// A sum of weights as of the block of a day, in hundredths of a view on that day, rounded down.
  public func hundredths(of score: Int64, on day: Day) -> Int {
    guard score > 0 else { return 0 }
    let weight = UInt64(weight(of: day, in: block(of: day)))
    let product = UInt64(score).multipliedFullWidth(by: 100)
    return Int(clamping: weight.dividingFullWidth(product).quotient)
  }
}
