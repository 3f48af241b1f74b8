import CommunityRules
import RecipeModel
public import Store

extension CommunityActions {
  /// Deletes a community with all that lives in it; the operator's alone (R6, R20).
  ///
  /// Each of its members finds it in their feed. Gives what the deletion took.
  public func deleteCommunity(_ name: String, as acting: ActingAs) throws -> DeletionCounts {
    try change(as: acting) { try $0.deleteCommunity(name) }
  }
}

extension Change {
  func deleteCommunity(_ name: String) throws -> DeletionCounts {
    let community = try standings.community(named: name, for: asker)
    let key = try transaction.nextDeletionKey()
    let deletion = try DeleteCommunity.decide(
      community.standing, as: DeletionID(key), by: asker.actor, at: now)
    let members = try transaction.members(of: community.key)
    let counts = try delete(
      community, by: DeletionMark(deletion, key: key), kind: .community)
    for member in members {
      try tell(.communityDeleted, about: member.user.key, in: community.key)
    }
    return counts
  }
}

extension Change {
  /// Marks a community and all that lives in it as deleted, as a rule decided.
  func delete(
    _ community: StoredCommunity, by mark: DeletionMark, kind: DeletionKind
  ) throws -> DeletionCounts {
    try transaction.insertDeletion(mark.deletion, kind, by: asker.key, at: mark.at)
    let counts = try transaction.markDeleted(community.key, by: mark)
    try audit(.deleteCommunity, .community(community.id), in: community.key, counts.members)
    return counts
  }
}

extension DeletionCounts {
  /// The counts as the audit log holds them.
  var members: [JSONMember] {
    [
      JSONMember("memberships", count: memberships), JSONMember("recipes", count: recipes),
      JSONMember("proposals", count: proposals),
    ]
  }
}
