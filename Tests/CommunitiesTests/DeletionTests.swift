import Communities
import CommunityRules
import RecipeModel
import Testing

@testable import Store

struct DeletionTests {
  @Test(arguments: [ActingAs.cleo, .ada, .operator])
  func `R20: its creator, an admin or the operator deletes and restores a recipe`(
    actor: ActingAs
  ) throws {
    try Village.with { (village) throws in
      let (actions, soup) = (village.actions, village.soup.id)
      try actions.deleteRecipe(soup, as: actor)
      #expect(try actions.titles(in: .community("circle"), as: .ada).isEmpty)
      #expect(try actions.showCommunity("circle", as: .ada).recipeCount == 0)
      #expect(refusingRule { _ = try actions.showRecipe(soup, as: .cleo) } == .r20)
      #expect(refusingRule { try actions.deleteRecipe(soup, as: actor) } == .r20)
      try actions.restoreRecipe(soup, as: actor)
      #expect(try actions.titles(in: .community("circle"), as: .ben) == ["Soup"])
    }
  }

  @Test func `R20: another member deletes and restores nothing`() throws {
    try Village.with { (village) throws in
      let (actions, soup) = (village.actions, village.soup.id)
      #expect(refusingRule { try actions.deleteRecipe(soup, as: .ben) } == .r20)
      try actions.deleteRecipe(soup, as: .cleo)
      #expect(refusingRule { try actions.restoreRecipe(soup, as: .ben) } == .r20)
    }
  }

  @Test func `R20: a personal copy is its owner's to delete, not the operator's`() throws {
    try Village.with { (village) throws in
      let copy = try #require(village.soup.personalCopy)
      #expect(refusingRule { try village.actions.deleteRecipe(copy, as: .operator) } == .r20)
      try village.actions.deleteRecipe(copy, as: .cleo)
      try village.actions.restoreRecipe(copy, as: .cleo)
      #expect(try village.actions.titles(in: .catalogue, as: .cleo) == ["Soup"])
    }
  }

  @Test func `R20: deleted recipes are shown if asked for, to those who may restore them`() throws {
    try Village.with { (village) throws in
      let (actions, soup) = (village.actions, village.soup.id)
      try actions.deleteRecipe(soup, as: .cleo)
      for (actor, titles) in [(ActingAs.ada, ["Soup"]), (.cleo, ["Soup"]), (.ben, [])] {
        #expect(try actions.titles(in: .community("circle"), deleted: true, as: actor) == titles)
        #expect(try actions.titles(in: .community("circle"), as: actor).isEmpty)
      }
      #expect(try actions.showRecipe(soup, includingDeleted: true, as: .cleo).deletedAt != nil)
      #expect(
        refusingRule { _ = try actions.showRecipe(soup, includingDeleted: true, as: .ben) }
          == .r20)
    }
  }

  @Test func `R20: a deleted community is in no list, and only the operator sees it`() throws {
    try Village.with { (village) throws in
      let actions = village.actions
      _ = try actions.deleteCommunity("circle", as: .operator)
      #expect(try actions.listCommunities(as: .operator).map(\.slug) == ["rye-house"])
      let all = try actions.listCommunities(includingDeleted: true, as: .operator)
      #expect(all.map(\.slug) == ["rye-house", "circle"])
      #expect(
        try actions.showCommunity("circle", includingDeleted: true, as: .operator).summary
          .deletedAt != nil)
      #expect(throws: UnknownReference.self) {
        try actions.showCommunity("circle", includingDeleted: true, as: .ada)
      }
      // Its recipes went with it, and come back with it or not at all.
      #expect(throws: UnknownReference.self) {
        try actions.showRecipe(village.soup.id, as: .cleo)
      }
      #expect(refusingRule { try actions.restoreRecipe(village.soup.id, as: .operator) } == .r20)
    }
  }

  @Test func `R21: a restore gives back exactly what that one deletion took`() throws {
    try Village.with { (village) throws in
      let actions = village.actions
      let loaf = try actions.createRecipe(
        RecipeRequest(in: .community("circle"), body: RecipeBody(title: "Loaf")), as: .ben)
      try actions.deleteRecipe(loaf.id, as: .ben)
      _ = try actions.leave("circle", as: .otto)
      let before = try village.rows()
      village.clock.advance(days: 1)
      _ = try actions.deleteCommunity("circle", as: .operator)
      #expect(try village.rows() != before)
      village.clock.advance(days: 29)
      let restored = try actions.restoreCommunity("circle", as: .operator)
      #expect(restored.memberCount == 3)
      #expect(try village.rows() == before)
    }
  }

  @Test func `R21: after the retention nothing comes back`() throws {
    try Village.with { (village) throws in
      try village.actions.deleteRecipe(village.soup.id, as: .cleo)
      village.clock.advance(days: 30)
      #expect(
        refusingRule { try village.actions.restoreRecipe(village.soup.id, as: .cleo) } == .r21)
    }
  }

  @Test func `R21: only the operator restores a community, and only a deleted one`() throws {
    try Village.with { (village) throws in
      let actions = village.actions
      let circle = try actions.showCommunity("circle", as: .ada).summary.id
      #expect(
        refusingRule { _ = try actions.restoreCommunity(circle.text, as: .operator) } == .r21)
      _ = try actions.deleteCommunity("circle", as: .operator)
      #expect(refusingRule { _ = try actions.restoreCommunity("circle", as: .ada) } == .r20)
    }
  }

  @Test func `R21: after R6 the operator names an admin, and who left is not back`() throws {
    try Village.with { (village) throws in
      let actions = village.actions
      _ = try actions.leave("rye-house", as: .eve)
      #expect(refusingRule { _ = try actions.restoreCommunity("rye-house", as: .operator) } == .r21)
      _ = try actions.restoreCommunity("rye-house", admin: "Dora", as: .operator)
      #expect(try actions.roles(in: "rye-house") == ["Dora": .admin])
      #expect(
        refusingRule {
          _ = try actions.deleteCommunity("rye-house", as: .operator)
          _ = try actions.restoreCommunity("rye-house", admin: "Eve", as: .operator)
        } == .r21)
    }
  }

  @Test func `R21: where all admins were deleted meanwhile, a returning member can be the admin`()
    throws
  {
    try Village.with { (village) throws in
      let actions = village.actions
      _ = try actions.invite(try EmailAddress("dora@example.org"), into: "rye-house", as: .eve)
      _ = try actions.deleteCommunity("rye-house", as: .operator)
      try village.store.write { (transaction) throws in
        try transaction.execute("UPDATE user SET deleted_at = 1 WHERE username = 'Eve'")
      }
      #expect(refusingRule { _ = try actions.restoreCommunity("rye-house", as: .operator) } == .r21)
      // R20: nothing new can be a deleted user's, who is not to be found any more.
      #expect(throws: UnknownReference(.user, "Eve")) {
        try actions.restoreCommunity("rye-house", admin: "Eve", as: .operator)
      }
      #expect(throws: UnknownReference(.emailAddress, "eve@example.org")) {
        try actions.listCommunities(as: .eve)
      }
      let restored = try actions.restoreCommunity("rye-house", admin: "Dora", as: .operator)
      #expect(restored.memberCount == 1)
      #expect(try actions.roles(in: "rye-house") == ["Dora": .admin])
    }
  }

  @Test func `R21: a slug taken meanwhile is resolved by another one, never by a merge`() throws {
    try Village.with { (village) throws in
      let actions = village.actions
      let old = try actions.showCommunity("rye-house", as: .eve).summary.id
      _ = try actions.deleteCommunity("rye-house", as: .operator)
      try actions.found("rye-house", by: .dora)
      #expect(refusingRule { _ = try actions.restoreCommunity("rye-house", as: .operator) } == .r21)
      let restored = try actions.restoreCommunity(
        "rye-house", slug: try Slug("old-rye-house"), as: .operator)
      #expect(restored.id == old)
      #expect(try actions.roles(in: "old-rye-house") == ["Eve": .admin])
      #expect(try actions.roles(in: "rye-house") == ["Dora": .admin])
    }
  }

  @Test func `R21: of two deleted communities with one slug, each is named by its id`() throws {
    try Village.with { (village) throws in
      let actions = village.actions
      let first = try actions.showCommunity("rye-house", as: .eve).summary.id
      _ = try actions.deleteCommunity("rye-house", as: .operator)
      let second = try actions.found("rye-house", by: .dora).id
      village.clock.advance()
      _ = try actions.deleteCommunity("rye-house", as: .operator)
      let fault = #expect(throws: AmbiguousReference.self) {
        try actions.restoreCommunity("rye-house", as: .operator)
      }
      #expect(fault?.candidates == [second.text, first.text])
      _ = try actions.restoreCommunity(first.text, as: .operator)
      #expect(try actions.roles(in: "rye-house") == ["Eve": .admin])
    }
  }
}

extension Village {
  /// What the store holds of every community, by its typed rows.
  fileprivate func rows() throws -> [[AnyHashable]] {
    try store.read { (transaction) throws in
      let communities =
        try transaction.communities(limit: 100) + transaction.deletedCommunities()
      return try communities.map { community in
        var rows: [AnyHashable] = [community]
        rows += try transaction.members(of: community.key).map { AnyHashable($0) }
        rows += try transaction.recipes(in: community.key, deleted: .included, limit: 100)
          .map { AnyHashable($0) }
        return rows
      }
    }
  }
}
