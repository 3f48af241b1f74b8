import CommunityRules
import RecipeModel
public import Store

/// What came of a departure.
public enum Departure: Sendable, Equatable {
  case membershipEnded
  /// The last user went, and the community with all that lived in it (R6).
  case communityEnded(DeletionCounts)
}

extension CommunityActions {
  /// Ends the membership of whoever acts, at once (R5).
  ///
  /// What waited for their decision there becomes variants (R14).
  /// The transaction excludes every other one, so of two last admins who leave at the same time
  /// the second is asked with the first gone.
  public func leave(_ name: String, as acting: ActingAs) throws -> Departure {
    try change(as: acting) { try $0.leave(name) }
  }
}

extension Change {
  func leave(_ name: String) throws -> Departure {
    let community = try standings.community(named: name, for: asker)
    let decision = try Leave.decide(
      community.standing,
      remaining: try standings.remaining(in: community, without: asker),
      by: asker.actor)
    guard let leaver = asker.user,
      let membership = try transaction.membership(of: leaver.key, in: community.key)
    else { throw StoreFault(.inconsistent("a member has no membership")) }
    try transaction.endMembership(membership.key, at: now)
    try tell(.userLeft, about: leaver.key, in: community.key)
    try audit(
      .leave, .membership(membership.id), in: community.key,
      [JSONMember("user", id: leaver.id)])
    switch decision {
    case .membershipEnds:
      try settleOrphans(of: leaver, in: community)
      return .membershipEnded
    case .communityEnds:
      let counts = try delete(
        community,
        by: DeletionMark(deletion: try transaction.nextDeletionKey(), at: now),
        kind: .lastMemberLeft)
      try tell(.communityDeleted, about: leaver.key, in: community.key)
      return .communityEnded(counts)
    }
  }
}

extension Standings {
  fileprivate func remaining(
    in community: StoredCommunity, without asker: Asker
  ) throws -> RemainingMembers {
    guard let key = asker.key else {
      // The operator is refused whoever remains.
      return RemainingMembers(adminCount: 0, memberCount: 0, candidates: [])
    }
    let others = try transaction.otherMembers(
      of: community.key, besides: key, nameLimit: RemainingMembers.namedAtMost)
    return RemainingMembers(
      adminCount: others.adminCount, memberCount: others.memberCount,
      candidates: others.memberNames)
  }
}
