import RecipeCoding
import RecipeModel

/// Tells records of one run apart whose identities agree, by their order.
///
/// It holds 64 bits of a hash for each identity, so that a run of millions needs tens of
/// megabytes; the hash is the same in every process, so that every attempt counts alike.
struct IdentityCounter {
  private var counts: [UInt64: UInt32] = [:]
  /// The names of the sources of all records, in the order in which they were met.
  private(set) var sources: [String] = []

  /// The identity of the next record, with its ordinal.
  mutating func next(of record: RecipeRecord, source: String) -> SourceIdentity {
    var identity = SourceIdentity(of: record)
    identity.ordinal = count(IdentityCounter.key(of: identity, source: source), source: source)
    return identity
  }

  /// Whether an ordinal is that of the next record with an identity.
  func isNext(_ ordinal: Int, of key: UInt64) -> Bool { Int(counts[key] ?? 0) + 1 == ordinal }

  /// Counts a record with an identity, and gives its ordinal.
  @discardableResult
  mutating func count(_ key: UInt64, source: String) -> Int {
    // Records of one source follow each other.
    if sources.last != source, !sources.contains(source) { sources.append(source) }
    let count = (counts[key] ?? 0) + 1
    counts[key] = count
    return Int(count)
  }

  /// What stands for an identity among those of a run, its ordinal aside.
  static func key(of identity: SourceIdentity, source: String) -> UInt64 {
    hash([source, identity.kind.rawValue, identity.value])
  }

  /// Whether a record had an identity, its ordinal included.
  func holds(_ identity: SourceIdentity, of source: String) -> Bool {
    Int(counts[IdentityCounter.key(of: identity, source: source)] ?? 0) >= identity.ordinal
  }

  /// FNV-1a over the parts, each ended by a byte that UTF-8 never has.
  static func hash(_ parts: [String]) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for part in parts {
      for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      hash = (hash ^ 0xFF) &* 0x100_0000_01B3
    }
    return hash
  }
}
