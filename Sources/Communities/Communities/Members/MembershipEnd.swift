import CommunityRules
import RecipeModel
import Store

extension Change {
  /// Ends a membership as by leaving (R5), and the community with its last user (R6); what waited
  /// for the leaver's decision becomes variants (R14).
  func endMembership(
    of leaver: StoredUser, in community: StoredCommunity, communityEnds: Bool
  ) throws -> Departure {
    guard let membership = try transaction.membership(of: leaver.key, in: community.key) else {
      throw StoreFault(.inconsistent("a member has no membership"))
    }
    try transaction.endMembership(membership.key, at: now)
    try tell(.userLeft, about: leaver.key, in: community.key)
    try audit(
      .leave, .membership(membership.id), in: community.key, [JSONMember("user", id: leaver.id)])
    guard communityEnds else {
      if !isToldElsewhere { try settleOrphans(of: leaver, in: community) }
      return .membershipEnded
    }
    let counts = try delete(
      community,
      by: DeletionMark(deletion: try transaction.nextDeletionKey(), at: now),
      kind: .lastMemberLeft)
    try tell(.communityDeleted, about: leaver.key, in: community.key)
    return .communityEnded(counts)
  }
}
