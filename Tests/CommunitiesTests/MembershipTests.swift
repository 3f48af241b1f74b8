import Communities
import CommunityRules
import PipelineCore
import RecipeModel
import Store
import Testing

struct MembershipTests {
  @Test func `R1: a user has a role of its own in each community`() throws {
    try Village.with { (village) throws in
      let actions = village.actions
      _ = try actions.invite(try EmailAddress("ada@example.org"), into: "rye-house", as: .eve)
      let roles = try actions.listCommunities(as: .ada).map {
        "\($0.slug) \($0.role?.rawValue ?? "")"
      }
      #expect(roles == ["circle admin", "rye-house member"])
      #expect(
        refusingRule {
          _ = try actions.invite(EmailAddress("dora@example.org"), into: "rye-house", as: .ada)
        }
          == .r3)
      #expect(throws: UnknownReference(.community, "circle")) {
        try actions.leave("circle", as: .dora)
      }
    }
  }

  @Test func `R1: who is a member already stays what they are`() throws {
    try Village.with { (village) throws in
      let again = try village.actions.invite(
        try EmailAddress("OTTO@example.org"), into: "circle", as: .ada)
      #expect(again.outcome == .wasMemberAlready)
      #expect(again.member.role == .admin)
      #expect(try village.actions.roles(in: "circle").count == 4)
    }
  }

  @Test func `R2: who creates a community is its first admin; the operator names one`() throws {
    try Village.with { (village) throws in
      let actions = village.actions
      let crumb = try actions.createCommunity(
        CommunityRequest(
          slug: try Slug("crumb"), name: try CommunityName("The  crumb"),
          description: "Open and airy.", timeZone: "Europe/Paris"), as: .dora)
      #expect(crumb.role == .admin)
      let shown = try actions.showCommunity("crumb", as: .dora)
      #expect(shown.summary == crumb)
      #expect(shown.summary.name == "The crumb")
      #expect(shown.summary.timeZone == "Europe/Paris")
      #expect(shown.description == "Open and airy.")
      #expect(try actions.roles(in: "crumb") == ["Dora": .admin])
      _ = try actions.found("crust", by: .operator, firstAdmin: "ben")
      #expect(try actions.roles(in: "crust") == ["Ben": .admin])

      #expect(refusingRule { try actions.found("loaf", by: .operator) } == .r2)
      #expect(refusingRule { try actions.found("loaf", by: .dora, firstAdmin: "Ben") } == .r2)
      #expect(throws: UnknownReference.self) { try actions.showCommunity("loaf", as: .operator) }
    }
  }

  @Test func `R3: an admin invites a known user, and an unknown address makes a user`() throws {
    try Village.with { (village) throws in
      let actions = village.actions
      let dora = try actions.invite(try EmailAddress("dora@example.org"), into: "circle", as: .ada)
      #expect(dora.outcome == .joined)
      let zoe = try actions.invite(try EmailAddress("zoe@example.org"), into: "circle", as: .ada)
      #expect(zoe.outcome == .madeAndJoined)
      #expect(zoe.member.username == "zoe")
      // The name that would follow from the address is somebody else's.
      let ben = try actions.invite(try EmailAddress("ben@example.net"), into: "circle", as: .ada)
      #expect(ben.member.username == "ben-2")
      #expect(try actions.roles(in: "circle").count == 7)
    }
  }

  @Test func `R3: who invited somebody is remembered, and nobody where it was the operator`() throws
  {
    try Village.with { (village) throws in
      _ = try village.actions.invite(
        try EmailAddress("dora@example.org"), into: "circle", as: .operator)
      try village.store.read { (transaction) throws in
        let circle = try #require(try transaction.community(slug: "circle"))
        let members = try transaction.members(of: circle.key)
        let ada = try #require(members.first { $0.user.username == "Ada" })
        let inviters = members.map {
          "\($0.user.username) \($0.membership.invitedBy == ada.user.key)"
        }
        #expect(inviters == ["Ada false", "Otto true", "Ben true", "Cleo true", "Dora false"])
      }
    }
  }

  @Test(arguments: [(ActingAs.ben, Rule?.some(.r3)), (.dora, nil), (.eve, nil)])
  func `R3: nobody else invites or promotes, and no user is made`(
    actor: ActingAs, rule: Rule?
  ) throws {
    try Village.with { (village) throws in
      let actions = village.actions
      let before = try actions.listUsers(as: .operator)
      let refused = refusingRule {
        _ = try actions.invite(try EmailAddress("zoe@example.org"), into: "circle", as: actor)
      }
      #expect(refused == rule)
      #expect(try actions.listUsers(as: .operator) == before)
      #expect(refusingRule { _ = try actions.promote("Cleo", in: "circle", as: actor) } == rule)
      #expect(try actions.roles(in: "circle")["Cleo"] == .member)
    }
  }

  @Test func `R3: an admin promotes a member, but not somebody who is none`() throws {
    try Village.with { (village) throws in
      let promotion = try village.actions.promote("ben@example.org", in: "circle", as: .otto)
      #expect(promotion.isNew)
      #expect(try village.actions.roles(in: "circle")["Ben"] == .admin)
      #expect(
        refusingRule { _ = try village.actions.promote("Dora", in: "circle", as: .ada) } == .r3)
    }
  }

  @Test func `R4: promoting an admin again and inviting them again leaves them an admin`() throws {
    try Village.with { (village) throws in
      #expect(try !village.actions.promote("Otto", in: "circle", as: .ada).isNew)
      _ = try village.actions.invite(try EmailAddress("otto@example.org"), into: "circle", as: .ada)
      #expect(try village.actions.roles(in: "circle")["Otto"] == .admin)
    }
  }

  @Test func `R5: a member leaves, and access ends at once`() throws {
    try Village.with { (village) throws in
      #expect(try village.actions.leave("circle", as: .ben) == .membershipEnded)
      #expect(throws: UnknownReference(.community, "circle")) {
        try village.actions.titles(in: .community("circle"), as: .ben)
      }
      #expect(try village.actions.listCommunities(as: .ben).isEmpty)
    }
  }

  @Test func `R5: the last admin of others may not leave, and hears whom to promote`() throws {
    try Village.with { (village) throws in
      let actions = village.actions
      _ = try actions.leave("circle", as: .otto)
      let refusal = #expect(throws: Refusal.self) { try actions.leave("circle", as: .ada) }
      #expect(refusal?.rule == .r5)
      #expect(refusal?.hint == "promote one of: Ben, Cleo")
      _ = try actions.promote("Cleo", in: "circle", as: .ada)
      #expect(try actions.leave("circle", as: .ada) == .membershipEnded)
      #expect(try actions.roles(in: "circle") == ["Ben": .member, "Cleo": .admin])
    }
  }

  @Test func `R6: a community ends with its last user, and with it what lives in it`() throws {
    try Village.with { (village) throws in
      let actions = village.actions
      let rye = try actions.createRecipe(
        RecipeRequest(in: .community("rye-house"), body: RecipeBody(title: "Bread")), as: .eve)
      guard case .communityEnded(let counts) = try actions.leave("rye-house", as: .eve) else {
        Issue.record("the community is still there")
        return
      }
      #expect(counts.recipes == 1)
      // The leaver's membership ended by leaving, so the deletion took none.
      #expect(counts.memberships == 0)
      #expect(throws: UnknownReference.self) {
        try actions.showCommunity("rye-house", as: .operator)
      }
      #expect(refusingRule { _ = try actions.showRecipe(rye.id, as: .operator) } == .r20)
      // R9: the copy is its owner's.
      #expect(try actions.titles(in: .catalogue, as: .eve) == ["Bread"])
    }
  }

  @Test func `R6: the operator deletes a community, and no admin does`() throws {
    try Village.with { (village) throws in
      #expect(refusingRule { _ = try village.actions.deleteCommunity("circle", as: .ada) } == .r6)
      let counts = try village.actions.deleteCommunity("circle", as: .operator)
      #expect(counts.memberships == 4)
      #expect(counts.recipes == 1)
      #expect(try village.actions.listCommunities(as: .ada).isEmpty)
    }
  }

  @Test func `R7a: who comes back is a plain member anew, and their recipes are theirs`() throws {
    try Village.with { (village) throws in
      let (actions, soup) = (village.actions, village.soup.id)
      _ = try actions.leave("circle", as: .otto)
      _ = try actions.leave("circle", as: .cleo)
      #expect(
        refusingRule { try actions.editRecipe(soup, as: .cleo) { $0.title = "Stew" } } == .r7a)
      #expect(try actions.titles(in: .community("circle"), as: .ben) == ["Soup"])

      village.clock.advance(days: 1)
      _ = try actions.invite(try EmailAddress("otto@example.org"), into: "circle", as: .ada)
      let cleo = try actions.invite(try EmailAddress("cleo@example.org"), into: "circle", as: .ada)
      #expect(cleo.member.joinedAt.day.number == Clock().surroundings.now().day.number + 1)
      #expect(try actions.roles(in: "circle")["Otto"] == .member)
      #expect(try actions.editRecipe(soup, as: .cleo) { $0.title = "Stew" })
    }
  }
}
