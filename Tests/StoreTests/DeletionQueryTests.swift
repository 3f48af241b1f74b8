import GRDB
import RecipeModel
import Testing

@testable import Store

struct DeletionQueryTests {
  private func delete(
    _ community: CommunityKey, in transaction: WriteTransaction
  ) throws -> (key: DeletionKey, counts: DeletionCounts) {
    let key = try transaction.nextDeletionKey()
    try transaction.insertDeletion(key, .community, by: nil, at: Pantry.noon)
    return (
      key,
      try transaction.markDeleted(community, by: DeletionMark(deletion: key, at: Pantry.noon))
    )
  }

  @Test func `R20: a community's deletion takes what lives in it, and no personal copy`() throws {
    try Pantry.with { transaction, pantry in
      let deletion = try delete(pantry.circle, in: transaction)
      #expect(deletion.counts == DeletionCounts(communities: 1, memberships: 2, recipes: 1))
      #expect(try transaction.community(slug: "circle") == nil)
      #expect(try transaction.members(of: pantry.circle).isEmpty)
      #expect(try transaction.affiliations(of: pantry.ada).isEmpty)
      #expect(try transaction.recipes(in: pantry.circle, limit: 10).isEmpty)
      let asked = try transaction.recipes(in: pantry.circle, deleted: .included, limit: 10)
      #expect(asked.map(\.recipe.key) == [pantry.soup])
      #expect(try transaction.recipe(pantry.copy)?.deletion == nil)
    }
  }

  @Test func `R21: undoing a deletion leaves every table as it was, but for the change`() throws {
    try Pantry.with { transaction, pantry in
      // An earlier deletion, which the later one must not take and its undoing not give back.
      let earlier = try transaction.nextDeletionKey()
      let mark = DeletionMark(deletion: earlier, at: Pantry.noon)
      try transaction.insertDeletion(earlier, .recipe, by: pantry.ben, at: Pantry.noon)
      try transaction.markDeleted(pantry.soup, by: mark)
      try transaction.endMembership(pantry.benInCircle, at: Pantry.noon)
      let before = try transaction.dump()

      let later = try delete(pantry.circle, in: transaction)
      #expect(later.counts == DeletionCounts(communities: 1, memberships: 1))
      #expect(try transaction.dump() != before)
      #expect(try transaction.undo(later.key) == later.counts)
      #expect(try transaction.dump() == before)
    }
  }

  @Test func `R21: who is deleted meanwhile does not come back as a member`() throws {
    try Pantry.with { transaction, pantry in
      let deletion = try delete(pantry.circle, in: transaction)
      #expect(try transaction.returningAdminCount(of: deletion.key) == 1)
      try transaction.execute("UPDATE user SET deleted_at = 1 WHERE id = ?", [pantry.ada.value])
      #expect(try transaction.returningAdminCount(of: deletion.key) == 0)
      _ = try transaction.undo(deletion.key)
      #expect(try transaction.members(of: pantry.circle).map(\.user.key) == [pantry.ben])
    }
  }

  @Test func `a clock that was set back does not keep anybody from leaving`() throws {
    try Pantry.with { transaction, pantry in
      try transaction.endMembership(
        pantry.benInCircle, at: Pantry.noon.advanced(byMilliseconds: -5))
      #expect(try transaction.membership(of: pantry.ben, in: pantry.circle) == nil)
    }
  }

  @Test func `a deletion in a proposal's community takes and gives back the proposal`() throws {
    try Pantry.with { transaction, pantry in
      try transaction.execute(
        """
        INSERT INTO proposal (public_id, recipe_id, proposer_id, body_id, base_body_id, status,
          created_at, change) VALUES ('p', ?, ?, ?, ?, 'pending', 0, 0)
        """, [pantry.soup.value, pantry.ada.value, pantry.body.value, pantry.body.value])
      let before = try transaction.dump()
      let deletion = try delete(pantry.circle, in: transaction)
      #expect(deletion.counts.proposals == 1)
      #expect(try transaction.undo(deletion.key).proposals == 1)
      #expect(try transaction.dump() == before)
    }
  }
}

extension ReadTransaction {
  /// Every row of the tables that a deletion may touch, without the number of its last change.
  func dump() throws -> [String: [[String: DatabaseValue]]] {
    var dump: [String: [[String: DatabaseValue]]] = [:]
    for table in ["user", "community", "membership", "recipe", "proposal", "recipe_tag"] {
      let rows = try Row.fetchAll(database, sql: "SELECT * FROM \(table) ORDER BY 1, 2")
      dump[table] = rows.map { row in
        Dictionary(uniqueKeysWithValues: row.filter { $0.0 != "change" }.map { ($0.0, $0.1) })
      }
    }
    return dump
  }
}
