import RecipeModel

/// The parts of a Cooklang text: metadata, sections, notes and steps, comments taken out.
struct CooklangBlocks {
  enum Block: Equatable {
    case section(String)
    case note(String)
    /// A paragraph, its lines joined; a line feed where a backslash asks for one.
    case step(String)
  }

  private(set) var metadata: [JSONMember] = []
  private(set) var blocks: [Block] = []
  private var paragraph = ""
  private var isNote = false
  private var isInComment = false

  init(_ lines: [TextLine]) {
    var rest = lines[...]
    if let front = FrontMatter(lines) {
      metadata = front.members
      rest = lines[front.end...]
    }
    for line in rest { read(withoutComments(String(decoding: line.bytes, as: UTF8.self))) }
    closeParagraph()
  }

  private mutating func read(_ line: (text: String, isEmptied: Bool)) {
    let text = line.text.trimmingWhiteSpace
    if text.isEmpty {
      // A line that was nothing but a comment ends no paragraph.
      if !line.isEmptied { closeParagraph() }
    } else if text.hasPrefix(">>") {
      closeParagraph()
      readMetadata(text.dropFirst(2))
    } else if text.hasPrefix("=") {
      closeParagraph()
      let name = String(text.drop { $0 == "=" }).trimmingEnd("=").trimmingWhiteSpace
      blocks.append(.section(String(name)))
    } else if text.hasPrefix(">") {
      if !isNote { closeParagraph() }
      isNote = true
      add(text.dropFirst().trimmingWhiteSpace)
    } else {
      add(text)
    }
  }

  private mutating func add(_ text: Substring) {
    if !paragraph.isEmpty, !paragraph.hasSuffix("\n") { paragraph += " " }
    if text.hasSuffix("\\") {
      paragraph += text.dropLast().trimmingWhiteSpace + "\n"
    } else {
      paragraph += text
    }
  }

  private mutating func closeParagraph() {
    let text = String(paragraph[...].trimmingWhiteSpace)
    if !text.isEmpty { blocks.append(isNote ? .note(text) : .step(text)) }
    paragraph = ""
    isNote = false
  }

  private mutating func readMetadata(_ text: Substring) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return }
    let (key, value) = (parts[0].trimmingWhiteSpace, parts[1].trimmingWhiteSpace)
    if !key.isEmpty, !value.isEmpty {
      metadata.append(JSONMember(String(key), .string(String(value))))
    }
  }

  /// Takes `-- …` and `[- … -]` out of a line; the latter may reach over lines.
  private mutating func withoutComments(_ line: String) -> (text: String, isEmptied: Bool) {
    var result = ""
    var rest = line[...]
    var hadComment = isInComment
    while !rest.isEmpty {
      if isInComment {
        guard let end = rest.firstRange(of: "-]") else { return (result, true) }
        rest = rest[end.upperBound...]
        isInComment = false
      } else if rest.hasPrefix("[-") {
        isInComment = true
        hadComment = true
        rest = rest.dropFirst(2)
      } else if rest.hasPrefix("--") {
        let dashes = rest.prefix { $0 == "-" }
        // A longer run is a rule or a dash, not a comment.
        if dashes.count == 2 { return (result, true) }
        result += dashes
        rest = rest.dropFirst(dashes.count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return (result, hadComment)
  }
}

extension StringProtocol {
  /// The text without white space at either end.
  var trimmingWhiteSpace: SubSequence {
    let front = drop(while: \.isWhitespace)
    guard let last = front.lastIndex(where: { !$0.isWhitespace }) else { return front.prefix(0) }
    return front[...last]
  }

  /// The text without a run of one character at its end.
  func trimmingEnd(_ mark: Character) -> SubSequence {
    guard let last = lastIndex(where: { $0 != mark && !$0.isWhitespace }) else { return prefix(0) }
    return self[...last]
  }
}
