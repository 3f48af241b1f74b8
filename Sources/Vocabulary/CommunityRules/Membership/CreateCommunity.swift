public import RecipeModel

/// A community to be made.
public struct CommunityDraft: Sendable, Equatable {
  public var id: CommunityID
  public var slug: Slug
  public var name: CommunityName

  public init(id: CommunityID, slug: Slug, name: CommunityName) {
    self.id = id
    self.slug = slug
    self.name = name
  }
}

/// Creating a community: who creates it is its first admin (R2).
///
/// The operator is no user, so they name the user for whom they create it.
public enum CreateCommunity {
  public struct Decision: Sendable, Equatable {
    public var community: CommunityDraft
    public var firstAdmin: MembershipDraft
  }

  /// Decides on a community and its first admin.
  ///
  /// `named` is whom the operator names; a person creates for themselves and names nobody else.
  public static func decide(
    _ community: CommunityDraft, firstAdmin named: PersonStanding?, by actor: Actor,
    at now: Instant
  ) throws(Refusal) -> Decision {
    let founder = try founder(of: community, named: named, by: actor)
    return Decision(
      community: community,
      firstAdmin: MembershipDraft(
        user: founder.id, community: community.id, role: .admin, joinedAt: now, invitedBy: nil))
  }

  private static func founder(
    of community: CommunityDraft, named: PersonStanding?, by actor: Actor
  ) throws(Refusal) -> PersonStanding {
    let asked = "create \(community.slug.text)"
    try actor.requireLiving(to: asked)
    switch actor {
    case .operator:
      guard let named else { throw .withoutFirstAdmin(actor, asked) }
      guard !named.isDeleted else {
        throw actor.refusal(
          .r20, asked + " for \(named.username)", because: "the user is deleted",
          instead: "name a living user as its first admin")
      }
      return named
    case .person(let person):
      guard named == nil || named?.id == person.id else {
        throw actor.refusal(
          .r2, asked, because: "who creates a community is its first admin",
          instead: "create it, invite the other and promote them")
      }
      return person
    }
  }
}

extension Refusal {
  fileprivate static func withoutFirstAdmin(_ actor: Actor, _ asked: String) -> Refusal {
    actor.refusal(
      .r2, asked, because: "a community has an admin from its first moment",
      instead: "name a user as its first admin")
  }
}
