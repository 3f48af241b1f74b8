public import RecipeModel

/// Inviting a user into a community: an admin's to do (R3).
///
/// Who is invited is a member at once; who left and comes back begins anew (R7a).
public enum Invite {
  public enum Guest: Sendable, Equatable {
    case user(PersonStanding)
    /// An address that no living user holds.
    case unknown(UserDraft)
  }

  public enum Decision: Sendable, Equatable {
    case joins(MembershipDraft)
    case isMadeAndJoins(UserDraft, MembershipDraft)
    /// Nothing changes: there is one living membership for each user and community (R1).
    case isMemberAlready
  }

  public static func decide(
    _ guest: Guest, into community: CommunityStanding, by actor: Actor, at now: Instant
  ) throws(Refusal) -> Decision {
    let asked = "invite into \(community.slug)"
    try actor.requireAdmin(of: community, to: asked, or: .r3)
    func membership(of user: UserID) -> MembershipDraft {
      MembershipDraft(
        user: user, community: community.id, role: .member, joinedAt: now,
        invitedBy: actor.userID)
    }
    switch guest {
    case .unknown(let user):
      return .isMadeAndJoins(user, membership(of: user.id))
    case .user(let user):
      guard !user.isDeleted else {
        throw actor.refusal(.r20, asked, because: "\(user.username) is deleted")
      }
      return user.isMember(of: community.id)
        ? .isMemberAlready : .joins(membership(of: user.id))
    }
  }
}
