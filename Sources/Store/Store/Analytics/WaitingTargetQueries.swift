import RecipeModel

extension ReadTransaction {
  /// The communities with targets of which something changed since the last rollup, so that it may
  /// have other points for them than the next one; all with targets before the first.
  ///
  /// Every rollup counts all points again, so what changed by none of its days is told by the numbers
  /// of changes, each measure by what it counts. Of recipes and proposals that were taken back with
  /// their import no row is left, so there the work of taking back tells: in the community that was
  /// imported to, where all that an import makes variants of lies. Deleted communities are among
  /// them, since rollups count their points, too (R25).
  public func communitiesWithWaitingTargets() throws(StoreFault) -> Set<CommunityKey> {
    let communities = try communitiesWithTargets()
    guard let known = try rollupState()?.known else { return Set(communities) }
    let isUndone = try undoneWork(in: .catalogue) != known.undoneWork
    var waiting: Set<CommunityKey> = []
    for community in communities {
      if try hasOtherPoints(community, than: known, isUndone: isUndone) {
        waiting.insert(community)
      }
    }
    return waiting
  }

  /// Whether a community has another time zone than the last rollup counted the points of its
  /// targets in.
  public func hasNewZone(_ community: CommunityKey) throws(StoreFault) -> Bool {
    guard let known = try rollupState()?.known else { return false }
    return try holds(ReadTransaction.hasNewZone, community, known.lastChange)
  }

  private func hasOtherPoints(
    _ community: CommunityKey, than known: KnownChanges, isUndone: Bool
  ) throws(StoreFault) -> Bool {
    if try hasNewZone(community) { return true }
    if try holds(ReadTransaction.hasOtherTargets, community, known.lastChange) { return true }
    let measures = Set(try targets(of: community).map(\.measure))
    if isUndone, measures.contains(where: \.isOfRows),
      try undoneWork(in: .community(community)) > 0
    {
      return true
    }
    for measure in measures {
      let hasChanged: Bool
      switch measure {
      // What waits of these are days.
      case .views, .viewers: hasChanged = false
      case .recipes:
        // Keys of recipes that were taken back may be given again.
        hasChanged = try holds(
          ReadTransaction.hasNewRecipe, community, known.lastChange,
          isUndone ? 0 : known.lastRecipe)
      case .shares, .forks:
        hasChanged = try holds(ReadTransaction.hasChangedFork, community, known.lastChange)
      case .proposals, .accepted:
        hasChanged = try holds(ReadTransaction.hasOtherProposal, community, known.lastChange)
      case .members:
        hasChanged = try holds(ReadTransaction.hasOtherAct, community, known.lastChange)
      }
      if hasChanged { return true }
    }
    return false
  }

  private func holds(
    _ sql: String, _ community: CommunityKey, _ change: Int64, _ recipe: Int64? = nil
  ) throws(StoreFault) -> Bool {
    if let recipe {
      return try integer("SELECT \(sql)", [community.value, change, recipe]) != 0
    }
    return try integer("SELECT \(sql)", [community.value, change]) != 0
  }
}

extension TargetMeasure {
  /// Whether it counts rows that go with an import that is taken back.
  fileprivate var isOfRows: Bool { self != .views && self != .viewers }
}

// The plus signs keep SQLite on the index of changes: what came after a rollup is little.
extension ReadTransaction {
  /// Whether a change of the community was one of its zone.
  ///
  /// Then its days are not counted there, or are in a zone that is no more. When the installation's
  /// changed, too, they may be counted in both.
  private static let hasNewZone = """
    EXISTS (SELECT 1 FROM community c WHERE c.id = ?1 AND c.change > ?2 AND (
      NOT EXISTS (SELECT 1 FROM rollup_calendar k
        WHERE k.community_id = c.id AND k.time_zone = c.time_zone)
      OR EXISTS (SELECT 1 FROM rollup_calendar k
        WHERE k.community_id = c.id AND k.time_zone <> c.time_zone
          AND k.time_zone <> (SELECT time_zone FROM installation WHERE id = 1))
      OR EXISTS (SELECT 1 FROM audit_log WHERE entity_type = 'installation' AND change > ?2)))
    """

  private static let hasOtherTargets =
    "EXISTS (SELECT 1 FROM target WHERE community_id = ?1 AND change > ?2)"

  private static let hasNewRecipe = """
    EXISTS (SELECT 1 FROM recipe WHERE change > ?2 AND +community_id = ?1 AND +id > ?3)
    """

  private static let hasChangedFork = """
    EXISTS (SELECT 1 FROM recipe r CROSS JOIN recipe o ON o.id = r.origin_id
      WHERE r.change > ?2 AND +o.community_id = ?1)
    """

  /// Of a recipe that was purged its proposals and what the feed said of it went.
  private static let hasPurgedRecipe = """
    EXISTS (SELECT 1 FROM recipe
      WHERE change > ?2 AND +community_id = ?1 AND +purged_at IS NOT NULL)
    """

  private static let hasOtherProposal = """
    (\(hasPurgedRecipe) OR EXISTS (
      SELECT 1 FROM proposal WHERE recipe_community_id = ?1 AND change > ?2))
    """

  private static let hasOtherAct = """
    (\(hasPurgedRecipe)
      OR EXISTS (SELECT 1 FROM membership WHERE community_id = ?1 AND change > ?2)
      OR EXISTS (SELECT 1 FROM activity WHERE community_id = ?1 AND change > ?2))
    """
}
