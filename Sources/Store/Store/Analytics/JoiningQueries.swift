public import RecipeModel

/// When somebody joined a community first, and whether they are a member today.
public struct FirstJoining: Sendable, Hashable {
  public var user: UserKey
  public var at: Instant
  public var isMember: Bool
}

extension ReadTransaction {
  /// Everybody who ever joined a community, ascending by key.
  public func firstJoinings(of community: CommunityKey) throws(StoreFault) -> [FirstJoining] {
    try rows(
      """
      SELECT user_id, min(joined_at), max(deleted_at IS NULL) FROM membership
       WHERE community_id = ? GROUP BY user_id
      """, [community.value]
    ) { row in
      FirstJoining(
        user: UserKey(row[0]), at: Instant(milliseconds: row[1]), isMember: row[2] as Int64 != 0)
    }
  }
}
