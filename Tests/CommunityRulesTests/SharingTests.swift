import CommunityRules
import PipelineCore
import RecipeModel
import Testing

struct SharingTests {
  /// Somebody by their roles in the recipe's community and in the destination.
  private func decide(
    _ person: PersonStanding, in destination: Role?, _ state: ShareRecipe.State
  ) -> Result<ShareRecipe.Decision, Refusal> {
    var person = person
    person.roles[Cast.crumb.id] = destination
    do throws(Refusal) {
      return .success(try ShareRecipe.decide(state, by: .person(person)))
    } catch {
      return .failure(error)
    }
  }

  private let state = ShareRecipe.State(recipe: Cast.recipe, destination: Cast.crumb)

  @Test(
    arguments: [
      ("creator", Cast.cleo, .member, nil),
      ("creator and admin there", Cast.cleo, .admin, nil),
      ("admin here", Cast.ada, .member, nil),
      ("admin there", Cast.ben, .admin, nil),
      ("admin of both", Cast.ada, .admin, nil),
      ("mere member of both", Cast.ben, .member, .r16),
      ("creator, not there", Cast.cleo, nil, .r16),
      ("admin here, not there", Cast.ada, nil, .r16),
      ("admin there, not here", Cast.dora, .admin, .r7),
      ("creator who left, admin there", Cast.cleo.away, .admin, .r7a),
      ("admin of a third community", Cast.eve, .member, .r7),
    ] as [(String, PersonStanding, Role?, Rule?)])
  func `R16: a member of both shares, as creator or as admin of either`(
    who: String, person: PersonStanding, there: Role?, rule: Rule?
  ) throws {
    switch decide(person, in: there, state) {
    case .success(let decision):
      #expect(rule == nil)
      // R17: it is made by who shares it, whoever created the origin.
      #expect(decision.creator == person.id)
      #expect(decision.origin == Cast.recipe.id)
      #expect(decision.source == Cast.circle.id && decision.destination == Cast.crumb.id)
    case .failure(let refusal):
      #expect(refusal.rule == rule)
    }
  }

  @Test(
    arguments: [
      (
        ShareRecipe.State(recipe: Cast.recipe, destination: Cast.circle),
        "R16: cleo cannot share recipe r-1 into sourdough-circle: it is there already"
      ),
      (
        ShareRecipe.State(
          recipe: Cast.recipe, destination: Cast.crumb, livingShare: RecipeID("f-1")),
        "R16: cleo cannot share recipe r-1 into crumb: crumb holds a share of it"
      ),
      (
        ShareRecipe.State(recipe: Cast.copy, destination: Cast.crumb),
        "R16: cleo cannot share recipe r-2 into crumb: it is in a catalogue"
      ),
      (
        ShareRecipe.State(recipe: Cast.recipe.gone, destination: Cast.crumb),
        "R20: cleo cannot share recipe r-1 into crumb: it is deleted"
      ),
      (
        ShareRecipe.State(recipe: Cast.recipe, destination: Cast.crumb.gone),
        "R20: cleo cannot share recipe r-1 into crumb: crumb is deleted"
      ),
    ])
  func `R16: not into its own community, not twice, and only what lives in a community`(
    state: ShareRecipe.State, message: String
  ) {
    guard case .failure(let refusal) = decide(Cast.cleo, in: .member, state) else {
      Issue.record("nothing refuses it")
      return
    }
    #expect(refusal.what == message)
    #expect(refusal.hint != nil)
  }
}
