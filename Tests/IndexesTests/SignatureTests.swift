import Indexes
import TestKit
import Testing

struct SignatureTests {
  @Test(arguments: 0..<40)
  func `signatures agree as often as the sets are alike`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let (first, second) = randomSets(using: &generator)
    let places = 2000
    let hash = MinHash(places: places, seed: UInt64(seed))
    let (one, other) = (
      signature(of: Array(first), by: hash), signature(of: Array(second), by: hash)
    )
    let agreeing = zip(one, other).count { $0 == $1 }
    let jaccard = Double(first.intersection(second).count) / Double(first.union(second).count)
    let expected = jaccard + (1 - jaccard) / 255
    // Five standard deviations of as many throws.
    let margin = 5 * (expected * (1 - expected) / Double(places)).squareRoot() + 0.001
    #expect(abs(Double(agreeing) / Double(places) - expected) <= margin)
  }

  @Test func `neither order nor repetition changes a signature`() {
    let hash = MinHash(places: 32, seed: 7)
    #expect(signature(of: [5, 9, 1], by: hash) == signature(of: [1, 9, 5, 9, 1], by: hash))
    #expect(signature(of: [5, 9, 1], by: hash) != signature(of: [5, 9, 2], by: hash))
    #expect(
      signature(of: [5], by: hash) != signature(of: [5], by: MinHash(places: 32, seed: 8)))
  }

  @Test func `only the empty set has the signature of the empty set`() {
    let hash = MinHash(places: 500, seed: 3)
    #expect(signature(of: [], by: hash) == Array(repeating: MinHash.empty, count: 500))
    #expect(!signature(of: [0, UInt32.max], by: hash).contains(MinHash.empty))
  }

  @Test func `the bytes are what stores keep`() {
    let hash = MinHash(places: 8, seed: 1)
    #expect(signature(of: [1, 2, 3], by: hash) == [112, 236, 219, 238, 32, 249, 204, 57])
  }

  @Test(arguments: 0..<40)
  func `likeness of sets is counted as sets count it`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let (first, second) = randomSets(using: &generator)
    let (one, other) = (first.sorted(), second.sorted())
    let common = first.intersection(second).count
    #expect(SetSimilarity.common(one, other) == common)
    #expect(SetSimilarity.jaccard(one, other) == Double(common) / Double(first.union(second).count))
    #expect(
      SetSimilarity.dice(one, other) == 2 * Double(common) / Double(first.count + second.count))
    #expect(SetSimilarity.jaccard([Int](), []) == 0 && SetSimilarity.dice([Int](), []) == 0)
  }
}

struct BandIndexTests {
  @Test(arguments: 0..<40)
  func `pairs are those that agree in a band, found by looking at all of them`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let signatures = randomSignatures(using: &generator)
    let index = makeIndex(signatures, reach: signatures.count)
    #expect(index.count == signatures.count)
    var expected: [BandIndex.Pair] = []
    for later in signatures.indices {
      for earlier in 0..<later where agree(signatures[later], signatures[earlier]) {
        expected.append(BandIndex.Pair(later: later, earlier: earlier))
      }
    }
    #expect(index.pairs(from: 0) { _, _ in true } == expected)
    let start = Int.random(in: 0...signatures.count + 1, using: &generator)
    #expect(index.pairs(from: start) { _, _ in true } == expected.filter { $0.later >= start })
    // The filter sees both signatures.
    #expect(
      index.pairs(from: 0) { $0[0] == 1 && $1[1] == 2 }
        == expected.filter { signatures[$0.later][0] == 1 && signatures[$0.earlier][1] == 2 })
  }

  @Test func `where many agree, each is paired with the nearest before it`() {
    let index = makeIndex(Array(repeating: [1, 1, 1, 1, 1], count: 6), reach: 2)
    let pairs = index.pairs(from: 3) { _, _ in true }
    let expected = [(3, 1), (3, 2), (4, 2), (4, 3), (5, 3), (5, 4)]
    #expect(pairs == expected.map { BandIndex.Pair(later: $0.0, earlier: $0.1) })
  }

  @Test func `what is empty agrees with nothing`() {
    let index = makeIndex([[0, 0, 0, 0, 1], [0, 0, 0, 0, 2], [0, 0, 0, 0, 2]], reach: 9)
    #expect(
      index.pairs(from: 0) { _, _ in true } == [BandIndex.Pair(later: 2, earlier: 1)])
  }

  /// Two bands of two places, and one of one.
  private func makeIndex(_ signatures: [[UInt8]], reach: Int) -> BandIndex {
    var index = BandIndex(
      bytesPerSignature: 5,
      sections: [
        BandIndex.Section(places: 0..<4, rows: 2, reach: reach),
        BandIndex.Section(places: 4..<5, rows: 1, reach: reach),
      ])
    for signature in signatures { signature.withUnsafeBufferPointer { index.append($0) } }
    return index
  }

  private func agree(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    one[0] != 0 && other[0] != 0 && (one[0..<2] == other[0..<2] || one[2..<4] == other[2..<4])
      || one[4] != 0 && one[4] == other[4]
  }

  private func randomSignatures(using generator: inout SeededGenerator) -> [[UInt8]] {
    (0..<Int.random(in: 0...40, using: &generator)).map { _ in
      (0..<5).map { _ in UInt8.random(in: 0...5, using: &generator) }
    }
  }
}

private func signature(of set: [UInt32], by hash: MinHash) -> [UInt8] {
  var bytes: [UInt8] = []
  hash.appendSignature(of: set, to: &bytes)
  return bytes
}

/// Two sets of hashes that have some in common.
private func randomSets(
  using generator: inout SeededGenerator
) -> (first: Set<UInt32>, second: Set<UInt32>) {
  func some(_ most: Int) -> [UInt32] {
    (0..<Int.random(in: 1...most, using: &generator)).map { _ in
      UInt32.random(in: 0...UInt32.max, using: &generator)
    }
  }
  let common = some(60)
  return (Set(common + some(40)), Set(common + some(40)))
}
