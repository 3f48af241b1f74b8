import TestKit
import Testing

@testable import Pipelines

struct NearestNameTests {
  @Test(arguments: [
    ("form", "from"), ("fro", "from"), ("Format", "format"), ("comunity", "community"),
    ("xyz", nil), ("", nil), ("t", "to"),
  ])
  func `the nearest name is suggested when it is near`(word: String, name: String?) {
    #expect(NearestName.of(word, among: ["from", "format", "to", "community"]) == name)
  }

  @Test(arguments: 0..<200)
  func `the distance is what trying every edit finds`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let first = word(&generator)
    let second = word(&generator)
    #expect(NearestName.editDistance(first, second) == distance(first[...], second[...]))
  }

  private func word(_ generator: inout SeededGenerator) -> [Unicode.Scalar] {
    (0..<Int.random(in: 0...6, using: &generator)).map { _ in
      ["a", "b", "c"].randomElement(using: &generator) ?? "a"
    }
  }

  /// Slow and obvious: the best of every first edit.
  private func distance(
    _ first: ArraySlice<Unicode.Scalar>, _ second: ArraySlice<Unicode.Scalar>
  ) -> Int {
    guard let a = first.first, let b = second.first else { return max(first.count, second.count) }
    var best = min(
      distance(first.dropFirst(), second) + 1, distance(first, second.dropFirst()) + 1,
      distance(first.dropFirst(), second.dropFirst()) + (a == b ? 0 : 1))
    let (restA, restB) = (first.dropFirst(), second.dropFirst())
    if restA.first == b, restB.first == a {
      best = min(best, distance(restA.dropFirst(), restB.dropFirst()) + 1)
    }
    return best
  }
}
