import GRDB
public import RecipeModel

extension ReadTransaction {
  /// For how many days what was deleted can be restored (R21).
  public func retentionDays() throws(StoreFault) -> Int {
    Int(try integer("SELECT retention_days FROM installation WHERE id = 1"))
  }

  /// The key that the next deletion will have.
  public func nextDeletionKey() throws(StoreFault) -> DeletionKey {
    DeletionKey(try integer("SELECT max(id) FROM deletion") + 1)
  }

  /// How many memberships of admins, whose users live, come back when a deletion is undone.
  public func returningAdminCount(of deletion: DeletionKey) throws(StoreFault) -> Int {
    Int(
      try integer(
        """
        SELECT count(*) FROM membership m JOIN user u ON u.id = m.user_id
         WHERE m.deletion_id = ? AND m.role = 'admin' AND u.deleted_at IS NULL
        """, [deletion.value]))
  }
}

extension WriteTransaction {
  /// Records an act of deleting; what it takes is marked apart.
  public func insertDeletion(
    _ key: DeletionKey, _ kind: DeletionKind, by actor: UserKey?, at now: Instant
  ) throws(StoreFault) {
    try execute(
      "INSERT INTO deletion (id, kind, actor_id, deleted_at, change) VALUES (?, ?, ?, ?, ?)",
      [key.value, kind.rawValue, actor?.value, now.milliseconds, change])
  }

  /// Marks one living recipe as taken by a deletion.
  public func markDeleted(_ recipe: RecipeKey, by mark: DeletionMark) throws(StoreFault) {
    try execute(
      """
      UPDATE recipe SET deleted_at = ?, deletion_id = ?, change = ?
       WHERE id = ? AND deleted_at IS NULL
      """, [mark.at.milliseconds, mark.deletion.value, change, recipe.value])
  }

  /// Marks a community and all that lives in it as taken by a deletion.
  ///
  /// What was deleted before stays with the deletion that took it; personal copies are in no
  /// community.
  public func markDeleted(
    _ community: CommunityKey, by mark: DeletionMark
  ) throws(StoreFault) -> DeletionCounts {
    let (at, deletion) = (mark.at.milliseconds, mark.deletion.value)
    var counts = DeletionCounts()
    counts.proposals = try executeCounting(
      """
      UPDATE proposal SET deleted_at = ?, deletion_id = ?, change = ? WHERE deleted_at IS NULL
         AND recipe_id IN (SELECT id FROM recipe WHERE community_id = ?)
      """, [at, deletion, change, community.value])
    counts.recipes = try executeCounting(
      """
      UPDATE recipe SET deleted_at = ?, deletion_id = ?, change = ?
       WHERE community_id = ? AND deleted_at IS NULL
      """, [at, deletion, change, community.value])
    // The schema knows no membership that ends before it begins; a clock may have been set back.
    counts.memberships = try executeCounting(
      """
      UPDATE membership SET deleted_at = max(?, joined_at), deletion_id = ?, change = ?
       WHERE community_id = ? AND deleted_at IS NULL
      """, [at, deletion, change, community.value])
    counts.communities = try executeCounting(
      """
      UPDATE community SET deleted_at = ?, deletion_id = ?, change = ?
       WHERE id = ? AND deleted_at IS NULL
      """, [at, deletion, change, community.value])
    return counts
  }

  /// Gives back what one deletion took, and no more (R21).
  ///
  /// Memberships of users who are deleted meanwhile stay ended. A slug that another living
  /// community holds is a constraint fault.
  public func undo(_ deletion: DeletionKey) throws(StoreFault) -> DeletionCounts {
    var counts = DeletionCounts()
    counts.communities = try executeCounting(
      """
      UPDATE community SET deleted_at = NULL, deletion_id = NULL, change = ?
       WHERE deletion_id = ?
      """, [change, deletion.value])
    counts.memberships = try executeCounting(
      """
      UPDATE membership SET deleted_at = NULL, deletion_id = NULL, change = ?
       WHERE deletion_id = ? AND EXISTS (
         SELECT 1 FROM user u WHERE u.id = membership.user_id AND u.deleted_at IS NULL)
      """, [change, deletion.value])
    counts.recipes = try executeCounting(
      """
      UPDATE recipe SET deleted_at = NULL, deletion_id = NULL, change = ?
       WHERE deletion_id = ? AND purged_at IS NULL
      """, [change, deletion.value])
    counts.proposals = try executeCounting(
      """
      UPDATE proposal SET deleted_at = NULL, deletion_id = NULL, change = ? WHERE deletion_id = ?
      """, [change, deletion.value])
    return counts
  }

  /// Runs a statement and gives the number of rows it changed.
  private func executeCounting(
    _ sql: String, _ arguments: StatementArguments
  ) throws(StoreFault) -> Int {
    try execute(sql, arguments)
    return database.changesCount
  }
}
