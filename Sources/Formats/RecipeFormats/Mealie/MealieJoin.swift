import JSONText
import PipelineCore
import RecipeModel

/// Writes a recipe of a backup in the form of an export: what was in many tables, in one object.
struct MealieJoin {
  private let tables: MealieTables
  private let parser = JSONParser()

  init(_ tables: MealieTables) {
    self.tables = tables
  }

  /// The joined recipe as JSON.
  func document(of recipe: MealieTables.Recipe) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      if !recipe.id.isEmpty {
        writer.key("id")
        writer.string(MealieTables.dashed(recipe.id))
      }
      writeMembers(of: tables.row(of: recipe), but: ["id", "user_id"], to: &writer)
      writeList("recipe_ingredient", .ingredients, of: recipe, to: &writer, writeIngredient)
      writeList("recipe_instructions", .instructions, of: recipe, to: &writer, writeRow)
      writeList("notes", .notes, of: recipe, to: &writer, writeRow)
      writeList("assets", .assets, of: recipe, to: &writer, writeRow)
      writeList("comments", .comments, of: recipe, to: &writer, writeRemark)
      writeList("timeline_events", .events, of: recipe, to: &writer, writeRemark)
      writeNames(
        "recipe_category", .recipesToCategories, "category_id", .categories, recipe, &writer)
      writeNames("tags", .recipesToTags, "tag_id", .tags, recipe, &writer)
      writeNames("tools", .recipesToTools, "tool_id", .tools, recipe, &writer)
      writeFirst("nutrition", .nutrition, of: recipe, to: &writer)
      writeFirst("settings", .settings, of: recipe, to: &writer)
      writeExtras(of: recipe, to: &writer)
      writeOpinions(of: recipe, to: &writer)
    }
    return writer.bytes
  }

  // MARK: - Rows

  private typealias RowWriter = (ArraySlice<UInt8>, inout JSONWriter) -> Void

  private func writeList(
    _ name: String, _ table: MealieTable, of recipe: MealieTables.Recipe,
    to writer: inout JSONWriter, _ write: RowWriter
  ) {
    let rows = tables.rows(table, of: recipe.id).filter { table != .events || hasWords($0) }
    guard !rows.isEmpty else { return }
    writer.key(name)
    writer.array { writer in
      for row in rows { write(row, &writer) }
    }
  }

  private func writeFirst(
    _ name: String, _ table: MealieTable, of recipe: MealieTables.Recipe,
    to writer: inout JSONWriter
  ) {
    guard let row = tables.rows(table, of: recipe.id).first else { return }
    writer.key(name)
    writeRow(row, to: &writer)
  }

  private func writeRow(_ row: ArraySlice<UInt8>, to writer: inout JSONWriter) {
    writer.object { writeMembers(of: row, but: MealieJoin.keys, to: &$0) }
  }

  /// An ingredient with its food, its unit, and the recipe that it may be, in place of their ids.
  private func writeIngredient(_ row: ArraySlice<UInt8>, to writer: inout JSONWriter) {
    writer.object { writer in
      let references = MealieJoin.references
      writeMembers(of: row, but: MealieJoin.keys.union(references.map(\.column)), to: &writer)
      for reference in references {
        guard let id = value(reference.column, of: row),
          let term = tables.term(reference.table, id)
        else { continue }
        writer.key(reference.name)
        writer.object { writeMembers(of: term, only: MealieJoin.termColumns, to: &$0) }
      }
    }
  }

  private static let references: [(column: String, table: MealieTable, name: String)] = [
    ("unit_id", .units, "unit"), ("food_id", .foods, "food"),
    ("referenced_recipe_id", .recipes, "referenced_recipe"),
  ]

  private static let termColumns: Set<String> = [
    "name", "plural_name", "abbreviation", "plural_abbreviation", "use_abbreviation",
  ]

  /// A remark of a user, with the name that the user shows.
  private func writeRemark(_ row: ArraySlice<UInt8>, to writer: inout JSONWriter) {
    writer.object { writer in
      writeMembers(of: row, only: ["text", "subject", "message", "event_type"], to: &writer)
      let user = value("user_id", of: row).flatMap { tables.term(.users, $0) }
      if let name = user.flatMap({ text("full_name", of: $0) ?? text("username", of: $0) }) {
        writer.key("user")
        writer.string(name)
      }
      if let moment = text("timestamp", of: row) ?? text("created_at", of: row) {
        writer.key("created_at")
        writer.string(moment)
      }
    }
  }

  /// That a recipe was created is said by the server itself, and by the recipe's own dates.
  private func hasWords(_ event: ArraySlice<UInt8>) -> Bool {
    text("message", of: event)?.isEmpty == false || text("event_type", of: event) != "system"
  }

  // MARK: - Names and numbers

  private func writeNames(
    _ name: String, _ links: MealieTable, _ column: String, _ table: MealieTable,
    _ recipe: MealieTables.Recipe, _ writer: inout JSONWriter
  ) {
    let names = tables.rows(links, of: recipe.id).compactMap { link in
      value(column, of: link).flatMap { tables.term(table, $0) }.flatMap { text("name", of: $0) }
    }
    guard !names.isEmpty else { return }
    writer.key(name)
    writer.array { writer in
      for name in names { writer.string(name) }
    }
  }

  private func writeExtras(of recipe: MealieTables.Recipe, to writer: inout JSONWriter) {
    let rows = tables.rows(.extras, of: recipe.id)
    guard !rows.isEmpty else { return }
    writer.key("extras")
    writer.object { writer in
      for row in rows {
        guard let key = text("key_name", of: row) ?? text("key", of: row) else { continue }
        writer.key(key)
        writer.string(text("value", of: row) ?? "")
      }
    }
  }

  /// What users gave as ratings, and how many made it a favourite; not who.
  private func writeOpinions(of recipe: MealieTables.Recipe, to writer: inout JSONWriter) {
    let opinions = tables.rows(.ratings, of: recipe.id)
    let ratings = opinions.compactMap { parse($0) { $0.member("rating")?.double } ?? nil }
    if !ratings.isEmpty {
      writer.key("user_ratings")
      writer.array { writer in
        for rating in ratings { writer.double(rating) }
      }
    }
    let favorites =
      opinions.count { parse($0) { $0.member("is_favorite")?.bool } == true }
      + tables.rows(.favorites, of: recipe.id).count
    if favorites > 0 {
      writer.key("favorites")
      writer.integer(favorites)
    }
  }

  // MARK: - Columns

  /// Columns that only hold the tables together.
  private static let keys: Set<String> = [
    "id", "recipe_id", "position", "created_at", "update_at", "updated_at", "reference_id", "type",
    "recipee_id",
  ]

  private func writeMembers(
    of row: ArraySlice<UInt8>, but dropped: Set<String> = [], only wanted: Set<String>? = nil,
    to writer: inout JSONWriter
  ) {
    parse(row) { object in
      for (key, value) in object.members {
        let name = key.text
        guard !dropped.contains(name), wanted?.contains(name) ?? true else { continue }
        writer.key(name)
        RecordDigest.write(value, to: &writer)
      }
    }
  }

  /// An id in a column, in the form that rows are found by.
  private func value(_ column: String, of row: ArraySlice<UInt8>) -> String? {
    parse(row) { object in
      object.members.first { $0.0.text == column }.flatMap { MealieTables.id($0.1) }
    } ?? nil
  }

  private func text(_ column: String, of row: ArraySlice<UInt8>) -> String? {
    parse(row) { object in object.members.first { $0.0.text == column }?.1.text } ?? nil
  }

  /// Parses a row that was written here.
  @discardableResult
  private func parse<Result>(
    _ row: ArraySlice<UInt8>, _ body: (JSONElement) -> Result
  ) -> Result? {
    row.withUnsafeBufferPointer { bytes in
      try? parser.parse(bytes, body).get()
    }
  }
}
