/// Changing what a community is called and how it counts: its admins' and the operator's to do, as
/// inviting is (R3).
public enum ChangeCommunity {
  public static func decide(_ community: CommunityStanding, by actor: Actor) throws(Refusal) {
    try actor.requireAdmin(
      of: community, to: "change the settings of \(community.slug)", or: .r3)
  }
}
