import Foundation
import RecipeModel
import TestKit
import Testing

@testable import Indexes

struct TrendTests {
  @Test(arguments: [1, 2, 7, 30, 366])
  func `a view weighs half as much for each half-life that it lies back`(halfLife: Int) {
    let weights = TrendWeights(halfLife: halfLife)
    for number in [-1000, -1, 0, 20_749, 20_750] {
      let last = Day(number: Int32(number))
      let block = weights.block(of: last)
      let window = weights.window(of: block)
      #expect(window.contains(last))
      #expect(weights.weight(of: window.lowerBound.advanced(by: -1), in: block) == 0)
      #expect(weights.weight(of: window.upperBound.advanced(by: 1), in: block) == 0)
      #expect(weights.weight(of: window.lowerBound, in: block) == 16_384)
      for day in window.lowerBound.number...window.upperBound.number {
        let day = Day(number: day)
        let weight = weights.weight(of: day, in: block)
        // Exactly, a half-life apart; to four digits, on any day.
        let later = day.advanced(by: halfLife)
        if window.contains(later) {
          #expect(weights.weight(of: later, in: block) == weight * 2)
        }
        let age = Double(window.upperBound.number - day.number) / Double(halfLife)
        let share = Double(weight) / Double(weights.weight(of: window.upperBound, in: block))
        #expect(abs(share / exp2(-age) - 1) < 0.0001)
      }
    }
  }

  @Test func `sums are told in hundredths of a view on the day`() {
    let weights = TrendWeights()
    let day = Day(number: 20_751)
    let block = weights.block(of: day)
    let weight = weights.weight(of: day, in: block)
    #expect(weights.hundredths(of: weight * 3, on: day) == 300)
    #expect(weights.hundredths(of: weight / 2, on: day) == 50)
    #expect(weights.hundredths(of: weight - 1, on: day) == 99)
    #expect(weights.hundredths(of: 0, on: day) == 0 && weights.hundredths(of: -5, on: day) == 0)
    #expect(weights.hundredths(of: .max, on: day) > 0)
  }

  @Test(arguments: 0..<50)
  func `sums are the same in any order, and after any of them was taken away`(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let days = (0..<8).map { _ in randomDay(using: &random) }
    let weights = days.map { _ in Int64.random(in: 1...1 << 40, using: &random) }
    var expected: [Int64: Int64] = [:]
    for (day, weight) in zip(days, weights) {
      for recipe in CountedDay.groups(of: day) {
        expected[recipe.recipe, default: 0] += Int64(recipe.counts.views) * weight
      }
    }
    var sums = TrendScores()
    for place in days.indices.shuffled(using: &random) {
      try sums.add(payload(days[place]), weight: weights[place])
    }
    for (recipe, sum) in expected { #expect(sums[recipe] == sum) }
    let packed = sums.packed
    #expect(try TrendScores(packed: packed).packed == packed)
    let (one, other) = (payload(randomDay(using: &random)), payload(randomDay(using: &random)))
    try sums.add(one, weight: 77)
    var changed = TrendScores()
    try changed.replace(one, by: other, weight: 77)
    sums.add(changed)
    var expectedSums = try TrendScores(packed: packed)
    try expectedSums.add(other, weight: 77)
    #expect(sums.packed == expectedSums.packed)
    try sums.replace(other, by: nil, weight: 77)
    #expect(sums.packed == packed)
    try sums.replace(nil, by: other, weight: 77)
    #expect(sums.packed == expectedSums.packed)
    try sums.replace(other, by: nil, weight: 77)
    #expect(Set(sums.recipes.map(\.recipe)) == Set(expected.filter { $0.value != 0 }.keys))
  }

  @Test func `damaged bytes are no sums`() throws {
    var sums = TrendScores()
    var random = SeededGenerator(seed: 5)
    try sums.add(payload(randomDay(using: &random)), weight: 99)
    let packed = sums.packed
    for place in packed.indices {
      var wrong = packed
      wrong[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      #expect(throws: CountedDayFault.self) { try TrendScores(packed: wrong) }
      #expect(throws: CountedDayFault.self) { try TrendScores(packed: Array(packed[..<place])) }
    }
  }

  private func randomDay(using random: inout SeededGenerator) -> [JudgedView] {
    var views = (0..<Int.random(in: 0...30, using: &random)).map { _ in
      JudgedView(
        ViewEvent(
          recipe: .random(in: 1...9, using: &random), viewer: .random(in: 1...4, using: &random),
          at: Instant(milliseconds: 0)),
        ViewRules.Verdict.allCases.randomElement(using: &random) ?? .view)
    }
    views.sortForPacking()
    return views
  }

  private func payload(_ day: [JudgedView]) -> [UInt8] {
    var builder = CountedDayBuilder()
    builder.add(allOf: day)
    return builder.payload
  }
}
