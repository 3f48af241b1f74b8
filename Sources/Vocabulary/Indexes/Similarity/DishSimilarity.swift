import Foundation

/// How alike two recipes are, from 0 to 1, by their features alone; the same both ways round.
///
/// Ingredients count 0.6, steps 0.3, the title 0.1; what both recipes leave out, the others share.
/// - Ingredients: each is matched with at most one of the other recipe, by the trigrams of their
///   names (Dice, from 0.5). A match counts its likeness of name times its agreement of amounts: 1
///   where they agree within a tenth or neither has one, 0 where they differ, and 0.75 where they
///   cannot be compared. The sum is divided by how many ingredients there are, a matched pair
///   counting once.
/// - Steps: Dice of the runs of three words. The title: Dice of its trigrams.
/// - Where the amounts that can be compared differ by one factor in more than half of the matches,
///   it is the same dish for more or fewer people, and no near-duplicate: 0.
public struct DishSimilarity {
  /// From here on two recipes are near-duplicates.
  public static let threshold = 0.7

  private var matches: [Match] = []
  private var takenOfFirst: [Bool] = []
  private var takenOfSecond: [Bool] = []
  private var logRatios: [Double] = []

  public init() {}

  public mutating func score(_ first: DishFeatures, _ second: DishFeatures) -> Double {
    let title = SetSimilarity.dice(first.title, second.title)
    let hasSteps = !first.shingles.isEmpty || !second.shingles.isEmpty
    let steps = SetSimilarity.dice(first.shingles, second.shingles)
    guard !first.ingredients.isEmpty || !second.ingredients.isEmpty else {
      guard hasSteps else { return 0 }
      // A few words are said of many dishes, so that the title has to agree as well.
      let evidence = min(1, Double(min(first.shingles.count, second.shingles.count)) / 40)
      let titleWeight = 0.5 - 0.3 * evidence
      return (1 - titleWeight) * steps + titleWeight * title
    }
    // Steps and title alone never reach the threshold, which spares most comparisons.
    let others = 0.3 * (hasSteps ? steps : 0) + 0.1 * title
    let weight = hasSteps ? 1 : 0.7
    guard (others + 0.6) / weight >= DishSimilarity.threshold else { return others / weight }
    let ingredients = likenessOfIngredients(first, second)
    guard !isScaled(first, second) else { return 0 }
    return (0.6 * ingredients + others) / weight
  }

  // MARK: - Ingredients

  private struct Match {
    var first: Int
    var second: Int
    var names: Double
    var amounts: Double
  }

  private mutating func likenessOfIngredients(
    _ first: DishFeatures, _ second: DishFeatures
  ) -> Double {
    findMatches(first, second)
    takenOfFirst = Array(repeating: false, count: first.ingredients.count)
    takenOfSecond = Array(repeating: false, count: second.ingredients.count)
    logRatios.removeAll(keepingCapacity: true)
    var sum = 0.0
    var count = 0
    for match in matches where !takenOfFirst[match.first] && !takenOfSecond[match.second] {
      takenOfFirst[match.first] = true
      takenOfSecond[match.second] = true
      sum += match.names * match.amounts
      count += 1
      if let ratio = DishSimilarity.logRatio(
        first.ingredients[match.first].amount, second.ingredients[match.second].amount)
      {
        logRatios.append(ratio)
      }
    }
    return sum / Double(first.ingredients.count + second.ingredients.count - count)
  }

  /// Lists what could be matched, the best first.
  private mutating func findMatches(_ first: DishFeatures, _ second: DishFeatures) {
    matches.removeAll(keepingCapacity: true)
    for (row, one) in first.ingredients.enumerated() {
      for (column, other) in second.ingredients.enumerated() {
        let (short, long) = (
          min(one.grams.count, other.grams.count), max(one.grams.count, other.grams.count)
        )
        // Even if one held all of the other, they would be too far apart.
        guard short * 3 >= long else { continue }
        let names = SetSimilarity.dice(first.grams[one.grams], second.grams[other.grams])
        guard names >= 0.5 else { continue }
        matches.append(
          Match(
            first: row, second: column, names: names,
            amounts: DishSimilarity.agreement(one.amount, other.amount)))
      }
    }
    matches.sort { one, other in
      // Names decide; among equal names the amounts do, then the order.
      (-one.names, -one.amounts, one.first + one.second, abs(one.first - one.second))
        < (
          -other.names, -other.amounts, other.first + other.second, abs(other.first - other.second)
        )
    }
  }

  // MARK: - Amounts

  private static let tolerance = 0.1

  private static func agreement(
    _ first: DishFeatures.Amount?, _ second: DishFeatures.Amount?
  ) -> Double {
    if first == nil, second == nil { return 1 }
    guard let ratio = logRatio(first, second) else { return 0.75 }
    return abs(ratio) <= tolerance ? 1 : 0
  }

  /// The logarithm of how many times more the second is; nil where they cannot be compared.
  private static func logRatio(
    _ first: DishFeatures.Amount?, _ second: DishFeatures.Amount?
  ) -> Double? {
    guard let first, let second, first.kind == second.kind else { return nil }
    return log(second.size / first.size)
  }

  /// Whether the ingredients matched last differ by one factor; without comparable amounts, whether
  /// the yields differ.
  private mutating func isScaled(_ first: DishFeatures, _ second: DishFeatures) -> Bool {
    guard !logRatios.isEmpty else {
      guard let one = first.yield, let other = second.yield, one > 0, other > 0 else {
        return false
      }
      return abs(log(other / one)) > DishSimilarity.tolerance
    }
    logRatios.sort()
    // Both of an even count, so that the answer is the same both ways round.
    return [logRatios[(logRatios.count - 1) / 2], logRatios[logRatios.count / 2]].contains {
      factor in
      abs(factor) > DishSimilarity.tolerance
        && logRatios.count { abs($0 - factor) <= DishSimilarity.tolerance } * 2 > logRatios.count
    }
  }
}
