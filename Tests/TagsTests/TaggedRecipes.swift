import Foundation
import PipelineCore
import RecipeModel
import TestKit

@testable import Store

/// A store with three communities and recipes that are tagged, deleted and restored.
struct TaggedRecipes {
  let store: RecipeStore
  private let words = ["bread", "rye", "sweet", "Sour Dough", "quick"]

  init(in folder: URL) throws {
    store = try RecipeStore.create(
      at: folder.appending(path: "levain.db").path,
      surroundings: Surroundings(
        now: { Instant(milliseconds: 0) }, randomBytes: { Array(repeating: 7, count: 10) }))
    try store.write { (transaction) throws(StoreFault) in
      try transaction.prepared(
        """
        INSERT INTO recipe_body (id, digest, content_digest, title, structured)
          VALUES (1, zeroblob(32), zeroblob(16), 'loaf', '{"title":"loaf"}')
        """
      ).run()
      try transaction.prepared(
        """
        INSERT INTO user (id, public_id, email, email_folded, username, username_folded,
          created_at, updated_at, change) VALUES (1, 'u', 'u@x', 'u@x', 'u', 'u', 0, 0, 1)
        """
      ).run()
      try transaction.prepared("INSERT INTO deletion VALUES (1, 'recipe', 1, 1, 1)").run()
      for community in 1...3 {
        try transaction.prepared(
          """
          INSERT INTO community (id, public_id, slug, name, created_at, updated_at, change)
            VALUES (?1, 'c' || ?1, 'c' || ?1, 'C', 0, 0, 1)
          """
        ).bind(community).run()
      }
    }
  }

  /// Adds a recipe to a community, or to the catalogue of the only user.
  func add(
    _ recipe: Int64, in community: Int64?, _ transaction: WriteTransaction
  ) throws(StoreFault) {
    try transaction.prepared(
      """
      INSERT INTO recipe (id, public_id, body_id, creator_id, community_id, created_at, updated_at,
        change) VALUES (?1, 'r' || ?1, 1, 1, ?2, 0, 0, ?3)
      """
    ).bind(recipe).bind(community).bind(transaction.change).run()
  }

  func tag(
    _ recipe: Int64, _ name: String, in transaction: WriteTransaction
  ) throws(StoreFault) {
    guard let tag = try transaction.storeTag(name) else { return }
    try transaction.add(tag, to: RecipeKey(recipe))
    try touch(recipe, in: transaction)
  }

  /// Makes one random change.
  func change(
    in transaction: WriteTransaction, using generator: inout SeededGenerator
  ) throws(StoreFault) {
    let count = try transaction.integer("SELECT count(*) FROM recipe")
    for _ in 0..<4 {
      let some = Int64.random(in: 1...max(1, count), using: &generator)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0:
        let community = ([nil, 1, 2, 3] as [Int64?]).randomElement(using: &generator) ?? nil
        try add(
          try transaction.integer("SELECT count(*) FROM recipe") + 1, in: community, transaction)
      case 1, 2, 3:
        guard count > 0, let word = words.randomElement(using: &generator) else { continue }
        try tag(some, word, in: transaction)
      case 4:
        try transaction.removeTags(of: RecipeKey(some))
        try touch(some, in: transaction)
      default:
        try transaction.prepared(
          """
          UPDATE recipe SET deletion_id = iif(deleted_at IS NULL, 1, NULL),
            deleted_at = iif(deleted_at IS NULL, 1, NULL), change = ? WHERE id = ?
          """
        ).bind(transaction.change).bind(some).run()
      }
    }
  }

  /// The rows of the index, as community, tag and count.
  func rows() throws -> [String] {
    try lines("SELECT community_id, tag_id, recipes FROM tag_count") {
      Array(repeating: "\($0[0]) \($0[1])", count: Int($0[2]))
    }
  }

  /// The rows as they must be, counted recipe by recipe.
  func expectedRows() throws -> [String] {
    try lines(
      """
      SELECT r.community_id, t.tag_id FROM recipe_tag t, recipe r
       WHERE r.id = t.recipe_id AND r.deleted_at IS NULL AND r.community_id IS NOT NULL
      """
    ) { ["\($0[0]) \($0[1])"] }
  }

  /// Counts equal keys, and names the tags.
  private func lines(_ sql: String, _ keys: (IntegerRow) -> [String]) throws -> [String] {
    try store.read { (transaction) throws(StoreFault) in
      var counts: [String: Int] = [:]
      try transaction.eachIntegerRow(sql) { row in
        for key in keys(row) { counts[key, default: 0] += 1 }
      }
      var names: [String: String] = [:]
      for word in words {
        if let tag = try transaction.tag(FoldedName(word)) { names["\(tag.tag.value)"] = word }
      }
      return counts.map { key, count in
        let parts = key.split(separator: " ").map(String.init)
        return "\(parts[0]) \(names[parts[1]] ?? "?") \(count)"
      }.sorted()
    }
  }

  private func touch(_ recipe: Int64, in transaction: WriteTransaction) throws(StoreFault) {
    try transaction.prepared("UPDATE recipe SET change = ? WHERE id = ?").bind(transaction.change)
      .bind(recipe).run()
  }
}
