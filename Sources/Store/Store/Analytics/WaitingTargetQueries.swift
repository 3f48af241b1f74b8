import RecipeModel

extension ReadTransaction {
  /// The communities with targets of which something changed since the last rollup, so that it may
  /// have other points for them than the next one; all with targets before the first.
  ///
  /// Every rollup counts all points again, so what changed by none of its days is told by the numbers
  /// of changes. Of recipes and proposals that were taken back with their import no row is left, so
  /// there the run tells.
  public func communitiesWithWaitingTargets() throws(StoreFault) -> Set<CommunityKey> {
    let communities = try communitiesWithTargets()
    guard let state = try rollupState() else { return Set(communities) }
    var waiting: Set<CommunityKey> = []
    for community in communities {
      let hasChanged = try integer(
        ReadTransaction.hasChanged,
        [community.value, state.countedChange, state.countedAt.milliseconds])
      if hasChanged != 0 { waiting.insert(community) }
    }
    return waiting
  }

  // The plus sign keeps SQLite on the index of changes: what came after a rollup is little.
  private static let hasChanged = """
    SELECT EXISTS (SELECT 1 FROM community WHERE id = ?1 AND change > ?2)
      OR EXISTS (SELECT 1 FROM target WHERE community_id = ?1 AND change > ?2)
      OR EXISTS (SELECT 1 FROM membership WHERE community_id = ?1 AND change > ?2)
      OR EXISTS (SELECT 1 FROM proposal WHERE recipe_community_id = ?1 AND change > ?2)
      OR EXISTS (SELECT 1 FROM recipe WHERE change > ?2 AND +community_id = ?1)
      OR EXISTS (SELECT 1 FROM recipe r CROSS JOIN recipe o ON o.id = r.origin_id
        WHERE r.change > ?2 AND +o.community_id = ?1)
      OR EXISTS (SELECT 1 FROM activity WHERE community_id = ?1 AND change > ?2)
      OR EXISTS (SELECT 1 FROM import_request q
        CROSS JOIN run_undo u ON u.undone_run_id = q.run_id CROSS JOIN run r ON r.id = u.run_id
        WHERE q.community_id = ?1 AND coalesce(r.finished_at, r.started_at) > ?3)
    """
}
