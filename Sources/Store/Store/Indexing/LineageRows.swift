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

  /// The living variants of a recipe that are within reach.
  public func variantRows(
    of recipe: RecipeKey, by order: VariantOrder, offset: Int = 0, limit: Int,
    for reader: ReaderKeys
  ) throws(StoreFault) -> [VariantRow] {
    var arguments = reader.arguments
    arguments += ["recipe": recipe.value, "popular": order == .popularity, "limit": limit]
    arguments += ["offset": offset]
    return try rows(
      """
      SELECT r.public_id, b.title, u.username, r.created_at, coalesce(a.views, 0),
             coalesce(a.forks, 0)
        FROM recipe r CROSS JOIN recipe_body b ON b.id = r.body_id
        CROSS JOIN user u ON u.id = r.creator_id
        LEFT JOIN (SELECT recipe_id, sum(views) AS views, sum(forks) AS forks
                     FROM rollup_recipe_month
                    WHERE recipe_id IN (SELECT id FROM recipe WHERE origin_id = :recipe)
                    GROUP BY recipe_id) a ON a.recipe_id = r.id
       WHERE r.origin_id = :recipe AND r.origin_kind = 'variant' AND r.deleted_at IS NULL
         AND \(ReaderKeys.withinReach)
       ORDER BY CASE WHEN :popular THEN coalesce(a.views, 0) END DESC,
                CASE WHEN :popular THEN coalesce(a.forks, 0) END DESC,
                r.created_at DESC, r.id DESC
       LIMIT :limit OFFSET :offset
      """, arguments
    ) { row in
      VariantRow(
        id: RecipeID(row[0]), title: row[1], creator: row[2],
        createdAt: Instant(milliseconds: row[3]), views: row[4], forks: row[5])
    }
  }
}
