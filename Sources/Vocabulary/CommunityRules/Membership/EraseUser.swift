public import RecipeModel

/// Erasing a user on request: the operator's, with a successor where nobody else is admin (R23).
public enum EraseUser {
  /// A community that they belong to, and who remains there without them.
  public struct Membership: Sendable, Equatable {
    public var community: CommunityStanding
    public var role: Role
    public var remaining: RemainingMembers

    public init(community: CommunityStanding, role: Role, remaining: RemainingMembers) {
      self.community = community
      self.role = role
      self.remaining = remaining
    }

    /// Whether others would be left without an admin.
    var needsSuccessor: Bool {
      role == .admin && remaining.adminCount == 0 && !remaining.isEmpty
    }
  }

  /// Who is to be admin of a community after them.
  public struct Successor: Sendable, Equatable {
    public var community: CommunityStanding
    public var person: PersonStanding

    public init(community: CommunityStanding, person: PersonStanding) {
      self.community = community
      self.person = person
    }
  }

  /// How one of their memberships ends.
  public struct Ending: Sendable, Equatable {
    public var community: CommunityID
    /// Who is promoted first; nil where nobody has to be.
    public var promoted: UserID?
    /// Whether the community goes with its last user (R6).
    public var communityEnds: Bool
  }

  /// Decides on an erasure; `memberships` are all that they have in living communities.
  public static func decide(
    _ user: PersonStanding, isErased: Bool, memberships: [Membership], successors: [Successor] = [],
    by actor: Actor
  ) throws(Refusal) -> [Ending] {
    let asked = "erase \(user.username)"
    try actor.requireOperator(to: asked, or: .r23, instead: "ask the operator")
    guard !isErased else { throw actor.refusal(.r23, asked, because: "they are erased already") }
    var named: [CommunityID: UserID] = [:]
    for successor in successors {
      try check(successor, of: user, memberships, for: actor, to: asked)
      named[successor.community.id] = successor.person.id
    }
    let orphaned = memberships.filter { $0.needsSuccessor && named[$0.community.id] == nil }
    guard orphaned.isEmpty else { throw .lastAdmin(actor, asked, orphaned) }
    return memberships.map {
      Ending(
        community: $0.community.id, promoted: named[$0.community.id],
        communityEnds: $0.remaining.isEmpty)
    }
  }

  private static func check(
    _ successor: Successor, of user: PersonStanding, _ memberships: [Membership],
    for actor: Actor, to asked: String
  ) throws(Refusal) {
    let slug = successor.community.slug
    guard
      let membership = memberships.first(where: { $0.community.id == successor.community.id }),
      membership.needsSuccessor
    else {
      throw actor.refusal(
        .r23, "\(asked) with a successor in \(slug)", because: "nobody has to follow there")
    }
    guard successor.person.id != user.id, successor.person.isMember(of: successor.community.id)
    else {
      throw actor.refusal(
        .r23, "\(asked) with \(successor.person.username) as a successor in \(slug)",
        because: "only a member can be",
        instead: "one of: \(membership.remaining.candidateList)")
    }
  }
}

extension Refusal {
  fileprivate static func lastAdmin(
    _ actor: Actor, _ asked: String, _ orphaned: [EraseUser.Membership]
  ) -> Refusal {
    let places = orphaned.map {
      "in \($0.community.slug) one of: \($0.remaining.candidateList)"
    }
    return actor.refusal(
      .r23, asked, because: "communities would be left without an admin",
      instead: "name a successor, " + places.joined(separator: "; "))
  }
}
