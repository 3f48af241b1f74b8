import RecipeModel

/// Proposals that nobody can decide: their recipe's creator has left or is deleted (R14).
public enum OrphanedProposals {
  /// Whether pending proposals to a creator's living recipes in a community become variants.
  ///
  /// Ask after whatever may have ended the creator's membership, or brought recipes back. What
  /// went with its community, or is frozen with its recipe, waits for its own restore.
  public static func decide(_ creator: PersonStanding, in community: CommunityStanding) -> Bool {
    community.life.isLiving && !creator.isMember(of: community.id)
  }
}
