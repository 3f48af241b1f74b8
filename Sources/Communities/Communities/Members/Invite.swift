public import CommunityRules
import RecipeModel
import Store

/// What came of an invitation.
public struct Invitation: Sendable, Equatable {
  public enum Outcome: Sendable, Equatable {
    case joined
    /// Nobody had the address, so a user was made.
    case madeAndJoined
    case wasMemberAlready
  }

  public var outcome: Outcome
  public var member: MemberSummary
}

extension CommunityActions {
  /// Makes somebody a member of a community at once (R3).
  ///
  /// `username` is for somebody whom nobody knows yet; without it the part of the address before
  /// the @ is taken, with a number if another user has that name. A known user keeps theirs.
  public func invite(
    _ email: EmailAddress, username: Username? = nil, into name: String, as acting: ActingAs
  ) throws -> Invitation {
    try change(as: acting) { try $0.invite(email, username: username, into: name) }
  }
}

extension Change {
  /// Makes somebody a member; given ids are for a user and a membership that have them already.
  func invite(
    _ email: EmailAddress, username: Username?, into name: String, user given: UserID? = nil,
    membership: MembershipID? = nil
  ) throws -> Invitation {
    let community = try standings.community(named: name, for: asker)
    let known = try transaction.user(withEmail: email.folded)
    let decision = try Invite.decide(
      try guest(email, username, as: given, known: known, in: community),
      into: community.standing, by: asker.actor, at: now)
    switch decision {
    case .joins(let draft):
      return Invitation(
        outcome: .joined, member: try begin(draft, as: membership, in: community.key))
    case .isMadeAndJoins(let user, let draft):
      _ = try make(user)
      let member = try begin(draft, as: membership, in: community.key)
      try audit(.createUser, .user(user.id), in: community.key)
      return Invitation(outcome: .madeAndJoined, member: member)
    case .isMemberAlready:
      guard let known,
        let membership = try transaction.membership(of: known.key, in: community.key)
      else { throw StoreFault(.inconsistent("a member has no membership")) }
      return Invitation(
        outcome: .wasMemberAlready,
        member: MemberSummary(
          known, role: membership.role, joinedAt: membership.joinedAt, for: asker))
    }
  }
}

extension Change {
  fileprivate func guest(
    _ email: EmailAddress, _ username: Username?, as given: UserID?, known: StoredUser?,
    in community: StoredCommunity
  ) throws -> Invite.Guest {
    if let known { return .user(try standings.person(known, in: community)) }
    return .unknown(
      UserDraft(
        id: given ?? freshID(), email: email,
        username: try username ?? standings.freeUsername(for: email)))
  }

}

extension Standings {
  /// The part of an address before the @, with the first number that makes it free.
  func freeUsername(for email: EmailAddress) throws -> Username {
    // Scalars, since a combining mark after the @ would hide it in a `Character`.
    let local = String(email.text.unicodeScalars.prefix { $0 != "@" }.prefix(56))
    var candidate = try Username(local)
    var number = 2
    while try transaction.user(withUsername: candidate.folded) != nil {
      candidate = try Username("\(local)-\(number)")
      number += 1
    }
    return candidate
  }
}
