import CommunityRules
import Foundation
import GRDB
import Import
import PipelineCore
import RecipeModel
import TestKit

@testable import Store

/// What happens to a kitchen at random between imports, from one seed.
struct Pantry {
  let kitchen: Kitchen
  private var generator: SeededGenerator
  private var files = 0

  init(_ kitchen: Kitchen, seed: Int) {
    self.kitchen = kitchen
    generator = SeededGenerator(seed: seed)
  }

  mutating func number(_ bound: Int) -> Int { Int(generator.next() % UInt64(bound)) }

  /// Writes a file of records of few dishes from few addresses, so that they meet each other: equal
  /// contents from two addresses, one address with two contents, titles alone, and what is none.
  mutating func archive() throws -> String {
    files += 1
    var text = ""
    for _ in 0..<(4 + number(12)) {
      let dish = number(6)
      var members = [
        "\"title\":\"Loaf \(dish)\"", "\"ingredients\":[\"\(dish) cups rye\"]",
        "\"directions\":[\"\(["Bake", "Steam", "Fry"][number(3)]).\"]",
      ]
      if number(4) > 0 { members.append("\"url\":\"https://example.org/\(number(8))\"") }
      if number(3) == 0 { members.append("\"tags\":[\"Tag \(number(5))\"]") }
      if number(4) == 0 { members.append("\"author\":\"Cook \(number(3))\"") }
      if number(5) == 0 { members.append("\"shelf\":\(number(9))") }
      text += number(9) == 0 ? "{\"title\":\n" : "{\(members.joined(separator: ","))}\n"
    }
    return try kitchen.file("archive-\(files).jsonl", text)
  }

  /// One of the things that people do to what was imported.
  mutating func disturb() throws {
    let recipes = try kitchen.texts(
      "SELECT id || '' FROM recipe WHERE deleted_at IS NULL ORDER BY id"
    ).compactMap(Int64.init)
    let bodies = try kitchen.texts("SELECT id || '' FROM recipe_body ORDER BY id").compactMap(
      Int64.init)
    guard !recipes.isEmpty else { return }
    let recipe = RecipeKey(recipes[number(recipes.count)])
    let body = BodyKey(bodies[number(bodies.count)])
    let (what, name) = (number(8), "t\(number(1 << 30))")
    try kitchen.store.write { (transaction) throws in
      switch what {
      case 0, 1: try transaction.setBody(of: recipe, to: body, at: Kitchen.noon)
      case 2:
        let deletion = try transaction.nextDeletionKey()
        try transaction.insertDeletion(deletion, .recipe, by: nil, at: Kitchen.noon)
        try transaction.markDeleted(
          recipe, by: DeletionMark(deletion: deletion, at: Kitchen.noon))
      case 3:
        try transaction.insert(
          NewTakedown(
            id: TakedownID(name), recipe: recipe, community: nil, actor: nil, reason: "asked for",
            takenDownAt: Kitchen.noon))
      case 4:
        try transaction.execute("UPDATE takedown SET lifted_at = taken_down_at", [])
      case 5, 6:
        // What is stored was read by an older reader, and one record otherwise than today.
        try transaction.execute("UPDATE recipe_source SET reader_version = 0", [])
        try transaction.execute(
          "UPDATE recipe_source SET body_id = ? WHERE recipe_id = ?", [body.value, recipe.value])
      default:
        // R14: whoever created the recipes leaves, and comes back the next time.
        try transaction.execute(
          "UPDATE membership SET deleted_at = iif(deleted_at IS NULL, joined_at, NULL)", [])
      }
    }
  }
}

extension Kitchen {
  /// Every row of every table of the store, and the names of the picture files.
  func everything() throws -> [String] {
    let rows = try store.read { transaction in
      try String.fetchAll(
        transaction.database,
        sql: """
          SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'
           ORDER BY name
          """
      ).flatMap { table in
        try GRDB.Row.fetchAll(transaction.database, sql: "SELECT * FROM \"\(table)\"").map { row in
          "\(table): " + row.map { "\($0)=\($1)" }.joined(separator: " ")
        }
      }
    }
    let images = FileManager.default.enumerator(atPath: store.path + ".images")
    return rows + (images?.compactMap { $0 as? String }.sorted() ?? [])
  }
}
