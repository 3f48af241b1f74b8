public import RecipeModel

/// Restoring a community: the operator's alone (R20), until its retention ends (R21).
public enum RestoreCommunity {
  /// What is so, as the store knows it.
  public struct State: Sendable, Equatable {
    public var community: CommunityStanding
    /// Memberships that the deletion took, of admins whose users live.
    ///
    /// After the last user left (R6) there are none.
    public var returningAdminCount: Int
    /// Whether another living community holds the slug that this one would have.
    public var slugIsTaken: Bool

    public init(community: CommunityStanding, returningAdminCount: Int, slugIsTaken: Bool) {
      self.community = community
      self.returningAdminCount = returningAdminCount
      self.slugIsTaken = slugIsTaken
    }
  }

  /// What is asked besides the restore itself.
  public struct Request: Sendable, Equatable {
    /// The slug to have from now on; nil for the one it had.
    public var slug: Slug?
    /// Who becomes its admin when none comes back.
    public var admin: PersonStanding?

    public init(slug: Slug? = nil, admin: PersonStanding? = nil) {
      self.slug = slug
      self.admin = admin
    }
  }

  public struct Decision: Sendable, Equatable {
    public var restoration: Restoration
    /// The slug to give it; nil to leave it as it was.
    public var slug: Slug?
    /// A membership to begin; nil when an admin comes back.
    public var admin: MembershipDraft?
  }

  public static func decide(
    _ request: Request, in state: State, retention: Retention, by actor: Actor, at now: Instant
  ) throws(Refusal) -> Decision {
    let community = state.community
    let asked = "restore \(community.slug)"
    try actor.requireOperator(to: asked, or: .r20, instead: "ask the operator")
    let deletion = try community.life.requireRestorable(
      within: retention, at: now, for: actor, to: asked)
    guard !state.slugIsTaken else {
      throw .slugTaken(actor, asked, slug: request.slug?.text ?? community.slug)
    }
    let admin = try admin(request, in: state, by: actor, asked: asked)
    return Decision(
      restoration: Restoration(of: deletion), slug: request.slug,
      admin: admin.map {
        MembershipDraft(
          user: $0.id, community: community.id, role: .admin, joinedAt: now, invitedBy: nil)
      })
  }

  /// Whom to make its admin: somebody exactly when nobody comes back as one.
  private static func admin(
    _ request: Request, in state: State, by actor: Actor, asked: String
  ) throws(Refusal) -> PersonStanding? {
    switch (request.admin, state.returningAdminCount > 0) {
    case (nil, true): return nil
    case (nil, false): throw .noAdmin(actor, asked)
    case (.some, true): throw .adminReturns(actor, asked)
    case (.some(let person), false):
      guard !person.isDeleted else {
        throw actor.refusal(
          .r20, asked + " with \(person.username) as its admin", because: "the user is deleted",
          instead: "name a living user")
      }
      return person
    }
  }
}

extension Refusal {
  fileprivate static func slugTaken(_ actor: Actor, _ asked: String, slug: String) -> Refusal {
    actor.refusal(
      .r21, asked, because: "another community is called \(slug) now",
      instead: "restore it under another slug")
  }

  fileprivate static func noAdmin(_ actor: Actor, _ asked: String) -> Refusal {
    actor.refusal(
      .r21, asked, because: "no admin comes back with it",
      instead: "name a user to be its admin")
  }

  fileprivate static func adminReturns(_ actor: Actor, _ asked: String) -> Refusal {
    actor.refusal(
      .r21, asked + " with another admin", because: "what was deleted comes back and no more",
      instead: "restore it without naming an admin")
  }
}
