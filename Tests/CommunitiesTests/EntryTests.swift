import Communities
import CommunityRules
import RecipeModel
import Store
import Testing

/// One operation with what it must leave in the feed and in the audit log.
struct Operation: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var feed: [String]
  var audit: [String]
  var run: @Sendable (Village) throws -> Void

  init(
    _ name: String, feed: [String] = [], audit: [String] = [],
    _ run: @escaping @Sendable (Village) throws -> Void
  ) {
    testDescription = name
    self.feed = feed
    self.audit = audit
    self.run = run
  }
}

struct EntryTests {
  @Test(arguments: Operation.all)
  func `every operation leaves its entries, and no others`(operation: Operation) throws {
    try Village.with { (village) throws in
      let feed = try village.feed()
      let audit = try village.audit()
      try operation.run(village)
      #expect(try Array(village.feed().dropFirst(feed.count)) == operation.feed)
      #expect(try Array(village.audit().dropFirst(audit.count)) == operation.audit)
      try village.expectNoPrivateText()
    }
  }

  @Test func `what a refused request began to write is not there`() throws {
    try Village.with { (village) throws in
      let (feed, audit) = (try village.feed(), try village.audit())
      #expect(throws: InvalidValue(.username, .taken)) {
        try village.actions.invite(
          try EmailAddress("zoe@example.org"), username: try Username("ada"), into: "circle",
          as: .otto)
      }
      #expect(try village.feed() == feed)
      #expect(try village.audit() == audit)
    }
  }

  @Test func `entries name who acted, and nobody where it was the operator`() throws {
    try Village.with { (village) throws in
      try village.actions.deleteRecipe(village.soup.id, as: .ada)
      try village.actions.restoreRecipe(village.soup.id, as: .operator)
      try village.store.read { (transaction) throws in
        let ada = try #require(try transaction.user(withUsername: FoldedName("ada")))
        let entries = try transaction.auditEntries(about: .recipe(village.soup.id))
        #expect(entries.map(\.action) == ["recipe.create", "recipe.delete", "recipe.restore"])
        #expect(entries.dropFirst().map(\.actor) == [ada.key, nil])
        #expect(Set(entries.map(\.community)).count == 1)
      }
    }
  }
}

extension Operation {
  static let all = [
    Operation("user create", audit: ["user.create"]) {
      _ = try $0.actions.createUser(
        email: EmailAddress("zoe@example.org"), username: Username("Zoe"), as: .operator)
    },
    Operation(
      "community create", feed: ["user_joined Dora"],
      audit: ["community.create", "membership.begin"]
    ) { try $0.actions.found("crumb", by: .dora) },
    Operation("invite", feed: ["user_joined Dora"], audit: ["membership.begin"]) {
      _ = try $0.actions.invite(EmailAddress("dora@example.org"), into: "circle", as: .ada)
    },
    Operation(
      "invite somebody unknown", feed: ["user_joined zoe"],
      audit: ["membership.begin", "user.create"]
    ) { _ = try $0.actions.invite(EmailAddress("zoe@example.org"), into: "circle", as: .ada) },
    Operation("invite a member") {
      _ = try $0.actions.invite(EmailAddress("ben@example.org"), into: "circle", as: .ada)
    },
    Operation("promote", feed: ["user_promoted Ben"], audit: ["membership.promote"]) {
      _ = try $0.actions.promote("Ben", in: "circle", as: .ada)
    },
    Operation("promote an admin") { _ = try $0.actions.promote("Otto", in: "circle", as: .ada) },
    Operation("leave", feed: ["user_left Ben"], audit: ["membership.end"]) {
      _ = try $0.actions.leave("circle", as: .ben)
    },
    Operation(
      "leave last", feed: ["user_left Eve", "community_deleted Eve"],
      audit: ["membership.end", "community.delete"]
    ) { _ = try $0.actions.leave("rye-house", as: .eve) },
    Operation(
      "community delete",
      feed: ["Ada", "Otto", "Ben", "Cleo"].map { "community_deleted \($0)" },
      audit: ["community.delete"]
    ) { _ = try $0.actions.deleteCommunity("circle", as: .operator) },
    Operation(
      "community restore", feed: ["community_deleted Eve"],
      audit: ["community.delete", "community.restore"]
    ) {
      _ = try $0.actions.deleteCommunity("rye-house", as: .operator)
      _ = try $0.actions.restoreCommunity("rye-house", as: .operator)
    },
    Operation(
      "community restore with an admin",
      feed: ["user_left Eve", "community_deleted Eve", "user_joined Dora"],
      audit: ["membership.end", "community.delete", "community.restore", "membership.begin"]
    ) {
      _ = try $0.actions.leave("rye-house", as: .eve)
      _ = try $0.actions.restoreCommunity("rye-house", admin: "Dora", as: .operator)
    },
    Operation("recipe create", feed: ["recipe_created Ben"], audit: ["recipe.create"]) {
      _ = try $0.actions.createRecipe(
        RecipeRequest(in: .community("circle"), body: RecipeBody(title: "Stew")), as: .ben)
    },
    Operation(
      "recipe create in a catalogue", feed: ["recipe_created Dora"], audit: ["recipe.create"]
    ) {
      _ = try $0.actions.createRecipe(
        RecipeRequest(in: .catalogue, body: RecipeBody(title: "Stew")), as: .dora)
    },
    Operation("recipe edit", audit: ["recipe.edit"]) {
      try $0.actions.editRecipe($0.soup.id, as: .cleo) { $0.title = "Stew" }
    },
    Operation("recipe edit without a change") {
      try $0.actions.editRecipe($0.soup.id, as: .cleo) { _ in }
    },
    Operation("recipe delete", audit: ["recipe.delete"]) {
      try $0.actions.deleteRecipe($0.soup.id, as: .cleo)
    },
    Operation("recipe restore", audit: ["recipe.delete", "recipe.restore"]) {
      try $0.actions.deleteRecipe($0.soup.id, as: .ada)
      try $0.actions.restoreRecipe($0.soup.id, as: .cleo)
    },
    Operation("recipe tag", audit: ["recipe.tag"]) {
      try $0.actions.tagRecipe(
        $0.soup.id, adding: [TagName("Winter")], removing: [TagName("rye")], as: .cleo)
    },
    Operation("recipe tag without a change") {
      try $0.actions.tagRecipe($0.soup.id, adding: [TagName("RYE")], as: .cleo)
    },
    Operation("propose", feed: ["variant_proposed Ben"], audit: ["proposal.create"]) {
      _ = try $0.propose("Stew", by: .ben)
    },
    Operation(
      "propose where nobody decides",
      feed: ["user_left Cleo", "variant_proposed Ben", "variant_created Ben"],
      audit: ["membership.end", "proposal.create", "proposal.orphan"]
    ) {
      _ = try $0.actions.leave("circle", as: .cleo)
      _ = try $0.propose("Stew", by: .ben)
    },
    Operation(
      "accept", feed: ["variant_proposed Ben", "proposal_accepted Ben"],
      audit: ["proposal.create", "proposal.accept"]
    ) {
      _ = try $0.actions.decideProposal(try $0.propose("Stew", by: .ben), .accept, as: .cleo)
    },
    Operation(
      "reject", feed: ["variant_proposed Ben", "proposal_rejected Ben", "variant_created Ben"],
      audit: ["proposal.create", "proposal.reject"]
    ) {
      _ = try $0.actions.decideProposal(try $0.propose("Stew", by: .ben), .reject, as: .cleo)
    },
    Operation(
      "accept without the confirmation that it takes", feed: ["variant_proposed Ben"],
      audit: ["proposal.create", "recipe.edit"]
    ) {
      let proposal = try $0.propose("Stew", by: .ben)
      try $0.actions.editRecipe($0.soup.id, as: .cleo) { $0.title = "Broth" }
      _ = try $0.actions.decideProposal(proposal, .accept, as: .cleo)
    },
    Operation(
      "leave with proposals to decide",
      feed: ["variant_proposed Ben", "user_left Cleo", "variant_created Ben"],
      audit: ["proposal.create", "membership.end", "proposal.orphan"]
    ) {
      _ = try $0.propose("Stew", by: .ben)
      _ = try $0.actions.leave("circle", as: .cleo)
    },
    Operation(
      "share", feed: ["user_joined Cleo", "recipe_shared Cleo", "recipe_shared Cleo"],
      audit: ["membership.begin", "recipe.share"]
    ) {
      try $0.join("cleo", "rye-house", by: .eve)
      _ = try $0.actions.shareRecipe($0.soup.id, into: "rye-house", as: .cleo)
    },
    Operation("community settings", audit: ["community.change"]) {
      _ = try $0.actions.changeCommunity(
        "circle", CommunityChange(name: CommunityName("Soup & Stew"), description: "Winter"),
        as: .ada)
    },
    Operation("community settings that are so already") {
      _ = try $0.actions.changeCommunity(
        "circle", CommunityChange(slug: Slug("circle"), timeZone: "UTC"), as: .ada)
    },
    Operation("set a target", audit: ["target.set"]) {
      _ = try $0.setTarget(500, by: .ada)
    },
    Operation("set a target, another value and the same", audit: ["target.set", "target.set"]) {
      _ = try $0.setTarget(500, by: .ada)
      _ = try $0.setTarget(600, by: .operator)
      _ = try $0.setTarget(600, by: .otto)
    },
    Operation("remove a target", audit: ["target.set", "target.remove"]) {
      _ = try $0.setTarget(500, by: .ada)
      _ = try $0.actions.removeTarget(of: "circle", .views, .weekly, as: .ada)
    },
    Operation("user settings", audit: ["user.change"]) {
      _ = try $0.actions.changeUser(nil, UserChange(username: Username("Zoe")), as: .ada)
    },
    Operation("user settings that are so already") {
      _ = try $0.actions.changeUser(nil, UserChange(viewTracking: true), as: .ada)
    },
    Operation("mark a feed as read") {
      try $0.actions.markFeedRead(.own, as: .ada)
      try $0.actions.markFeedRead(.community("circle"), as: .ada)
    },
    Operation("looking") {
      _ = try $0.actions.readFeed(FeedRequest(.own, limit: 10), as: .ada)
      _ = try $0.actions.listCommunities(as: .ada)
      _ = try $0.actions.showCommunity("circle", as: .ada)
      _ = try $0.actions.listMembers(of: "circle", as: .ada)
      _ = try $0.actions.listRecipes(in: .community("circle"), limit: 10, as: .ada)
      _ = try $0.actions.showRecipe($0.soup.id, as: .ada)
      _ = try $0.actions.listProposals(.toDecide, limit: 10, as: .ada)
      _ = try $0.actions.listRevisions(of: $0.soup.id, limit: 10, as: .ada)
      _ = try $0.actions.listUsers(as: .operator)
      _ = try $0.actions.resolveImport(into: .community("circle"), as: .ada)
    },
  ]
}

extension Village {
  /// What every feed says, in the order of the entries' ids: `user_joined Ada`.
  fileprivate func feed() throws -> [String] {
    try store.read { (transaction) throws in
      var entries: [(id: String, text: String)] = []
      for user in try transaction.users(limit: 100) {
        for entry in try transaction.activities(of: user.key, limit: 100) {
          entries.append((entry.id.text, "\(entry.kind.rawValue) \(user.username)"))
        }
      }
      return entries.sorted { $0.id < $1.id }.map(\.text)
    }
  }

  /// The log holds ids and counts: no e-mail address, no username and no recipe text.
  fileprivate func expectNoPrivateText() throws {
    let entries = try store.read { (transaction) throws in
      try transaction.auditEntries(limit: 1000)
    }
    let names = [
      "ada", "otto", "ben", "cleo", "dora", "eve", "zoe", "soup", "stew", "broth", "winter",
    ]
    for entry in entries {
      #expect(!entry.metadata.contains("@"))
      // Words, since an id may hold the letters of a name.
      let words = entry.metadata.lowercased().split { !$0.isLetter && !$0.isNumber }
      #expect(words.allSatisfy { !names.contains(String($0)) }, "\(entry.action)")
    }
  }

  fileprivate func audit() throws -> [String] {
    try store.read { (transaction) throws in
      try transaction.auditEntries(limit: 1000).map(\.action)
    }
  }
}
