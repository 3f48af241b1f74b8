import Communities
import CommunityRules
import RecipeModel
import Testing

@testable import Store

struct ProposalTests {
  @Test func `R11: a proposal stands in the creator's list, the proposer's and the community's`()
    throws
  {
    try Village.with { (village) throws in
      let id = try village.propose("Stew", by: .ben)
      func listed(_ scope: ProposalScope, _ acting: ActingAs) throws -> [ProposalID] {
        try village.actions.listProposals(scope, limit: 10, as: acting).proposals.map(\.id)
      }
      #expect(try listed(.toDecide, .cleo) == [id])
      #expect(try listed(.toDecide, .ben) == [])
      #expect(try listed(.mine, .ben) == [id])
      #expect(try listed(.mine, .cleo) == [])
      #expect(try listed(.recipe(village.soup.id), .otto) == [id])
      #expect(try listed(.community("circle"), .operator) == [id])
      expectRefusal(.r7) { _ = try listed(.toDecide, .operator) }
      let shown = try village.actions.showProposal(id, as: .otto)
      #expect(shown.summary.proposedTitle == "Stew")
      #expect(shown.summary.recipeTitle == "Soup")
      #expect(shown.summary.status == .pending)
    }
  }

  @Test func `R7: who is outside learns of no proposal`() throws {
    try Village.with { (village) throws in
      let id = try village.propose("Stew", by: .ben)
      for outsider in [ActingAs.dora, .eve] {
        #expect(throws: UnknownReference(.proposal, id.text)) {
          try village.actions.showProposal(id, as: outsider)
        }
        #expect(throws: UnknownReference(.proposal, id.text)) {
          try village.actions.decideProposal(id, .accept, as: outsider)
        }
      }
      _ = try village.actions.leave("circle", as: .ben)
      #expect(try village.actions.listProposals(.mine, limit: 9, as: .ben).proposals == [])
    }
  }

  @Test func `R7a: who left knows the proposals from before, and none that were made since`() throws
  {
    try Village.with { (village) throws in
      let before = try village.propose("Stew", by: .ben)
      _ = try village.actions.leave("circle", as: .cleo)
      village.clock.advance()
      let since = try village.propose("Broth", by: .otto)
      expectRefusal(.r7a) { _ = try village.actions.decideProposal(before, .accept, as: .cleo) }
      let unknown = UnknownReference(.proposal, since.text)
      #expect(throws: unknown) {
        _ = try village.actions.decideProposal(since, .accept, as: .cleo)
      }
      _ = try village.actions.invite(
        try EmailAddress("cleo@example.org"), into: "circle", as: .ada)
      for id in [before, since] {
        #expect(try village.actions.showProposal(id, as: .cleo).summary.id == id)
      }
    }
  }

  @Test func `R11: what the recipe says already, and a personal copy, are not proposed on`() throws
  {
    try Village.with { (village) throws in
      expectRefusal(.r11) { _ = try village.propose(" Soup ", by: .ben) }
      let copy = try #require(village.soup.personalCopy)
      expectRefusal(.r11) { _ = try village.propose("Stew", for: copy, by: .cleo) }
      #expect(try village.count("proposal") == 0)
      #expect(try village.count("recipe_body") == 1)
    }
  }

  @Test func `R12: accepted, the recipe and the creator's copy say it, and keep what they said`()
    throws
  {
    try Village.with { (village) throws in
      let (actions, soup) = (village.actions, village.soup.id)
      let copy = try #require(village.soup.personalCopy)
      let id = try village.propose("Stew", by: .ben)
      #expect(
        try actions.decideProposal(id, .accept, as: .cleo) == .accepted(personalCopy: copy))
      for recipe in [soup, copy] {
        let shown = try actions.showRecipe(recipe, as: .cleo)
        #expect(shown.body.title == "Stew")
        #expect(shown.tags == ["Rye"])
        let revisions = try actions.listRevisions(of: recipe, limit: 9, as: .cleo).revisions
        #expect(revisions.map(\.title) == ["Soup"])
        #expect(revisions.first?.cause == .proposal)
        #expect(revisions.first?.proposal == id)
        let first = try #require(revisions.first?.id)
        #expect(try actions.showRevision(first, of: recipe, as: .cleo).body.title == "Soup")
      }
      #expect(try village.count("recipe") == 2)
      #expect(try actions.showProposal(id, as: .ada).decidedBy == "Cleo")
      // R7: the copy's revisions are its owner's.
      #expect(throws: UnknownReference(.recipe, copy.text)) {
        _ = try actions.listRevisions(of: copy, limit: 9, as: .ben)
      }
    }
  }

  @Test func `R12: a personal copy that was deleted stays as it was`() throws {
    try Village.with { (village) throws in
      let copy = try #require(village.soup.personalCopy)
      try village.actions.deleteRecipe(copy, as: .cleo)
      let id = try village.propose("Stew", by: .ben)
      #expect(
        try village.actions.decideProposal(id, .accept, as: .cleo)
          == .accepted(personalCopy: nil))
      let shown = try village.actions.showRecipe(copy, includingDeleted: true, as: .cleo)
      #expect(shown.body.title == "Soup")
    }
  }

  @Test func `R12: rejected, it is the proposer's variant with tags and pictures, and no copy`()
    throws
  {
    try Village.with { (village) throws in
      let (actions, soup) = (village.actions, village.soup.id)
      try village.store.write { (transaction) throws in
        let key = try #require(try transaction.recipe(soup)?.key)
        try transaction.add(
          imageURL: "https://example.org/soup.jpg", to: key, position: 0,
          at: Instant(milliseconds: 5))
      }
      let id = try village.propose("Stew", by: .ben)
      let outcome = try actions.decideProposal(id, .reject, as: .cleo)
      guard case .rejected(let variant) = outcome else {
        Issue.record("it was not rejected")
        return
      }
      let shown = try actions.showRecipe(variant, as: .ada)
      #expect(shown.body.title == "Stew")
      #expect(shown.creator == "Ben")
      #expect(shown.community == "circle")
      #expect(shown.tags == ["Rye"])
      #expect(shown.imageURL == "https://example.org/soup.jpg")
      #expect(shown.origin?.kind == .variant)
      #expect(shown.origin?.recipe == soup)
      #expect(try village.count("recipe_image") == 2)
      #expect(try village.count("recipe") == 3)
      #expect(try village.count("recipe_revision") == 0)
      #expect(try actions.showRecipe(soup, as: .cleo).body.title == "Soup")
      #expect(try actions.showProposal(id, as: .ben).variant == variant)
    }
  }

  @Test func `R7: a rejection is for its proposer and the creator to see`() throws {
    try Village.with { (village) throws in
      let id = try village.propose("Stew", by: .ben)
      _ = try village.actions.decideProposal(id, .reject, as: .cleo)
      for (acting, seen) in [
        (ActingAs.ben, 1), (.cleo, 1), (.operator, 1), (.ada, 0), (.otto, 0),
      ] {
        let page = try village.actions.listProposals(.community("circle"), limit: 9, as: acting)
        #expect(page.proposals.count == seen)
      }
      expectRefusal(.r7) { _ = try village.actions.showProposal(id, as: .ada) }
    }
  }

  @Test func `R12: a recipe that has changed since asks for a confirmation`() throws {
    try Village.with { (village) throws in
      let (actions, soup) = (village.actions, village.soup.id)
      let id = try village.propose("Stew", by: .ben)
      try actions.editRecipe(soup, as: .cleo) { $0.title = "Broth" }
      #expect(try actions.showProposal(id, as: .cleo).baseHasChanged)
      guard
        case .needsConfirmation(let difference) =
          try actions.decideProposal(id, .accept, as: .cleo)
      else {
        Issue.record("no confirmation was asked for")
        return
      }
      #expect(
        difference.lines.filter { $0.kind != .kept }
          == [.init(.removed, "# Broth"), .init(.added, "# Stew")])
      #expect(try actions.showRecipe(soup, as: .cleo).body.title == "Broth")
      _ = try actions.decideProposal(id, .accept, isConfirmed: true, as: .cleo)
      #expect(try actions.showRecipe(soup, as: .cleo).body.title == "Stew")
      let revisions = try actions.listRevisions(of: soup, limit: 9, as: .cleo).revisions
      #expect(revisions.map(\.title) == ["Broth", "Soup"])
      #expect(revisions.map(\.cause) == [.proposal, .edit])
    }
  }

  @Test func `R12: a recipe that has come to say it is accepted without a question`() throws {
    try Village.with { (village) throws in
      let id = try village.propose("Stew", by: .ben)
      try village.actions.editRecipe(village.soup.id, as: .cleo) { $0.title = "Stew" }
      _ = try village.actions.decideProposal(id, .accept, as: .cleo)
      // The edit of the recipe, and the copy's taking of the proposal.
      #expect(try village.count("recipe_revision") == 2)
    }
  }

  @Test(arguments: DecideProposal.Verdict.allCases, DecideProposal.Verdict.allCases)
  func `R13: deciding again is refused and changes nothing`(
    first: DecideProposal.Verdict, second: DecideProposal.Verdict
  ) throws {
    try Village.with { (village) throws in
      let id = try village.propose("Stew", by: .ben)
      _ = try village.actions.decideProposal(id, first, as: .cleo)
      let before = try village.count("audit_log")
      expectRefusal(.r13) {
        _ = try village.actions.decideProposal(id, second, isConfirmed: true, as: .cleo)
      }
      #expect(try village.count("audit_log") == before)
    }
  }

  @Test func `R14: a departure makes variants of what waited, and the return undoes nothing`()
    throws
  {
    try Village.with { (village) throws in
      let id = try village.propose("Stew", by: .ben)
      _ = try village.actions.leave("circle", as: .cleo)
      let shown = try village.actions.showProposal(id, as: .ben)
      #expect(shown.summary.status == .rejected)
      #expect(shown.decidedBy == nil)
      let variant = try #require(shown.variant)
      #expect(try village.actions.showRecipe(variant, as: .ada).creator == "Ben")
      _ = try village.actions.invite(
        try EmailAddress("cleo@example.org"), into: "circle", as: .ada)
      expectRefusal(.r13) { _ = try village.actions.decideProposal(id, .accept, as: .cleo) }
    }
  }

  @Test func `R14: a new proposal to a recipe of one who left is a variant at once`() throws {
    try Village.with { (village) throws in
      _ = try village.actions.leave("circle", as: .cleo)
      let made = try village.actions.proposeUpdate(of: village.soup.id, as: .ben) {
        $0.title = "Stew"
      }
      let variant = try #require(made.variant)
      #expect(try village.actions.showRecipe(variant, as: .ben).body.title == "Stew")
      expectRefusal(.r7a) { _ = try village.actions.decideProposal(made.id, .accept, as: .cleo) }
    }
  }

  @Test func `R14: the work of a proposer who left is credited to them`() throws {
    try Village.with { (village) throws in
      let id = try village.propose("Stew", by: .ben)
      _ = try village.actions.leave("circle", as: .ben)
      guard
        case .rejected(let variant) = try village.actions.decideProposal(id, .reject, as: .cleo)
      else {
        Issue.record("it was not rejected")
        return
      }
      #expect(try village.actions.showRecipe(variant, as: .cleo).creator == "Ben")
    }
  }

  @Test func `R20: proposals to a deleted recipe are frozen, and come back with it`() throws {
    try Village.with { (village) throws in
      let (actions, soup) = (village.actions, village.soup.id)
      let id = try village.propose("Stew", by: .ben)
      try actions.deleteRecipe(soup, as: .cleo)
      #expect(try actions.listProposals(.toDecide, limit: 9, as: .cleo).proposals == [])
      #expect(try actions.listProposals(.mine, limit: 9, as: .ben).proposals == [])
      expectRefusal(.r20) { _ = try actions.decideProposal(id, .accept, as: .cleo) }
      try actions.restoreRecipe(soup, as: .cleo)
      #expect(try actions.listProposals(.toDecide, limit: 9, as: .cleo).proposals.map(\.id) == [id])
    }
  }

  @Test func `R14: frozen ones become variants when the recipe is back without its creator`() throws
  {
    try Village.with { (village) throws in
      let (actions, soup) = (village.actions, village.soup.id)
      let id = try village.propose("Stew", by: .ben)
      try actions.deleteRecipe(soup, as: .cleo)
      _ = try actions.leave("circle", as: .cleo)
      #expect(try village.count("recipe WHERE origin_kind = 'variant'") == 0)
      try actions.restoreRecipe(soup, as: .ada)
      #expect(try actions.showProposal(id, as: .ben).summary.status == .rejected)
      #expect(try village.count("recipe WHERE origin_kind = 'variant'") == 1)
    }
  }

  @Test func `R6, R14: proposals go with their community, and come back as variants`() throws {
    try Village.with { (village) throws in
      let actions = village.actions
      let id = try village.propose("Stew", by: .ben)
      for acting in [ActingAs.otto, .ben, .cleo] { _ = try actions.leave("circle", as: acting) }
      // Cleo's departure made a variant; what waits for Ada goes with the community.
      #expect(try village.count("recipe WHERE origin_kind = 'variant'") == 1)
      let bread = try actions.createRecipe(
        RecipeRequest(in: .community("circle"), body: RecipeBody(title: "Bread")), as: .ada)
      let second = try actions.proposeUpdate(of: bread.id, as: .ada) { $0.title = "Loaf" }
      #expect(second.variant == nil)
      _ = try actions.leave("circle", as: .ada)
      #expect(try village.count("recipe WHERE origin_kind = 'variant'") == 1)
      _ = try actions.restoreCommunity("circle", admin: "Dora", as: .operator)
      #expect(try actions.showProposal(second.id, as: .operator).summary.status == .rejected)
      #expect(try actions.showProposal(id, as: .operator).summary.status == .rejected)
      #expect(
        try actions.titles(in: .community("circle"), as: .dora).sorted()
          == ["Bread", "Loaf", "Soup", "Stew"])
    }
  }

  @Test func `a list of proposals goes on after its last one, from new to old`() throws {
    try Village.with { (village) throws in
      var made: [ProposalID] = []
      for number in 1...5 {
        village.clock.advance()
        made.append(try village.propose("Stew \(number)", by: .ben))
      }
      var read: [ProposalID] = []
      var last: ProposalID?
      repeat {
        let page = try village.actions.listProposals(.toDecide, after: last, limit: 2, as: .cleo)
        read += page.proposals.map(\.id)
        last = page.next
      } while last != nil
      #expect(read == made.reversed())
      #expect(
        try village.actions.listProposals(
          .community("circle"), status: .accepted, limit: 9, as: .ben
        ).proposals == [])
    }
  }
}

/// Expects that a rule refuses a request.
private func expectRefusal(
  _ rule: Rule, sourceLocation: SourceLocation = #_sourceLocation, _ request: () throws -> Void
) {
  let refused = refusingRule(request)
  #expect(refused == rule, sourceLocation: sourceLocation)
}

extension Village {
  /// How many rows a table has, with a condition after its name.
  fileprivate func count(_ rows: String) throws -> Int {
    try store.read { (transaction) throws in
      Int(try transaction.integer("SELECT count(*) FROM \(rows)"))
    }
  }
}
