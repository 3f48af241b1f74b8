public import RecipeModel

/// Taking away a community's target: its admins' and the operator's to do, as setting one is (R3).
public enum RemoveTarget {
  /// Gives the first day that it does not hold on any more: that of the period that it is now, in
  /// the community's time zone.
  public static func decide(
    _ target: TargetStanding, _ frequency: TargetFrequency, of community: CommunityStanding,
    by actor: Actor, today: Day
  ) throws(Refusal) -> Day {
    try actor.requireAdmin(of: community, to: "remove a target of \(community.slug)", or: .r3)
    return target.end(in: frequency.grain.period(of: today))
  }
}
