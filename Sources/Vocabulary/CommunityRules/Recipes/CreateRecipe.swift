public import RecipeModel

/// Creating a recipe in a community, which only its members can (R8), or in one's own catalogue.
public enum CreateRecipe {
  /// One record to make.
  public struct RecipeDraft: Sendable, Equatable {
    public var creator: UserID
    /// Nil in a catalogue.
    public var community: CommunityID?
    /// `personalCopy` for the copy of the community recipe made beside it, its origin.
    public var originKind: OriginKind?
  }

  /// The records to make: one for a catalogue, two for a community.
  public struct Decision: Sendable, Equatable {
    public var recipe: RecipeDraft
    /// The creator's own copy, whose origin is `recipe`; nil in a catalogue.
    public var personalCopy: RecipeDraft?
  }

  public static func decide(in place: RecipePlace, by actor: Actor) throws(Refusal) -> Decision {
    let creator = try actor.requirePerson(
      to: place.asked("create a recipe"), or: .r8, instead: "do it as the user whose recipe it is")
    try place.requireMembership(of: creator, for: actor, to: place.asked("create a recipe"))
    return decision(creator: creator.id, in: place)
  }

  /// The records of a recipe whose creator has passed the rule; imports use it too.
  static func decision(creator: UserID, in place: RecipePlace) -> Decision {
    let recipe = RecipeDraft(creator: creator, community: place.communityID, originKind: nil)
    switch place {
    case .catalogue:
      return Decision(recipe: recipe, personalCopy: nil)
    case .community:
      return Decision(
        recipe: recipe,
        personalCopy: RecipeDraft(creator: creator, community: nil, originKind: .personalCopy))
    }
  }
}

extension RecipePlace {
  /// What was asked, with where it was asked for.
  public func asked(_ what: String) -> String {
    switch self {
    case .community(let community): "\(what) in \(community.slug)"
    case .catalogue: what
    }
  }

  /// Refuses somebody who is not a member of the community; a catalogue is one's own (R8).
  func requireMembership(
    of person: PersonStanding, for actor: Actor, to asked: String
  ) throws(Refusal) {
    guard case .community(let community) = self else { return }
    guard person.isMember(of: community.id) else {
      throw actor.refusal(
        .r8, asked, because: "\(person.username) is not a member",
        instead: "an admin of \(community.slug) can invite \(person.username)")
    }
    try community.requireLiving(for: actor, to: asked)
  }
}
