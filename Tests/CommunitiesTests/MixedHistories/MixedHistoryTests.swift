import CommunityRules
import Foundation
import GRDB
import RecipeModel
import TestKit
import Testing

@testable import Communities
@testable import Store

/// Random histories of many people, each judged by laws that plain SQL says anew.
struct MixedHistoryTests {
  /// Each block is 500 seeds; `LEVAIN_BLOCKS=4` plays four.
  @Test(arguments: seeds(3, orAsManyAs: "LEVAIN_BLOCKS"))
  func `R1 to R23a: whatever many people do, the laws hold and the log and the feed tell it all`(
    block: Int
  ) throws {
    try withTemporaryFolder { folder in
      let beginning = folder.appending(path: "beginning.db")
      try MixedHistory.found(at: beginning)
      var done: [String: Int] = [:]
      for seed in block * 500..<(block + 1) * 500 {
        var history = try MixedHistory(seed: seed, from: beginning, in: folder)
        for _ in 0..<8 { try history.playAStep() }
        try history.expectWholeStory()
        // Each tenth: a replay costs more than the history itself.
        if seed % 10 == 0 { try history.expectReplay(in: folder) }
        try history.expectRoundTrips()
        done.merge(history.done) { $0 + $1 }
      }
      // Histories in which something never happens prove nothing of it.
      for step in HistoryStep.all { #expect(done[step.action, default: 0] > 0, "\(step.action)") }
    }
  }

  @Test func `the histories know all that the audit log knows`() {
    let known = Set(HistoryStep.all.map(\.action))
    // What follows from something else, and what changes nothing but a list or how views count.
    let others: Set = [
      AuditAction.orphanProposal.rawValue, AuditAction.dismissDuplicate.rawValue,
      AuditAction.changeInstallation.rawValue,
    ]
    #expect(Set(AuditAction.allCases.map(\.rawValue)).subtracting(known) == others)
  }
}

extension MixedHistory {
  /// The feed tells what happened and nothing else, and SQLite finds nothing wrong.
  func expectWholeStory() throws {
    try store.read { (transaction) throws in
      #expect(try HistoryWitness.differences(in: transaction) == [], "\(self)")
      #expect(try HistoryLaws.damage(in: transaction) == [], "\(self)")
    }
  }

  /// R21: what is deleted and restored, or taken down and lifted, is what it was.
  mutating func expectRoundTrips() throws {
    let board = try store.read { (transaction) throws in try Board(transaction) }
    let refused = try takenDownElsewhere()
    let dump = try StoredRows(store)
    let living = board.recipes.filter { $0.isLiving && !refused.contains($0.key) }
    if let recipe = draw(living) {
      let place = board.roles[recipe.community ?? 0] ?? [:]
      let creator = recipe.community == nil || place[recipe.creator] != nil ? recipe.creator : nil
      let person = creator ?? place.first { $0.value == .admin }?.key
      if let acting = board.users.first(where: { $0.key == person })?.acting {
        try actions.deleteRecipe(recipe.id, as: acting)
        try actions.restoreRecipe(recipe.id, as: acting)
      }
      _ = try actions.takeDown(
        recipe.id, reason: try TakedownReason("asked to"), withCopies: true, as: .operator)
      _ = try actions.liftTakedown(of: recipe.id, as: .operator)
    }
    if let community = draw(board.communities.filter({ board.roles[$0.key] != nil })) {
      _ = try actions.deleteCommunity(community.id, as: .operator)
      _ = try actions.restoreCommunity(community.id, as: .operator)
    }
    #expect(try dump.differences(from: store) == [], "\(self)")
  }

  /// Recipes that say what was taken down of another: nothing that says it is restored (R23a).
  private func takenDownElsewhere() throws -> Set<Int64> {
    try store.read { (transaction) throws in
      Set(
        try transaction.rows(
          """
          SELECT r.id FROM recipe r JOIN recipe_body b ON b.id = r.body_id
            JOIN takedown t ON t.content_digest = b.content_digest AND t.lifted_at IS NULL
          """
        ) { $0[0] as Int64 })
    }
  }
}

/// What the tables of content hold, but for the numbers of changes.
private struct StoredRows {
  private static let tables = [
    "user", "community", "membership", "recipe", "recipe_body", "recipe_revision", "recipe_tag",
    "recipe_image", "tag", "proposal",
  ]

  private let rows: [String: String]

  init(_ store: RecipeStore) throws {
    rows = try store.read { (transaction) throws in
      var rows: [String: String] = [:]
      for table in StoredRows.tables {
        let columns = try transaction.rows(
          "SELECT name FROM pragma_table_info(?) WHERE name <> 'change'", [table]
        ) { "quote(\($0[0] as String))" }
        let row = columns.joined(separator: " || ' ' || ")
        rows[table] = try transaction.row(
          "SELECT group_concat(line, char(10)) FROM (SELECT \(row) AS line FROM \(table) ORDER BY 1)"
        ) { $0[0] as String? ?? "" }
      }
      return rows
    }
  }

  /// The tables that hold something else.
  func differences(from store: RecipeStore) throws -> [String] {
    let now = try StoredRows(store).rows
    return rows.keys.filter { rows[$0] != now[$0] }.sorted()
  }
}
