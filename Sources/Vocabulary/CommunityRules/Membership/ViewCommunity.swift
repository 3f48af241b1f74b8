public import RecipeModel

/// Seeing what a community holds: its members and the operator (R7).
public enum ViewCommunity {
  /// How much of it is shown.
  public enum Sight: Sendable, Equatable {
    /// What lives.
    case living
    /// What lives, and the deleted recipes that this user created.
    case livingAndOwnDeleted(UserID)
    /// What lives, and everything that is deleted and not yet purged.
    case everything
  }

  /// Decides on the sight of a community.
  ///
  /// Deleted rows are left out unless asked for (R20); a member then gets those that they may
  /// restore.
  public static func decide(
    _ community: CommunityStanding, includingDeleted: Bool = false, by actor: Actor
  ) throws(Refusal) -> Sight {
    let asked = "see \(community.slug)"
    try actor.requireLiving(to: asked)
    switch actor {
    case .operator:
      if !includingDeleted { try community.requireLiving(for: actor, to: asked) }
      return includingDeleted ? .everything : .living
    case .person(let person):
      guard let role = person.role(in: community.id) else {
        throw actor.refusal(
          .r7, asked, because: "only its members can",
          instead: "ask one of its admins to be invited")
      }
      try community.requireLiving(for: actor, to: asked)
      guard includingDeleted else { return .living }
      return role == .admin ? .everything : .livingAndOwnDeleted(person.id)
    }
  }
}
