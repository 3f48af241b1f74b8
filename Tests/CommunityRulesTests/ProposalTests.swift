import CommunityRules
import PipelineCore
import RecipeModel
import Testing

struct ProposalTests {
  private let cleo = Actor.person(Cast.cleo)
  private let gone = Cast.circle.gone

  /// A recipe in a community that is deleted as a whole.
  private var recipeOfGoneCircle: RecipeStanding {
    RecipeStanding(
      id: Cast.recipe.id, creator: Cast.cleo.id, place: .community(gone), life: Cast.deleted)
  }

  @Test(arguments: [Cast.ada, Cast.ben, Cast.cleo])
  func `R11: any member proposes, the creator too`(member: PersonStanding) throws {
    let state = ProposeUpdate.State(recipe: Cast.recipe, creator: Cast.cleo)
    #expect(try ProposeUpdate.decide(state, by: .person(member)) == .waits)
  }

  @Test func `R11: a variant and a share are community recipes as any other`() throws {
    let other = RecipeStanding(
      id: RecipeID("r-9"), creator: Cast.ben.id, place: .community(Cast.circle))
    let state = ProposeUpdate.State(recipe: other, creator: Cast.ben)
    #expect(try ProposeUpdate.decide(state, by: cleo) == .waits)
  }

  @Test func `R11: what the recipe says already is not proposed`() {
    let state = ProposeUpdate.State(
      recipe: Cast.recipe, creator: Cast.cleo, saysItAlready: true)
    let refused = refusal { () throws(Refusal) in
      try ProposeUpdate.decide(state, by: .person(Cast.ben))
    }
    #expect(
      refused?.message
        == "R11: ben cannot propose an update of recipe r-1: the recipe says that already")
  }

  @Test func `R20: nothing is proposed to what is deleted`() {
    for recipe in [Cast.recipe.gone, recipeOfGoneCircle] {
      let refused = refusal { () throws(Refusal) in
        try ProposeUpdate.decide(
          .init(recipe: recipe, creator: Cast.cleo), by: .person(Cast.ben))
      }
      #expect(refused?.rule == .r20)
    }
  }

  /// The creator's standing, and whether a new proposal becomes a variant.
  @Test(arguments: [
    (Cast.cleo, false), (Cast.cleo.away, true), (Cast.cleo.erased, true), (Cast.ada, false),
  ])
  func `R14: a proposal to a recipe whose creator is not there becomes a variant`(
    creator: PersonStanding, isOrphaned: Bool
  ) throws {
    let state = ProposeUpdate.State(recipe: Cast.recipe, creator: creator)
    let decision = try ProposeUpdate.decide(state, by: .person(Cast.ben))
    #expect(decision == (isOrphaned ? .becomesVariant : .waits))
    #expect(OrphanedProposals.decide(creator, in: Cast.circle) == isOrphaned)
    #expect(!OrphanedProposals.decide(creator, in: gone))
  }

  @Test func `R14: membership of another community does not keep a creator there`() {
    #expect(OrphanedProposals.decide(Cast.eve, in: Cast.circle))
  }

  /// Verdict, whether the base has changed, whether it is confirmed, and what comes of it.
  @Test(arguments: [
    (DecideProposal.Verdict.accept, false, false, DecideProposal.Decision.accepted),
    (.accept, false, true, .accepted),
    (.accept, true, false, .needsConfirmation),
    (.accept, true, true, .accepted),
    (.reject, false, false, .rejected),
    (.reject, false, true, .rejected),
    (.reject, true, false, .rejected),
    (.reject, true, true, .rejected),
  ])
  func `R12: the creator accepts or rejects, and confirms when the recipe has changed`(
    verdict: DecideProposal.Verdict, baseHasChanged: Bool, isConfirmed: Bool,
    decision: DecideProposal.Decision
  ) throws {
    let decided = try DecideProposal.decide(
      verdict, on: Cast.proposal, baseHasChanged: baseHasChanged, isConfirmed: isConfirmed,
      by: cleo)
    #expect(decided == decision)
  }

  @Test func `R12: the owner decides what is proposed to a recipe in their catalogue`() throws {
    let proposal = Cast.proposal.on(Cast.copy)
    #expect(
      try DecideProposal.decide(.accept, on: proposal, baseHasChanged: false, by: cleo)
        == .accepted)
    let refused = refusal { () throws(Refusal) in
      try DecideProposal.decide(
        .accept, on: proposal, baseHasChanged: false, by: .person(Cast.ada))
    }
    #expect(refused?.rule == .r7)
  }

  @Test(
    arguments: DecideProposal.Verdict.allCases,
    [ProposalStatus.accepted, .rejected])
  func `R13: a proposal is decided once, confirmed or not`(
    verdict: DecideProposal.Verdict, status: ProposalStatus
  ) {
    for isConfirmed in [false, true] {
      let refused = refusal { () throws(Refusal) in
        try DecideProposal.decide(
          verdict, on: Cast.proposal.decided(status), baseHasChanged: true,
          isConfirmed: isConfirmed, by: cleo)
      }
      #expect(refused?.rule == .r13)
      #expect(refused?.because == "it is \(status.rawValue) already")
    }
  }

  @Test(arguments: DecideProposal.Verdict.allCases)
  func `R20: a proposal is frozen with its recipe and with its community`(
    verdict: DecideProposal.Verdict
  ) {
    for recipe in [Cast.recipe.gone, recipeOfGoneCircle] {
      let refused = refusal { () throws(Refusal) in
        try DecideProposal.decide(
          verdict, on: Cast.proposal.on(recipe), baseHasChanged: false, by: cleo)
      }
      #expect(refused?.rule == .r20)
      let unseen = refusal { () throws(Refusal) in
        try ViewProposal.decide(Cast.proposal.on(recipe), by: cleo)
      }
      #expect(unseen?.rule == .r20)
    }
  }

  @Test func `R7a: a creator who left decides again when they come back`() throws {
    let refused = refusal { () throws(Refusal) in
      try DecideProposal.decide(
        .accept, on: Cast.proposal, baseHasChanged: false, by: .person(Cast.cleo.away))
    }
    #expect(refused?.rule == .r7a)
    #expect(
      try DecideProposal.decide(.accept, on: Cast.proposal, baseHasChanged: false, by: cleo)
        == .accepted)
  }
}
