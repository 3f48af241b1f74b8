public import RecipeModel

/// Deleting a community: the operator's alone, besides the last user's leaving (R6).
public enum DeleteCommunity {
  public static func decide(
    _ community: CommunityStanding, as id: DeletionID, by actor: Actor, at now: Instant
  ) throws(Refusal) -> Deletion {
    let asked = "delete \(community.slug)"
    try actor.requireOperator(
      to: asked, or: .r6, instead: "a community ends when its last user leaves")
    try community.requireLiving(for: actor, to: asked)
    return Deletion(id, of: .community(community.id), at: now)
  }
}
