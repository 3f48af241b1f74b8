public import RecipeModel

/// An e-mail address that has the shape of one: `part@part`, at most 254 bytes (RFC 5321).
///
/// Only mail proves that an address works, so nothing more is checked.
public struct EmailAddress: Sendable, Hashable {
  /// The address as it was given.
  public let text: String

  public init(_ text: String) throws(InvalidValue) {
    if text.isEmpty { throw InvalidValue(.email, .empty) }
    if text.utf8.count > 254 { throw InvalidValue(.email, .tooLong) }
    try text.requirePlain(as: .email)
    if text.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0 == "\u{FEFF}" }) {
      throw InvalidValue(.email, .unallowedCharacters)
    }
    let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
      throw InvalidValue(.email, .malformed)
    }
    self.text = text
  }

  /// The form in which addresses are compared: without case.
  public var folded: FoldedName { FoldedName(text) }
}
