public import RecipeModel

/// A recipe as a node of a lineage, before anything of it is hidden.
public struct LineageRow: Sendable, Equatable {
  public var recipe: RecipeKey
  public var id: RecipeID
  /// Nil for a bare node, whose recipe was purged.
  public var title: String?
  public var creator: UserKey
  /// Nil in a catalogue.
  public var community: CommunityKey?
  public var communitySlug: String?
  public var kind: OriginKind?
  /// The name of the community that a share came from.
  public var sharedFrom: String?
  public var createdAt: Instant
  public var isDeleted: Bool
  /// Whether it is a bare node that keeps the place of a purged recipe (R22).
  public var isPurged: Bool

  init(_ row: Row) {
    recipe = RecipeKey(row[0])
    id = RecipeID(row[1])
    title = row[2]
    creator = UserKey(row[3])
    community = (row[4] as Int64?).map { CommunityKey($0) }
    communitySlug = row[5]
    kind = (row[6] as String?).flatMap(OriginKind.init)
    sharedFrom = row[7]
    createdAt = Instant(milliseconds: row[8])
    isDeleted = row[9]
    isPurged = row[10]
  }
}

/// How the variants of a recipe are ordered (R15).
public enum VariantOrder: String, Sendable, CaseIterable {
  /// The youngest first.
  case recency = "recent"
  /// By views, then by forks and shares, as rolled up; the youngest first among equals.
  case popularity = "popular"
}

/// A variant of a recipe, and how often it was viewed and forked.
public struct VariantRow: Sendable, Equatable {
  public var id: RecipeID
  public var title: String
  /// The creator's username.
  public var creator: String
  public var createdAt: Instant
  public var views: Int
  public var forks: Int
}

extension ReadTransaction {
  /// What a lineage shows of a recipe; nil for a key that is not in the store.
  public func lineageRow(of recipe: RecipeKey) throws(StoreFault) -> LineageRow? {
    try row(
      """
      SELECT \(ReadTransaction.lineageColumns) FROM recipe r \(ReadTransaction.lineageJoins)
       WHERE r.id = ?
      """, [recipe.value]
    ) { LineageRow($0) }
  }

  /// Walks an indexed tree in pre-order; each recipe with its generations from the root.
  public func eachLineageRow(
    ofTree root: RecipeKey, _ visit: (LineageRow, _ depth: Int) throws -> Void
  ) throws {
    try eachRow(
      """
      SELECT \(ReadTransaction.lineageColumns), l.depth
        FROM lineage l CROSS JOIN recipe r ON r.id = l.recipe_id \(ReadTransaction.lineageJoins)
       WHERE l.root_id = ? ORDER BY l.pre
      """, [root.value]
    ) { try visit(LineageRow($0), $0[11]) }
  }

  private static let lineageColumns = """
    r.id, r.public_id, b.title, r.creator_id, r.community_id, nullif(c.slug, ''), r.origin_kind,
      nullif(s.name, ''), r.created_at, r.deleted_at IS NOT NULL, r.purged_at IS NOT NULL
    """

  private static let lineageJoins = """
    LEFT JOIN recipe_body b ON b.id = r.body_id LEFT JOIN community c ON c.id = r.community_id
      LEFT JOIN community s ON s.id = r.shared_from_community_id
    """

  /// What a lineage shows of a recipe; nil for an id that is not in the store.
  public func lineageRow(of id: RecipeID) throws(StoreFault) -> LineageRow? {
    let key = try row("SELECT id FROM recipe WHERE public_id = ?", [id.text]) {
      RecipeKey($0[0])
    }
    guard let key else { return nil }
    return try lineageRow(of: key)
  }

  /// The living variants of a recipe, whoever may see them.
  public func variantKeys(of recipe: RecipeKey) throws(StoreFault) -> [RecipeKey] {
    try rows(
      """
      SELECT id FROM recipe
       WHERE origin_id = ? AND origin_kind = 'variant' AND deleted_at IS NULL
      """, [recipe.value]
    ) { RecipeKey($0[0]) }
  }

  /// The living variants of a recipe that are within reach.
  ///
  /// - Parameters:
  ///   - recipe: What they are variants of.
  ///   - order: Which come first.
  ///   - views: How often each was viewed; those that are missing were not.
  ///   - offset: How many are passed over.
  ///   - limit: How many are given at most.
  ///   - reader: Whose reach it is.
  /// - Returns: One row for each.
  /// - Throws: A `StoreFault`.
  public func variantRows(
    of recipe: RecipeKey, by order: VariantOrder, views: [RecipeKey: Int] = [:],
    offset: Int = 0, limit: Int, for reader: ReaderKeys
  ) throws(StoreFault) -> [VariantRow] {
    let counted = views.map { "\"\($0.key.value)\":\($0.value)" }.joined(separator: ",")
    var arguments = reader.arguments
    arguments += ["recipe": recipe.value, "popular": order == .popularity, "limit": limit]
    arguments += ["offset": offset, "views": "{\(counted)}"]
    return try rows(
      """
      WITH counted (id, views) AS MATERIALIZED (
        SELECT CAST(key AS INTEGER), value FROM json_each(:views)),
      variant AS MATERIALIZED (
        SELECT r.id, r.public_id, b.title, u.username, r.created_at,
               coalesce((SELECT c.views FROM counted c WHERE c.id = r.id), 0) AS views,
               (SELECT count(*) FROM recipe f WHERE f.origin_id = r.id
                 AND f.origin_kind IN ('variant', 'share')) AS forks
          FROM recipe r CROSS JOIN recipe_body b ON b.id = r.body_id
          CROSS JOIN user u ON u.id = r.creator_id
         WHERE r.origin_id = :recipe AND r.origin_kind = 'variant' AND r.deleted_at IS NULL
           AND \(ReaderKeys.withinReach))
      SELECT public_id, title, username, created_at, views, forks FROM variant
       ORDER BY CASE WHEN :popular THEN views END DESC, CASE WHEN :popular THEN forks END DESC,
                created_at DESC, id DESC
       LIMIT :limit OFFSET :offset
      """, arguments
    ) { row in
      VariantRow(
        id: RecipeID(row[0]), title: row[1], creator: row[2],
        createdAt: Instant(milliseconds: row[3]), views: row[4], forks: row[5])
    }
  }
}
