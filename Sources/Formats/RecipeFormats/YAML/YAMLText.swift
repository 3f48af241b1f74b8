import RecipeModel
import Yams

/// YAML as recipe programs write it: mappings of texts, lists and mappings.
///
/// Every scalar is a text, as it stands. The library reads what is well formed and small; anything
/// else, such as `title: Soup: a story`, or a text with aliases, which may grow without end, is read
/// line by line as far as it goes.
enum YAMLText {
  /// The size of a text that the library gets to see, in bytes.
  static let largestText = 1 << 20
  private static let depthLimit = 16
  private static let valueLimit = 50_000

  /// The members of the mapping that a text holds; nil when it is none.
  static func members(_ text: String) -> [JSONMember]? {
    if text.utf8.count <= largestText, !mayHoldAliases(text), let root = try? compose(yaml: text) {
      var room = valueLimit
      if case .object(let members) = value(root, depth: 0, room: &room) { return members }
    }
    var reading = YAMLLines(text)
    let members = reading.mapping(indentation: 0)
    return members.isEmpty ? nil : members
  }

  /// Whether a star leads a word, as aliases do; some texts only look so, and lose nothing by it.
  private static func mayHoldAliases(_ text: String) -> Bool {
    var previous: UInt8 = 0x0A
    var beforeStar: UInt8?
    for byte in text.utf8 {
      if let before = beforeStar, before <= 0x20 || "[,{-:".utf8.contains(before) {
        if (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F { return true }
      }
      beforeStar = byte == UInt8(ascii: "*") ? previous : nil
      previous = byte
    }
    return false
  }

  private static func value(_ node: Node, depth: Int, room: inout Int) -> JSONValue {
    room -= 1
    guard room > 0, depth < depthLimit else { return .null }
    switch node {
    case .scalar(let scalar):
      let isNothing = scalar.style == .plain && ["", "~", "null", "Null"].contains(scalar.string)
      return isNothing ? .null : .string(scalar.string)
    case .sequence(let sequence):
      return .array(sequence.map { value($0, depth: depth + 1, room: &room) })
    case .mapping(let mapping):
      return .object(
        mapping.map { pair in
          let name = pair.key.string ?? ""
          return JSONMember(name, value(pair.value, depth: depth + 1, room: &room))
        })
    case .alias: return .null
    }
  }
}

/// A text that is no YAML, read line by line as if it were: `key: value`, `- item`, `key: |`.
struct YAMLLines {
  private let lines: [Substring]
  private var position = 0
  private static let depthLimit = 16

  init(_ text: String) {
    lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }

  /// Reads the members that stand at least this deep.
  mutating func mapping(indentation: Int, depth: Int = 0) -> [JSONMember] {
    var members: [JSONMember] = []
    while let line = current, depth < YAMLLines.depthLimit {
      if isPassedOver(line) {
        position += 1
        continue
      }
      let indent = YAMLLines.indentation(line)
      guard indent >= indentation, !isItem(line), let colon = colon(in: line) else {
        if indent < indentation || isItem(line) { break }
        position += 1
        continue
      }
      let key = YAMLLines.unquoted(line[..<colon])
      let rest = YAMLLines.unquoted(line[line.index(after: colon)...])
      position += 1
      let value = value(rest, below: indent, depth: depth)
      if !key.isEmpty { members.append(JSONMember(key, value)) }
    }
    return members
  }

  private mutating func value(_ rest: String, below indent: Int, depth: Int) -> JSONValue {
    if let mark = rest.first, mark == "|" || mark == ">", rest.count <= 2 {
      return .string(block(below: indent))
    }
    if rest.hasPrefix("["), rest.hasSuffix("]") {
      let items = rest.dropFirst().dropLast().split(separator: ",")
      return .array(items.map { .string(YAMLLines.unquoted($0)) })
    }
    guard rest.isEmpty else { return .string(rest) }
    while let line = current, isPassedOver(line) { position += 1 }
    guard let line = current else { return .null }
    if isItem(line), YAMLLines.indentation(line) >= indent { return .array(items()) }
    if YAMLLines.indentation(line) > indent {
      return .object(mapping(indentation: indent + 1, depth: depth + 1))
    }
    return .null
  }

  private mutating func items() -> [JSONValue] {
    var items: [JSONValue] = []
    while let line = current {
      if isPassedOver(line) {
        position += 1
        continue
      }
      guard isItem(line) else { break }
      items.append(.string(YAMLLines.unquoted(line.drop { $0 == " " }.dropFirst())))
      position += 1
    }
    return items
  }

  private mutating func block(below indent: Int) -> String {
    var text: [Substring] = []
    while let line = current {
      let isBlank = line.allSatisfy(\.isWhitespace)
      guard isBlank || YAMLLines.indentation(line) > indent else { break }
      text.append(line.drop { $0 == " " })
      position += 1
    }
    return text.joined(separator: "\n")
  }

  private var current: Substring? { position < lines.count ? lines[position] : nil }

  private func isPassedOver(_ line: Substring) -> Bool {
    let text = line.drop { $0 == " " || $0 == "\t" }
    return text.isEmpty || text.first == "#" || text.hasPrefix("---")
  }

  private func isItem(_ line: Substring) -> Bool {
    let text = line.drop { $0 == " " }
    return text.hasPrefix("- ") || text == "-"
  }

  /// The colon behind a key: white space follows it, or stands before it.
  private func colon(in line: Substring) -> Substring.Index? {
    guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else { return nil }
    let after = line.index(after: colon)
    let isAfterSpace = line[line.index(before: colon)].isWhitespace
    return after == line.endIndex || line[after].isWhitespace || isAfterSpace ? colon : nil
  }

  private static func indentation(_ line: Substring) -> Int {
    line.prefix { $0 == " " }.count
  }

  private static func unquoted(_ text: some StringProtocol) -> String {
    var text = text.drop(while: \.isWhitespace)[...]
    while let last = text.last, last.isWhitespace { text = text.dropLast() }
    if let quote = text.first, quote == "\"" || quote == "'", text.count > 1, text.last == quote {
      text = text.dropFirst().dropLast()
    }
    return String(text)
  }
}
