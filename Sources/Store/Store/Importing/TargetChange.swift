import RecipeModel

/// What of the place that an import goes to can change, and with it what the import would do.
public enum TargetChange: String, Sendable, CaseIterable {
  /// The community itself.
  case settings
  case memberships
  case recipes
  case proposals
  /// Takedowns that hold in the place.
  case takedowns
  /// Imports that were taken back, of which no row of the place has to be left.
  case undoneImports = "undone imports"
}

extension ReadTransaction {
  /// The number of the last change of the store.
  public func lastChange() throws(StoreFault) -> Int64 {
    try integer("SELECT change FROM installation WHERE id = 1")
  }

  /// What tells this store from others.
  public func installationID() throws(StoreFault) -> String {
    try row("SELECT public_id FROM installation WHERE id = 1") { $0["public_id"] as String } ?? ""
  }

  /// What has changed of a place after a change of the store; `owner` is whose catalogue it is.
  ///
  /// Views and what happens in other places do not count. `undoneWork` is what it was at that change;
  /// nil where that does not matter.
  public func changes(
    of place: ImportPlace, ownedBy owner: UserKey, after change: Int64, undoneWork: Int64? = nil
  ) throws(StoreFault) -> [TargetChange] {
    var changes: [TargetChange] = []
    for kind in TargetChange.allCases {
      let query: (sql: String, key: Int64)? =
        switch place {
        case .community(let community):
          ReadTransaction.inCommunity(kind).map { ($0, community.value) }
        case .catalogue: ReadTransaction.inCatalogue(kind).map { ($0, owner.value) }
        }
      guard let query else { continue }
      if try integer("SELECT EXISTS (\(query.sql))", [query.key, change]) != 0 {
        changes.append(kind)
      }
    }
    if let undoneWork, try self.undoneWork(in: place) != undoneWork {
      changes.append(.undoneImports)
    }
    return changes
  }

  /// How much of imports into a place has been taken back, in attempts and rows; it only grows.
  ///
  /// Of a catalogue it is that of all imports: with those into communities personal copies go, and
  /// nobody knows any more whose they were.
  public func undoneWork(in place: ImportPlace) throws(StoreFault) -> Int64 {
    let work = "u.recipes + u.nodes + u.updates + u.proposals + u.quarantined + r.attempts"
    return switch place {
    case .community(let community):
      try integer(
        """
        SELECT coalesce(sum(\(work)), 0) FROM import_request q
          CROSS JOIN run_undo u ON u.undone_run_id = q.run_id CROSS JOIN run r ON r.id = u.run_id
         WHERE q.community_id = ?
        """, [community.value])
    case .catalogue:
      try integer(
        """
        SELECT coalesce(sum(\(work)), 0) FROM run_undo u CROSS JOIN run r ON r.id = u.run_id
         WHERE u.run_id > 0
        """)
    }
  }

  // The plus signs keep SQLite on the index of changes: what came after the plan is little.
  private static func inCommunity(_ kind: TargetChange) -> String? {
    switch kind {
    case .settings: "SELECT 1 FROM community WHERE id = ?1 AND change > ?2"
    case .memberships: "SELECT 1 FROM membership WHERE community_id = ?1 AND change > ?2"
    case .recipes: "SELECT 1 FROM recipe WHERE +community_id = ?1 AND change > ?2"
    case .proposals: "SELECT 1 FROM proposal WHERE recipe_community_id = ?1 AND change > ?2"
    case .takedowns:
      """
      SELECT 1 FROM takedown
       WHERE id > 0 AND (community_id IS NULL OR community_id = ?1) AND change > ?2
      """
    case .undoneImports: nil
    }
  }

  private static func inCatalogue(_ kind: TargetChange) -> String? {
    switch kind {
    case .settings, .memberships, .undoneImports: nil
    case .recipes:
      "SELECT 1 FROM recipe WHERE +creator_id = ?1 AND +community_id IS NULL AND change > ?2"
    case .proposals:
      "SELECT 1 FROM proposal WHERE proposer_id = ?1 AND recipe_community_id IS NULL AND change > ?2"
    case .takedowns:
      "SELECT 1 FROM takedown WHERE id > 0 AND community_id IS NULL AND ?1 <> 0 AND change > ?2"
    }
  }
}
