/// A record that could not be read or may not be stored: kept, counted and located.
public struct Rejection: Sendable, Equatable {
  /// The closed set of reasons; raw values are stored, shown and documented.
  public enum Code: String, Sendable, CaseIterable {
    case malformedJSON = "json.malformed"
    case malformedXML = "xml.malformed"
    case malformedText = "text.malformed"
    case invalidEncoding = "text.encoding"
    case truncated = "record.truncated"
    case tooLarge = "record.too-large"
    case notARecipe = "recipe.not-a-recipe"
    case missingTitle = "recipe.missing-title"
    case takenDown = "recipe.taken-down"
    case unknownField = "record.unknown-field"
    case invalidValue = "record.invalid-value"
    case missingValue = "record.missing-value"
    case unknownReference = "record.unknown-reference"
    case conflictingIdentity = "record.conflicting-identity"
    case lineageCycle = "lineage.cycle"
    case ruleRefused = "rule.refused"
    case unsafeMemberName = "archive.unsafe-member-name"
    case unreadableMember = "archive.unreadable-member"
    case limitExceeded = "archive.limit-exceeded"

    /// What it means, in one line, for the documentation.
    public var meaning: String {
      switch self {
      case .malformedJSON: "the JSON text is broken beyond repair"
      case .malformedXML: "the XML text is broken"
      case .malformedText: "the text does not follow its format"
      case .invalidEncoding: "the bytes are not valid in the encoding of the format"
      case .truncated: "the input ends inside the record"
      case .tooLarge: "the record is larger than the limit"
      case .notARecipe: "the record is well formed, and no recipe"
      case .missingTitle: "the recipe has no title"
      case .takenDown: "the content was taken down, here or everywhere"
      case .unknownField: "the record has a field that the format does not know"
      case .invalidValue: "a value is outside of what the field allows"
      case .missingValue: "a field that must be there is missing"
      case .unknownReference: "the record refers to something that is not there"
      case .conflictingIdentity: "another record holds the same id, e-mail or slug"
      case .lineageCycle: "the recipe would be its own ancestor"
      case .ruleRefused: "a rule of the community refuses it"
      case .unsafeMemberName: "the archive member's name leads outside of the archive"
      case .unreadableMember: "the archive member cannot be read"
      case .limitExceeded: "the archive passes a limit on size, count or depth"
      }
    }
  }

  public var code: Code
  /// What is wrong, without recipe text, e-mail addresses or names.
  public var message: String
  public var location: SourceLocation
  /// The record as read, cut at `rawLimit`.
  public var raw: [UInt8]
  /// Tells records of which nothing is kept from others at the same place; nil where `raw` does.
  ///
  /// So short that very many records have the same: what a record said cannot be guessed by it.
  public var mark: UInt16?

  /// How much of a rejected record is kept.
  public static let rawLimit = 64 * 1024

  public init(
    _ code: Code, _ message: String, at location: SourceLocation, raw: [UInt8] = [],
    mark: UInt16? = nil
  ) {
    self.code = code
    self.message = message
    self.location = location
    self.raw = raw.count > Rejection.rawLimit ? Array(raw.prefix(Rejection.rawLimit)) : raw
    self.mark = mark
  }
}
