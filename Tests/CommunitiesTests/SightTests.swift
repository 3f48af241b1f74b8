import Communities
import CommunityRules
import RecipeModel
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
  func `R7: nobody else sees anything of it`(stranger: ActingAs) throws {
    try Village.with { (village) throws in
      let actions = village.actions
      let looks: [() throws -> Void] = [
        { _ = try actions.showCommunity("circle", as: stranger) },
        { _ = try actions.listMembers(of: "circle", as: stranger) },
        { _ = try actions.titles(in: .community("circle"), as: stranger) },
        { _ = try actions.titles(in: .community("circle"), deleted: true, as: stranger) },
        { _ = try actions.showRecipe(village.soup.id, as: stranger) },
        { _ = try actions.showRecipe(village.soup.id, includingDeleted: true, as: stranger) },
        { _ = try actions.listUsers(as: stranger) },
      ]
      for look in looks { #expect(refusingRule(look) == .r7) }
      #expect(try actions.listCommunities(as: stranger).map(\.slug).contains("circle") == false)
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
        #expect(refusingRule { _ = try actions.showRecipe(copy, as: actor) } == .r7)
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
