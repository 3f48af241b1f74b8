/// Where the parts of a plain text lie, by the indices of its lines.
struct PlainTextParts {
  /// The end of what stands before the recipe's parts.
  var front = 0
  var ingredients: [Range<Int>] = []
  var directions: [Range<Int>] = []
  var notes: [Range<Int>] = []
  var nutrition: [Range<Int>] = []
  /// What the heading of the ingredients says beside that.
  var servings = ""
  /// Whether no heading told where the ingredients are.
  var isGuessed = false

  /// Finds the parts; nil when no lines can be told to be ingredients or directions.
  init?(_ text: PlainTextLines) {
    if text.heading(.ingredients) != nil {
      readHeadings(of: text)
    } else if let block = text.measuredBlock, block.count >= 2 {
      isGuessed = true
      ingredients = [block]
      let behind = text.headings.filter { $0.index >= block.upperBound }
      front = block.lowerBound
      if let first = behind.first {
        // What stands between amounts and the first heading is both or either.
        addSections(behind, of: text)
        if first.index > block.upperBound { ingredients = [block.lowerBound..<first.index] }
      } else {
        directions = [block.upperBound..<text.lines.count]
      }
    } else if text.heading(.directions) != nil {
      readHeadings(of: text)
    } else {
      return nil
    }
  }

  private mutating func readHeadings(of text: PlainTextLines) {
    front = text.headings.first?.index ?? 0
    addSections(text.headings, of: text)
  }

  private mutating func addSections(
    _ headings: [(index: Int, section: SectionWords.Section, rest: String)],
    of text: PlainTextLines
  ) {
    for (number, heading) in headings.enumerated() {
      let end = number + 1 < headings.count ? headings[number + 1].index : text.lines.count
      let range = heading.index + 1..<end
      switch heading.section {
      case .ingredients:
        ingredients.append(range)
        if servings.isEmpty { servings = heading.rest }
      case .directions: directions.append(range)
      case .notes: notes.append(range)
      case .nutrition: nutrition.append(range)
      }
    }
  }
}
