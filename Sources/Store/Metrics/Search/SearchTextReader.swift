import RecipeModel

/// Reads what somebody typed from left to right.
struct SearchTextReader {
  enum Part: Equatable {
    case tag(FoldedName)
    case community(FoldedName)
    case term(SearchQuery.Term)
  }

  private let scalars: [Unicode.Scalar]
  private var position = 0

  init(_ text: String) {
    // SQLite takes a text to end at NUL.
    scalars = text.unicodeScalars.map { $0 == "\u{0}" ? " " : $0 }
  }

  /// The next part that could be found; nil at the end.
  ///
  /// Signs that stand alone are left out, as the index leaves them out of every text.
  mutating func next() -> Part? {
    while position < scalars.count {
      let part = scalars[position].properties.isWhitespace ? nil : readPart()
      if let part { return part }
      if position < scalars.count, scalars[position].properties.isWhitespace { position += 1 }
    }
    return nil
  }

  private mutating func readPart() -> Part? {
    if scalars[position] == "\"" { return term(readQuoted()) }
    if let name = readFilter("tag") { return .tag(name) }
    if let name = readFilter("community") { return .community(name) }
    return term(readWord())
  }

  /// The value of a filter that begins here; nil, and nothing read, when none does.
  private mutating func readFilter(_ name: String) -> FoldedName? {
    let start = position
    let end = start + name.unicodeScalars.count
    guard end < scalars.count, scalars[end] == ":",
      String(String.UnicodeScalarView(scalars[start..<end])).lowercased() == name
    else { return nil }
    position = end + 1
    let isQuoted = position < scalars.count && scalars[position] == "\""
    let value = FoldedName(isQuoted ? readQuoted() : readWord())
    if value.text.isEmpty {
      position = start
      return nil
    }
    return value
  }

  /// What stands between quotes; a quote that is never closed reaches to the end.
  private mutating func readQuoted() -> String {
    position += 1
    let start = position
    while position < scalars.count, scalars[position] != "\"" { position += 1 }
    let text = String(String.UnicodeScalarView(scalars[start..<position]))
    if position < scalars.count { position += 1 }
    return text
  }

  /// What stands before the next space or quote.
  private mutating func readWord() -> String {
    let start = position
    while position < scalars.count, scalars[position] != "\"",
      !scalars[position].properties.isWhitespace
    {
      position += 1
    }
    return String(String.UnicodeScalarView(scalars[start..<position]))
  }

  /// A term, with the star that may follow it; nil for a text without letters and digits.
  private mutating func term(_ text: String) -> Part? {
    var isPrefix = text.hasSuffix("*")
    if position < scalars.count, scalars[position] == "*" {
      isPrefix = true
      position += 1
    }
    let isSearchable = text.unicodeScalars.contains { SearchTextReader.isIndexed($0) }
    return isSearchable ? .term(SearchQuery.Term(text, isPrefix: isPrefix)) : nil
  }

  /// Whether the tokenizer `unicode61` takes a character for part of a word.
  private static func isIndexed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .privateUse:
      true
    default: false
    }
  }
}
