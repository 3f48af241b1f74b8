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
  /// Views and what happens in other places do not count.
  public func changes(
    of place: ImportPlace, ownedBy owner: UserKey, after change: Int64
  ) throws(StoreFault) -> [TargetChange] {
    var changes: [TargetChange] = []
    for kind in TargetChange.allCases {
      let query: (sql: String, key: Int64)? =
        switch place {
        case .community(let community): (ReadTransaction.inCommunity(kind), community.value)
        case .catalogue: ReadTransaction.inCatalogue(kind).map { ($0, owner.value) }
        }
      guard let query else { continue }
      if try integer("SELECT EXISTS (\(query.sql))", [query.key, change]) != 0 {
        changes.append(kind)
      }
    }
    return changes
  }

  // The plus signs keep SQLite on the index of changes: what came after the plan is little.
  private static func inCommunity(_ kind: TargetChange) -> String {
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
    }
  }

  private static func inCatalogue(_ kind: TargetChange) -> String? {
    switch kind {
    case .settings, .memberships: nil
    case .recipes:
      "SELECT 1 FROM recipe WHERE +creator_id = ?1 AND +community_id IS NULL AND change > ?2"
    case .proposals:
      "SELECT 1 FROM proposal WHERE proposer_id = ?1 AND recipe_community_id IS NULL AND change > ?2"
    case .takedowns:
      "SELECT 1 FROM takedown WHERE id > 0 AND community_id IS NULL AND ?1 <> 0 AND change > ?2"
    }
  }
}
