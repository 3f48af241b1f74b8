import JSONText
public import RecipeModel

/// Writes a table with a header (RFC 4180), one recipe a row, ingredients and steps one a line.
///
/// What a spreadsheet would take for a formula starts with an apostrophe, which the reader takes off.
public struct CSVWriter: RecipeWriter {
  public static var reader: any RecipeReader.Type { CSVReader.self }
  public static let layout = WriterLayout.document(DocumentFrame("csv", opening: header))
  public static let losses =
    FormatLoss.without(.extras) + [
      FormatLoss(.ingredients, "lines that look like headings become headings"),
      FormatLoss(.ingredientGroups, "ingredients without a heading stay below the one before them"),
      FormatLoss(.ingredientParts, "parts are read out of the line again"),
      FormatLoss(.steps, "lines that look like headings become headings, numbers before steps go"),
      FormatLoss(.stepGroups, "steps without a heading stay below the one before them"),
      FormatLoss(.nutrition, "is one text"),
      FormatLoss(.rating, "is of 5, without how many rated"),
      FormatLoss(.notes, "are one text"),
      FormatLoss(.equipment, "names with commas are several"),
      FormatLoss(.images, "pictures have no place, only their addresses"),
    ]

  public let arrangement: WriterArrangement
  private var names = FileNames()

  public init(_ arrangement: WriterArrangement) {
    self.arrangement = arrangement
  }

  public mutating func write(_ record: RecipeRecord) -> [WrittenFile] {
    let row = CSVWriter.line(CSVWriter.columns.map { $0.cell(record) ?? "" })
    guard arrangement == .apart else { return [WrittenFile("", Array(row.utf8))] }
    let name = names.next(for: record.body.title)
    return [WrittenFile("\(name).csv", Array((CSVWriter.header + row).utf8))]
  }

  private static let header = line(columns.map(\.name))

  private static func line(_ cells: [String]) -> String {
    cells.map(quoted).joined(separator: ",") + "\r\n"
  }

  private static func quoted(_ cell: String) -> String {
    let text = cell.neutralizedForSpreadsheet
    let needsQuotes = text.utf8.contains { ",\"\r\n;|\t".utf8.contains($0) }
    return needsQuotes ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
  }

  private static let columns: [(name: String, cell: @Sendable (RecipeRecord) -> String?)] = [
    ("title", { $0.body.title }),
    ("description", { $0.body.summary }),
    ("ingredients", { lines(HeadedLines.ingredients($0.body, heading: HeadedLines.colon)) }),
    ("directions", { lines(HeadedLines.steps($0.body, heading: HeadedLines.colon)) }),
    ("prep time", { $0.body.times.preparation?.words }),
    ("cook time", { $0.body.times.cooking?.words }),
    ("total time", { $0.body.times.total?.words }),
    ("yield", { $0.body.yield?.text }),
    ("author", { $0.body.credit.author }),
    ("source", { $0.body.credit.source }),
    ("url", { $0.body.credit.url }),
    ("image", { list($0.remotePictures) }),
    ("tags", { list($0.tags) }),
    ("nutrition", { nutrition($0.body.nutrition) }),
    ("rating", { $0.body.rating.map { shown($0.value / $0.best * 5) } }),
    ("notes", { $0.body.notes.isEmpty ? nil : $0.body.notes.joined(separator: "\n\n") }),
    ("equipment", { lines($0.body.equipment) }),
    ("language", { $0.body.language }),
    ("id", { $0.externalID }),
    ("created", { $0.createdAt?.description }),
    ("updated", { $0.updatedAt?.description }),
  ]

  /// Lines as people see them; a list in brackets where an element has lines or marks of its own.
  private static func lines(_ texts: [String]) -> String? {
    if texts.isEmpty { return nil }
    let isAlone = texts.count == 1 && texts[0].contains { ";|,".contains($0) }
    let isPlain = !isAlone && !texts.contains { $0.contains("\n") } && !isBracketed(texts[0])
    return isPlain ? texts.joined(separator: "\n") : bracketed(texts)
  }

  /// Names parted by commas; a list in brackets where one has a comma itself.
  private static func list(_ texts: [String]) -> String? {
    if texts.isEmpty { return nil }
    let isPlain = !texts.contains { $0.contains { ",;|\n".contains($0) } } && !isBracketed(texts[0])
    return isPlain && (texts.count == 1 || !texts[0].contains("://"))
      ? texts.joined(separator: ", ") : bracketed(texts)
  }

  private static func isBracketed(_ text: String) -> Bool {
    text.hasPrefix("[") || text.hasPrefix("c(")
  }

  /// A list as JSON writes it.
  private static func bracketed(_ texts: [String]) -> String {
    var writer = JSONWriter()
    writer.strings(texts)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static func nutrition(_ facts: [NutritionFact]) -> String? {
    if facts.isEmpty { return nil }
    if facts.count == 1, facts[0].name == "nutrition" { return facts[0].value }
    return facts.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
  }

  private static func shown(_ number: Double) -> String {
    Int(exactly: number).map { String($0) } ?? number.description
  }
}
