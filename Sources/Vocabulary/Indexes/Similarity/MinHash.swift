/// Signatures of sets: the share of places at which two agree estimates how alike the sets are.
///
/// At each place stands one byte of the smallest value that a hash function of that place gives to
/// an element (A. Broder, "On the resemblance and containment of documents", 1997). Two sets agree
/// at a place with the probability of their Jaccard similarity J, and by accident, which makes it
/// J + (1 - J) / 255. The functions come from a seed, so that signatures can be kept.
public struct MinHash: Sendable {
  private let multipliers: [UInt32]
  private let offsets: [UInt32]

  /// Takes the number of places and the seed of their functions.
  public init(places: Int, seed: UInt64) {
    precondition(places > 0, "a signature has a place")
    var state = seed
    func next() -> UInt32 {
      state &+= 0x9E37_79B9_7F4A_7C15
      return UInt32(truncatingIfNeeded: HashMixing.mixed(state) >> 32)
    }
    multipliers = (0..<places).map { _ in next() | 1 }
    offsets = (0..<places).map { _ in next() }
  }

  /// How many bytes a signature has.
  public var places: Int { multipliers.count }

  /// The byte at every place of the signature of the empty set; in no other signature.
  public static let empty: UInt8 = 0

  /// Appends the signature of a set, whose elements are hashes; repeated ones count once.
  public func appendSignature(of set: [UInt32], to signature: inout [UInt8]) {
    guard !set.isEmpty else {
      signature.append(contentsOf: repeatElement(MinHash.empty, count: places))
      return
    }
    set.withUnsafeBufferPointer { set in
      for place in 0..<places {
        let (multiplier, offset) = (multipliers[place], offsets[place])
        var smallest = UInt32.max
        for element in set {
          smallest = min(smallest, element &* multiplier &+ offset)
        }
        // The smallest of many values has few high bits, so they are mixed before a byte is taken.
        let mixed = HashMixing.mixed(UInt64(smallest)) >> 32
        signature.append(UInt8(truncatingIfNeeded: 1 + mixed % 255))
      }
    }
  }
}

/// Spreads numbers that differ little over all 64 bits.
public enum HashMixing {
  /// The finalizer of SplitMix64 (Steele, Lea and Flood, 2014).
  @inline(__always)
  public static func mixed(_ number: UInt64) -> UInt64 {
    var z = number
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
