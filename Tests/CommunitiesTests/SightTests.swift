import Communities
import CommunityRules
import PipelineCore
import RecipeModel
import Store
import Testing

struct SightTests {
  @Test(arguments: [ActingAs.ada, .ben, .cleo, .operator])
  func `R7: members and the operator see what a community holds`(actor: ActingAs) throws {
    try Village.with { (village) throws in
      let actions = village.actions
      #expect(try actions.showCommunity("circle", as: actor).recipeCount == 1)
      #expect(try actions.listMembers(of: "circle", as: actor).count == 4)
      #expect(try actions.titles(in: .community("circle"), as: actor) == ["Soup"])
      #expect(try actions.showRecipe(village.soup.id, as: actor).community == "circle")
    }
  }

  @Test(arguments: [ActingAs.dora, .eve])
  func `R7: to anybody else it is as if a community and its recipes were not there`(
    stranger: ActingAs
  ) throws {
    try Village.with { (village) throws in
      let actions = village.actions
      for (ask, what) in actions.requests(to: "circle", as: stranger) {
        #expect(throws: UnknownReference(.community, "circle"), "\(what)", performing: ask)
      }
      for (ask, what) in try actions.requests(to: village.soup.id, as: stranger) {
        #expect(
          throws: UnknownReference(.recipe, village.soup.id.text), "\(what)", performing: ask)
      }
      #expect(refusingRule { _ = try actions.listUsers(as: stranger) } == .r7)
      #expect(try actions.listCommunities(as: stranger).map(\.slug).contains("circle") == false)
    }
  }

  @Test func `R7: whose an e-mail address is, a person is told of their own alone`() throws {
    try Village.with { (village) throws in
      _ = try village.actions.createUser(
        email: try EmailAddress("x2@example.org"), username: try Username("ben@example.org"),
        as: .operator)
      func find(_ name: String, as actor: ActingAs) throws -> String {
        try village.store.read { transaction in
          try CommunityActions.user(named: name, for: actor, in: transaction).email
        }
      }
      #expect(try find("ada@example.org", as: .operator) == "ada@example.org")
      #expect(try find("ADA@example.org", as: .ada) == "ada@example.org")
      let unknown = #expect(throws: UnknownReference.self) {
        try find("ada@example.org", as: .dora)
      }
      #expect(
        unknown?.message == """
          there is no user with the username ada@example.org
          hint: others are named by username, and you by your own e-mail address, too
          """)
      #expect(throws: UnknownReference(.user, "zoe")) { try find("zoe", as: .operator) }
      // The name is found whether somebody has it as an address or not.
      #expect(try find("ben@example.org", as: .operator) == "ben@example.org")
      #expect(try find("ben@example.org", as: .dora) == "x2@example.org")
    }
  }

  @Test func `R7: what an outsider asks is answered alike whether there is one or not`() throws {
    try Village.with { (village) throws in
      let actions = village.actions
      let id = try actions.showCommunity("circle", as: .operator).summary.id.text
      _ = try actions.createCommunity(
        CommunityRequest(slug: try Slug("gone-by"), name: try CommunityName("Gone")), as: .eve)
      _ = try actions.deleteCommunity("gone-by", as: .operator)
      for name in ["circle", id, "gone-by", "never-was"] {
        for (ask, what) in actions.requests(to: name, as: .dora) {
          #expect(throws: UnknownReference(.community, name), "\(what)", performing: ask)
        }
        #expect(refusingRule { _ = try actions.restoreCommunity(name, as: .dora) } == .r20)
      }
    }
  }

  @Test func `R7: who has left is an outsider, but told so of the recipes they created`() throws {
    try Village.with { (village) throws in
      let (actions, soup) = (village.actions, village.soup.id)
      _ = try actions.leave("circle", as: .cleo)
      for (ask, what) in actions.requests(to: "circle", as: .cleo) {
        #expect(throws: UnknownReference(.community, "circle"), "\(what)", performing: ask)
      }
      #expect(throws: UnknownReference(.recipe, soup.text)) {
        try actions.showRecipe(soup, as: .cleo)
      }
      let changes = try actions.requests(to: soup, as: .cleo).filter { $0.what != "show" }
      for (change, what) in changes { #expect(refusingRule(change) == .r7a, "\(what)") }
    }
  }

  @Test func `R7: a catalogue is its owner's alone`() throws {
    try Village.with { (village) throws in
      let actions = village.actions
      let copy = try #require(village.soup.personalCopy)
      #expect(try actions.titles(in: .catalogue, as: .cleo) == ["Soup"])
      #expect(try actions.showRecipe(copy, as: .cleo).community == nil)
      #expect(try actions.titles(in: .catalogue, as: .ada).isEmpty)
      for actor in [ActingAs.ada, .eve] {
        for (ask, what) in try actions.requests(to: copy, as: actor) {
          #expect(throws: UnknownReference(.recipe, copy.text), "\(what)", performing: ask)
        }
      }
      #expect(refusingRule { _ = try actions.titles(in: .catalogue, as: .operator) } == .r7)
    }
  }

  @Test func `R7: e-mail addresses go out to the operator alone`() throws {
    try Village.with { (village) throws in
      let toAdmin = try village.actions.listMembers(of: "circle", as: .ada)
      #expect(toAdmin.allSatisfy { $0.email == nil })
      let toOperator = try village.actions.listMembers(of: "circle", as: .operator)
      #expect(toOperator.first?.email == "ada@example.org")
      let invitation = try village.actions.invite(
        try EmailAddress("dora@example.org"), into: "circle", as: .ada)
      #expect(invitation.member.email == nil)
    }
  }

  @Test func `R19: a recipe that somebody may not see is not named as an origin`() throws {
    try Village.with { (village) throws in
      let actions = village.actions
      let copy = try #require(village.soup.personalCopy)
      #expect(try actions.showRecipe(copy, as: .cleo).origin?.recipe == village.soup.id)
      _ = try actions.leave("circle", as: .cleo)
      let origin = try #require(try actions.showRecipe(copy, as: .cleo).origin)
      #expect(origin.kind == .personalCopy)
      #expect(origin.recipe == nil)
    }
  }

  @Test func `R7: pages follow one another and end`() throws {
    try Village.with { (village) throws in
      for number in 1...4 {
        village.clock.advance()
        _ = try village.actions.createRecipe(
          RecipeRequest(in: .community("circle"), body: RecipeBody(title: "R\(number)")), as: .ben)
      }
      let first = try village.actions.listRecipes(in: .community("circle"), limit: 3, as: .ada)
      #expect(first.recipes.map(\.title) == ["R4", "R3", "R2"])
      let second = try village.actions.listRecipes(
        in: .community("circle"), after: first.next, limit: 3, as: .ada)
      #expect(second.recipes.map(\.title) == ["R1", "Soup"])
      #expect(second.recipes.map(\.creator) == ["Ben", "Cleo"])
      #expect(second.next == nil)
    }
  }
}

extension CommunityActions {
  /// Everything that somebody can ask of one community, besides restoring it.
  fileprivate func requests(
    to name: String, as acting: ActingAs
  ) -> [(ask: () throws -> Void, what: String)] {
    let place = PlaceName.community(name)
    return [
      ({ _ = try showCommunity(name, as: acting) }, "show"),
      ({ _ = try showCommunity(name, includingDeleted: true, as: acting) }, "show deleted"),
      ({ _ = try listMembers(of: name, as: acting) }, "list members"),
      ({ _ = try titles(in: place, as: acting) }, "list recipes"),
      ({ _ = try titles(in: place, deleted: true, as: acting) }, "list deleted recipes"),
      ({ _ = try promote("Ben", in: name, as: acting) }, "promote"),
      ({ _ = try invite(EmailAddress("eve@example.org"), into: name, as: acting) }, "invite"),
      ({ _ = try leave(name, as: acting) }, "leave"),
      ({ _ = try deleteCommunity(name, as: acting) }, "delete"),
      ({ _ = try resolveBackup(of: name, as: acting) }, "back up"),
      ({ _ = try resolveImport(into: place, as: acting) }, "import"),
      (
        {
          _ = try createRecipe(
            RecipeRequest(in: place, body: RecipeBody(title: "Soup")), as: acting)
        }, "create a recipe"
      ),
    ]
  }

  /// Everything that somebody can ask of one recipe.
  fileprivate func requests(
    to recipe: RecipeID, as acting: ActingAs
  ) throws -> [(ask: () throws -> Void, what: String)] {
    let tag = try TagName("Rye")
    return [
      ({ _ = try showRecipe(recipe, as: acting) }, "show"),
      ({ _ = try showRecipe(recipe, includingDeleted: true, as: acting) }, "show"),
      ({ try editRecipe(recipe, as: acting) { $0.title = "Stew" } }, "edit"),
      ({ try tagRecipe(recipe, adding: [tag], as: acting) }, "tag"),
      ({ try deleteRecipe(recipe, as: acting) }, "delete"),
      ({ try restoreRecipe(recipe, as: acting) }, "restore"),
      ({ _ = try mergeRecipe(recipe, into: recipe, as: acting) }, "merge"),
      ({ try dismissDuplicate(recipe, recipe, as: acting) }, "dismiss"),
    ]
  }
}
