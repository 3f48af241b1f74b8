import Communities
import CommunityRules
import PipelineCore
import RecipeModel
import Testing

@testable import Store

struct TakedownTests {
  private let reason = Drafts.reason

  private enum Drafts {
    static let reason: TakedownReason = {
      do throws(InvalidValue) { return try TakedownReason("asked for by its author") } catch {
        preconditionFailure(error.message)
      }
    }()
  }

  /// A share of a recipe in another community, by somebody, as a fork of it.
  private func fork(
    _ recipe: RecipeID, into slug: String, by user: String, kind: OriginKind, as id: String,
    in village: Village
  ) throws {
    try village.store.write { (transaction) throws in
      let origin = try #require(try transaction.recipe(recipe))
      let place = try #require(try transaction.community(slug: slug))
      let creator = try #require(try transaction.user(withUsername: FoldedName(user)))
      let home = try #require(origin.community)
      _ = try transaction.insert(
        NewRecipe(
          id: RecipeID(id), body: origin.body, creator: creator.key, community: place.key,
          origin: kind == .variant
            ? .variant(of: origin.key)
            : .share(of: origin.key, from: home, by: creator.key, at: village.clock.now),
          createdAt: village.clock.now))
    }
  }

  @Test func `R23a: what an admin takes down is gone, and its creator cannot restore it`() throws {
    try Village.with { (village) throws in
      let (actions, soup) = (village.actions, village.soup.id)
      let outcome = try actions.takeDown(soup, reason: reason, as: .ada)
      #expect(outcome.recipes == 1)
      #expect(outcome.community == "circle")
      #expect(try actions.titles(in: .community("circle"), as: .ben).isEmpty)
      #expect(try actions.titles(in: .catalogue, as: .cleo) == ["Soup"])
      #expect(refusingRule { try actions.restoreRecipe(soup, as: .cleo) } == .r23a)
      #expect(refusingRule { _ = try actions.restoreDeleted(soup.text, as: .cleo) } == .r23a)
      #expect(try actions.listTrash(limit: 9, as: .cleo).items.map(\.isRestorable) == [false])
      #expect(try actions.listTrash(limit: 9, as: .otto).items.map(\.isRestorable) == [true])
      try actions.restoreRecipe(soup, as: .otto)
      #expect(try actions.titles(in: .community("circle"), as: .ben) == ["Soup"])
      #expect(try actions.listTakedowns(limit: 9, as: .ada).isEmpty)
      let lifted = try actions.listTakedowns(includingLifted: true, limit: 9, as: .ada)
      #expect(lifted.map(\.recipe) == [soup])
      #expect(lifted.map(\.reason) == [reason.text])
    }
  }

  @Test func `R23a: the same content is not created, edited into or restored where it is down`()
    throws
  {
    try Village.with { (village) throws in
      let actions = village.actions
      func create(_ title: String, in place: PlaceName, as actor: ActingAs) throws -> RecipeID {
        try actions.createRecipe(
          RecipeRequest(in: place, body: RecipeBody(title: title)), as: actor
        ).id
      }
      let other = try create("Soup", in: .community("circle"), as: .ben)
      let bread = try create("Bread", in: .community("circle"), as: .ben)
      try actions.deleteRecipe(other, as: .ben)
      _ = try actions.takeDown(village.soup.id, reason: reason, as: .ada)
      #expect(
        refusingRule { _ = try create("Soup", in: .community("circle"), as: .ben) } == .r23a)
      #expect(
        refusingRule { try actions.editRecipe(bread, as: .ben) { $0.title = " Soup " } } == .r23a)
      #expect(refusingRule { try actions.restoreRecipe(other, as: .ben) } == .r23a)
      // Elsewhere it is not an admin's to forbid.
      _ = try create("Soup", in: .community("rye-house"), as: .eve)
      _ = try create("Soup", in: .catalogue, as: .ben)
      #expect(try actions.liftTakedown(of: village.soup.id, as: .operator))
      try actions.restoreRecipe(other, as: .ben)
    }
  }

  @Test func `R23a: the operator's takedown is everywhere, and the operator's to lift`() throws {
    try Village.with { (village) throws in
      let (actions, soup) = (village.actions, village.soup.id)
      let outcome = try actions.takeDown(soup, reason: reason, as: .operator)
      #expect(outcome.community == nil)
      for (place, actor) in [(PlaceName.community("rye-house"), ActingAs.eve), (.catalogue, .dora)]
      {
        #expect(
          refusingRule {
            _ = try actions.createRecipe(
              RecipeRequest(in: place, body: RecipeBody(title: "Soup")), as: actor)
          } == .r23a)
      }
      #expect(refusingRule { try actions.restoreRecipe(soup, as: .ada) } == .r23a)
      #expect(refusingRule { _ = try actions.liftTakedown(of: soup, as: .ada) } == .r23a)
      try actions.restoreRecipe(soup, as: .operator)
      #expect(try actions.titles(in: .community("circle"), as: .ben) == ["Soup"])
    }
  }

  @Test func `R23a: the operator takes copies and forks everywhere, an admin those of theirs`()
    throws
  {
    for actor in [ActingAs.operator, .ada] {
      try Village.with { (village) throws in
        let (actions, soup) = (village.actions, village.soup.id)
        try fork(soup, into: "rye-house", by: "Eve", kind: .share, as: "far", in: village)
        try fork(RecipeID("far"), into: "circle", by: "Ben", kind: .share, as: "back", in: village)
        try fork(soup, into: "circle", by: "Ben", kind: .variant, as: "near", in: village)
        let outcome = try actions.takeDown(soup, reason: reason, withCopies: true, as: actor)
        // The soup, its personal copy, and three forks; the copy and the far one are not Ada's.
        #expect(outcome.recipes == (actor == .operator ? 5 : 3))
        #expect(outcome.elsewhere == (actor == .operator ? 0 : 2))
        #expect(try actions.titles(in: .community("circle"), as: .ben).isEmpty)
        #expect(
          try actions.titles(in: .catalogue, as: .cleo) == (actor == .operator ? [] : ["Soup"]))
        #expect(
          try actions.titles(in: .community("rye-house"), as: .eve)
            == (actor == .operator ? [] : ["Soup"]))
        let before = try actions.listTakedowns(limit: 9, as: .operator)
        #expect(before.count == outcome.recipes)
        // One act: lifted by any of its recipes, all comes back.
        #expect(try actions.liftTakedown(of: RecipeID("near"), as: actor))
        #expect(try actions.titles(in: .community("circle"), as: .ben).count == 3)
        #expect(try actions.titles(in: .catalogue, as: .cleo) == ["Soup"])
        #expect(try actions.listTakedowns(limit: 9, as: .operator).isEmpty)
      }
    }
  }

  @Test func `R7: whoever may not see a recipe does not hear that it was taken down`() throws {
    try Village.with { (village) throws in
      let (actions, soup) = (village.actions, village.soup.id)
      _ = try actions.takeDown(soup, reason: TakedownReason("a secret"), as: .ada)
      let refused = #expect(throws: UnknownReference.self) {
        try actions.liftTakedown(of: soup, as: .dora)
      }
      #expect(refused == UnknownReference(.takedown, soup.text))
      #expect(refusingRule { _ = try actions.liftTakedown(of: soup, as: .ben) } == .r23a)
    }
  }

  @Test func `R23a: what a lifted takedown took from a deleted community waits for it`() throws {
    try Village.with { (village) throws in
      let (actions, soup) = (village.actions, village.soup.id)
      _ = try actions.takeDown(soup, reason: reason, as: .operator)
      village.clock.advance()
      _ = try actions.deleteCommunity("circle", as: .operator)
      #expect(try actions.liftTakedown(of: soup, as: .operator))
      _ = try actions.restoreCommunity("circle", as: .operator)
      #expect(try actions.titles(in: .community("circle"), as: .ben) == ["Soup"])
    }
  }

  @Test func `R23a: past its retention a takedown is lifted for the content alone`() throws {
    try Village.with { (village) throws in
      let (actions, soup) = (village.actions, village.soup.id)
      _ = try actions.takeDown(soup, reason: reason, as: .ada)
      village.clock.advance(days: 30)
      #expect(refusingRule { try actions.restoreRecipe(soup, as: .ada) } == .r21)
      #expect(try !actions.liftTakedown(of: soup, as: .ada))
      #expect(try actions.titles(in: .community("circle"), as: .ben).isEmpty)
      _ = try actions.createRecipe(
        RecipeRequest(in: .community("circle"), body: RecipeBody(title: "Soup")), as: .ben)
    }
  }

  @Test func `R23a: takedowns are audited without their reason, and listed for who may lift them`()
    throws
  {
    try Village.with { (village) throws in
      let actions = village.actions
      _ = try actions.takeDown(village.soup.id, reason: reason, as: .ada)
      let entries = try village.store.read { (transaction) throws(StoreFault) in
        try transaction.auditEntries(about: .recipe(village.soup.id))
      }
      #expect(entries.map(\.action) == ["recipe.create", "recipe.takedown"])
      #expect(entries.allSatisfy { !$0.metadata.contains("author") })
      #expect(try actions.listTakedowns(in: "circle", limit: 9, as: .otto).count == 1)
      for actor in [ActingAs.ben, .cleo, .dora] {
        #expect(refusingRule { _ = try actions.listTakedowns(limit: 9, as: actor) } == .r23a)
      }
      #expect(try actions.listTakedowns(limit: 9, as: .eve).isEmpty)
    }
  }
}
