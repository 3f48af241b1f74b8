/// The units of ingredient lines, in English, German, French, Spanish and Italian.
struct UnitTable: Sendable {
  private enum Role: Int {
    /// A unit by itself.
    case unit = 1
    /// The first word of units of several words, and no unit by itself.
    case start = 2
    /// Both.
    case unitAndStart = 3
  }

  private let words: WordTable
  private let phrases: WordTable

  /// The table, made once; it never changes.
  static let shared = UnitTable()

  private init() {
    let phraseWords = UnitWords.phrases.map { String($0) }
    var starts: Set<String> = []
    for phrase in phraseWords {
      if let first = phrase.split(separator: " ").first { starts.insert(String(first)) }
    }
    let units = Set(UnitWords.words)
    words = WordTable(
      units.union(starts).sorted().map { word in
        let role: Role =
          !starts.contains(word) ? .unit : units.contains(word) ? .unitAndStart : .start
        return (word, role.rawValue)
      })
    phrases = WordTable(phraseWords)
  }

  /// Finds the unit that starts at the scanner: the range to show, without a closing full
  /// stop, and where the rest begins.
  func unit(_ scanner: ByteScanner) -> (shown: Range<Int>, end: Int)? {
    let start = scanner.position
    let first = UnitTable.wordEnd(scanner.bytes, from: start)
    guard first > start else { return nil }
    guard let value = words.value(of: UnitTable.bare(scanner.bytes.part(start..<first))),
      let role = Role(rawValue: value)
    else { return nil }
    if role != .unit, let phrase = longestPhrase(scanner.bytes, from: start, firstEnd: first) {
      return phrase
    }
    guard role != .start else { return nil }
    let shown = start..<start + UnitTable.bare(scanner.bytes.part(start..<first)).count
    return (shown, first)
  }

  /// Whether a unit starts at an index, which is how `12-ounce` differs from `7-Up`.
  func startsUnit(_ scanner: ByteScanner, at index: Int) -> Bool {
    let word = ByteScanner(scanner.bytes, at: index).wordRange()
    guard let role = words.value(of: scanner.bytes.part(word)) else { return false }
    return role != Role.start.rawValue
  }

  /// Tries three words, then two.
  private func longestPhrase(
    _ bytes: TextBytes, from start: Int, firstEnd: Int
  ) -> (shown: Range<Int>, end: Int)? {
    var ends = [firstEnd]
    while ends.count < 3, let last = ends.last, last < bytes.count, bytes[last] == Byte.space {
      let end = UnitTable.wordEnd(bytes, from: last + 1)
      guard end > last + 1 else { break }
      ends.append(end)
    }
    for end in ends.dropFirst().reversed() {
      let phrase = UnitTable.bare(bytes.part(start..<end))
      if phrases.contains(phrase) { return (start..<start + phrase.count, end) }
    }
    return nil
  }

  private static func bare(_ word: TextBytes) -> TextBytes {
    word.last == UInt8(ascii: ".") ? word.part(0..<word.count - 1) : word
  }

  private static func wordEnd(_ bytes: TextBytes, from start: Int) -> Int {
    var end = start
    while end < bytes.count, Byte.isLetter(bytes[end]) || bytes[end] == UInt8(ascii: ".") {
      end += 1
    }
    return end
  }
}
