import Foundation
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Store

struct UndoQueryPlanTests {
  @Test func `no query of taking an import back reads a whole table`() throws {
    try withTemporaryFolder { folder in
      let store = try RecipeStore.create(
        at: folder.appending(path: "levain.db").path, surroundings: .fixed)
      try store.write { (transaction) throws in
        let pantry = try Pantry(filling: transaction)
        let statements = try transaction.statements {
          try UndoQueryPlanTests.runEverything(with: pantry, in: transaction)
        }
        #expect(statements.count > 50)
        for sql in Set(statements) {
          let plan = try QueryPlan(of: sql, in: transaction.database)
          // Emptied as a whole, when a tree is no longer what it was.
          guard sql != "DELETE FROM lineage" else { continue }
          #expect(plan.scans == [], "\(sql)")
        }
      }
    }
  }

  private static func runEverything(
    with pantry: Pantry, in transaction: WriteTransaction
  ) throws {
    let (run, recipe, proposal) = (RunKey(1), pantry.soup, ProposalKey(1))
    let stored = try transaction.beginRun(
      RunRequest(
        kind: .undo, fingerprint: Digest(bytes: [UInt8](repeating: 7, count: 32)), label: ""),
      id: "undo", at: Pantry.noon)
    let work = UndoneImport(run: run, undo: stored)
    try transaction.begin(work)
    transaction.belongs(to: stored.key)
    try transaction.execute(
      """
      INSERT INTO recipe_source (recipe_id, run_id, source_name, identity_kind, identity,
          identity_ordinal, record_digest, format, reader_version, body_id, archive, change)
        VALUES (?, ?, 's', 'url', 'u', 1, zeroblob(32), 'f', 1, ?, 'a', 1)
      """, [recipe.value, run.value, pantry.body.value])
    let proposed = try transaction.insert(
      NewProposal(
        id: ProposalID("proposed"), recipe: recipe, proposer: pantry.ben, body: pantry.body,
        base: pantry.body, createdAt: Pantry.noon))
    try transaction.keep(
      StoredImportRequest(importer: pantry.ada, community: pantry.circle, settings: "{}"),
      of: stored.key)
    _ = try transaction.importRequest(of: stored.key)
    for kind in [ImportUpdateKind.update, .takeOver] {
      try transaction.journal(recipe, before: kind, by: stored.key)
    }
    _ = try transaction.standing(ofInserted: recipe, by: run)
    _ = try transaction.standing(ofUpdated: recipe, by: run)
    _ = try transaction.standing(ofProposed: proposal, by: run)
    _ = try transaction.recipesInserted(by: run, before: recipe, limit: 9)
    _ = try transaction.isInserted(recipe, by: run)
    _ = try transaction.undoObstacles(of: run)
    _ = try transaction.undoCounts(of: run)
    _ = try transaction.withdrawProposals(of: work, after: proposal, viewed: [], limit: 9)
    _ = try transaction.restoreUpdates(of: work, after: recipe, limit: 9)
    _ = try transaction.removeQuarantine(of: work, limit: 9)
    let rejection = Rejection(.truncated, "", at: SourceLocation(archive: "a"), raw: [1])
    for number in 0..<2 {
      try transaction.quarantine(
        rejection, run: number == 0 ? run : stored.key,
        fingerprint: Digest(bytes: [UInt8](repeating: UInt8(number), count: 32)), target: "t",
        at: Pantry.noon)
    }
    _ = try transaction.settleQuarantine(of: stored.key, target: "t", isRead: { _ in true })
    try transaction.markMended([Digest(bytes: [UInt8](repeating: 0, count: 32))], by: run)
    _ = try transaction.quarantineCount(of: run)
    try transaction.settle(work, named: RunID("r"), isWhole: true)
    var leftovers = Leftovers()
    try transaction.restore(recipe, of: work, &leftovers)
    _ = try transaction.withdraw(proposed, of: work, viewed: [], &leftovers)
    leftovers.tags = [pantry.rye]
    try transaction.remove(leftovers, of: work)
    _ = try transaction.remove(pantry.copy, of: work, isViewed: true, &leftovers)
  }
}
