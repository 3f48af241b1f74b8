import CommunityRules
import Foundation
import Import
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Store

/// What a plan that is kept rests on: accounts that agree, and a target that nobody changed.
struct SavedPlanTests {
  @Test func `an import that does not do what its plan said is a fault`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Kitchen.lines(0..<3))
      var accounts = try kitchen.plan([path]).accounts
      accounts[0].account.inserted = 2
      accounts[0].account.skipped = 1
      #expect(throws: ImportFault(.differsFromPlan(archive: path, member: ""))) {
        try kitchen.run([path]) { $0.plannedAccounts = accounts }
      }
      #expect(try kitchen.texts("SELECT state FROM run") == ["failed"])
    }
  }

  /// What people do, and what of the target has changed by it.
  private static let changes: [(what: String, changed: [TargetChange])] = [
    ("UPDATE recipe SET change = :change WHERE community_id = 1 AND id = 1", [.recipes]),
    ("UPDATE recipe SET change = :change WHERE community_id = 2", []),
    ("UPDATE recipe SET change = :change WHERE community_id IS NULL", []),
    ("UPDATE membership SET change = :change WHERE community_id = 1", [.memberships]),
    ("UPDATE membership SET change = :change WHERE community_id = 2", []),
    ("UPDATE community SET change = :change WHERE id = 1", [.settings]),
    ("UPDATE community SET change = :change WHERE id = 2", []),
    ("UPDATE user SET change = :change", []),
    (
      """
      INSERT INTO proposal (public_id, recipe_id, proposer_id, body_id, base_body_id, status,
        created_at, change) SELECT 'p', id, 1, body_id, body_id, 'pending', 0, :change
        FROM recipe WHERE community_id = 1 LIMIT 1
      """, [.proposals]
    ),
    (
      """
      INSERT INTO takedown (public_id, recipe_id, content_digest, community_id, reason,
        taken_down_at, change) VALUES ('t', 1, zeroblob(16), NULL, 'why', 0, :change)
      """, [.takedowns]
    ),
    (
      """
      INSERT INTO takedown (public_id, recipe_id, content_digest, community_id, reason,
        taken_down_at, change) VALUES ('t', 1, zeroblob(16), 2, 'why', 0, :change)
      """, []
    ),
    (
      "INSERT INTO view_segment (day, events, payload, change) VALUES (1, 1, x'00', :change)", []
    ),
  ]

  @Test(arguments: changes.indices)
  func `a target has changed when something in it did, and not by views or other places`(
    index: Int
  ) throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<3))])
      try kitchen.store.write { (transaction) throws in
        let other = try transaction.insert(
          NewCommunity(
            id: CommunityID("other"), slug: "other", name: "Other", createdAt: Kitchen.noon))
        _ = try transaction.insert(
          NewMembership(
            id: MembershipID("n"), user: kitchen.cook, community: other, role: .admin,
            joinedAt: Kitchen.noon))
      }
      let change = try kitchen.plan([try kitchen.file("b.jsonl", Kitchen.lines(3..<4))]).change
      let place = ImportPlace.community(kitchen.community)
      let changed = try kitchen.store.write { (transaction) throws in
        #expect(try transaction.changes(of: place, ownedBy: kitchen.cook, after: change).isEmpty)
        try transaction.execute(
          Self.changes[index].what.replacingOccurrences(
            of: ":change", with: "\(transaction.change)"))
        return try transaction.changes(of: place, ownedBy: kitchen.cook, after: change)
      }
      #expect(changed == Self.changes[index].changed)
    }
  }

  @Test(arguments: [false, true])
  func `a target has changed when an import was taken back of which no row is left`(
    intoCatalogue: Bool
  ) throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run(
        [try kitchen.file("a.jsonl", Kitchen.lines(0..<3))], intoCatalogue: intoCatalogue)
      let plan = try kitchen.plan(
        [try kitchen.file("b.jsonl", Kitchen.lines(2..<5))], intoCatalogue: intoCatalogue)
      let place: ImportPlace = intoCatalogue ? .catalogue : .community(kitchen.community)
      func changes() throws -> [TargetChange] {
        try kitchen.store.read { (transaction) throws(StoreFault) in
          try transaction.changes(
            of: place, ownedBy: kitchen.cook, after: plan.change, undoneWork: plan.undoneWork)
        }
      }
      #expect(try changes() == [])
      try kitchen.undo(try kitchen.importRun())
      #expect(try changes().contains(.undoneImports))
    }
  }

  @Test func `a catalogue has changed when its owner's recipes did`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Kitchen.lines(0..<3))
      let change = try kitchen.plan([path], intoCatalogue: true).change
      _ = try kitchen.run([path], intoCatalogue: true)
      let changed = try kitchen.store.read { (transaction) throws(StoreFault) in
        try transaction.changes(of: .catalogue, ownedBy: kitchen.cook, after: change)
      }
      #expect(changed == [.recipes])
    }
  }
}
