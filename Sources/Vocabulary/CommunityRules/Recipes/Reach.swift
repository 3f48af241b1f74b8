public import RecipeModel

/// What may go out for somebody, across communities: searches, lists, reports (R7).
public enum Reach: Sendable, Equatable {
  /// Everything in the installation.
  case installation
  /// The contents of these communities, and the user's own catalogue.
  case person(UserID, communities: Set<CommunityID>)

  /// Whether the contents of a community are within it.
  public func contains(_ community: CommunityID) -> Bool {
    switch self {
    case .installation: true
    case .person(_, let communities): communities.contains(community)
    }
  }

  /// The reach of whoever asks; a person's roles must be all that they have.
  public static func decide(by actor: Actor) throws(Refusal) -> Reach {
    try actor.requireLiving(to: "see recipes")
    switch actor {
    case .operator: return .installation
    case .person(let person): return .person(person.id, communities: Set(person.roles.keys))
    }
  }

  /// Whether a recipe is within it, living or deleted.
  public func contains(_ recipe: RecipeStanding) -> Bool {
    switch (self, recipe.place) {
    case (.installation, _): true
    case (.person(let user, _), .catalogue): recipe.creator == user
    case (.person(_, let communities), .community(let community)):
      communities.contains(community.id)
    }
  }
}
