import RecipeModel

/// Leaving a community: always, except as the last admin of others (R5).
///
/// Two departures at once must be asked one after the other, each in a transaction that reads who
/// remains, decides and writes.
public enum Leave {
  public enum Decision: Sendable, Equatable {
    /// The membership ends, and with it all access, at once.
    case membershipEnds
    /// The last user goes: the membership ends first, by leaving, and then the community is
    /// deleted with its contents (R6).
    ///
    /// In this order a restore of the community does not bring back who left it.
    case communityEnds
  }

  /// Decides on a departure; `remaining` is every other living member.
  public static func decide(
    _ community: CommunityStanding, remaining: RemainingMembers, by actor: Actor
  ) throws(Refusal) -> Decision {
    let asked = "leave \(community.slug)"
    let person = try actor.requirePerson(
      to: asked, or: .r5, instead: "each member leaves for themselves")
    guard let role = person.role(in: community.id) else {
      throw actor.refusal(.r1, asked, because: "\(person.username) is not a member")
    }
    try community.requireLiving(for: actor, to: asked)
    if remaining.isEmpty { return .communityEnds }
    guard role != .admin || remaining.adminCount > 0 else {
      throw .lastAdmin(actor, asked, remaining)
    }
    return .membershipEnds
  }
}

extension Refusal {
  fileprivate static func lastAdmin(
    _ actor: Actor, _ asked: String, _ remaining: RemainingMembers
  ) -> Refusal {
    actor.refusal(
      .r5, asked + " as its last admin", instead: "promote one of: \(remaining.candidateList)")
  }
}
