public import RecipeModel

/// Seeing what is deleted and not yet purged: what one might restore (R20, R21).
public enum ViewTrash {
  /// Whose trash is asked for.
  public enum Request: Sendable, Equatable {
    /// All that there is for whoever asks.
    case everything
    /// What they created themselves.
    case own
    case community(CommunityStanding)
  }

  /// What is shown.
  public enum Sight: Sendable, Equatable {
    /// Deleted communities, and what was deleted in living ones.
    case installation
    /// All that was deleted in this community.
    case community(CommunityID)
    /// What this user created, wherever it was deleted; and all that was deleted in the
    /// communities that they administer.
    case person(UserID, administering: Set<CommunityID>)
    /// What this user created in this community.
    case createdIn(CommunityID, by: UserID)
  }

  public static func decide(_ request: Request, by actor: Actor) throws(Refusal) -> Sight {
    try actor.requireLiving(to: "see what is deleted")
    switch request {
    case .everything: return everything(for: actor)
    case .own:
      guard let user = actor.userID else {
        throw actor.refusal(
          .r7, "see a trash of their own", because: "only a user has one",
          instead: "do it as its owner")
      }
      return .person(user, administering: [])
    case .community(let community):
      switch try ViewCommunity.decide(community, includingDeleted: true, by: actor) {
      case .living, .everything: return .community(community.id)
      case .livingAndOwnDeleted(let user): return .createdIn(community.id, by: user)
      }
    }
  }

  private static func everything(for actor: Actor) -> Sight {
    switch actor {
    case .operator: .installation
    case .person(let person):
      .person(
        person.id, administering: Set(person.roles.filter { $0.value == .admin }.keys))
    }
  }
}
