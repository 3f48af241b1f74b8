import RecipeModel
import RecipeText

/// One record of a table, mapped.
struct CSVRecipe {
  private let dialect: CSVDialect
  private(set) var draft = RecordDraft()
  private var amounts: [String?] = []

  /// Reads the cells of a record by the columns of its table.
  init(_ row: CSVRow, columns: [CSVColumn], _ dialect: CSVDialect) {
    self.dialect = dialect
    // Amounts stand before or behind the ingredients that they belong to.
    for (index, column) in columns.enumerated() where column.meaning == .amounts {
      amounts += ListLiteral.elements(row[index]) ?? []
    }
    for (index, column) in columns.enumerated() {
      let cell = CSVRecipe.withoutFormulaMark(row[index])
      if !cell.isEmpty { read(cell, column) }
    }
  }

  /// A cell without the apostrophe that keeps spreadsheets from taking it for a formula.
  private static func withoutFormulaMark(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard cell.first == UInt8(ascii: "'") else { return cell }
    return Array(String(decoding: cell, as: UTF8.self).withoutSpreadsheetMark.utf8)[...]
  }

  private mutating func read(_ cell: ArraySlice<UInt8>, _ column: CSVColumn) {
    let text = String(decoding: cell, as: UTF8.self)
    if !column.isStated, dialect.readCell(&draft, column.name, text) { return }
    switch column.meaning {
    case .ingredients: readIngredients(cell, column.name)
    case .amounts, .ignored: break
    case .steps: readSteps(cell, column.name)
    case .tags:
      let items = ListLiteral.items(cell)
      for item in items ?? [] { draft.tags.add(draft.cleaner.line(item)) }
      if items == nil { draft.read(.tags, column.name, stated: text) }
    case .servings: readServings(text, column.name)
    case .preparationTime, .cookingTime, .totalTime:
      let isBare = cell.allSatisfy { $0 &- 0x30 < 10 }
      readListed(column, isBare ? text + column.timeUnit : text, cell)
    case .extra, nil: keep(cell, column.name)
    default: readListed(column, text, cell)
    }
  }

  /// Reads a field of one value; a list of a single element is that element.
  private mutating func readListed(_ column: CSVColumn, _ text: String, _ cell: ArraySlice<UInt8>) {
    guard let field = column.field else { return }
    let items = ListLiteral.items(cell)
    if let items, field == .image || items.count <= 1 {
      for item in items { draft.read(field, column.name, stated: item) }
    } else {
      draft.read(field, column.name, stated: text)
    }
  }

  private mutating func keep(_ cell: ArraySlice<UInt8>, _ name: String) {
    let name = name.isEmpty ? "unnamed" : name
    if let items = ListLiteral.items(cell) {
      if items.isEmpty { return }
      draft.extras.append(JSONMember(name, .array(items.map(JSONValue.string))))
    } else {
      draft.keep(name, draft.cleaner.text(String(decoding: cell, as: UTF8.self)))
    }
  }

  private mutating func readServings(_ text: String, _ name: String) {
    let line = draft.cleaner.line(text)
    if let yield = draft.body.yield {
      if yield.text != line { draft.keep(name, line) }
    } else {
      draft.readServings(line)
    }
  }

  // MARK: - Ingredients and steps

  private mutating func readIngredients(_ cell: ArraySlice<UInt8>, _ name: String) {
    if let elements = ListLiteral.elements(cell) {
      let isPaired = amounts.count == elements.count
      for (index, element) in elements.enumerated() {
        guard let element else { continue }
        let item = draft.cleaner.line(element)
        if isPaired, let amount = amounts[index] {
          let stated = StatedIngredient(amount: draft.cleaner.line(amount), item: item)
          draft.ingredients.add(stated.ingredient)
        } else {
          add(item)
        }
      }
      if !amounts.isEmpty, !isPaired {
        let stated = amounts.map { $0.map(JSONValue.string) ?? .null }
        draft.extras.append(JSONMember("amounts", .array(stated)))
      }
      return
    }
    let text = draft.cleaner.text(String(decoding: cell, as: UTF8.self))
    if text.contains("\n") {
      for line in text.split(separator: "\n") { add(String(line)) }
    } else {
      let (lines, isGuessed) = IngredientCell.lines(text)
      if isGuessed { draft.warn(.guessedValue, name) }
      for line in lines { add(draft.cleaner.line(line)) }
    }
  }

  private mutating func add(_ line: String) {
    if !line.isEmpty, !dialect.readIngredient(&draft, line) { draft.ingredients.add(line) }
  }

  private mutating func readSteps(_ cell: ArraySlice<UInt8>, _ name: String) {
    if let items = ListLiteral.items(cell) {
      for item in items { draft.steps.add(item: draft.cleaner.text(item)) }
    } else {
      draft.read(.steps, name, stated: String(decoding: cell, as: UTF8.self))
    }
  }
}

/// Ingredients in a cell of one line.
enum IngredientCell {
  /// The lines of a cell, parted by the first of `;`, `|` and, as a guess, commas.
  ///
  /// Commas part what people list without more (`flour, sugar, eggs`) and what starts with amounts
  /// (`2 eggs, 100 g flour`); one in `1 onion, chopped` does not.
  static func lines(_ text: String) -> (lines: [String], isGuessed: Bool) {
    for mark in [";", "|"] where text.contains(mark) {
      return (text.split(separator: mark).map(String.init), false)
    }
    let parts = text.split(separator: ",").map { part in String(part.drop { $0 == " " }) }
    guard parts.count > 1 else { return ([text], false) }
    let measured = parts.count { IngredientLineStart.isAmount($0) }
    let isPlainList =
      parts.count > 2 && measured == 0 && parts.allSatisfy { $0.split(separator: " ").count <= 4 }
    guard isPlainList || measured * 2 > parts.count else { return ([text], false) }
    return (parts, true)
  }
}

/// How lines of ingredients start.
enum IngredientLineStart {
  /// Whether a line starts with an amount.
  static func isAmount(_ line: String) -> Bool {
    var line = line
    return line.withUTF8 { QuantityText.prefix(of: $0) != nil }
  }
}

/// A column of a table, with what its name says.
struct CSVColumn {
  var name: String
  var meaning: ColumnMeaning?
  /// Whether somebody said so.
  var isStated: Bool
  /// The unit of bare numbers in a column of times, with a space before it; empty for minutes.
  var timeUnit = ""

  init(_ name: String, _ meaning: ColumnMeaning?, isStated: Bool = false) {
    self.name = name
    self.meaning = meaning
    self.isStated = isStated
    let inner = name.split(whereSeparator: { "()[]".contains($0) })
    if inner.count > 1, DurationText.minutes(in: "1 \(inner[1])") != nil {
      timeUnit = " \(inner[1])"
    }
  }

  /// The field of the model that a column of one value fills.
  var field: RecipeField? {
    switch meaning {
    case .title: .title
    case .summary: .summary
    case .preparationTime: .preparationTime
    case .cookingTime: .cookingTime
    case .totalTime: .totalTime
    case .yield: .yield
    case .author: .author
    case .source: .source
    case .url: .url
    case .image: .image
    case .nutrition: .nutrition
    case .rating: .rating
    case .notes: .notes
    case .equipment: .equipment
    case .language: .language
    case .id: .externalID
    case .created: .createdAt
    case .updated: .updatedAt
    case .ingredients, .amounts, .steps, .servings, .tags, .extra, .ignored, nil: nil
    }
  }
}
