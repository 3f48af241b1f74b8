import RecipeModel

/// The YAML between two lines of `---` at the front of a text.
struct FrontMatter {
  /// How many lines it may have at most.
  private static let longest = 2000

  /// The members of its mapping; empty when it holds none.
  var members: [JSONMember]
  /// The index of the first line behind it.
  var end: Int

  /// Reads the front of a text; nil when it has no such part.
  init?(_ lines: [TextLine]) {
    guard let start = lines.firstIndex(where: { !$0.isBlank }), FrontMatter.isMark(lines[start]),
      let close = lines[(start + 1)...].prefix(FrontMatter.longest).firstIndex(
        where: FrontMatter.isMark)
    else { return nil }
    let inner = lines[(start + 1)..<close].map { String(decoding: $0.bytes, as: UTF8.self) }
    members = YAMLText.members(inner.joined(separator: "\n")) ?? []
    end = close + 1
  }

  private static func isMark(_ line: TextLine) -> Bool {
    line.trimmed.elementsEqual("---".utf8) && line.bytes.first == UInt8(ascii: "-")
  }
}

extension JSONValue {
  /// The texts of a text or a list of texts, lists in lists included.
  var texts: [String] {
    switch self {
    case .string(let text): text.isEmpty ? [] : [text]
    case .array(let values): values.flatMap(\.texts)
    case .null, .bool, .integer, .double, .object: []
    }
  }

  /// The members of an object; empty for anything else.
  var members: [JSONMember] {
    if case .object(let members) = self { return members }
    return []
  }
}
