/// One recipe as an archive states it: the body, and what else the archive says of it.
///
/// A reader makes records; it knows nothing of communities. What the format carries and the
/// model has no field for is kept in `extras`.
public struct RecipeRecord: Sendable, Equatable {
  public var body: RecipeBody
  /// Tag names as stated, in order, without repeats.
  public var tags: [String]
  public var images: [RecordImage]
  /// The id that the source program gave it; nil when the format has none.
  public var externalID: String?
  /// The id or address, in the source, of the recipe that this one was made from.
  public var basedOn: String?
  public var createdAt: Instant?
  public var updatedAt: Instant?
  /// Members of the source record that no field above holds, by their names.
  public var extras: [JSONMember]
  /// What was guessed, dropped or could not be read; never empty texts.
  public var warnings: [RecordWarning]
  /// SHA-256 of the source record as read, before any interpretation.
  public var sourceDigest: Digest

  @inlinable
  public init(
    body: RecipeBody, tags: [String] = [], images: [RecordImage] = [],
    externalID: String? = nil, basedOn: String? = nil, createdAt: Instant? = nil,
    updatedAt: Instant? = nil,
    extras: [JSONMember] = [], warnings: [RecordWarning] = [], sourceDigest: Digest
  ) {
    self.body = body
    self.tags = tags
    self.images = images
    self.externalID = externalID
    self.basedOn = basedOn
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.extras = extras
    self.warnings = warnings
    self.sourceDigest = sourceDigest
  }
}

/// A picture that a record names or carries.
public enum RecordImage: Sendable, Equatable {
  /// An address that is kept and never fetched.
  case remote(url: String)
  /// A file of the same archive that the record names, beside it or elsewhere.
  case member(name: String)
  /// A file at the place beside the record where its format puts it, whatever the record says.
  ///
  /// `.*` at the end of the name stands for any extension. One that is expected is missed when
  /// it is not there.
  case sidecar(name: String, isExpected: Bool)
  /// The bytes themselves, decoded.
  case embedded([UInt8])
}

/// Something about a record that a person may want to look at; the record is still imported.
public struct RecordWarning: Sendable, Equatable, Hashable {
  /// The closed set of warnings; raw values are stored and shown.
  public enum Code: String, Sendable, CaseIterable {
    case missingIngredients = "missing-ingredients"
    case missingSteps = "missing-steps"
    case repairedText = "repaired-text"
    case unreadableValue = "unreadable-value"
    case unreadableImage = "unreadable-image"
    case missingImage = "missing-image"
    /// A picture said where it was taken; it was stored without.
    case locationRemoved = "location-removed"
    case guessedValue = "guessed-value"
    case droppedMarkup = "dropped-markup"
    /// The recipe would be its own ancestor; it stands alone.
    case circularOrigin = "circular-origin"
    /// Something that belongs to no recipe, or that a recipe has no place for.
    case leftOut = "left-out"
    /// A rule of the import changed a tag; counted by tag.
    case tagSplit = "tag-split"
    case tagRenamed = "tag-renamed"
    case tagDropped = "tag-dropped"
    case tagAdded = "tag-added"
  }

  public var code: Code
  /// Which field it concerns, in the source's own name.
  public var field: String

  public init(_ code: Code, field: String) {
    self.code = code
    self.field = field
  }
}

/// A SHA-256 digest: 32 bytes.
public struct Digest: Sendable, Hashable {
  public var bytes: [UInt8]

  /// Takes exactly 32 bytes.
  public init(bytes: [UInt8]) {
    precondition(bytes.count == 32, "a SHA-256 digest has 32 bytes")
    self.bytes = bytes
  }

  /// Lower-case hexadecimal, 64 characters.
  public var hex: String {
    let digits: [UInt8] = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads 64 hexadecimal digits of either case; nil for anything else.
  public init?(hex: String) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    var high: UInt8?
    for character in hex.utf8 {
      let nibble: UInt8
      switch character {
      case 0x30...0x39: nibble = character - 0x30
      case 0x61...0x66: nibble = character - 0x61 + 10
      case 0x41...0x46: nibble = character - 0x41 + 10
      default: return nil
      }
      if let first = high {
        bytes.append(first << 4 | nibble)
        high = nil
      } else {
        high = nibble
      }
    }
    guard high == nil, bytes.count == 32 else { return nil }
    self.bytes = bytes
  }
}
