import CommunityRules
import RecipeModel
import Testing

/// R23a: what a takedown reaches besides the recipe.
struct TakedownTests {
  private static let fork = RecipeStanding(
    id: RecipeID("fork"), creator: Cast.ben.id, place: .community(Cast.ryeHouse))
  private static let variant = RecipeStanding(
    id: RecipeID("variant"), creator: Cast.ben.id, place: .community(Cast.circle))
  private static let deleted = RecipeStanding(
    id: RecipeID("deleted"), creator: Cast.ben.id, place: .community(Cast.circle),
    life: Cast.deleted)

  private func takeDown(by actor: Actor) throws(Refusal) -> TakeDown.Decision {
    try TakeDown.decide(
      Cast.recipe, copies: [Cast.copy, Self.fork, Self.variant, Self.deleted], as: Cast.deletion,
      by: actor, at: Cast.now)
  }

  @Test func `R23a: the operator takes copies and forks wherever they are`() throws {
    let decision = try takeDown(by: .operator)
    #expect(decision.taken == [Cast.recipe, Cast.copy, Self.fork, Self.variant].map(\.id))
    #expect(decision.elsewhere == 0)
    #expect(decision.scope == .everywhere)
  }

  @Test func `R23a: an admin takes those of their communities, and is told of how many others`()
    throws
  {
    let decision = try takeDown(by: .person(Cast.otto))
    #expect(decision.taken == [Cast.recipe, Self.variant].map(\.id))
    #expect(decision.elsewhere == 2)
    #expect(decision.scope == .community(Cast.circle.id))
    let ofBoth = Actor.person(Cast.otto).joining(.admin, of: Cast.ryeHouse)
    #expect(try takeDown(by: ofBoth).taken == [Cast.recipe, Self.fork, Self.variant].map(\.id))
    let member = Actor.person(Cast.otto).joining(.member, of: Cast.ryeHouse)
    #expect(try takeDown(by: member).elsewhere == 2)
  }
}
