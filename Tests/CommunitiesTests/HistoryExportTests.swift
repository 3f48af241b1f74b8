import Archives
import Backups
import Communities
import CommunityRules
import Foundation
import Purging
import RecipeModel
import Store
import TestKit
import Testing

/// Histories in which names change and people and communities go, told and played again.
struct HistoryExportTests {
  private func replay(_ village: Village) throws -> String {
    try withTemporaryFolder { folder in
      try HistoryReplay(store: village.store, clock: village.clock, label: "village")
        .expectTheSame(in: folder)
    }
  }

  @Test func `names that were changed twice have stand-ins, and end as they are`() throws {
    try Village.with { village in
      let actions = village.actions
      for name in ["ring", "round"] {
        village.clock.advance()
        _ = try actions.changeCommunity(
          name == "ring" ? "circle" : "ring",
          CommunityChange(
            slug: try Slug(name), name: try CommunityName(name), description: name,
            timeZone: name == "ring" ? "Europe/Paris" : "UTC"), as: .ada)
        _ = try actions.changeUser(
          nil, UserChange(username: try Username("b-\(name)"), viewTracking: name == "round"),
          as: .ben)
      }
      let history = try replay(village)
      for former in ["\"Ben\"", "\"circle\"", "\"ring\"", "b-ring"] {
        #expect(!history.contains(former), "\(former)")
      }
      for known in ["\"b-round\"", "\"round\"", "Europe/Paris", "former-2-", "former-1-"] {
        #expect(history.contains(known), "\(known)")
      }
    }
  }

  @Test func `R21, R22: a community under another slug, and one that is purged, end as they are`()
    throws
  {
    try Village.with { village in
      let actions = village.actions
      let first = try actions.showCommunity("rye-house", as: .operator).summary.id
      _ = try actions.createRecipe(
        RecipeRequest(in: .community("rye-house"), body: RecipeBody(title: "Rye")), as: .eve)
      _ = try actions.leave("rye-house", as: .eve)
      village.clock.advance()
      try actions.found("rye-house", by: .dora)
      _ = try actions.restoreCommunity(
        first.text, slug: try Slug("rye-two"), admin: "dora", as: .operator)
      _ = try actions.invite(try EmailAddress("zoe@example.org"), into: "rye-house", as: .dora)
      _ = try actions.deleteCommunity("rye-house", as: .operator)
      village.clock.advance(days: 31)
      _ = try PurgeStage.run(on: village.store, surroundings: village.clock.surroundings)
      let history = try replay(village)
      #expect(history.contains("purged-") && history.contains("rye-two"))
    }
  }

  @Test func `R23: who was erased is in the history under the pseudonym alone`() throws {
    try Village.with { village in
      let actions = village.actions
      let credited = try actions.createRecipe(
        RecipeRequest(in: .community("circle"), body: RecipeBody(title: "Stew")), as: .cleo)
      _ = try actions.editRecipe(credited.id, as: .cleo) { $0.credit.author = "Otto" }
      let otto = try village.store.read { (transaction) throws in
        try #require(try transaction.user(withUsername: FoldedName("otto"))).id
      }
      village.clock.advance()
      _ = try actions.createRecipe(
        RecipeRequest(in: .community("circle"), body: RecipeBody(title: "Lye")), as: .ada)
      _ = try actions.eraseUser("otto", recipes: .kept, as: .operator)
      village.clock.advance()
      _ = try actions.eraseUser(
        "ada", recipes: .removed, successors: [SuccessorName(community: "circle", user: "ben")],
        as: .operator)
      let history = try replay(village)
      for trace in ["otto", "Otto", otto.text, "ada@", "\"Ada\"", "Lye"] {
        #expect(!history.contains(trace), "\(trace)")
      }
    }
  }

  @Test func `what an archive brought is no history, and nothing is written`() throws {
    try Village.with { village in
      try village.store.write { (transaction) throws in
        _ = try transaction.insert(
          NewUser(
            id: UserID("foreign"), email: "fay@example.org", username: "Fay",
            createdAt: village.clock.now))
      }
      let sink = MemorySink()
      let fault = try #require(throws: UnknownBeginnings.self) {
        try HistoryExport(store: village.store).run(into: sink)
      }
      #expect(fault.gaps == [HistoryGap(kind: "users", count: 1)])
      #expect(sink.bytes.isEmpty)
    }
  }
}
