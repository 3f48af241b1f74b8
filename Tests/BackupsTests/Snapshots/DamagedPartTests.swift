import BackupRepository
import Foundation
import GRDB
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Backups
@testable import Store

struct DamagedPartTests {
  /// The tables whose lines begin with the id of a proposal, or name one.
  private static let lost: Set<String> = ["proposal", "recipe_revision", "recipe_body"]

  @Test(arguments: [1, 3, 5, 11])
  func `of a damaged snapshot all that can be read comes where that is asked for, and else nothing`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: seed, in: folder)
      let whole = try hamlet.backUp()
      let expected = try bringAll(of: whole.id, hamlet, into: "whole.db", passingOver: false).dump
      let part = try #require(whole.manifest.tables.first { $0.name == "proposal" })
      guard let object = part.layers.first?.shards.first?.object else { return }
      let path = "\(hamlet.repository.path)/\(hamlet.repository.name(of: object.digest, .shard))"
      try Data([1, 2, 3]).write(to: URL(filePath: path))
      let before = try Hamlet.rows(of: hamlet.store)
      #expect(throws: RepositoryFault.self) {
        try bringAll(of: whole.id, hamlet, into: "nothing.db", passingOver: false)
      }
      #expect(try Hamlet.rows(of: hamlet.store) == before)

      let found = try bringAll(of: whole.id, hamlet, into: "rest.db", passingOver: true)
      #expect(found.summary.damage.map(\.path) == [path])
      #expect(found.refusedRecords == 0)
      #expect(found.dump["proposal"] == [])
      for (table, rows) in expected where !Self.lost.contains(table) {
        #expect(found.dump[table] == rows, "\(table)")
      }
    }
  }

  @Test(arguments: [1, 3, 5, 11])
  func `a row that no store can hold is refused with what hangs on it, and the rest comes`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: seed, in: folder)
      let whole = try hamlet.backUp()
      let expected = try bringAll(of: whole.id, hamlet, into: "whole.db", passingOver: false).dump
      let bad = try Hamlet.texts(
        "SELECT public_id FROM proposal ORDER BY id LIMIT 1", in: hamlet.store)
      try hamlet.store.write { (transaction) throws in
        try transaction.execute("PRAGMA ignore_check_constraints = 1")
        try transaction.execute(
          """
          UPDATE proposal SET status = 'forgotten', change = ?
            WHERE id = (SELECT min(id) FROM proposal)
          """, [transaction.change])
        try transaction.execute("PRAGMA ignore_check_constraints = 0")
      }
      let snapshot = try hamlet.backUp(isFull: true)
      let found = try bringAll(of: snapshot.id, hamlet, into: "rest.db", passingOver: false)
      #expect(found.summary.refused.count >= bad.count)
      #expect(found.summary.damage == [] && found.refusedRecords == 0)
      for (table, rows) in expected where !Self.lost.contains(table) {
        #expect(found.dump[table] == rows, "\(table)")
      }
      #expect(
        found.dump["proposal"]
          == expected["proposal"]?.filter { line in
            !bad.contains { line.hasPrefix("\($0.debugDescription)|") || line.hasPrefix("\($0)|") }
          })
    }
  }

  /// Brings every community of a snapshot into an empty store.
  private func bringAll(
    of id: SnapshotID, _ hamlet: Hamlet, into name: String, passingOver: Bool
  ) throws -> (dump: [String: [String]], summary: SnapshotRestoring.Summary, refusedRecords: Int) {
    let (store, run) = try VillageGenerator.emptyStore(
      at: hamlet.folder.appending(path: name).path, seed: 7)
    return try OpenSnapshot.with(
      id, of: hamlet.repository, inFolder: try hamlet.workFolder("open-\(name)"),
      holder: "a test", passesOverDamage: passingOver
    ) { snapshot in
      var refused = 0
      for selection in try Hamlet.parts(of: snapshot) where selection.community != nil {
        let outcome = try PartialRestoring.bring(selection, of: snapshot, into: store, as: run)
        #expect(!outcome.accounts.contains { !$0.account.addsUp })
        refused += outcome.total.quarantined
      }
      return (
        StoreDump.withoutRestores(try StoreDump.dump(store)), snapshot.summary, refused
      )
    }
  }
}
