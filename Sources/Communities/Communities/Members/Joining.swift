import CommunityRules
import RecipeModel
import Store

extension Change {
  /// Stores a membership that a rule decided on, and tells the feed; a given id is for one that has
  /// one already.
  @discardableResult
  func begin(
    _ draft: MembershipDraft, as given: MembershipID? = nil, in community: CommunityKey
  ) throws -> MemberSummary {
    guard let user = try transaction.user(draft.user) else {
      throw StoreFault(.inconsistent("a user whom a rule lets join is not there"))
    }
    let id = given ?? freshID()
    _ = try transaction.insert(
      NewMembership(
        id: id, user: user.key, community: community, role: draft.role, joinedAt: draft.joinedAt,
        invitedBy: try draft.invitedBy.flatMap { try transaction.user($0)?.key }))
    try tell(.userJoined, about: user.key, in: community)
    try audit(
      .join, .membership(id), in: community,
      [JSONMember("user", id: user.id), JSONMember("role", .string(draft.role.rawValue))])
    return MemberSummary(user, role: draft.role, joinedAt: draft.joinedAt, for: asker)
  }
}
