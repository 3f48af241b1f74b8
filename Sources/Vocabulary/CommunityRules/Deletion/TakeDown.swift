public import RecipeModel

/// Taking a recipe down: the operator anywhere, an admin in their community (R23a).
public enum TakeDown {
  /// Where the content may not be stored again until the takedown is lifted.
  public enum Scope: Sendable, Hashable {
    /// In no community and no catalogue; the operator's.
    case everywhere
    /// In the community of the admin.
    case community(CommunityID)
  }

  public struct Decision: Sendable, Equatable {
    /// Takes the recipe and, on request, copies and forks of it.
    public var deletion: Deletion
    public var scope: Scope
    /// The recipe first, then copies and forks in the order given.
    public var taken: [RecipeID]
    /// How many copies and forks stay, because they are not whoever asks' to take down.
    public var elsewhere: Int
  }

  /// Decides on a takedown; `copies` are the living recipes made from it, directly or through
  /// others, when they are to go with it.
  public static func decide(
    _ recipe: RecipeStanding, copies: [RecipeStanding] = [], as id: DeletionID, by actor: Actor,
    at now: Instant
  ) throws(Refusal) -> Decision {
    let asked = "take down recipe \(recipe.id)"
    let scope = try scope(over: recipe, by: actor, to: asked)
    try recipe.requireLiving(for: actor, to: asked)
    let reached = copies.filter { $0.life.isLiving && isReached($0, by: actor) }
    let taken = [recipe.id] + reached.map(\.id)
    return Decision(
      deletion: Deletion(id, of: .recipes(Set(taken)), at: now), scope: scope, taken: taken,
      elsewhere: copies.filter { $0.life.isLiving }.count - reached.count)
  }

  private static func scope(
    over recipe: RecipeStanding, by actor: Actor, to asked: String
  ) throws(Refusal) -> Scope {
    try actor.requireLiving(to: asked)
    guard case .person(let person) = actor else { return .everywhere }
    guard try Reach.decide(by: actor).contains(recipe) else { throw .unseen(actor, asked) }
    guard case .community(let community) = recipe.place else {
      throw actor.refusal(
        .r23a, asked, because: "it is in a catalogue of their own", instead: "delete it")
    }
    guard person.role(in: community.id) == .admin else {
      throw actor.refusal(
        .r23a, asked, because: "only an admin can",
        instead: "ask an admin of \(community.slug)")
    }
    return .community(community.id)
  }

  private static func isReached(_ copy: RecipeStanding, by actor: Actor) -> Bool {
    switch (actor, copy.place) {
    case (.operator, _): true
    case (.person(let person), .community(let community)):
      person.role(in: community.id) == .admin
    case (.person, .catalogue): false
    }
  }
}
