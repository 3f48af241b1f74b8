import CommunityRules
import PipelineCore
import RecipeModel
import Testing

struct MembershipTests {
  private let circle = Cast.circle

  @Test func `R1: a user is in many communities with a role of its own in each`() throws {
    let greta = PersonStanding(
      id: UserID("greta"), username: "greta",
      roles: [circle.id: .admin, Cast.ryeHouse.id: .member])
    #expect(greta.role(in: circle.id) == .admin)
    #expect(greta.role(in: Cast.ryeHouse.id) == .member)
    _ = try Invite.decide(.user(Cast.dora), into: circle, by: .person(greta), at: Cast.now)
    let refused = refusal { () throws(Refusal) in
      try Invite.decide(.user(Cast.dora), into: Cast.ryeHouse, by: .person(greta), at: Cast.now)
    }
    #expect(refused?.rule == .r3)
  }

  @Test func `R1: a member who is invited again stays the one member they are`() throws {
    let decision = try Invite.decide(
      .user(Cast.ben), into: circle, by: .person(Cast.ada), at: Cast.now)
    #expect(decision == .isMemberAlready)
  }

  @Test func `R1: nobody leaves where they do not belong`() {
    let refused = refusal { () throws(Refusal) in
      try Leave.decide(circle, remaining: others(admins: 2), by: .person(Cast.eve))
    }
    #expect(refused?.rule == .r1)
    #expect(refused?.what == "R1: eve cannot leave sourdough-circle: eve is not a member")
  }

  @Test func `R2: who creates a community is its first admin`() throws {
    let decision = try CreateCommunity.decide(
      Drafts.community, firstAdmin: nil, by: .person(Cast.ben), at: Cast.now)
    #expect(decision.community == Drafts.community)
    #expect(
      decision.firstAdmin
        == MembershipDraft(
          user: Cast.ben.id, community: Drafts.community.id, role: .admin, joinedAt: Cast.now,
          invitedBy: nil))
  }

  @Test func `R2: whom the operator names is the first admin, and they must name somebody`() throws
  {
    let decision = try CreateCommunity.decide(
      Drafts.community, firstAdmin: Cast.dora, by: .operator, at: Cast.now)
    #expect(decision.firstAdmin.user == Cast.dora.id)
    #expect(decision.firstAdmin.role == .admin)
    #expect(creation(named: nil, by: .operator)?.rule == .r2)
    #expect(creation(named: Cast.dora.erased, by: .operator)?.rule == .r20)
  }

  @Test func `R2: nobody creates a community for somebody else to run`() {
    #expect(creation(named: Cast.dora, by: .person(Cast.ben))?.rule == .r2)
    #expect(creation(named: Cast.ben, by: .person(Cast.ben)) == nil)
  }

  @Test(
    arguments: [
      ([(.admin, true)], true),
      ([(.member, true), (.admin, true)], true),
      ([], false),
      ([(.member, true)], false),
      ([(.admin, false), (.member, true)], false),
    ] as [([(Role, Bool)], Bool)])
  func `R2: an imported community is admitted with a living admin only`(
    memberships: [(Role, Bool)], isAdmitted: Bool
  ) {
    let stated = memberships.map { AdmitCommunity.StatedMembership(role: $0.0, isLiving: $0.1) }
    let refused = refusal { () throws(Refusal) in
      try AdmitCommunity.decide(circle, memberships: stated)
    }
    #expect(refused?.rule == (isAdmitted ? nil : .r2))
    let refusedWhenDeleted = refusal { () throws(Refusal) in
      try AdmitCommunity.decide(circle.gone, memberships: stated)
    }
    #expect(refusedWhenDeleted == nil)
  }

  @Test func `R3: an invited user joins at once, an unknown address makes the user`() throws {
    let ada = Actor.person(Cast.ada)
    let membership = MembershipDraft(
      user: Cast.dora.id, community: circle.id, role: .member, joinedAt: Cast.now,
      invitedBy: Cast.ada.id)
    #expect(
      try Invite.decide(.user(Cast.dora), into: circle, by: ada, at: Cast.now)
        == .joins(membership))
    var newcomer = membership
    newcomer.user = Drafts.user.id
    #expect(
      try Invite.decide(.unknown(Drafts.user), into: circle, by: ada, at: Cast.now)
        == .isMadeAndJoins(Drafts.user, newcomer))
    newcomer.invitedBy = nil
    #expect(
      try Invite.decide(.unknown(Drafts.user), into: circle, by: .operator, at: Cast.now)
        == .isMadeAndJoins(Drafts.user, newcomer))
  }

  @Test func `R3: a member who is no admin cannot invite, and hears who can`() {
    let refused = refusal { () throws(Refusal) in
      try Invite.decide(.unknown(Drafts.user), into: circle, by: .person(Cast.ben), at: Cast.now)
    }
    #expect(
      refused?.message == """
        R3: ben cannot invite into sourdough-circle: only an admin can
        hint: ask an admin of sourdough-circle
        """)
  }

  @Test func `R3: an admin promotes a member, and only a member`() throws {
    let ada = Actor.person(Cast.ada)
    #expect(try ChangeRole.decide(Cast.ben, to: .admin, in: circle, by: ada) == .isPromoted)
    #expect(try ChangeRole.decide(Cast.otto, to: .admin, in: circle, by: ada) == .hasRoleAlready)
    for stranger in [Cast.dora, Cast.eve, Cast.ben.erased] {
      let refused = refusal { () throws(Refusal) in
        try ChangeRole.decide(stranger, to: .admin, in: circle, by: ada)
      }
      #expect(refused?.rule == .r3)
    }
  }

  @Test func `R4: nobody demotes an admin, not even themselves`() throws {
    let ada = Actor.person(Cast.ada)
    for actor in [ada, .operator, .person(Cast.otto), .person(Cast.ben)] {
      let refused = refusal { () throws(Refusal) in
        try ChangeRole.decide(Cast.otto, to: .member, in: circle, by: actor)
      }
      #expect(refused?.rule == .r4)
    }
    #expect(try ChangeRole.decide(Cast.ben, to: .member, in: circle, by: ada) == .hasRoleAlready)
  }

  @Test func `R5: a member, and an admin beside another, can always leave`() throws {
    #expect(
      try Leave.decide(circle, remaining: others(admins: 1, members: 3), by: .person(Cast.ada))
        == .membershipEnds)
    #expect(
      try Leave.decide(circle, remaining: others(admins: 1), by: .person(Cast.ben))
        == .membershipEnds)
  }

  @Test func `R5: the last admin of others hears whom they could promote`() {
    let refused = refusal { () throws(Refusal) in
      try Leave.decide(
        circle, remaining: .init(adminCount: 0, memberCount: 2, candidates: ["ben", "cleo"]),
        by: .person(Cast.ada))
    }
    #expect(
      refused?.message == """
        R5: ada cannot leave sourdough-circle as its last admin
        hint: promote one of: ben, cleo
        """)
  }

  @Test(arguments: [(10, ""), (11, " and 1 more"), (5000, " and 4990 more")])
  func `R5: a long list of candidates is cut and counted`(memberCount: Int, rest: String) {
    let names = (1...min(memberCount, 12)).map { "m\($0)" }
    let refused = refusal { () throws(Refusal) in
      try Leave.decide(
        circle, remaining: .init(adminCount: 0, memberCount: memberCount, candidates: names),
        by: .person(Cast.ada))
    }
    #expect(refused?.hint == "promote one of: m1, m2, m3, m4, m5, m6, m7, m8, m9, m10" + rest)
  }

  @Test func `R5: of two admins who leave at once, the second is asked after the first`() throws {
    let ada = Actor.person(Cast.ada)
    let otto = Actor.person(Cast.otto)
    let benRemains = RemainingMembers(adminCount: 0, memberCount: 1, candidates: ["ben"])
    var bothRemain = benRemains
    bothRemain.adminCount = 1
    #expect(try Leave.decide(circle, remaining: bothRemain, by: ada) == .membershipEnds)
    let second = refusal { () throws(Refusal) in
      try Leave.decide(circle, remaining: benRemains, by: otto)
    }
    #expect(second?.rule == .r5)
  }

  @Test(arguments: [Cast.ada, Cast.ben])
  func `R6: the community ends with its last user`(last: PersonStanding) throws {
    #expect(
      try Leave.decide(circle, remaining: others(), by: .person(last)) == .communityEnds)
  }

  @Test func `R6: the operator deletes a community, its admins do not`() throws {
    let deletion = try DeleteCommunity.decide(
      circle, as: Cast.deletion, by: .operator, at: Cast.now)
    #expect(deletion == Deletion(Cast.deletion, of: .community(circle.id), at: Cast.now))
    let refused = refusal { () throws(Refusal) in
      try DeleteCommunity.decide(circle, as: Cast.deletion, by: .person(Cast.ada), at: Cast.now)
    }
    #expect(refused?.rule == .r6)
  }

  @Test func `R7a: who was an admin, left and comes back is a member from now on`() throws {
    let returning = Cast.otto.away
    let later = Cast.now.advanced(byMilliseconds: 5)
    let decision = try Invite.decide(
      .user(returning), into: circle, by: .person(Cast.ada), at: later)
    #expect(
      decision
        == .joins(
          MembershipDraft(
            user: Cast.otto.id, community: circle.id, role: .member, joinedAt: later,
            invitedBy: Cast.ada.id)))
  }

  @Test func `R20: a deleted user is neither invited nor lets anybody in`() {
    for (guest, host) in [(Cast.dora.erased, Cast.ada), (Cast.dora, Cast.ada.erased)] {
      let refused = refusal { () throws(Refusal) in
        try Invite.decide(.user(guest), into: circle, by: .person(host), at: Cast.now)
      }
      #expect(refused?.rule == .r20)
    }
  }

  private func others(admins: Int = 0, members: Int = 0) -> RemainingMembers {
    RemainingMembers(
      adminCount: admins, memberCount: members, candidates: (0..<members).map { "m\($0)" })
  }

  private func creation(named: PersonStanding?, by actor: Actor) -> Refusal? {
    refusal { () throws(Refusal) in
      try CreateCommunity.decide(Drafts.community, firstAdmin: named, by: actor, at: Cast.now)
    }
  }
}
