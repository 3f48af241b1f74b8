import RecipeModel
import RecipeText

/// The lines of a plain text, told apart by what they look like.
struct PlainTextLines {
  /// Clean lines without bullets; empty ones included, and rules as such.
  let lines: [String]
  /// The lines that are only rules: `-----`, `* * *`.
  let rules: Set<Int>
  /// The lines that a new page begins with.
  private let pages: Set<Int>
  /// Where each section starts, by the line that heads it.
  private(set) var headings: [(index: Int, section: SectionWords.Section, rest: String)] = []

  /// Takes clean lines; `pages` are those that a new page begins with.
  init(_ lines: [String], pages: Set<Int> = []) {
    self.pages = pages
    rules = Set(lines.indices.filter { PlainTextLines.isRule(lines[$0]) })
    let rules = rules
    self.lines = lines.enumerated().map { index, line in
      rules.contains(index) ? "" : PlainTextLines.withoutBullet(line)
    }
    for (index, line) in lines.enumerated() {
      if let found = SectionWords.section(line) {
        headings.append((index, found.section, found.rest))
      }
    }
  }

  /// Whether a new page begins with a line.
  func isPageBreak(before index: Int) -> Bool { pages.contains(index) }

  /// The first line that heads a section.
  func heading(_ section: SectionWords.Section) -> Int? {
    headings.first { $0.section == section }?.index
  }

  /// The longest run of lines that start with amounts, blank lines between them passed over.
  var measuredBlock: Range<Int>? {
    var best: Range<Int>?
    var run = 0..<0
    var (count, most) = (0, 0)
    for (index, line) in lines.enumerated() where !line.isEmpty {
      guard PlainTextLines.isMeasured(line) else {
        count = 0
        continue
      }
      run = (count == 0 ? index : run.lowerBound)..<index + 1
      count += 1
      if count > most { (best, most) = (run, count) }
    }
    return best
  }

  /// Whether the lines of what may be anything look like a recipe: by their headings, else by
  /// amounts with words behind them.
  var looksLikeRecipe: Bool {
    if heading(.ingredients) != nil { return true }
    let isCooking = CookingWords.count(in: lines.joined(separator: " "), limit: 2) >= 2
    if heading(.directions) != nil { return isCooking }
    guard let block = measuredBlock, block.count >= 2,
      lines[block.upperBound...].contains(where: { $0.split(separator: " ").count >= 3 })
    else { return false }
    return isCooking || lines[block].count { PlainTextLines.hasUnit($0) } >= 2
  }

  /// Whether a line starts with an amount and goes on as an ingredient does.
  static func isMeasured(_ line: String) -> Bool {
    guard line.utf8.count <= 140, !isNumbered(line), let last = line.last, last != ":" else {
      return false
    }
    return IngredientLineStart.isAmount(line) && line.contains(where: \.isLetter)
      && !isSentence(line)
  }

  /// Whether a line starts with an amount and a unit that is known.
  static func hasUnit(_ line: String) -> Bool {
    isMeasured(line) && IngredientLine.ingredient(line).unit != nil
  }

  /// Whether a line is prose: long, or of several words with a full stop behind them.
  static func isSentence(_ line: String) -> Bool {
    let words = line.split(separator: " ").count
    return words >= 25 || (words >= 5 && (line.hasSuffix(".") || line.hasSuffix("!")))
  }

  /// Three or more of one sign, with or without spaces between them, and nothing else.
  static func isRule(_ line: String) -> Bool {
    guard let first = line.first, "-=_*~#+–—".contains(first) else { return false }
    return line.allSatisfy { $0 == first || $0 == " " } && line.count { $0 == first } >= 3
  }

  /// Whether a line tells what to do: a sentence, or counted.
  static func isStep(_ line: String) -> Bool { isNumbered(line) || isSentence(line) }

  /// `1. Mix` and `2) Bake`, which count steps.
  static func isNumbered(_ line: String) -> Bool {
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let rest = line.dropFirst(digits.count)
    guard (1...2).contains(digits.count), let mark = rest.first, mark == "." || mark == ")" else {
      return false
    }
    return rest.dropFirst().first.map { !$0.isNumber } ?? true
  }

  static func withoutBullet(_ line: String) -> String {
    for bullet in ["- ", "* ", "• ", "– ", "· ", "+ ", "[ ] ", "▢ ", "☐ "]
    where line.hasPrefix(bullet) {
      return String(line.dropFirst(bullet.count).drop { $0 == " " })
    }
    return line.hasPrefix("•") ? String(line.dropFirst().drop { $0 == " " }) : line
  }
}
