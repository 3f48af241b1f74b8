public import Indexes
public import RecipeModel
public import Store

extension TrendScores {
  /// Counts the trends of a calendar from its counted days.
  ///
  /// - Parameters:
  ///   - calendar: Whose days.
  ///   - block: The block that the weights are told as of.
  ///   - weights: What a view weighs.
  ///   - last: The last day that counts.
  ///   - transaction: Where the days are.
  /// - Throws: A `StoreFault`, or a `DamagedRollup`.
  public init(
    of calendar: CalendarKey, in block: Int, by weights: TrendWeights, until last: Day,
    in transaction: ReadTransaction
  ) throws {
    self.init()
    let window = weights.window(of: block)
    guard window.lowerBound <= last else { return }
    let days = window.lowerBound...min(window.upperBound, last)
    try transaction.eachCountedDay(of: calendar, during: days) { day in
      do throws(CountedDayFault) {
        try add(day.payload, weight: weights.weight(of: day.day, in: block))
      } catch {
        throw DamagedRollup(day: day.day)
      }
    }
  }
}
