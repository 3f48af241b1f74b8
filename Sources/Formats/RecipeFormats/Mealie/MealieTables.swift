import JSONText
import PipelineCore
import RecipeModel

/// What a backup says of its recipes, row by row, found again by recipe.
///
/// Memory is the text of the rows that count, without the columns that do not, and an index.
struct MealieTables {
  /// A row in `text`, and where it stands among its kind.
  struct Row {
    var range: Range<Int>
    var position: Int64
  }

  /// A recipe, by its row.
  struct Recipe {
    var id: String
    var row: Row
    var location: SourceLocation
  }

  private(set) var recipes: [Recipe] = []
  /// How many rows of a table were met that have no place here.
  private(set) var leftOut: [(table: String, count: Int)] = []
  private var text: [UInt8] = []
  private var parts: [MealieTable: [String: [Row]]] = [:]
  private var terms: [MealieTable: [String: Row]] = [:]

  /// How many bytes are kept.
  var byteCount: Int { text.count }

  /// Takes a row of a table.
  mutating func add(_ row: JSONElement, of name: String, at location: SourceLocation) {
    guard let table = MealieTable(rawValue: name) else {
      if !MealieTable.housekeeping.contains(name) { count(name) }
      return
    }
    guard row.kind == .object else { return }
    let key = row.member(MealieTables.key(of: table, in: row)).flatMap(MealieTables.id)
    let kept = Row(range: keep(row), position: row.member("position")?.integer ?? 0)
    if table == .recipes {
      recipes.append(Recipe(id: key ?? "", row: kept, location: location))
    }
    guard let key else { return }
    if table.holdsTerms || table == .recipes {
      terms[table, default: [:]][key] = kept
    } else {
      parts[table, default: [:]][key, default: []].append(kept)
    }
  }

  /// The rows of a table that belong to a recipe, in their order.
  func rows(_ table: MealieTable, of recipe: String) -> [ArraySlice<UInt8>] {
    (parts[table]?[recipe] ?? []).enumerated()
      .sorted { ($0.element.position, $0.offset) < ($1.element.position, $1.offset) }
      .map { text[$0.element.range] }
  }

  /// The row that an id refers to.
  func term(_ table: MealieTable, _ id: String) -> ArraySlice<UInt8>? {
    terms[table]?[id].map { text[$0.range] }
  }

  /// The row of a recipe itself.
  func row(of recipe: Recipe) -> ArraySlice<UInt8> { text[recipe.row.range] }

  /// How many ingredients and steps belong to no recipe.
  func orphans() -> Int {
    let known = Set(recipes.map(\.id))
    return MealieTable.allCases.filter(\.holdsContent).reduce(0) { count, table in
      count
        + (parts[table] ?? [:]).reduce(0) { known.contains($1.key) ? $0 : $0 + $1.value.count }
    }
  }

  // MARK: - Ids

  /// An id as rows refer to it: servers on SQLite write it without dashes, those on Postgres with.
  static func id(_ value: JSONElement) -> String? {
    if let number = value.integer { return String(number) }
    guard let text = value.text, !text.isEmpty else { return nil }
    return text.lowercased().filter { $0 != "-" }
  }

  /// The form with dashes, which names the folders of a backup and is the recipe's id.
  static func dashed(_ id: String) -> String {
    guard id.utf8.count == 32 else { return id }
    var dashed = ""
    for (index, character) in id.enumerated() {
      if [8, 12, 16, 20].contains(index) { dashed.append("-") }
      dashed.append(character)
    }
    return dashed
  }

  private static func key(of table: MealieTable, in row: JSONElement) -> StaticString {
    if table == .recipes || table.holdsTerms { return "id" }
    // The column of `api_extras` is misspelled.
    return table == .extras && row.member("recipee_id") != nil ? "recipee_id" : "recipe_id"
  }

  // MARK: - Rows

  private mutating func count(_ table: String) {
    if let index = leftOut.firstIndex(where: { $0.table == table }) {
      leftOut[index].count += 1
    } else {
      leftOut.append((table, 1))
    }
  }

  /// Keeps the columns of a row that say something.
  private mutating func keep(_ row: JSONElement) -> Range<Int> {
    var writer = JSONWriter()
    writer.object { writer in
      for (key, value) in row.members where !value.isNull && !MealieTables.isDropped(key) {
        writer.key(key.text)
        RecordDigest.write(value, to: &writer)
      }
    }
    let start = text.count
    text += writer.bytes
    return start..<text.count
  }

  private static func isDropped(_ key: JSONString) -> Bool {
    switch key {
    case "password", "email", "cache_key", "group_id", "household_id", "label_id": true
    default: key.bytes.suffix(11).elementsEqual("_normalized".utf8)
    }
  }
}
