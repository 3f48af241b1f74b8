/// Finds the recipes of a text that holds several of them.
///
/// A recipe begins with a title above a list of ingredients, behind the directions of the one
/// before it. A list without a title of its own, or under the name of a part (`For the sauce`),
/// belongs to the recipe that it stands in. Where the parts are no whole recipes the text is one.
struct PlainTextCollection {
  /// One recipe of the text.
  struct Part {
    /// Its lines; those before the title are no part of the recipe.
    var lines: Range<Int>
    /// The line that is its title; nil when it has none.
    var title: Int?
  }

  private let text: PlainTextLines
  private let isHeading: Set<Int>

  /// The recipes of a text; none when it is to be read as one.
  static func parts(of text: PlainTextLines) -> [Part] {
    let collection = PlainTextCollection(text)
    let fronts = collection.fronts()
    guard fronts.count > 1 else { return [] }
    let parts = collection.parts(behind: fronts)
    return collection.areRecipes(parts, fronts) ? parts : []
  }

  private init(_ text: PlainTextLines) {
    self.text = text
    isHeading = Set(text.headings.map(\.index))
  }

  // MARK: - Where lists of ingredients begin

  /// What stands above a list of ingredients that begins a recipe.
  private struct Front {
    /// Where the list begins: its heading, else its first line.
    var list: Int
    /// The lines that may be the title, the nearest first.
    var titles: [Int] = []
    /// Where the recipe begins, if a rule or a new page says so.
    var divided: Int?
  }

  /// The lists of ingredients: by their headings, else by runs of lines with amounts.
  private var lists: [Int] {
    let headings = text.headings.filter { $0.section == .ingredients }
    guard headings.isEmpty else {
      return headings.filter { !ComponentWords.isComponent(in: $0.rest) }.map(\.index)
    }
    var runs: [(start: Int, count: Int)] = []
    var isBehindSteps = true
    for (index, line) in text.lines.enumerated() where !line.isEmpty {
      if isHeading.contains(index) || PlainTextLines.isStep(line) {
        isBehindSteps = true
      } else if PlainTextLines.isMeasured(line) {
        if isBehindSteps { runs.append((index, 0)) }
        isBehindSteps = false
        runs[runs.count - 1].count += 1
      }
    }
    return runs.filter { $0.count >= 3 }.map(\.start)
  }

  /// The lists that begin recipes; the first one always does.
  private func fronts() -> [Front] {
    let hasHeadings = text.heading(.ingredients) != nil
    var found: [Front] = []
    for list in lists {
      let front = front(above: list, behind: found.last.map { $0.list + 1 } ?? 0)
      guard let last = found.last else {
        found.append(front)
        continue
      }
      guard let title = front.titles.first else { continue }
      // Without headings a title alone could name a part of one recipe.
      let isApart = front.divided != nil || isSetApart(title)
      let isBehindSteps = hasSteps(last.list..<title)
      if hasHeadings ? front.divided != nil || isBehindSteps : isApart && isBehindSteps {
        found.append(front)
      }
    }
    return found
  }

  /// Looks upward from a list over labels and a paragraph or two, for what may be its title.
  private func front(above list: Int, behind lowest: Int) -> Front {
    var front = Front(list: list)
    var paragraphs = 0
    var index = list
    while index > lowest {
      if divides(at: index - 1) {
        front.divided = index
        break
      }
      index -= 1
      if text.lines[index].isEmpty { continue }
      if isHeading.contains(index) { break }
      let last = index
      while index > lowest, !text.lines[index - 1].isEmpty, !isHeading.contains(index - 1),
        !text.isPageBreak(before: index)
      {
        index -= 1
      }
      if let title = lastLineTitle(index...last, above: list) {
        front.titles.append(title)
        break
      }
      // What stands right below a heading is what it heads.
      if index > 0, isHeading.contains(index - 1) { break }
      if ComponentWords.isComponent(text.lines[index]) { break }
      if PlainTextCollection.isTitle(text.lines[index]) {
        front.titles.append(index)
      } else if !isParagraph(index...last) || paragraphs == 2 {
        break
      } else {
        paragraphs += isLabels(index...last) ? 0 : 1
      }
    }
    return front
  }

  /// Whether a rule stands in a line, other than below a title.
  private func divides(at index: Int) -> Bool {
    guard text.rules.contains(index) else { return text.isPageBreak(before: index + 1) }
    guard index > 0, PlainTextCollection.isTitle(text.lines[index - 1]) else { return true }
    return index > 1 && !text.lines[index - 2].isEmpty
  }

  /// A title in the last line above the list, where steps end and the title follows without a gap.
  private func lastLineTitle(_ block: ClosedRange<Int>, above list: Int) -> Int? {
    let last = block.upperBound
    guard last + 1 == list, block.count > 1, let end = text.lines[last - 1].last,
      ".!?".contains(end), PlainTextCollection.isTitle(text.lines[last]),
      !ComponentWords.isComponent(text.lines[last])
    else { return nil }
    return last
  }

  private func isParagraph(_ block: ClosedRange<Int>) -> Bool {
    !block.contains {
      PlainTextLines.isNumbered(text.lines[$0]) || PlainTextLines.isMeasured(text.lines[$0])
    } || isLabels(block)
  }

  private func isLabels(_ block: ClosedRange<Int>) -> Bool {
    block.allSatisfy { PlainTextLabels.isLabel(text.lines[$0]) }
  }

  /// Whether two empty lines or more stand above a line, or it is marked as a heading.
  private func isSetApart(_ index: Int) -> Bool {
    if text.lines[index].hasPrefix("#") { return true }
    return index >= 2 && text.lines[index - 1].isEmpty && text.lines[index - 2].isEmpty
  }

  // MARK: - Parts

  private func parts(behind fronts: [Front]) -> [Part] {
    // All recipes of a text have as much above their lists; where one has more, that heads a chapter.
    var depth = fronts.compactMap { $0.titles.isEmpty ? nil : $0.titles.count }.min() ?? 1
    while depth > 1, Set(fronts.map { title(of: $0, depth).map { text.lines[$0] } }).count == 1 {
      depth -= 1
    }
    var starts = fronts.map { front in
      front.divided ?? start(of: front, title: title(of: front, depth) ?? front.list)
    }
    starts[0] = 0
    return fronts.indices.map { index in
      let end = index + 1 < starts.count ? starts[index + 1] : text.lines.count
      return Part(lines: starts[index]..<end, title: title(of: fronts[index], depth))
    }
  }

  private func title(of front: Front, _ depth: Int) -> Int? {
    front.titles.isEmpty ? nil : front.titles[min(depth, front.titles.count) - 1]
  }

  /// Where a recipe begins that no rule divides from the one before: with the head of its chapter,
  /// if one stands above the title.
  private func start(of front: Front, title: Int) -> Int {
    let heads = front.titles.filter { $0 < title && (isSetApart($0) || isShouted(text.lines[$0])) }
    return heads.last ?? title
  }

  private func isShouted(_ line: String) -> Bool {
    line.contains(where: \.isLetter) && line == line.uppercased() && line != line.lowercased()
  }

  /// Whether each part has ingredients, and nearly each one directions.
  private func areRecipes(_ parts: [Part], _ fronts: [Front]) -> Bool {
    let titles = Set(parts.map { $0.title.map { text.lines[$0] } })
    guard titles.count > 1 else { return false }
    var lacking = 0
    for (part, front) in zip(parts, fronts) {
      let rest = front.list..<part.lines.upperBound
      guard
        rest.dropFirst(isHeading.contains(front.list) ? 1 : 0)
          .first(where: { !text.lines[$0].isEmpty }).map({ !isHeading.contains($0) }) ?? false
      else { return false }
      if !hasSteps(rest) { lacking += 1 }
    }
    return lacking * 4 <= (parts.count >= 4 ? parts.count : 0)
  }

  /// Whether directions stand among some lines: below their heading, or as sentences.
  private func hasSteps(_ range: Range<Int>) -> Bool {
    var isBelowHeading = false
    for index in range where !text.lines[index].isEmpty {
      if isHeading.contains(index) {
        isBelowHeading = text.headings.contains { $0.index == index && $0.section == .directions }
      } else if isBelowHeading || PlainTextLines.isStep(text.lines[index]) {
        return true
      }
    }
    return false
  }

  /// Whether a line may be a title: short, no sentence, nothing else that is known.
  private static func isTitle(_ line: String) -> Bool {
    let bare = line.trimmed(marks: "#*=_ ")
    guard bare.utf8.count <= 90, let first = bare.first, let last = bare.last,
      bare.contains(where: \.isLetter), !first.isLowercase, !".,;:".contains(last),
      bare.split(separator: " ").count <= 12, !PlainTextLines.isSentence(bare),
      !PlainTextLines.isNumbered(bare), !PlainTextLines.isMeasured(bare)
    else { return false }
    return !PlainTextLabels.isLabel(bare) && !credits.contains { bare.lowercased().hasPrefix($0) }
  }

  /// How lines begin that say whose recipe it is.
  private static let credits = ["by ", "from ", "von ", "par ", "di ", "av ", "af "]
}
