import Communities
import CommunityRules
import Foundation
import Glibc
import Import
import PipelineCore
import RecipeModel
import Synchronization
import TestKit
import Testing

@testable import Store

/// What becomes of recipes that a source gave earlier and gives no more.
struct MirrorTests {
  @Test func `what a newer archive does not hold is listed, and stays without being asked`() throws
  {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let first = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<5))])
      #expect(first.missing == nil)
      let newer = try kitchen.file("b.jsonl", Kitchen.lines(2..<6))
      let plan = try kitchen.plan([newer])
      let outcome = try kitchen.run([newer])
      #expect(outcome.missing == plan.missing)
      #expect(outcome.missing?.counts == [.listed: 2])
      #expect(outcome.missing?.first.map(\.title) == ["Loaf 0", "Loaf 1"])
      #expect(try kitchen.livingTitles().count == 6)
    }
  }

  @Test func `an archive in which nothing is known says nothing of what it does not hold`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<5))])
      let outcome = try kitchen.mirror([try kitchen.file("b.jsonl", Kitchen.lines(5..<7))])
      #expect(outcome.missing == nil)
      #expect(try kitchen.livingTitles().count == 7)
    }
  }

  @Test func `of many that are missing the first are listed and all are counted`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<150))])
      let newer = try kitchen.file("b.jsonl", Kitchen.lines(140..<150))
      let plan = try kitchen.plan([newer])
      let missing = try kitchen.run([newer]).missing
      #expect(missing == plan.missing)
      #expect(missing?.counts == [.listed: 140])
      #expect(missing?.first.count == MissingRecipes.listed)
    }
  }

  @Test func `a plan lists what a mirror deletes when as many records come as go`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<5))])
      let newer = try kitchen.file("b.jsonl", Kitchen.lines(1..<6))
      let plan = try kitchen.plan([newer], mirror: kitchen.deletes())
      #expect(plan.missing?.counts == [.deleted: 1])
      #expect(try kitchen.mirror([newer]).missing == plan.missing)
      #expect(try kitchen.livingTitles() == (1..<6).map { "Loaf \($0)" })
    }
  }

  @Test func `a mirror deletes nothing when the import is not what its plan said`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<5))])
      let newer = try kitchen.file("b.jsonl", Kitchen.lines(2..<5))
      let plan = try kitchen.plan([newer], mirror: kitchen.deletes())
      var accounts = plan.accounts
      accounts[0].account.unchanged -= 1
      accounts[0].account.updated += 1
      #expect(throws: ImportFault(.differsFromPlan(archive: newer, member: ""))) {
        try kitchen.run([newer], mirror: kitchen.deletes()) { $0.plannedAccounts = accounts }
      }
      #expect(try kitchen.livingTitles().count == 5)
      #expect(throws: MirrorDiffersFromPlan()) {
        try kitchen.run([newer], mirror: kitchen.deletes()) { $0.plannedFates = [.deleted: 1] }
      }
      #expect(try kitchen.livingTitles().count == 5)
      let outcome = try kitchen.run([newer], mirror: kitchen.deletes()) {
        $0.plannedAccounts = plan.accounts
        $0.plannedFates = plan.missing?.counts
      }
      #expect(outcome.missing?.counts == [.deleted: 2])
    }
  }

  @Test func `R20: a mirror deletes what is missing, and the personal copies stay`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<5))])
      let newer = try kitchen.file("b.jsonl", Kitchen.lines(2..<6))
      let before = try kitchen.everything()
      let plan = try kitchen.plan([newer], mirror: kitchen.deletes())
      #expect(try kitchen.everything() == before)
      let outcome = try kitchen.mirror([newer])
      #expect(outcome.missing == plan.missing)
      #expect(outcome.missing?.counts == [.deleted: 2])
      #expect(try kitchen.livingTitles() == (2..<6).map { "Loaf \($0)" })
      #expect(
        try kitchen.integer(
          "SELECT count(*) FROM recipe WHERE community_id IS NULL AND deleted_at IS NULL") == 6)
      // Deleted once, they are not missing again; and R20: they are not imported again either.
      #expect(try kitchen.mirror([newer]).missing?.count == 0)
      let again = try kitchen.mirror([try kitchen.file("c.jsonl", Kitchen.lines(0..<6))])
      #expect((again.total.skipped, again.total.unchanged) == (2, 4))
    }
  }

  @Test func `what a mirror deleted is listed when that is taken back, until it is given back`()
    throws
  {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<5))])
      _ = try kitchen.mirror([try kitchen.file("b.jsonl", Kitchen.lines(2..<6))])
      let run = try kitchen.importRun()
      let undone = try kitchen.undo(run)
      #expect((undone.counts.recipes, undone.exitCode) == (1, .partlyUndone))
      #expect(
        undone.left.map { [$0.title, $0.work.rawValue, $0.reason.rawValue] }
          == [["Loaf 0", "deleted", "mirrored"], ["Loaf 1", "deleted", "mirrored"]])
      try kitchen.people.restoreRecipe(try kitchen.recipe(0), as: kitchen.theCook)
      #expect(try kitchen.undo(run).left.map(\.title) == ["Loaf 1"])
    }
  }

  @Test func `recipes of other sources and of people are not missing`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<3))])
      _ = try kitchen.run([try kitchen.file("b.jsonl", Kitchen.lines(3..<5))]) {
        $0.sourceName = "another"
      }
      let outcome = try kitchen.mirror([try kitchen.file("c.jsonl", Kitchen.lines(0..<2))])
      #expect(outcome.missing?.first.map(\.title) == ["Loaf 2"])
      #expect(try kitchen.livingTitles() == [0, 1, 3, 4].map { "Loaf \($0)" })
    }
  }

  @Test func `what people work on stays, and so does what another record says`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<6))])
      let keys = try kitchen.texts(
        "SELECT id || '' FROM recipe WHERE community_id = 1 ORDER BY id"
      ).compactMap(Int64.init)
      try kitchen.store.write { (transaction) throws in
        // Edited, tagged, proposed to, and one that is not the importer's to delete.
        try transaction.setBody(of: RecipeKey(keys[0]), to: BodyKey(6), at: Kitchen.noon)
        let tagged = try #require(try transaction.recipe(RecipeKey(keys[1])))
        try transaction.insert(
          NewAuditEntry(
            id: AuditID("tagged"), action: "recipe.tag", actor: nil, subject: .recipe(tagged.id),
            createdAt: Kitchen.noon))
        _ = try transaction.insert(
          NewProposal(
            id: ProposalID("p"), recipe: RecipeKey(keys[2]), proposer: kitchen.cook,
            body: BodyKey(6), base: BodyKey(3), createdAt: Kitchen.noon))
      }
      let refused = try #require(
        try kitchen.texts("SELECT public_id FROM recipe WHERE id = \(keys[3])").first)
      // The source gives the dish of the fifth a new address, and keeps the sixth.
      let archive =
        Kitchen.lines(4..<5).replacingOccurrences(of: "/loaf/", with: "/bread/")
        + Kitchen.lines(5..<6)
      let newer = try kitchen.file("b.jsonl", archive)
      let mirror = kitchen.deletes { $0 != RecipeID(refused) }
      let plan = try kitchen.plan([newer], mirror: mirror)
      let outcome = try kitchen.mirror([newer], by: mirror)
      #expect(outcome.missing == plan.missing)
      #expect(
        outcome.missing?.first.map(\.fate)
          == [.edited, .edited, .proposed, .refused, .saidElsewhere])
      #expect(try kitchen.integer("SELECT count(*) FROM deletion") == 0)
    }
  }

  @Test func `a mirror deletes nothing when something could not be read`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<5))])
      let outcome = try kitchen.mirror([
        try kitchen.file("b.jsonl", Kitchen.lines(2..<5) + "{}\n")
      ])
      #expect(outcome.missing?.quarantined == 1)
      #expect(outcome.missing?.counts == [.listed: 2])
      #expect(try kitchen.livingTitles().count == 5)
    }
  }

  @Test func `a mirror of a catalogue leaves the copies of what communities hold`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<3))])
      _ = try kitchen.run(
        [try kitchen.file("b.jsonl", Kitchen.lines(3..<6))], intoCatalogue: true)
      let newer = try kitchen.file("c.jsonl", Kitchen.lines(4..<6))
      let outcome = try kitchen.run(
        [newer], intoCatalogue: true, mirror: kitchen.deletes())
      #expect(outcome.missing?.first.map(\.title) == ["Loaf 3"])
      #expect(
        try kitchen.integer(
          "SELECT count(*) FROM recipe WHERE community_id IS NULL AND deleted_at IS NULL") == 5)
    }
  }

  @Test func `a mirror that is stopped anywhere ends as one that is not`() throws {
    try withTemporaryFolder { folder in
      func prepared(_ name: String) throws -> Kitchen {
        let kitchen = try Kitchen(in: folder, named: name)
        _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<1200))])
        return kitchen
      }
      let whole = try prepared("whole.db")
      let newer = try whole.file("b.jsonl", Kitchen.lines(1100..<1210))
      let undisturbed = try whole.mirror([newer], batchRecords: 40)
      #expect(undisturbed.missing?.counts == [.deleted: 1100])

      let stopped = try prepared("stopped.db")
      var attempts = 0
      while true {
        attempts += 1
        do {
          let outcome = try stopped.mirror(
            [newer], batchRecords: 40, observer: Observer(shouldStop: { true }))
          #expect(outcome.missing?.counts == undisturbed.missing?.counts)
          #expect(outcome.total == undisturbed.total)
          break
        } catch is Interrupted {
          continue
        }
      }
      #expect(attempts > 4)
      #expect(try stopped.contents() == whole.contents())
      #expect(
        try stopped.texts("SELECT public_id FROM audit_log WHERE action = 'recipe.delete'").count
          == 1100)
    }
  }
}

extension Kitchen {
  /// Deletes as the rules would, but for those that are not allowed.
  fileprivate func deletes(
    _ mayDelete: @escaping (RecipeID) -> Bool = { _ in true }
  ) -> Mirror {
    Mirror(
      mayDelete: { recipe, _ in mayDelete(recipe) },
      delete: { recipe, deletion, transaction in
        let key = try transaction.nextDeletionKey()
        let stored = try #require(try transaction.recipe(recipe))
        try transaction.insertDeletion(key, .recipe, by: cook, at: deletion.at)
        try transaction.markDeleted(
          stored.key, by: DeletionMark(deletion: key, at: deletion.at))
        try transaction.insert(
          NewAuditEntry(
            id: deletion.entry, action: "recipe.delete", actor: cook, subject: .recipe(recipe),
            createdAt: deletion.at))
      })
  }

  fileprivate func mirror(
    _ paths: [String], by mirror: Mirror? = nil, batchRecords: Int = 500,
    observer: Observer = Observer()
  ) throws -> ImportOutcome {
    try run(paths, batchRecords: batchRecords, observer: observer, mirror: mirror ?? deletes())
  }

  fileprivate func livingTitles() throws -> [String] {
    try texts(
      """
      SELECT b.title FROM recipe r JOIN recipe_body b ON b.id = r.body_id
       WHERE r.community_id = 1 AND r.deleted_at IS NULL ORDER BY b.title
      """)
  }
}
