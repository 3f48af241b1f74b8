import CommunityRules
import PipelineCore
import RecipeModel
import Testing

struct DeletionTests {
  private let circle = Cast.circle
  private let later = Cast.now.advanced(byMilliseconds: 1)

  @Test(arguments: [Actor.operator, .person(Cast.ada), .person(Cast.cleo)])
  func `R20: a recipe is deleted and restored by its creator, an admin or the operator`(
    actor: Actor
  ) throws {
    let deletion = try DeleteRecipe.decide(
      Cast.recipe, as: Cast.deletion, by: actor, at: Cast.now)
    #expect(deletion == Deletion(Cast.deletion, of: .recipe(Cast.recipe.id), at: Cast.now))
    let restoration = try RestoreRecipe.decide(
      Cast.recipe.gone, retention: .standard, by: actor, at: later)
    #expect(restoration == Restoration(of: Cast.deletion))
  }

  @Test func `R20: another member's recipe is not one's own to delete`() {
    let refused = refusal { () throws(Refusal) in
      try DeleteRecipe.decide(
        Cast.recipe, as: Cast.deletion, by: .person(Cast.ben), at: Cast.now)
    }
    #expect(
      refused?.message == """
        R20: ben cannot delete recipe r-1: only its creator or an admin can
        hint: ask its creator or an admin of sourdough-circle
        """)
  }

  @Test func `R20: what is deleted is not edited, tagged or deleted again`() {
    let cleo = Actor.person(Cast.cleo)
    var elsewhere = Cast.recipe
    elsewhere.place = .community(circle.gone)
    for (recipe, actor) in [
      (Cast.recipe.gone, cleo), (Cast.copy.gone, cleo), (elsewhere, .operator),
    ] {
      let refusals = [
        refusal { () throws(Refusal) in try EditRecipe.decide(recipe, by: actor) },
        refusal { () throws(Refusal) in
          try TagRecipe.decide(.init(), on: recipe, carried: [], known: [], by: actor)
        },
        refusal { () throws(Refusal) in
          try DeleteRecipe.decide(recipe, as: Cast.deletion, by: actor, at: later)
        },
      ]
      #expect(refusals.map { $0?.rule } == [.r20, .r20, .r20])
    }
  }

  @Test(arguments: [Actor.operator, .person(Cast.ada)])
  func `R20: nothing happens in a deleted community`(actor: Actor) {
    let gone = circle.gone
    let refusals = [
      refusal { () throws(Refusal) in
        try Invite.decide(.user(Cast.dora), into: gone, by: actor, at: later)
      },
      refusal { () throws(Refusal) in
        try ChangeRole.decide(Cast.ben, to: .admin, in: gone, by: actor)
      },
      refusal { () throws(Refusal) in try BackUp.decide(.community(gone), by: actor) },
      refusal { () throws(Refusal) in
        try DeleteCommunity.decide(gone, as: Cast.deletion, by: .operator, at: later)
      },
      refusal { () throws(Refusal) in
        try CreateRecipe.decide(in: .community(gone), by: .person(Cast.ada))
      },
      refusal { () throws(Refusal) in
        try ImportRecipes.decide(into: .community(gone), by: .person(Cast.ada))
      },
      refusal { () throws(Refusal) in try ViewCommunity.decide(gone, by: .person(Cast.ada)) },
      refusal { () throws(Refusal) in
        try Leave.decide(
          gone, remaining: .init(adminCount: 1, memberCount: 0, candidates: []),
          by: .person(Cast.ada))
      },
    ]
    #expect(refusals.map { $0?.rule } == Array(repeating: .r20, count: refusals.count))
  }

  @Test func `R20: a community's deletion takes what lives in it and nothing else`() throws {
    let deletion = try DeleteCommunity.decide(
      circle, as: Cast.deletion, by: .operator, at: Cast.now)
    let earlier = Life.deleted(by: DeletionID("d-0"), at: Cast.now)
    let taken = [
      Deletable(.community(circle.id), in: circle.id, life: .living),
      Deletable(.membership(MembershipID("m-1")), in: circle.id, life: .living),
      Deletable(.recipe(RecipeID("r-1")), in: circle.id, life: .living),
      Deletable(.proposal(ProposalID("p-1")), in: circle.id, life: .living),
    ]
    let left = [
      Deletable(.recipe(RecipeID("r-2")), in: nil, life: .living),
      Deletable(.recipe(RecipeID("r-3")), in: Cast.ryeHouse.id, life: .living),
      Deletable(.recipe(RecipeID("r-4")), in: circle.id, life: earlier),
      Deletable(.membership(MembershipID("m-2")), in: circle.id, life: earlier),
      Deletable(.community(Cast.ryeHouse.id), in: Cast.ryeHouse.id, life: .living),
    ]
    #expect((taken + left).filter(deletion.takes) == taken)
  }

  @Test func `R20: a community is restored by the operator, not by who was its admin`() throws {
    #expect(restoring() == nil)
    let refused = refusal { () throws(Refusal) in
      try RestoreCommunity.decide(
        .init(), in: state(), retention: .standard, by: .person(Cast.ada), at: later)
    }
    #expect(refused?.rule == .r20)
  }

  @Test func `R21: who left last is not brought back with the community that ended by it`() {
    let membership = Deletable(
      .membership(MembershipID("m-1")), in: circle.id,
      life: .deleted(by: DeletionID("leaving"), at: Cast.now))
    let deletion = Deletion(Cast.deletion, of: .community(circle.id), at: Cast.now)
    #expect(!deletion.takes(membership))
    #expect(!Restoration(of: deletion.id).givesBack(membership))
  }

  @Test func `R20: a recipe's deletion leaves its proposals, which are frozen with it`() throws {
    let deletion = Deletion(Cast.deletion, of: .recipe(Cast.recipe.id), at: Cast.now)
    #expect(
      !deletion.takes(Deletable(.proposal(ProposalID("p-1")), in: circle.id, life: .living)))
    #expect(deletion.takes(Deletable(.recipe(Cast.recipe.id), in: circle.id, life: .living)))
  }

  @Test(arguments: 0..<200)
  func `R21: a restore gives back exactly what its deletion took`(seed: Int) {
    var things = DeletableThings(seed: seed)
    let before = things.all
    let first = things.delete(DeletionID("d-1"))
    let between = things.all
    let second = things.delete(DeletionID("d-2"))
    things.restore(second)
    #expect(things.all == between)
    things.restore(first)
    #expect(things.all == before)
  }

  @Test(
    arguments: [(30, 30 * 86_400_000 - 1, true), (30, 30 * 86_400_000, false), (0, 0, false)]
      as [(Int, Int64, Bool)])
  func `R21: a deletion can be undone until its retention ends`(
    days: Int, elapsed: Int64, isAllowed: Bool
  ) throws {
    let retention = try Retention(days: days)
    let moment = Cast.now.advanced(byMilliseconds: elapsed)
    let recipe = refusal { () throws(Refusal) in
      try RestoreRecipe.decide(
        Cast.recipe.gone, retention: retention, by: .person(Cast.cleo), at: moment)
    }
    let community = restoring(retention: retention, at: moment)
    #expect(recipe?.rule == (isAllowed ? nil : .r21))
    #expect(community?.rule == (isAllowed ? nil : .r21))
  }

  @Test func `R21: what lives is not restored`() {
    let recipe = refusal { () throws(Refusal) in
      try RestoreRecipe.decide(
        Cast.recipe, retention: .standard, by: .person(Cast.cleo), at: later)
    }
    #expect(recipe?.rule == .r21)
    #expect(restoring(community: circle)?.rule == .r21)
  }

  @Test func `R21: a recipe does not come back without its community`() {
    var recipe = Cast.recipe.gone
    recipe.place = .community(circle.gone)
    let refused = refusal { () throws(Refusal) in
      try RestoreRecipe.decide(recipe, retention: .standard, by: .operator, at: later)
    }
    #expect(refused?.rule == .r20)
    #expect(refused?.because == "sourdough-circle is deleted")
  }

  @Test func `R21: a slug taken meanwhile is a conflict that is named`() throws {
    let refused = restoring(slugIsTaken: true)
    #expect(
      refused?.message == """
        R21: the operator cannot restore sourdough-circle: another community is called \
        sourdough-circle now
        hint: restore it under another slug
        """)
    let other = try Slug("old-circle")
    let decision = try RestoreCommunity.decide(
      .init(slug: other), in: state(), retention: .standard, by: .operator, at: later)
    #expect(decision.slug == other)
    #expect(
      restoring(request: .init(slug: other), slugIsTaken: true)?.because
        == "another community is called old-circle now")
  }

  @Test func `R21: a community without returning admins gets the one whom the operator names`()
    throws
  {
    #expect(restoring(returningAdmins: 0)?.rule == .r21)
    let decision = try RestoreCommunity.decide(
      .init(admin: Cast.dora), in: state(returningAdmins: 0), retention: .standard,
      by: .operator, at: later)
    #expect(decision.restoration == Restoration(of: Cast.deletion))
    #expect(
      decision.admin
        == MembershipDraft(
          user: Cast.dora.id, community: circle.id, role: .admin, joinedAt: later,
          invitedBy: nil))
    #expect(
      restoring(request: .init(admin: Cast.dora.erased), returningAdmins: 0)?.rule == .r20)
  }

  @Test func `R21: a community whose admins come back gets no other`() throws {
    #expect(restoring(request: .init(admin: Cast.dora))?.rule == .r21)
    let decision = try RestoreCommunity.decide(
      .init(), in: state(), retention: .standard, by: .operator, at: later)
    #expect(decision.admin == nil)
    #expect(decision.slug == nil)
  }

  private func state(
    community: CommunityStanding = Cast.circle.gone, returningAdmins: Int = 1,
    slugIsTaken: Bool = false
  ) -> RestoreCommunity.State {
    .init(
      community: community, returningAdminCount: returningAdmins, slugIsTaken: slugIsTaken)
  }

  private func restoring(
    request: RestoreCommunity.Request = .init(), community: CommunityStanding = Cast.circle.gone,
    returningAdmins: Int = 1, slugIsTaken: Bool = false, retention: Retention = .standard,
    at moment: Instant = Cast.now
  ) -> Refusal? {
    let state = state(
      community: community, returningAdmins: returningAdmins, slugIsTaken: slugIsTaken)
    return refusal { () throws(Refusal) in
      try RestoreCommunity.decide(
        request, in: state, retention: retention, by: .operator, at: moment)
    }
  }
}
