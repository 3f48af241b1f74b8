import Indexes
import Store

/// The pairs of bodies that may be near-duplicates, by the later one and then the earlier one.
struct Candidates {
  private let bodies: [BodyKey]
  private let pairs: [BandIndex.Pair]

  /// Looks for those whose later body comes after a number.
  init(after watermark: BodyKey, in store: RecipeStore) throws {
    var bodies: [BodyKey] = []
    var index = DishSigner.makeIndex()
    try store.read { (transaction) throws(StoreFault) in
      let count = try transaction.signatureCount()
      bodies.reserveCapacity(count)
      index.reserveCapacity(count)
      try transaction.eachSignature { body, signature in
        bodies.append(body)
        index.append(signature)
      }
    }
    let start = bodies.partitioningIndex { $0 > watermark }
    pairs = index.pairs(from: start, where: DishSigner.mayBeAlike)
    self.bodies = bodies
  }

  var count: Int { pairs.count }

  func bodies(at index: Int) -> (later: BodyKey, earlier: BodyKey) {
    (bodies[pairs[index].later], bodies[pairs[index].earlier])
  }

  /// Where a batch of about `size` pairs ends that holds all pairs of its later bodies.
  func endOfBatch(from start: Int, size: Int) -> Int {
    var end = min(start + size, pairs.count)
    while end < pairs.count, pairs[end].later == pairs[end - 1].later { end += 1 }
    return end
  }
}

extension [BodyKey] {
  /// The first index at which a condition holds that holds from there on.
  fileprivate func partitioningIndex(where condition: (BodyKey) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
