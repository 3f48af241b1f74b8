/// A set of positive keys of the store, one bit for each key up to the largest.
public struct KeySet: Sendable, Equatable {
  private var words: [UInt64] = []

  public init() {}

  public init(_ keys: some Sequence<Int64>) {
    for key in keys { insert(key) }
  }

  @inline(__always)
  public func contains(_ key: Int64) -> Bool {
    guard key >= 0 else { return false }
    let word = Int(key >> 6)
    return word < words.count && words[word] >> UInt64(key & 63) & 1 != 0
  }

  /// Adds a key, and says whether it is new.
  @inline(__always)
  @discardableResult
  public mutating func insert(_ key: Int64) -> Bool {
    let word = Int(key >> 6)
    if word >= words.count { grow(to: word) }
    let bit = UInt64(1) << UInt64(key & 63)
    if words[word] & bit != 0 { return false }
    words[word] |= bit
    return true
  }

  /// Adds the keys that a body hands over, and adds how many of them are new to a number.
  ///
  /// The body runs on the words themselves, so that nothing is looked at again for each key.
  @inline(__always)
  mutating func insert<Failure: Error>(
    addingNewTo added: inout Int, _ body: ((Int64) -> Void) throws(Failure) -> Void
  ) throws(Failure) {
    /// Those that there is no room for yet.
    var beyond: [Int64] = []
    var new = 0
    defer {
      for key in beyond where insert(key) { new += 1 }
      added += new
    }
    try words.withUnsafeMutableBufferPointer { words throws(Failure) in
      try body { key in
        let word = Int(key >> 6)
        guard word < words.count else {
          beyond.append(key)
          return
        }
        let bit = UInt64(key & 63)
        new += Int(truncatingIfNeeded: ~words[word] >> bit & 1)
        words[word] |= 1 << bit
      }
    }
  }

  /// Adds all keys of another set, and says how many are new.
  mutating func formUnion(_ other: KeySet) -> Int {
    if other.words.count > words.count { grow(to: other.words.count - 1) }
    var added = 0
    for index in other.words.indices {
      let new = other.words[index] & ~words[index]
      added += new.nonzeroBitCount
      words[index] |= new
    }
    return added
  }

  /// Takes all keys out, and keeps the room for them.
  mutating func removeAll() {
    for index in words.indices { words[index] = 0 }
  }

  /// Hands over the keys, ascending.
  func forEach(_ body: (Int64) -> Void) {
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        body(Int64(index << 6 + rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
  }

  private mutating func grow(to word: Int) {
    let count = max(word + 1, words.count * 2)
    words.append(contentsOf: repeatElement(0, count: count - words.count))
  }

  public static func == (first: KeySet, second: KeySet) -> Bool {
    let (short, long) =
      first.words.count < second.words.count
      ? (first.words, second.words) : (second.words, first.words)
    return long.starts(with: short) && long[short.count...].allSatisfy { $0 == 0 }
  }
}
