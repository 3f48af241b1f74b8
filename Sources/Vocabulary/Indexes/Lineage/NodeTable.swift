/// Ascending keys, and the position of each.
struct NodeTable: Sendable {
  let keys: [Int64]
  /// Positions by distance from the smallest key, -1 for gaps; empty when the keys lie far apart.
  private let dense: [Int32]

  /// Takes strictly ascending keys.
  init(ascending keys: [Int64]) {
    self.keys = keys
    guard let lowest = keys.first, let highest = keys.last,
      // Row ids lie close together; a table over them is many times faster than searching.
      UInt64(bitPattern: highest &- lowest) < UInt64(keys.count) * 4
    else {
      dense = []
      return
    }
    var dense = [Int32](repeating: -1, count: Int(highest - lowest) + 1)
    for (position, key) in keys.enumerated() { dense[Int(key - lowest)] = Int32(position) }
    self.dense = dense
  }

  /// The position of a key; nil when it is not there.
  func position(of key: Int64) -> Int? {
    guard let lowest = keys.first, let highest = keys.last, key >= lowest, key <= highest
    else { return nil }
    if !dense.isEmpty {
      let position = Int(dense[Int(key - lowest)])
      return position < 0 ? nil : position
    }
    var (low, high) = (0, keys.count)
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    return keys[low] == key ? low : nil
  }
}
