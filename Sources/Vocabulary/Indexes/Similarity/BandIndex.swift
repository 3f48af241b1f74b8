/// Finds the pairs of signatures that agree in all bytes of some band, without comparing all pairs.
///
/// Locality-sensitive hashing by banding: with bands of r places a pair whose similarity is J
/// agrees in one of b bands with the probability 1 - (1 - J^r)^b.
public struct BandIndex: Sendable {
  /// A run of neighbouring bands of a signature, all of the same width.
  public struct Section: Sendable {
    /// Where in the signature its bands lie.
    public var places: Range<Int>
    /// How many bytes have to agree, up to four.
    public var rows: Int
    /// With how many of those before it, the nearest first, a signature is paired in each band.
    ///
    /// It bounds the work where many agree, as recipes do that share their boilerplate.
    public var reach: Int

    public init(places: Range<Int>, rows: Int, reach: Int) {
      precondition((1...4).contains(rows), "a band is a key of up to 32 bits")
      precondition(places.count.isMultiple(of: rows), "a section is cut into whole bands")
      precondition(reach > 0, "a signature is paired with some that agree")
      self.places = places
      self.rows = rows
      self.reach = reach
    }
  }

  /// Two signatures by their numbers, the later one first, as they are sorted.
  public struct Pair: Sendable, Hashable, Comparable {
    public var later: Int
    public var earlier: Int

    public init(later: Int, earlier: Int) {
      self.later = later
      self.earlier = earlier
    }

    public static func < (first: Pair, second: Pair) -> Bool {
      (first.later, first.earlier) < (second.later, second.earlier)
    }
  }

  public let bytesPerSignature: Int
  private let sections: [Section]
  /// All signatures, one after the other.
  private var bytes: [UInt8] = []

  public init(bytesPerSignature: Int, sections: [Section]) {
    precondition(
      sections.allSatisfy { $0.places.upperBound <= bytesPerSignature }, "bands lie in signatures")
    self.bytesPerSignature = bytesPerSignature
    self.sections = sections
  }

  public var count: Int { bytes.count / bytesPerSignature }

  public mutating func reserveCapacity(_ count: Int) {
    bytes.reserveCapacity(count * bytesPerSignature)
  }

  /// Adds a signature, whose number is how many came before it.
  public mutating func append(_ signature: UnsafeBufferPointer<UInt8>) {
    precondition(signature.count == bytesPerSignature, "signatures are equally long")
    bytes.append(contentsOf: signature)
  }

  /// The pairs that agree in some band and pass the filter, whose later one is numbered `start` or
  /// above; sorted, each once.
  ///
  /// What a pair is found by does not depend on `start`, so that following new signatures gives
  /// what starting from nothing gives. Where a section's first byte is `MinHash.empty`, the section
  /// is passed over.
  public func pairs(
    from start: Int,
    where accept: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Bool
  ) -> [Pair] {
    guard start < count else { return [] }
    precondition(count <= UInt32.max, "numbers of signatures fit 32 bits")
    var found: [UInt64] = []
    var band: [UInt64] = []
    bytes.withUnsafeBufferPointer { bytes in
      func signature(_ number: Int) -> UnsafeBufferPointer<UInt8> {
        let first = number * bytesPerSignature
        return UnsafeBufferPointer(rebasing: bytes[first..<first + bytesPerSignature])
      }
      for section in sections {
        for place in stride(
          from: section.places.lowerBound, to: section.places.upperBound, by: section.rows)
        {
          collect(section, at: place, of: bytes, into: &band)
          BandIndex.eachPair(in: band, from: start, reach: section.reach) { later, earlier in
            guard accept(signature(later), signature(earlier)) else { return }
            found.append(UInt64(later) << 32 | UInt64(earlier))
          }
        }
      }
    }
    found.sort()
    var pairs: [Pair] = []
    var last = UInt64.max
    for packed in found where packed != last {
      pairs.append(Pair(later: Int(packed >> 32), earlier: Int(packed & 0xFFFF_FFFF)))
      last = packed
    }
    return pairs
  }

  /// Lists the signatures by what they hold in one band, and those that agree by their numbers.
  private func collect(
    _ section: Section, at place: Int, of bytes: UnsafeBufferPointer<UInt8>,
    into band: inout [UInt64]
  ) {
    band.removeAll(keepingCapacity: true)
    for number in 0..<count {
      let start = number * bytesPerSignature
      if bytes[start + section.places.lowerBound] == MinHash.empty { continue }
      var key: UInt64 = 0
      for row in 0..<section.rows { key = key << 8 | UInt64(bytes[start + place + row]) }
      band.append(key << 32 | UInt64(number))
    }
    radixSort(&band, bits: section.rows * 8) { $0 >> 32 }
  }

  /// Walks the pairs that agree in one band.
  private static func eachPair(
    in band: [UInt64], from start: Int, reach: Int, _ body: (_ later: Int, _ earlier: Int) -> Void
  ) {
    var groupStart = 0
    for index in band.indices {
      if band[index] >> 32 != band[groupStart] >> 32 { groupStart = index }
      let later = Int(band[index] & 0xFFFF_FFFF)
      guard later >= start else { continue }
      for other in max(groupStart, index - reach)..<index {
        body(later, Int(band[other] & 0xFFFF_FFFF))
      }
    }
  }
}
