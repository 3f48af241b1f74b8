import JSONText
import RecipeModel

/// What somebody is known by, and where it stands in texts: the e-mail address and the id as they
/// are, the username as a whole word.
///
/// Compared without the case of ASCII letters. A longer address or id that contains one of them is
/// somebody else's.
struct PersonalTraces: Sendable {
  private let email: [UInt8]
  private let id: [UInt8]
  private let username: [UInt8]
  private let quotedUsername: [UInt8]
  /// What stands in place of what is taken out.
  let pseudonym: String

  init(email: String, id: UserID, username: String, pseudonym: String) {
    self.email = PersonalTraces.folded(email.utf8)
    self.id = PersonalTraces.folded(id.text.utf8)
    self.username = PersonalTraces.folded(username.utf8)
    var writer = JSONWriter()
    writer.string(username)
    quotedUsername = PersonalTraces.folded(writer.bytes)
    self.pseudonym = pseudonym
  }

  /// What a text may hold of a person besides address and id.
  enum Naming {
    /// Free text: the username as a whole word.
    case words
    /// JSON: the username as a whole string.
    case json
    /// Text of others, in which a word that is a username is likely a word.
    case none
  }

  /// Whether any trace stands in bytes, plain or in the escapes of JSON.
  func occur(in bytes: [UInt8]) -> Bool {
    let text = PersonalTraces.folded(bytes)
    if !ranges(in: text, .words).isEmpty { return true }
    guard let unescaped = PersonalTraces.unescaped(text) else { return false }
    return !ranges(in: PersonalTraces.folded(unescaped), .words).isEmpty
  }

  /// The text with the pseudonym in place of every trace; nil when there is none.
  func replaced(in text: String, _ naming: Naming) -> String? {
    let bytes = Array(text.utf8)
    let found = ranges(in: PersonalTraces.folded(bytes), naming)
    guard !found.isEmpty else { return nil }
    var result: [UInt8] = []
    var position = 0
    for range in found where range.lowerBound >= position {
      result += bytes[position..<range.lowerBound]
      result += pseudonym.utf8
      position = range.upperBound
    }
    result += bytes[position...]
    return String(decoding: result, as: UTF8.self)
  }

  private func ranges(in text: [UInt8], _ naming: Naming) -> [Range<Int>] {
    var found = PersonalTraces.ranges(of: email, in: text) { before, after in
      !PersonalTraces.isAddress(before) && !PersonalTraces.isWord(after) && after != 0x2D
    }
    found += PersonalTraces.ranges(of: id, in: text) { before, after in
      !PersonalTraces.isWord(before) && !PersonalTraces.isWord(after) && before != 0x2D
        && after != 0x2D
    }
    switch naming {
    case .words:
      found += PersonalTraces.ranges(of: username, in: text) { before, after in
        !PersonalTraces.isWord(before) && !PersonalTraces.isWord(after)
      }
    case .json:
      // Without the quotes around it.
      found += PersonalTraces.ranges(of: quotedUsername, in: text) { _, _ in true }
        .map { $0.lowerBound + 1..<$0.upperBound - 1 }
    case .none: break
    }
    return found.sorted { ($0.lowerBound, -$0.upperBound) < ($1.lowerBound, -$1.upperBound) }
  }

  private static func ranges(
    of needle: [UInt8], in text: [UInt8], where isWhole: (UInt8?, UInt8?) -> Bool
  ) -> [Range<Int>] {
    guard let first = needle.first, needle.count <= text.count else { return [] }
    var found: [Range<Int>] = []
    var start = 0
    while start <= text.count - needle.count {
      guard text[start] == first, text[start..<start + needle.count].elementsEqual(needle) else {
        start += 1
        continue
      }
      let end = start + needle.count
      if isWhole(start > 0 ? text[start - 1] : nil, end < text.count ? text[end] : nil) {
        found.append(start..<end)
        start = end
      } else {
        start += 1
      }
    }
    return found
  }

  /// Letters, digits, `_`, and all that is not ASCII.
  private static func isWord(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...: return true
    default: return false
    }
  }

  /// What may stand before the @ of an address.
  private static func isAddress(_ byte: UInt8?) -> Bool {
    isWord(byte) || byte.map { Array(".%+-".utf8).contains($0) } ?? false
  }

  private static func folded(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }

  /// The bytes with `\u0040` and its like taken for what they mean; nil without any.
  private static func unescaped(_ text: [UInt8]) -> [UInt8]? {
    let mark = Array("\\u".utf8)
    guard !ranges(of: mark, in: text, where: { _, _ in true }).isEmpty else { return nil }
    var result: [UInt8] = []
    var position = 0
    while position < text.count {
      if text[position...].starts(with: mark), position + 6 <= text.count,
        let code = UInt32(
          String(decoding: text[position + 2..<position + 6], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(code)
      {
        result += String(Character(scalar)).utf8
        position += 6
      } else {
        result.append(text[position])
        position += 1
      }
    }
    return result
  }
}
