import CommunityRules
import RecipeModel
import Store

/// What came of a promotion.
public struct Promotion: Sendable, Equatable {
  /// False when they were an admin already.
  public var isNew: Bool
  public var member: MemberSummary
}

extension CommunityActions {
  /// Makes a member an admin (R3); `user` is an e-mail address or a username.
  public func promote(
    _ user: String, in name: String, as acting: ActingAs
  ) throws -> Promotion {
    try change(as: acting) { try $0.promote(user, in: name) }
  }
}

extension Change {
  func promote(_ user: String, in name: String) throws -> Promotion {
    let community = try standings.community(named: name, for: asker)
    let user = try standings.user(named: user)
    let decision = try ChangeRole.decide(
      try standings.person(user, in: community), to: .admin, in: community.standing,
      by: asker.actor)
    guard let membership = try transaction.membership(of: user.key, in: community.key)
    else { throw StoreFault(.inconsistent("a member has no membership")) }
    if decision == .isPromoted { try promote(membership, of: user) }
    return Promotion(
      isNew: decision == .isPromoted,
      member: MemberSummary(
        user, role: .admin, joinedAt: membership.joinedAt, for: asker))
  }
}

extension Change {
  /// Makes a member an admin, as a rule decided.
  func promote(_ membership: StoredMembership, of user: StoredUser) throws {
    try transaction.setRole(of: membership.key, to: .admin)
    try tell(.userPromoted, about: user.key, in: membership.community)
    try audit(
      .promote, .membership(membership.id), in: membership.community,
      [JSONMember("user", id: user.id)])
  }
}
