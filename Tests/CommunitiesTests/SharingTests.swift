import Communities
import CommunityRules
import RecipeModel
import Store
import Testing

struct SharingTests {
  /// The village where Cleo is a member of `rye-house` too, with pictures on the soup.
  private func village<Result>(_ body: (Village) throws -> Result) throws -> Result {
    try Village.with { (village) throws in
      try village.join("cleo", "rye-house", by: .eve)
      try village.store.write { (transaction) throws in
        let soup = try #require(try transaction.recipe(village.soup.id))
        try transaction.add(
          StoredImage(
            digest: Digest(bytes: [UInt8](repeating: 7, count: 32)), mediaType: "image/png",
            width: 1, height: 1, byteSize: 9),
          to: soup.key, position: 1, at: soup.createdAt)
        try transaction.add(
          imageURL: "https://example.org/soup.jpg", to: soup.key, position: 0, at: soup.createdAt)
      }
      village.clock.advance(days: 1)
      return try body(village)
    }
  }

  @Test func `R17: the fork is a copy of all that the recipe is, made by who shared it`() throws {
    try village { village in
      let actions = village.actions
      let fork = try actions.shareRecipe(village.soup.id, into: "rye-house", as: .cleo)
      let shown = try actions.showRecipe(fork, as: .eve)
      let origin = try actions.showRecipe(village.soup.id, as: .ben)
      #expect(shown.body == origin.body)
      #expect(shown.tags == ["Rye"] && shown.imageURL == "https://example.org/soup.jpg")
      #expect(shown.creator == "Cleo" && shown.community == "rye-house")
      #expect(shown.origin?.kind == .share && shown.origin?.sharedFrom == "circle")
      #expect(shown.origin?.sharedAt == shown.createdAt)
      // Eve belongs to no circle, so she is not told which recipe it was (R19).
      #expect(shown.origin?.recipe == nil)
      // No personal copy was made: Cleo has the one of the soup.
      #expect(try actions.titles(in: .catalogue, as: .cleo) == ["Soup"])
      try village.store.read { (transaction) throws in
        let soup = try #require(try transaction.recipe(village.soup.id))
        let stored = try #require(try transaction.recipe(fork))
        let circle = try #require(try transaction.community(slug: "circle"))
        #expect(
          stored.origin
            == .share(of: soup.key, from: circle.key, by: stored.creator, at: stored.createdAt))
      }
      let pictures = try village.pictures(of: fork)
      #expect(pictures.count == 2)
      #expect(try pictures == village.pictures(of: village.soup.id))
    }
  }

  @Test func `R19: of the community that a fork came from its members are told the name alone`()
    throws
  {
    try village { village in
      let fork = try village.actions.shareRecipe(village.soup.id, into: "rye-house", as: .cleo)
      let told = try #require(try village.actions.showRecipe(fork, as: .eve).origin)
      #expect(told.sharedFrom == "circle" && told.recipe == nil)
      let toSharer = try village.actions.showRecipe(fork, as: .cleo).origin
      #expect(toSharer?.sharedFrom == "circle" && toSharer?.recipe == village.soup.id)
    }
  }

  @Test func `R17: an admin who shares another's recipe is the creator of the fork`() throws {
    try village { village in
      try village.join("ada", "rye-house", by: .eve)
      let fork = try village.actions.shareRecipe(village.soup.id, into: "rye-house", as: .ada)
      #expect(try village.actions.showRecipe(fork, as: .eve).creator == "Ada")
      #expect(
        refusingRule { try village.actions.editRecipe(fork, as: .cleo) { $0.title = "X" } } == .r12)
    }
  }

  @Test func `R18: a fork is shared on, edited and deleted, and its origin stays as it is`() throws
  {
    try village { village in
      let actions = village.actions
      let fork = try actions.shareRecipe(village.soup.id, into: "rye-house", as: .cleo)
      let origin = try actions.showRecipe(village.soup.id, as: .ben)
      let pictures = try village.pictures(of: village.soup.id)
      village.clock.advance()
      try actions.editRecipe(fork, as: .cleo) { $0.title = "Stew" }
      _ = try actions.tagRecipe(
        fork, adding: [TagName("Winter")], removing: [TagName("Rye")], as: .cleo)
      try actions.found("crumb", by: .cleo)
      let next = try actions.shareRecipe(fork, into: "crumb", as: .cleo)
      #expect(try actions.showRecipe(next, as: .cleo).body.title == "Stew")
      #expect(try actions.showRecipe(next, as: .cleo).origin?.recipe == fork)
      try actions.deleteRecipe(fork, as: .eve)
      #expect(try actions.showRecipe(village.soup.id, as: .ben) == origin)
      #expect(try village.pictures(of: village.soup.id) == pictures)
      #expect(try actions.showRecipe(next, as: .cleo).body.title == "Stew")
    }
  }

  @Test func `R18: a fork is proposed on and varied, and its origin stays as it is`() throws {
    try village { village in
      let actions = village.actions
      let fork = try actions.shareRecipe(village.soup.id, into: "rye-house", as: .cleo)
      let origin = try actions.showRecipe(village.soup.id, as: .ben)
      village.clock.advance()
      let first = try village.propose("Stew", for: fork, by: .eve)
      _ = try actions.decideProposal(first, .reject, as: .cleo)
      let second = try village.propose("Broth", for: fork, by: .eve)
      _ = try actions.decideProposal(second, .accept, as: .cleo)
      #expect(try Set(actions.titles(in: .community("rye-house"), as: .eve)) == ["Broth", "Stew"])
      #expect(try actions.showRecipe(village.soup.id, as: .ben) == origin)
      #expect(try actions.titles(in: .community("circle"), as: .ben) == ["Soup"])
      #expect(try actions.titles(in: .catalogue, as: .cleo) == ["Soup"])
    }
  }

  @Test func `R18: the fork stays when its origin and the community it came from are gone`() throws
  {
    try village { village in
      let actions = village.actions
      let fork = try actions.shareRecipe(village.soup.id, into: "rye-house", as: .cleo)
      try actions.deleteRecipe(village.soup.id, as: .cleo)
      _ = try actions.deleteCommunity("circle", as: .operator)
      let shown = try actions.showRecipe(fork, as: .cleo)
      #expect(shown.body.title == "Soup" && shown.deletedAt == nil)
      #expect(shown.origin?.kind == .share && shown.origin?.recipe == nil)
      #expect(try village.pictures(of: fork).count == 2)
    }
  }

  @Test func `R16: the same recipe is shared once, until its share is deleted`() throws {
    try village { village in
      let actions = village.actions
      let fork = try actions.shareRecipe(village.soup.id, into: "rye-house", as: .cleo)
      let again = { _ = try actions.shareRecipe(village.soup.id, into: "rye-house", as: .cleo) }
      #expect(refusingRule(again) == .r16)
      #expect(try actions.titles(in: .community("rye-house"), as: .eve) == ["Soup"])
      try actions.deleteRecipe(fork, as: .cleo)
      try again()
      // The fork is another recipe than its origin, so it may be shared back.
      try village.join("eve", "circle", by: .ada)
      let second = try #require(
        try actions.listRecipes(in: .community("rye-house"), limit: 1, as: .eve).recipes.first)
      _ = try actions.shareRecipe(second.id, into: "circle", as: .eve)
    }
  }

  @Test func `R7: a community or a recipe out of sight is as if it were not there`() throws {
    try village { village in
      let soup = village.soup.id
      #expect(throws: UnknownReference(.community, "rye-house")) {
        try village.actions.shareRecipe(soup, into: "rye-house", as: .ada)
      }
      #expect(throws: UnknownReference(.recipe, soup.text)) {
        try village.actions.shareRecipe(soup, into: "rye-house", as: .eve)
      }
      let copy = try #require(village.soup.personalCopy)
      #expect(
        refusingRule { _ = try village.actions.shareRecipe(copy, into: "rye-house", as: .cleo) }
          == .r16)
    }
  }

  @Test func `a share stands in the feeds of both communities, each with its own recipe`() throws {
    try village { village in
      let fork = try village.actions.shareRecipe(village.soup.id, into: "rye-house", as: .cleo)
      try village.store.read { (transaction) throws in
        for (slug, id) in [("circle", village.soup.id), ("rye-house", fork)] {
          let community = try #require(try transaction.community(slug: slug))
          let entry = try #require(try transaction.activities(in: community.key, limit: 1).first)
          let recipe = try #require(try transaction.recipe(id))
          #expect(entry.kind == .recipeShared && entry.recipe == recipe.key)
        }
      }
    }
  }
}

extension Village {
  func join(_ name: String, _ slug: String, by acting: ActingAs) throws {
    _ = try actions.invite(try EmailAddress("\(name)@example.org"), into: slug, as: acting)
  }

  /// The pictures of a recipe in their order: the address, or the number of the stored file.
  fileprivate func pictures(of id: RecipeID) throws -> [String] {
    try store.read { (transaction) throws in
      try transaction.pictures(of: try #require(try transaction.recipe(id)).key)
    }
  }
}
