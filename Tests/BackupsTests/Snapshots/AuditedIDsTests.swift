import ArchiveRecords
import BackupRepository
import Foundation
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Backups
@testable import Store

struct AuditedIDsTests {
  @Test func `R13: what the log says of a recipe and a proposal follows them to their new ids`()
    throws
  {
    try withTemporaryFolder { folder in
      var tale = try Tale(in: folder)
      try tale.play([("ben", "propose", #""recipeId":"r","proposalId":"p1","title":"Rye Bread""#)])
      let pending = try tale.backUp()
      try tale.play([("ada", "reject", #""proposalId":"p1""#)])
      let decided = try tale.backUp()

      let (store, run) = try storeOfStrangers(in: folder)
      let strange = try entries(in: store)
      try tale.bring(decided, into: store, as: run, .keepBoth)
      let new = try #require(try newID(of: "r", "recipe", in: store))
      let proposal = try #require(try newID(of: "p1", "proposal", in: store))
      let came = try entries(in: store).filter { !strange.contains($0) }
      #expect(
        came.filter { $0.hasPrefix("recipe") || $0.hasPrefix("proposal") } == [
          "recipe.create \(new) -", "proposal.create \(proposal) \(new)",
          "proposal.reject \(proposal) \(new)",
        ])
      #expect(try entries(in: store).filter(strange.contains) == strange)

      // The decision is found by whoever needs it.
      try store.write { (transaction) throws in
        let at = Instant(milliseconds: VillageGenerator.start + 90 * 86_400_000)
        let deletion = try transaction.nextDeletionKey()
        try transaction.insertDeletion(deletion, .recipe, by: nil, at: at)
        try transaction.execute(
          "UPDATE recipe SET deleted_at = ?, deletion_id = ? WHERE public_id = ?",
          [at.milliseconds, deletion.value, new])
        _ = try transaction.purge(
          try transaction.rows("SELECT id FROM recipe WHERE public_id = ?", [new]) {
            RecipeKey($0[0])
          }, at: at)
      }
      try tale.bring(pending, into: store, as: run, .keepBoth)
      #expect(
        try Hamlet.texts(
          "SELECT public_id || ' ' || status FROM proposal ORDER BY status", in: store)
          == ["p1 pending", "\(proposal) rejected"])
    }
  }

  /// A store in which other people have a recipe and a proposal with the ids of the tale.
  private func storeOfStrangers(in folder: URL) throws -> (RecipeStore, RunKey) {
    let (store, run) = try VillageGenerator.emptyStore(
      at: folder.appending(path: "strangers.db").path, seed: 7)
    let deeds = [
      #""createUser","userId":"zoe","email":"zoe@example.org","username":"zoe"}"#,
      #""createCommunity","as":"zoe","communityId":"z","slug":"others","name":"Others"}"#,
      #""invite","as":"zoe","community":"others","user":"yan@example.org","username":"yan","userId":"yan"}"#,
      #""createRecipe","as":"zoe","recipeId":"r","personalCopyId":"q","community":"others","title":"Tea"}"#,
      #""propose","as":"yan","recipeId":"r","proposalId":"p1","title":"Green Tea"}"#,
    ]
    let archive = folder.appending(path: "strangers.jsonl")
    try deeds.enumerated().map { day, deed in
      let at = Instant(milliseconds: VillageGenerator.start + Int64(day) * 3_600_000)
      return #"{"at":"\#(at)","op":\#(deed)"#
    }.joined(separator: "\n").write(to: archive, atomically: true, encoding: .utf8)
    let outcome = try CommunityArchiveImport(store: store, run: run).run(paths: [archive.path]) {
      for rejection in $0 { Issue.record("\(rejection.message)") }
    }
    #expect(outcome.total.inserted == deeds.count)
    return (store, run)
  }

  private func entries(in store: RecipeStore) throws -> [String] {
    try Hamlet.texts(
      """
      SELECT action || ' ' || entity_id || ' ' || coalesce(metadata ->> 'recipe', '-')
        FROM audit_log ORDER BY created_at, action
      """, in: store)
  }

  private func newID(of old: String, _ kind: String, in store: RecipeStore) throws -> String? {
    try Hamlet.texts(
      "SELECT new_id FROM restored_id WHERE kind = '\(kind)' AND old_id = '\(old)'", in: store
    ).first
  }
}
