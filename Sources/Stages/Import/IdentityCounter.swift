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
    // Records of one source follow each other.
    if sources.last != source, !sources.contains(source) { sources.append(source) }
    var identity = SourceIdentity(of: record)
    let key = IdentityCounter.key(identity, source)
    let count = (counts[key] ?? 0) + 1
    counts[key] = count
    identity.ordinal = Int(count)
    return identity
  }

  /// Whether a record had an identity, its ordinal included.
  func holds(_ identity: SourceIdentity, of source: String) -> Bool {
    Int(counts[IdentityCounter.key(identity, source)] ?? 0) >= identity.ordinal
  }

  private static func key(_ identity: SourceIdentity, _ source: String) -> UInt64 {
    hash([source, identity.kind.rawValue, identity.value])
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
