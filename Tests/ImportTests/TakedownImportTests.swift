import Import
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Store

struct TakedownImportTests {
  private static let archive = #"""
    [{"title": "Soup", "ingredients": ["1 leek"]}, {"title": "Bread", "ingredients": ["flour"]}]
    """#

  /// Takes the soup down in the community, or everywhere.
  private func takeDownSoup(everywhere: Bool, in kitchen: Kitchen) throws {
    try kitchen.store.write { (transaction) throws in
      let key = try transaction.integer(
        """
        SELECT r.id FROM recipe r JOIN recipe_body b ON b.id = r.body_id
         WHERE b.title = 'Soup' AND r.community_id IS NOT NULL
        """)
      try transaction.insert(
        NewTakedown(
          id: TakedownID("t"), recipe: RecipeKey(key),
          community: everywhere ? nil : kitchen.community, actor: nil, reason: "asked for",
          takenDownAt: Kitchen.noon))
      let deletion = try transaction.nextDeletionKey()
      try transaction.insertDeletion(deletion, .takedown, by: nil, at: Kitchen.noon)
      try transaction.markDeleted(
        RecipeKey(key), by: DeletionMark(deletion: deletion, at: Kitchen.noon))
    }
  }

  @Test(arguments: [false, true])
  func `R23a: an import of what was taken down is quarantined, without the text of it`(
    everywhere: Bool
  ) throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("first.json", Self.archive)
      #expect(try kitchen.run([path]).total.inserted == 2)
      try takeDownSoup(everywhere: everywhere, in: kitchen)

      // The same source again, and the same dish from another source.
      let copy = try kitchen.file("second.json", Self.archive)
      for input in [path, copy] {
        let outcome = try kitchen.run([input])
        #expect(outcome.total.quarantined == 1)
        #expect(outcome.total.inserted == 0)
        #expect(outcome.exitCode == .quarantined)
      }
      let kept = try kitchen.store.read { (transaction) throws(StoreFault) in
        try transaction.quarantine()
      }
      #expect(kept.map(\.rejection.code) == [.takenDown, .takenDown])
      #expect(kept.allSatisfy { $0.rejection.raw.isEmpty })
      #expect(
        Set(kept.map(\.rejection.message)) == ["this content was taken down on 2026-11-18"])

      // A catalogue is nobody else's to forbid, unless it is the operator's.
      let own = try kitchen.run([path], intoCatalogue: true)
      #expect(own.total.quarantined == (everywhere ? 1 : 0))
    }
  }

  @Test func `R23a: once lifted, the content is taken in again`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("first.json", Self.archive)])
      try takeDownSoup(everywhere: true, in: kitchen)
      try kitchen.store.write { (transaction) throws(StoreFault) in
        try transaction.liftTakedowns(by: DeletionKey(1), at: Kitchen.noon)
      }
      let outcome = try kitchen.run([try kitchen.file("second.json", Self.archive)])
      #expect(outcome.total.quarantined == 0)
    }
  }
}
