import PipelineCore
public import RecipeModel

/// What makes an imported recipe the same recipe when it is imported again.
///
/// The target (a community or a catalogue), the source's name, and the first of: the id that the
/// source gave, the address it was taken from, its normalized title. `ordinal` tells apart records
/// of one run that agree in all of this, in the order of the archive.
public struct SourceIdentity: Sendable, Hashable {
  /// What the identity rests on; raw values are stored.
  public enum Kind: String, Sendable, CaseIterable {
    case externalID = "external_id"
    case url
    case title
  }

  public var kind: Kind
  public var value: String
  /// 1 for the first record of a run with this identity.
  public var ordinal: Int

  public init(kind: Kind, value: String, ordinal: Int = 1) {
    self.kind = kind
    self.value = value
    self.ordinal = ordinal
  }

  /// The identity of a record, as the first of its equals.
  public init(of record: borrowing RecipeRecord) {
    if let id = record.externalID, !id.isEmpty {
      kind = .externalID
      value = id
    } else if let url = record.body.credit.url, !url.isEmpty {
      kind = .url
      value = url
    } else {
      kind = .title
      value = FoldedName(record.body.title).text
    }
    ordinal = 1
  }

  /// The public id of the recipe that a record with this identity becomes in a target.
  public func recipeID(target: String, sourceName: String) -> RecipeID {
    RecipeID(
      NameBasedID.make([
        "recipe", target, sourceName, kind.rawValue, value, String(ordinal),
      ]))
  }
}

/// Ids that follow from names, so that the same input always makes the same ids.
public enum NameBasedID {
  /// A version 8 UUID (RFC 9562, section 5.8) of the SHA-256 of the parts.
  public static func make(_ parts: [String]) -> String {
    var named: [UInt8] = []
    named.reserveCapacity(parts.reduce(0) { $0 + 4 + $1.utf8.count })
    for part in parts {
      // The length before each part keeps ("ab", "c") and ("a", "bc") apart.
      withUnsafeBytes(of: UInt32(part.utf8.count).littleEndian) { named.append(contentsOf: $0) }
      named.append(contentsOf: part.utf8)
    }
    return UUIDText.format(Array(Digest.sha256(named).bytes.prefix(16)), version: 8)
  }
}
