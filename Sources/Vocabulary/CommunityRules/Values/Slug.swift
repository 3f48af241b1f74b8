/// The short name by which pipeline files and commands name a community.
///
/// 1 to 64 of `a` to `z`, `0` to `9` and inner hyphens, so that it needs no quoting in a shell, a
/// path, a URL or YAML.
public struct Slug: Sendable, Hashable {
  public let text: String

  public init(_ text: String) throws(InvalidValue) {
    try text.requireLength(atMost: 64, of: .slug)
    let hyphen = UInt8(ascii: "-")
    let isAllowed = text.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == hyphen
    }
    guard isAllowed else { throw InvalidValue(.slug, .unallowedCharacters) }
    guard text.utf8.first != hyphen, text.utf8.last != hyphen else {
      throw InvalidValue(.slug, .malformed)
    }
    self.text = text
  }
}
