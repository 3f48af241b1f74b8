public import RecipeModel

/// Changing a member's role: an admin may promote a member (R3), nobody may demote an admin (R4).
public enum ChangeRole {
  public enum Decision: Sendable, Equatable {
    case isPromoted
    /// Nothing changes: the member has that role already.
    case hasRoleAlready
  }

  public static func decide(
    _ member: PersonStanding, to role: Role, in community: CommunityStanding, by actor: Actor
  ) throws(Refusal) -> Decision {
    let verb = role == .admin ? "promote" : "demote"
    let asked = "\(verb) \(member.username) in \(community.slug)"
    try actor.requireAdmin(of: community, to: asked, or: role == .admin ? .r3 : .r4)
    switch (member.role(in: community.id), role) {
    case (nil, _): throw .notAMember(actor, asked, member, community)
    case (.admin, .member): throw .demotion(actor, asked)
    case (.member, .admin): return .isPromoted
    case (.member, .member), (.admin, .admin): return .hasRoleAlready
    }
  }
}

extension Refusal {
  fileprivate static func notAMember(
    _ actor: Actor, _ asked: String, _ member: PersonStanding, _ community: CommunityStanding
  ) -> Refusal {
    actor.refusal(
      .r3, asked, because: "\(member.username) is not a member",
      instead: member.isDeleted ? nil : "invite \(member.username) into \(community.slug)")
  }

  fileprivate static func demotion(_ actor: Actor, _ asked: String) -> Refusal {
    actor.refusal(
      .r4, asked, because: "nobody can demote an admin",
      instead: "an admin stops being one by leaving")
  }
}
