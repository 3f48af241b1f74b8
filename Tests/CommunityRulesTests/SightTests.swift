import CommunityRules
import PipelineCore
import RecipeModel
import Testing

struct SightTests {
  private let circle = Cast.circle

  @Test func `R7: a member sees the community, anybody else nothing of it`() throws {
    #expect(try ViewCommunity.decide(circle, by: .person(Cast.ben)) == .living)
    let refused = refusal { () throws(Refusal) in
      try ViewCommunity.decide(circle, by: .person(Cast.eve))
    }
    #expect(refused?.rule == .r7)
  }

  @Test func `R7: a search reaches one's communities and one's own catalogue`() throws {
    let reach = try Reach.decide(by: .person(Cast.ben))
    #expect(reach == .person(Cast.ben.id, communities: [circle.id]))
    #expect(reach.contains(Cast.recipe))
    #expect(!reach.contains(Cast.copy))
    #expect(
      !reach.contains(
        RecipeStanding(
          id: RecipeID("r-3"), creator: Cast.ben.id, place: .community(Cast.ryeHouse))))
    #expect(try Reach.decide(by: .person(Cast.cleo)).contains(Cast.copy))
    #expect(try Reach.decide(by: .operator).contains(Cast.copy))
  }

  @Test func `R7: a refusal to somebody who may not see a recipe tells nothing of it`() {
    let living = refusal { () throws(Refusal) in
      try ViewRecipe.decide(Cast.recipe, by: .person(Cast.eve))
    }
    #expect(living?.message == "R7: eve cannot see recipe r-1: only those who may see it can")
    for other in [Cast.recipe.gone, Cast.copy.gone] {
      let refused = refusal { () throws(Refusal) in
        try ViewRecipe.decide(other, includingDeleted: true, by: .person(Cast.eve))
      }
      #expect(refused?.because == living?.because)
      #expect(refused?.instead == nil)
    }
  }

  @Test func `R7: a community's backup has addresses for the operator and copies for nobody`()
    throws
  {
    let forAdmin = try BackUp.decide(.community(circle), by: .person(Cast.ada))
    #expect(!forAdmin.holdsEmailAddresses)
    #expect(!forAdmin.holdsPersonalCopies)
    let forOperator = try BackUp.decide(.community(circle), by: .operator)
    #expect(forOperator.holdsEmailAddresses)
    #expect(!forOperator.holdsPersonalCopies)
    let whole = try BackUp.decide(.installation, by: .operator)
    #expect(whole.holdsEmailAddresses)
    #expect(whole.holdsPersonalCopies)
  }

  @Test func `R7: neither a member backs up their community nor an admin the installation`() {
    for (scope, person) in [
      (BackUp.Scope.community(circle), Cast.ben), (.community(circle), Cast.eve),
      (.installation, Cast.ada),
    ] {
      let refused = refusal { () throws(Refusal) in
        try BackUp.decide(scope, by: .person(person))
      }
      #expect(refused?.rule == .r7)
    }
  }

  @Test func `R20: what is deleted is shown when asked for, to who could restore it`() throws {
    func sight(_ actor: Actor) throws(Refusal) -> ViewCommunity.Sight {
      try ViewCommunity.decide(circle, includingDeleted: true, by: actor)
    }
    #expect(try sight(.person(Cast.ben)) == .livingAndOwnDeleted(Cast.ben.id))
    #expect(try sight(.person(Cast.ada)) == .everything)
    #expect(try sight(.operator) == .everything)
    #expect(try ViewCommunity.decide(circle, by: .operator) == .living)
  }

  @Test func `R20: a deleted community or recipe is not shown unless asked for`() throws {
    #expect(
      refusal { () throws(Refusal) in try ViewCommunity.decide(circle.gone, by: .operator) }?.rule
        == .r20)
    #expect(
      try ViewCommunity.decide(circle.gone, includingDeleted: true, by: .operator) == .everything)
    for actor in [Actor.operator, .person(Cast.ada), .person(Cast.cleo)] {
      let refused = refusal { () throws(Refusal) in
        try ViewRecipe.decide(Cast.recipe.gone, by: actor)
      }
      #expect(refused?.rule == .r20)
      try ViewRecipe.decide(Cast.recipe.gone, includingDeleted: true, by: actor)
    }
  }
}
