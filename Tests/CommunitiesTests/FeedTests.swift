import Communities
import CommunityRules
import RecipeModel
import Store
import Testing

struct FeedTests {
  @Test func `a community's feed is for its members and the operator, newest first`() throws {
    try Village.with { (village) throws in
      village.clock.advance()
      _ = try village.actions.leave("circle", as: .ben)
      let seen = try village.feed(.community("circle"), as: .ada)
      #expect(seen.first == "user_left Ben @circle" && seen.count == 7)
      #expect(seen[1] == "recipe_created Cleo @circle Soup")
      #expect(try village.feed(.community("circle"), as: .operator) == seen)
      for actor in [ActingAs.ben, .dora, .eve] {
        #expect(throws: UnknownReference(.community, "circle")) {
          try village.feed(.community("circle"), as: actor)
        }
      }
    }
  }

  @Test func `one's own feed holds one's acts, and one's communities unless switched off`() throws {
    try Village.with { (village) throws in
      let own = ["recipe_created Cleo @circle Soup", "user_joined Cleo @circle"]
      #expect(try village.feed(.own, as: .cleo).count == 6)
      _ = try village.actions.changeUser(nil, UserChange(notifications: .own), as: .cleo)
      #expect(try village.feed(.own, as: .cleo) == own)
      _ = try village.actions.changeUser(
        nil, UserChange(notifications: NotificationPreference.none), as: .cleo)
      let off = try village.actions.readFeed(FeedRequest(.own, limit: 10), as: .cleo)
      #expect(off.isSwitchedOff && off.entries.isEmpty)
      // The community's feed is there all the same.
      #expect(try village.feed(.community("circle"), as: .cleo).count == 6)
      #expect(refusingRule { _ = try village.feed(.own, as: .operator) } == .r7)
    }
  }

  @Test func `what others do with one's recipes stands in one's own feed, while a member`() throws {
    try Village.with { (village) throws in
      _ = try village.actions.changeUser(nil, UserChange(notifications: .own), as: .cleo)
      try village.join("ada", "rye-house", by: .eve)
      village.clock.advance()
      _ = try village.actions.shareRecipe(village.soup.id, into: "rye-house", as: .ada)
      #expect(
        try village.feed(.own, as: .cleo).first == "recipe_shared Ada @circle Soup")
      _ = try village.actions.leave("circle", as: .cleo)
      // R7: neither the community nor the recipe shows to who has left, and others' acts are gone.
      #expect(
        try village.feed(.own, as: .cleo)
          == ["user_left Cleo", "recipe_created Cleo", "user_joined Cleo"])
    }
  }

  @Test func `a rejection is shown to the proposer and the recipe's creator only`() throws {
    try Village.with { (village) throws in
      try village.store.write { (transaction) throws in
        let ben = try #require(try transaction.user(withUsername: FoldedName("ben")))
        let soup = try #require(try transaction.recipe(village.soup.id))
        try transaction.insert(
          NewActivity(
            id: ActivityID("no"), kind: .proposalRejected, user: ben.key,
            community: soup.community, recipe: soup.key, createdAt: soup.createdAt))
      }
      // Of a proposal that the creator made to themselves, who is told as the proposer.
      try village.store.write { (transaction) throws in
        let cleo = try #require(try transaction.user(withUsername: FoldedName("cleo")))
        let soup = try #require(try transaction.recipe(village.soup.id))
        try transaction.insert(
          NewActivity(
            id: ActivityID("own"), kind: .proposalRejected, user: cleo.key,
            community: soup.community, recipe: soup.key, createdAt: soup.createdAt))
      }
      #expect(
        try village.feed(.community("circle"), as: .ben).count {
          $0.hasPrefix("proposal_rejected")
        } == 1)
      func shows(_ name: FeedName, _ actor: ActingAs) throws -> Bool {
        try village.feed(name, as: actor).contains { $0.hasPrefix("proposal_rejected") }
      }
      for actor in [ActingAs.ben, .cleo] {
        #expect(try shows(.own, actor))
        #expect(try shows(.community("circle"), actor))
      }
      for actor in [ActingAs.ada, .otto] {
        #expect(try !shows(.own, actor))
        #expect(try !shows(.community("circle"), actor))
        #expect(throws: UnknownReference(.activity, "no")) {
          try village.actions.readFeed(
            FeedRequest(.community("circle"), after: ActivityID("no"), limit: 1), as: actor)
        }
      }
      #expect(try !shows(.community("circle"), .operator))
    }
  }

  @Test func `R11: a recipe's creator finds the proposal in their feed`() throws {
    try Village.with { (village) throws in
      _ = try village.actions.changeUser(nil, UserChange(notifications: .own), as: .cleo)
      village.clock.advance()
      let proposal = try village.propose("Stew", by: .ben)
      #expect(try village.feed(.own, as: .cleo).first == "variant_proposed Ben @circle Soup")
      _ = try village.actions.decideProposal(proposal, .reject, as: .cleo)
      let told = try village.feed(.own, as: .ada).filter { $0.contains("Ben") }
      #expect(
        told == [
          "variant_created Ben @circle Stew", "variant_proposed Ben @circle Soup",
          "user_joined Ben @circle",
        ])
    }
  }

  @Test func `R20: a deleted recipe shows no title, and shows it again once restored`() throws {
    try Village.with { (village) throws in
      let name = FeedName.community("circle")
      try village.actions.deleteRecipe(village.soup.id, as: .cleo)
      #expect(try village.feed(name, as: .cleo).first == "recipe_created Cleo @circle")
      try village.actions.restoreRecipe(village.soup.id, as: .cleo)
      #expect(try village.feed(name, as: .cleo).first == "recipe_created Cleo @circle Soup")
    }
  }

  @Test func `unread is what was stored since, however long ago it happened`() throws {
    try Village.with { (village) throws in
      func unread(_ name: FeedName) throws -> [String] {
        try village.feed(name, unread: true, as: .ben)
      }
      let circle = FeedName.community("circle")
      #expect(try unread(circle).count == 6)
      try village.actions.markFeedRead(circle, as: .ben)
      #expect(try unread(circle).isEmpty)
      // Each feed has a mark of its own, and each reader.
      #expect(try unread(.own).count == 6)
      #expect(try village.feed(circle, unread: true, as: .ada).count == 6)
      try village.store.write { (transaction) throws in
        let otto = try #require(try transaction.user(withUsername: FoldedName("otto")))
        let community = try #require(try transaction.community(slug: "circle"))
        try transaction.insert(
          NewActivity(
            id: ActivityID("late"), kind: .userPromoted, user: otto.key,
            community: community.key, createdAt: Instant(milliseconds: 0)))
      }
      #expect(try unread(circle) == ["user_promoted Otto @circle"])
      let all = try village.actions.readFeed(FeedRequest(circle, limit: 100), as: .ben)
      #expect(all.entries.map(\.isUnread) == [false, false, false, false, false, false, true])
      #expect(refusingRule { try village.actions.markFeedRead(circle, as: .operator) } == .r7)
    }
  }

  @Test(arguments: [1, 2, 3, 7, 100])
  func `pages of any length hold every entry once, in order`(limit: Int) throws {
    try Village.with { (village) throws in
      // Ben is in both communities, and has recipes that others act on.
      try village.join("ben", "rye-house", by: .eve)
      try village.join("ada", "rye-house", by: .eve)
      for number in 0..<6 {
        village.clock.advance()
        let made = try village.actions.createRecipe(
          RecipeRequest(
            in: .community(number % 2 == 0 ? "circle" : "rye-house"),
            body: RecipeBody(title: "Loaf \(number)")), as: .ben)
        _ = try village.actions.shareRecipe(
          made.id, into: number % 2 == 0 ? "rye-house" : "circle", as: number < 4 ? .ada : .ben)
      }
      let whole = try village.actions.readFeed(FeedRequest(.own, limit: 1000), as: .ben)
      #expect(whole.next == nil && whole.entries.count == Set(whole.entries.map(\.id)).count)
      #expect(
        whole.entries.map(\.createdAt) == whole.entries.map(\.createdAt).sorted { $0 > $1 })
      var pages: [FeedEntry] = []
      var cursor: ActivityID?
      repeat {
        let page = try village.actions.readFeed(
          FeedRequest(.own, after: cursor, limit: limit), as: .ben)
        #expect(page.entries.count <= limit)
        pages += page.entries
        cursor = page.next
      } while cursor != nil
      #expect(pages == whole.entries)
      // The same as the feeds of both communities and Ben's own acts, put together.
      var expected: Set<ActivityID> = []
      for name in ["circle", "rye-house"] {
        expected.formUnion(
          try village.actions.readFeed(FeedRequest(.community(name), limit: 1000), as: .ben)
            .entries.map(\.id))
      }
      #expect(Set(pages.map(\.id)) == expected)
    }
  }
}

extension Village {
  /// `recipe_created Cleo @circle Soup`, from new to old.
  fileprivate func feed(
    _ name: FeedName, unread: Bool = false, as acting: ActingAs
  ) throws -> [String] {
    try actions.readFeed(FeedRequest(name, isUnreadOnly: unread, limit: 100), as: acting).entries
      .map { entry in
        [
          entry.kind.rawValue, entry.user, entry.community.map { "@\($0)" }, entry.recipe?.title,
        ].compactMap { $0 }.joined(separator: " ")
      }
  }
}
