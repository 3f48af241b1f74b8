import GRDB
public import RecipeModel

extension ReadTransaction {
  /// A community deleted at a moment or before that is not purged and holds no recipe that is not;
  /// nil when there is none.
  public func purgeableCommunity(
    deletedUntil moment: Instant
  ) throws(StoreFault) -> CommunityKey? {
    try row(
      """
      SELECT id FROM community c
       WHERE c.deletion_id > 0 AND c.purged_at IS NULL AND c.deleted_at <= ?
         AND NOT EXISTS (SELECT 1 FROM recipe r INDEXED BY ix_recipe_trash_community
           WHERE r.community_id = c.id AND r.deleted_at IS NOT NULL AND r.purged_at IS NULL)
       ORDER BY c.id LIMIT 1
      """, [moment.milliseconds]
    ) { $0.key("id") }
  }
}

extension WriteTransaction {
  /// Removes up to so many of a community's memberships and of its feed; the last call of all
  /// takes its name, and leaves a bare row for those recipes that came from it.
  ///
  /// Gives what went; the community is among it when it is done.
  public func purge(
    _ community: CommunityKey, limit: Int, at now: Instant
  ) throws(StoreFault) -> PurgeCounts {
    var counts = PurgeCounts()
    let key = community.value
    try execute("DELETE FROM feed_mark WHERE community_id = ?", [key])
    try execute(
      """
      DELETE FROM membership WHERE id IN (
        SELECT id FROM membership WHERE community_id = ? LIMIT ?)
      """, [key, limit])
    counts.memberships = database.changesCount
    try execute(
      """
      DELETE FROM activity WHERE id IN (SELECT id FROM activity WHERE community_id = ? LIMIT ?)
      """, [key, limit])
    counts.activities = database.changesCount
    guard counts.memberships < limit, counts.activities < limit else { return counts }
    try execute("DELETE FROM tag_count WHERE community_id = ?", [key])
    try removeTargets(of: community)
    try execute(
      """
      UPDATE community SET slug = '', name = '', description = '', purged_at = ?, change = ?
       WHERE id = ?
      """, [now.milliseconds, change, key])
    counts.communities = 1
    return counts
  }
}
