import Communities
import CommunityRules
import Foundation
import Import
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Store

/// What somebody built on stays.
struct UndoObstacleTests {
  /// Something that people do with the third of four imported recipes, and why it then stays.
  enum Deed: String, CaseIterable {
    case edit, tag, delete, takeDown, propose, share, editCopy, deleteCopy, updateAgain

    var reason: UndoObstacle.Reason {
      switch self {
      case .edit, .tag: .changed
      case .delete: .deleted
      case .takeDown: .takenDown
      case .propose: .proposals
      case .share: .descendants
      case .editCopy, .deleteCopy: .copyChanged
      case .updateAgain: .updatedAgain
      }
    }

    func perform(in kitchen: Kitchen) throws {
      let (people, cook) = (kitchen.people, kitchen.theCook)
      let recipe = try kitchen.recipe(2)
      switch self {
      case .edit: try people.edit(recipe, as: cook)
      case .tag: try people.tagRecipe(recipe, adding: [try TagName("Mine")], as: cook)
      case .delete: try people.deleteRecipe(recipe, as: cook)
      case .takeDown:
        _ = try people.takeDown(recipe, reason: try TakedownReason("asked for"), as: .operator)
      case .propose:
        _ = try people.proposeUpdate(of: recipe, as: cook) { $0.title = "Better" }
      case .share:
        try kitchen.addCommunity("friends")
        _ = try people.shareRecipe(recipe, into: "friends", as: cook)
      case .editCopy: try people.edit(try kitchen.copy(of: recipe), as: cook)
      case .deleteCopy: try people.deleteRecipe(try kitchen.copy(of: recipe), as: cook)
      case .updateAgain:
        _ = try kitchen.run([try kitchen.file("c.jsonl", Kitchen.lines(2..<3, step: "Fry"))])
      }
    }
  }

  @Test(arguments: Deed.allCases)
  func `what somebody built on stays as it is, and is listed with the reason`(deed: Deed) throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<4))])
      let run = try kitchen.importRun()
      let recipe = try kitchen.recipe(2)
      try deed.perform(in: kitchen)
      let before = try kitchen.picture(of: recipe)
      let outcome = try kitchen.undo(run)
      #expect(outcome.counts.recipes == 3)
      #expect(outcome.exitCode == .partlyUndone)
      #expect(
        outcome.left.map { [$0.recipe.text, $0.work.rawValue, $0.reason.rawValue] }
          == [[recipe.text, "inserted", deed.reason.rawValue]])
      #expect(try kitchen.picture(of: recipe) == before)
      #expect(try kitchen.texts("SELECT kind FROM activity").contains("recipes_imported"))
      #expect(try kitchen.undo(run).counts.isEmpty)
    }
  }

  @Test(arguments: [Deed.edit, .tag, .delete, .propose, .share])
  func `an update that somebody built on stays`(deed: Deed) throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<4))])
      _ = try kitchen.run([try kitchen.file("b.jsonl", Kitchen.lines(0..<4, step: "Steam"))])
      let recipe = try kitchen.recipe(2)
      try deed.perform(in: kitchen)
      let before = try kitchen.picture(of: recipe)
      let outcome = try kitchen.undo(try kitchen.importRun())
      #expect(outcome.counts.updates == 3)
      #expect(
        outcome.left.map { [$0.recipe.text, $0.work.rawValue, $0.reason.rawValue] }
          == [[recipe.text, "updated", deed.reason.rawValue]])
      #expect(try kitchen.picture(of: recipe) == before)
    }
  }

  @Test(arguments: [false, true])
  func `R23a: an undo does not bring back what was taken down`(isEverywhere: Bool) throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<2))])
      let recipe = try kitchen.recipe(0)
      let old = try kitchen.store.read { (transaction) throws in
        try #require(try transaction.recipe(recipe))
      }
      _ = try kitchen.run([try kitchen.file("b.jsonl", Kitchen.lines(0..<2, step: "Steam"))])
      try kitchen.store.write { (transaction) throws(StoreFault) in
        try transaction.insert(
          NewTakedown(
            id: TakedownID("t"), recipe: old.key,
            community: isEverywhere ? nil : kitchen.community, actor: nil, reason: "asked for",
            takenDownAt: Kitchen.noon,
            contentDigest: try transaction.contentDigest(of: old.body)))
      }
      let before = try kitchen.picture(of: recipe)
      let run = try kitchen.importRun()
      var outcome = try kitchen.undo(run)
      #expect((outcome.counts.updates, outcome.exitCode) == (1, .partlyUndone))
      #expect(
        outcome.left.map { [$0.recipe.text, $0.work.rawValue, $0.reason.rawValue] }
          == [[recipe.text, "updated", "taken-down"]])
      #expect(try kitchen.picture(of: recipe) == before)
      try kitchen.store.write { (transaction) throws(StoreFault) in
        try transaction.execute("UPDATE takedown SET lifted_at = taken_down_at", [])
      }
      outcome = try kitchen.undo(run)
      #expect((outcome.counts.updates, outcome.left.count) == (1, 0))
    }
  }

  @Test(arguments: DecideProposal.Verdict.allCases)
  func `R12: a proposal that was decided on stays`(verdict: DecideProposal.Verdict) throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<2))])
      try kitchen.people.edit(try kitchen.recipe(0), as: kitchen.theCook)
      _ = try kitchen.run([try kitchen.file("b.jsonl", Kitchen.lines(0..<1, step: "Steam"))])
      let id = try #require(try kitchen.texts("SELECT public_id FROM proposal").first)
      _ = try kitchen.people.decideProposal(ProposalID(id), verdict, as: kitchen.theCook)
      let before = try WholeStore(kitchen.store)
      let outcome = try kitchen.undo(try kitchen.importRun())
      #expect(outcome.left.map(\.reason) == [.decided])
      #expect(try WholeStore(kitchen.store).differences(from: before) == [])
    }
  }

  @Test(arguments: 0..<25)
  func `whatever people did, what they touched stays and the rest is as before`(seed: Int) throws {
    try withTemporaryFolder { folder in
      var random = SeededGenerator(seed: seed)
      let kitchen = try Kitchen(in: folder)
      try kitchen.addCommunity("friends")
      _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<8))])
      let untouched = try (0..<8).map { try kitchen.picture(of: try kitchen.recipe($0)) }
      let outcome = try kitchen.run([
        try kitchen.file("b.jsonl", Kitchen.lines(0..<20, step: "Steam"))
      ])
      #expect((outcome.total.updated, outcome.total.inserted) == (8, 12))
      let ids = try (0..<20).map { try kitchen.recipe($0) }
      var touched: Set<Int> = []
      for _ in 0..<Int.random(in: 0..<15, using: &random) {
        let number = Int.random(in: 0..<20, using: &random)
        try kitchen.doSomething(with: ids[number], &random)
        touched.insert(number)
      }
      let pictures = try ids.map { try kitchen.picture(of: $0) }
      let undone = try kitchen.undo(
        try kitchen.importRun(), batchSize: Int.random(in: 1..<9, using: &random))
      for number in 0..<20 {
        let now = try kitchen.picture(of: ids[number])
        let expected =
          touched.contains(number) ? pictures[number] : number < 8 ? untouched[number] : []
        #expect(now == expected, "recipe \(number)")
      }
      #expect(Set(undone.left.map(\.recipe)) == Set(touched.map { ids[$0] }))
      #expect(undone.counts.recipes + undone.counts.updates + undone.left.count == 20)
      #expect(try kitchen.texts("PRAGMA foreign_key_check") == [])
    }
  }
}
