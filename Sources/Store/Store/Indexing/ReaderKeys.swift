public import RecipeModel

/// Whose eyes a query looks with, in keys of the store; every query that reads for somebody takes
/// one (R7).
public struct ReaderKeys: Sendable, Equatable {
  /// Whether everything is within reach, other users' catalogues included.
  public var seesEverything: Bool
  /// The living communities whose contents are within reach, ascending.
  public var communities: [CommunityKey]
  /// The user whose own catalogue is within reach; nil for nobody's.
  public var catalogue: UserKey?
  /// Those of the communities where deleted recipes are within reach, too (R20).
  public var administered: Set<CommunityKey>

  /// The same eyes, turned to some of the communities alone: no catalogue is within reach then.
  public func narrowed(to wanted: Set<CommunityKey>) -> ReaderKeys {
    ReaderKeys(
      seesEverything: false, communities: communities.filter { wanted.contains($0) },
      catalogue: nil, administered: administered.intersection(wanted))
  }

  /// Whether a recipe is within reach, living or deleted.
  public func reach(community: CommunityKey?, creator: UserKey) -> Bool {
    if seesEverything { return true }
    guard let community else { return creator == catalogue }
    return communities.contains(community)
  }

  /// Whether a recipe among its relatives is within reach, living or deleted.
  public func reach(_ node: LineNode) -> Bool {
    reach(community: node.community, creator: node.creator)
  }

  /// Whether what a recipe within reach says may be shown although it is deleted: to those who
  /// could restore it.
  public func seesDeleted(community: CommunityKey?, creator: UserKey) -> Bool {
    seesEverything || creator == catalogue || community.map(administered.contains) ?? false
  }

  /// The named arguments of a query that asks `withinReach`.
  var arguments: StatementArguments {
    ["everything": seesEverything, "communities": communityList, "catalogue": catalogue?.value]
  }

  /// The keys as a JSON array, which `json_each` turns into rows.
  var communityList: String {
    "[" + communities.map { String($0.value) }.joined(separator: ",") + "]"
  }

  /// The condition that a row `r` of `recipe` is within reach.
  ///
  /// The plus signs keep the query on the index that it was written for.
  static let withinReach = """
    (:everything OR +r.community_id IN (SELECT value FROM json_each(:communities))
      OR (+r.community_id IS NULL AND +r.creator_id = :catalogue))
    """
}

extension ReadTransaction {
  /// The keys of the operator, who sees all.
  public func operatorKeys() throws(StoreFault) -> ReaderKeys {
    let communities = try rows(
      "SELECT id FROM community WHERE deleted_at IS NULL ORDER BY id"
    ) { CommunityKey($0[0]) }
    return ReaderKeys(
      seesEverything: true, communities: communities, catalogue: nil, administered: [])
  }

  /// The keys of a person, for the communities given; those that are deleted or unknown fall away.
  public func readerKeys(
    of user: UserID, communities: Set<CommunityID>
  ) throws(StoreFault) -> ReaderKeys {
    let key = try row("SELECT id FROM user WHERE public_id = ?", [user.text]) { UserKey($0[0]) }
    var keys = ReaderKeys(
      seesEverything: false, communities: [], catalogue: key, administered: [])
    for id in communities {
      let found = try row(
        """
        SELECT c.id, m.role FROM community c LEFT JOIN membership m
            ON m.user_id = ? AND m.community_id = c.id AND m.deleted_at IS NULL
         WHERE c.public_id = ? AND c.deleted_at IS NULL
        """, [key?.value, id.text]
      ) { row -> (CommunityKey, Role?) in
        (CommunityKey(row[0]), (row[1] as String?).flatMap(Role.init))
      }
      guard let (community, role) = found else { continue }
      keys.communities.append(community)
      if role == .admin { keys.administered.insert(community) }
    }
    keys.communities.sort()
    return keys
  }
}
