import TestKit
import Testing

@testable import Indexes

/// Different viewers: sets of keys, and sketches of sets that are too large.
struct ViewerUnionTests {
  @Test(arguments: 0..<80)
  func `R26: a union of viewers is what a set is, whatever is added in whatever order`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let limit = [5, 40, 1000].randomElement(using: &generator) ?? 5
    var unions = (0..<3).map { _ in ViewerUnion(exactUpTo: limit) }
    var sets = [Set<Int64>](repeating: [], count: 3)
    for _ in 0..<Int.random(in: 0...60, using: &generator) {
      let place = Int.random(in: 0..<3, using: &generator)
      if Int.random(in: 0..<12, using: &generator) == 0 {
        let other = Int.random(in: 0..<3, using: &generator)
        unions[place].formUnion(unions[other])
        sets[place].formUnion(sets[other])
      } else {
        let key = Int64.random(in: 1...300, using: &generator)
        unions[place].insert(key)
        sets[place].insert(key)
      }
    }
    for (union, set) in zip(unions, sets) {
      #expect(union.count.isExact == (set.count <= limit))
      // So few keys hardly ever share a place of a sketch.
      #expect(abs(union.count.value - set.count) <= (union.count.isExact ? 0 : 2))
      for key in [1, 7, 300] as [Int64] where union.count.isExact {
        #expect(union.contains(key) == set.contains(key))
      }
      if !union.count.isExact { #expect(union.contains(1) == nil) }
    }
  }

  @Test(arguments: 0..<40)
  func `R26: viewers that are handed over together are those handed over one by one`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let limit = [5, 40, 1000].randomElement(using: &generator) ?? 5
    var together = ViewerUnion(exactUpTo: limit)
    var single = ViewerUnion(exactUpTo: limit)
    for _ in 0..<20 {
      let keys = (0..<Int.random(in: 0...20, using: &generator)).map { _ in
        Int64.random(in: 1...1 << Int64.random(in: 1...16, using: &generator), using: &generator)
      }
      together.insert { insert in
        for key in keys { insert(key) }
      }
      for key in keys { single.insert(key) }
      #expect(together.count == single.count)
      for key in keys { #expect(together.contains(key) == single.contains(key)) }
    }
  }

  @Test(arguments: [1_000, 10_000, 100_000, 1_000_000])
  func `above its limit a union estimates, within three of its standard errors`(count: Int) {
    for stride in [1, 3] as [Int64] {
      var union = ViewerUnion(exactUpTo: count - 1)
      for key in 1..<Int64(count) { union.insert(key * stride) }
      #expect(union.count == UniqueCount(count - 1))
      union.insert(Int64(count) * stride)
      let estimate = union.count
      #expect(!estimate.isExact && estimate.error == HyperLogLog.standardError)
      let error = abs(Double(estimate.value - count)) / Double(count)
      #expect(error < 3 * estimate.error, "\(estimate.value) for \(count)")
      // Who was added stays one viewer.
      union.insert(stride)
      #expect(union.count == estimate)
    }
  }

  @Test(arguments: 0..<40)
  func `merging unions gives the same in any order, exact ones and sketches mixed`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let parts = (0..<4).map { _ in
      let first = Int64.random(in: 1...500, using: &generator)
      return Array(first..<first + .random(in: 0...300, using: &generator))
    }
    let limit = [0, 100, 400, 10_000].randomElement(using: &generator) ?? 0
    let unions = parts.map { part in
      var union = ViewerUnion(exactUpTo: limit)
      for key in part { union.insert(key) }
      return union
    }
    func merged(_ order: [Int]) -> UniqueCount {
      var union = ViewerUnion(exactUpTo: limit)
      for place in order { union.formUnion(unions[place]) }
      return union.count
    }
    let count = merged([0, 1, 2, 3])
    for order in [[3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 0, 1, 3, 1]] {
      #expect(merged(order) == count)
    }
    var all = ViewerUnion(exactUpTo: limit)
    for key in parts.joined() { all.insert(key) }
    #expect(all.count == count)
    #expect(count.isExact == (Set(parts.joined()).count <= limit))
  }

  @Test func `a union that was emptied is exact again`() {
    var union = ViewerUnion(exactUpTo: 2)
    for key in [1, 2, 3] as [Int64] { union.insert(key) }
    #expect(!union.count.isExact)
    union.removeAll()
    #expect(union.count == .zero)
    union.insert(3)
    #expect(union.count == UniqueCount(1) && union.contains(3) == true)
  }

  @Test(arguments: 0..<60)
  func `a set of keys is what a set is`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let range: ClosedRange<Int64> = seed.isMultiple(of: 2) ? 0...200 : 0...100_000
    func keys() -> [Int64] {
      (0..<Int.random(in: 0...120, using: &generator)).map { _ in
        .random(in: range, using: &generator)
      }
    }
    let (first, second) = (keys(), keys())
    var set = KeySet()
    var reference: Set<Int64> = []
    for key in first {
      let isNew = set.insert(key)
      #expect(isNew == reference.insert(key).inserted)
    }
    #expect(set == KeySet(first.shuffled(using: &generator)))
    let added = set.formUnion(KeySet(second))
    #expect(added == Set(second).subtracting(reference).count)
    reference.formUnion(second)
    var walked: [Int64] = []
    set.forEach { walked.append($0) }
    #expect(walked == reference.sorted())
    for key in -2...300 as ClosedRange<Int64> {
      #expect(set.contains(key) == reference.contains(key))
    }
    #expect(!set.contains(.max) && !set.contains(.min))
    // Room for keys that are not there makes no other set.
    var roomy = set
    roomy.insert(900_000)
    #expect(roomy != set)
    roomy.removeAll()
    #expect(roomy == KeySet())
  }
}
