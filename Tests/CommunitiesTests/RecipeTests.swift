import Communities
import CommunityRules
import RecipeModel
import Store
import Testing

struct RecipeTests {
  @Test func `R8: a member's recipe is two records on one body, the second linked`() throws {
    try Village.with { (village) throws in
      let copy = try #require(village.soup.personalCopy)
      try village.store.read { (transaction) throws in
        let recipe = try #require(try transaction.recipe(village.soup.id))
        let own = try #require(try transaction.recipe(copy))
        #expect(own.origin == .personalCopy(of: recipe.key))
        #expect(own.body == recipe.body)
        #expect(own.creator == recipe.creator)
        #expect(own.community == nil)
        #expect(recipe.origin == nil)
        #expect(try transaction.tags(of: own.key) == transaction.tags(of: recipe.key))
      }
    }
  }

  @Test func `R8: in one's own catalogue it is one record`() throws {
    try Village.with { (village) throws in
      let made = try village.actions.createRecipe(
        RecipeRequest(in: .catalogue, body: RecipeBody(title: " Plain  bread ")), as: .dora)
      #expect(made.personalCopy == nil)
      #expect(try village.actions.titles(in: .catalogue, as: .dora) == ["Plain bread"])
    }
  }

  @Test func `R8: who is no member creates nothing there, nor does the operator`() throws {
    try Village.with { (village) throws in
      for (actor, rule) in [(ActingAs.dora, Rule?.none), (.eve, nil), (.operator, .r8)] {
        let refused = refusingRule {
          _ = try village.actions.createRecipe(
            RecipeRequest(in: .community("circle"), body: RecipeBody(title: "Stew")), as: actor)
        }
        #expect(refused == rule)
      }
      #expect(try village.actions.titles(in: .community("circle"), as: .ada) == ["Soup"])
    }
  }

  @Test func `R8: an import is allowed to a member and refused to others before it begins`() throws
  {
    try Village.with { (village) throws in
      let permission = try village.actions.resolveImport(into: .community("circle"), as: .ben)
      #expect(permission.importer.username == "Ben")
      #expect(permission.community?.slug == "circle")
      #expect(permission.decision.importer.username == "Ben")
      let own = try village.actions.resolveImport(into: .catalogue, as: .dora)
      #expect(own.place == .catalogue)
      for (actor, rule) in [(ActingAs.dora, Rule?.none), (.eve, nil), (.operator, .r8)] {
        let refused = refusingRule {
          _ = try village.actions.resolveImport(into: .community("circle"), as: actor)
        }
        #expect(refused == rule)
      }
    }
  }

  @Test func `R8: a batch asks again, so an import ends with its membership`() throws {
    try Village.with { (village) throws in
      func askAgain() throws {
        try village.store.write { (transaction) throws in
          _ = try CommunityActions.resolveImport(
            into: .community("circle"), as: .ben, in: transaction)
        }
      }
      try askAgain()
      _ = try village.actions.leave("circle", as: .ben)
      #expect(throws: UnknownReference(.community, "circle"), performing: askAgain)
    }
  }

  @Test func `R8: an author who is a member creates, another is credited as text`() throws {
    try Village.with { (village) throws in
      let permission = try village.actions.resolveImport(into: .community("circle"), as: .ada)
      let creators = try village.store.read { (transaction) throws in
        try ["ben", "dora"].map { name -> String in
          let user = try #require(try transaction.user(withUsername: FoldedName(name)))
          let author = try permission.standing(of: user, in: transaction)
          let credit = try permission.decision.credit(.user(author, named: user.username))
          return credit.authorText ?? "creates"
        }
      }
      #expect(creators == ["creates", "Dora"])
    }
  }

  @Test func `R9: editing, tagging or deleting one record leaves the other as it was`() throws {
    try Village.with { (village) throws in
      let (actions, soup) = (village.actions, village.soup.id)
      let copy = try #require(village.soup.personalCopy)
      let before = try actions.showRecipe(copy, as: .cleo)
      #expect(
        try actions.editRecipe(soup, as: .cleo) {
          $0.title = "Stew"
          $0.notes = ["Slowly."]
        })
      _ = try actions.tagRecipe(soup, adding: [try TagName("Winter")], as: .cleo)
      #expect(try actions.showRecipe(soup, as: .ben).body.notes == ["Slowly."])
      var after = try actions.showRecipe(copy, as: .cleo)
      #expect(after == before)
      try actions.deleteRecipe(soup, as: .cleo)
      after = try actions.showRecipe(copy, as: .cleo)
      #expect(after.deletedAt == nil)
      #expect(after.body == before.body)
      // What came from it is still known; a deleted recipe is not named.
      #expect(after.origin?.recipe == nil)
    }
  }

  @Test func `R9: deleting the copy leaves the community's recipe`() throws {
    try Village.with { (village) throws in
      try village.actions.deleteRecipe(try #require(village.soup.personalCopy), as: .cleo)
      #expect(try village.actions.titles(in: .catalogue, as: .cleo).isEmpty)
      #expect(try village.actions.titles(in: .community("circle"), as: .ben) == ["Soup"])
    }
  }

  @Test func `R10: a tag is one tag however it is written, and shown as first seen`() throws {
    try Village.with { (village) throws in
      let other = try village.actions.createRecipe(
        RecipeRequest(
          in: .community("circle"), body: RecipeBody(title: "Loaf"),
          tags: [try TagName("  RYE "), try TagName("Slow  cooker")]), as: .ben)
      #expect(try village.actions.showRecipe(other.id, as: .ada).tags == ["Rye", "Slow cooker"])
      let tags = try village.actions.tagRecipe(
        village.soup.id, adding: [try TagName("SLOW COOKER")], removing: [try TagName("rye")],
        as: .cleo)
      #expect(tags == ["Slow cooker"])
      #expect(try village.actions.showRecipe(other.id, as: .ada).tags == ["Rye", "Slow cooker"])
    }
  }

  @Test(arguments: [ActingAs.ada, .ben])
  func `R12: others edit and tag it neither as admin nor as member`(actor: ActingAs) throws {
    try Village.with { (village) throws in
      let (actions, soup) = (village.actions, village.soup.id)
      #expect(refusingRule { try actions.editRecipe(soup, as: actor) { $0.title = "X" } } == .r12)
      #expect(
        refusingRule { try actions.tagRecipe(soup, adding: [TagName("x")], as: actor) } == .r12)
      #expect(try actions.showRecipe(soup, as: .ben).body.title == "Soup")
    }
  }

  @Test func `an edit that changes nothing records nothing, and a title must be one`() throws {
    try Village.with { (village) throws in
      village.clock.advance()
      let before = try village.actions.showRecipe(village.soup.id, as: .cleo)
      #expect(try !village.actions.editRecipe(village.soup.id, as: .cleo) { _ in })
      #expect(throws: InvalidValue(.recipeTitle, .empty)) {
        try village.actions.editRecipe(village.soup.id, as: .cleo) { $0.title = "  " }
      }
      #expect(try village.actions.showRecipe(village.soup.id, as: .cleo) == before)
    }
  }
}
