public import RecipeModel

/// A recipe as a node of the lines of descent, living or deleted, without its texts.
public struct LineNode: Sendable, Hashable {
  public var key: RecipeKey
  /// Nil for a root.
  public var origin: RecipeKey?
  public var kind: OriginKind?
  /// Nil in a catalogue.
  public var community: CommunityKey?
  public var creator: UserKey
  public var createdAt: Instant
  public var isDeleted: Bool
  /// Whether it is the bare node of a recipe whose import was taken back: it never came, but for its
  /// views.
  public var isUndone: Bool

  public init(
    key: RecipeKey, origin: RecipeKey?, kind: OriginKind?, community: CommunityKey?,
    creator: UserKey, createdAt: Instant, isDeleted: Bool, isUndone: Bool = false
  ) {
    self.key = key
    self.origin = origin
    self.kind = kind
    self.community = community
    self.creator = creator
    self.createdAt = createdAt
    self.isDeleted = isDeleted
    self.isUndone = isUndone
  }

  /// Whether it is a variant or a share (R25).
  public var isFork: Bool { kind != nil && kind != .personalCopy }
}

extension ReadTransaction {
  /// The recipes of a scope and all that descends from them, ascending by key.
  public func lines(below scope: RecipeScope) throws(StoreFault) -> [LineNode] {
    if case .everything = scope {
      return try rows(
        "SELECT \(LineNode.columns) FROM recipe r NOT INDEXED ORDER BY r.id", [], LineNode.init)
    }
    let (sql, arguments) = scope.keys
    var nodes: [LineNode] = []
    var seen: Set<RecipeKey> = []
    for node in try rows(
      """
      WITH scope (id) AS (\(sql))
      SELECT \(LineNode.columns) FROM scope s CROSS JOIN recipe r ON r.id = s.id
      """, arguments, LineNode.init)
    where seen.insert(node.key).inserted {
      nodes.append(node)
    }
    // What was made from the recipes of one generation is looked up in the order of the index, which
    // tells all of it: in a large family each recipe is on a page of its own. A recursive query
    // jumps about in the index, and took half as long again.
    let made = try prepared(ReadTransaction.madeFromRecipe)
    var generation = seen.sorted()
    try StoreFault.mapping {
      while !generation.isEmpty {
        let first = nodes.count
        for origin in generation {
          try made.bind(origin.value).forEachRow { row in
            let node = LineNode(row)
            if seen.insert(node.key).inserted { nodes.append(node) }
          }
        }
        generation = nodes[first...].map(\.key).sorted()
      }
    }
    return nodes.sorted { $0.key < $1.key }
  }

  static let madeFromRecipe =
    "SELECT \(LineNode.columns) FROM recipe r INDEXED BY ix_recipe_origin WHERE r.origin_id = ?"

  /// The recipes of a scope from which variants or shares were made, and all variants and shares
  /// below them, ascending by key.
  ///
  /// It reads no more of the recipes than these.
  public func forkLines(below scope: RecipeScope) throws(StoreFault) -> [LineNode] {
    if case .everything = scope {
      return try rows(
        """
        WITH fork (id, origin_id) AS MATERIALIZED (
          SELECT id, origin_id FROM recipe INDEXED BY ix_recipe_origin
           WHERE origin_id IS NOT NULL AND origin_kind IN ('variant', 'share')),
        line (id) AS (SELECT id FROM fork UNION SELECT origin_id FROM fork)
        SELECT \(LineNode.columns) FROM line l CROSS JOIN recipe r ON r.id = l.id ORDER BY l.id
        """, [], LineNode.init)
    }
    let (sql, arguments) = scope.keys
    return try rows(
      """
      WITH RECURSIVE scope (id) AS (\(sql)), line (id) AS (
        SELECT s.id FROM scope s WHERE EXISTS (
          SELECT 1 FROM recipe r WHERE r.origin_id = s.id AND r.origin_kind IN ('variant', 'share'))
        UNION
        SELECT r.id FROM line l CROSS JOIN recipe r
            ON r.origin_id = l.id AND r.origin_kind IN ('variant', 'share'))
      SELECT \(LineNode.columns) FROM line l CROSS JOIN recipe r ON r.id = l.id ORDER BY l.id
      """, arguments, LineNode.init)
  }

  /// The root of the tree that a recipe belongs to; the recipe itself where origins make a cycle.
  public func root(above recipe: RecipeKey) throws(StoreFault) -> RecipeKey {
    try row(
      """
      WITH RECURSIVE climb (id) AS (
        SELECT ?
        UNION
        SELECT r.origin_id FROM climb c CROSS JOIN recipe r ON r.id = c.id
         WHERE r.origin_id IS NOT NULL)
      SELECT r.id FROM climb c CROSS JOIN recipe r ON r.id = c.id WHERE r.origin_id IS NULL
      """, [recipe.value]
    ) { RecipeKey($0[0]) } ?? recipe
  }
}

extension LineNode {
  /// What it is read from, of a row `r` of `recipe`: the first columns of a query.
  static let columns = """
    r.id, r.origin_id, CASE r.origin_kind WHEN 'variant' THEN 1 WHEN 'share' THEN 2 ELSE 0 END,
      r.community_id, r.creator_id, r.created_at, r.deleted_at IS NOT NULL,
      r.purged_at IS NOT NULL AND (SELECT d.kind = 'undo' FROM deletion d WHERE d.id = r.deletion_id)
    """

  init(_ row: Row) {
    let origin = (row[1] as Int64?).map { RecipeKey($0) }
    let kinds: [OriginKind] = [.personalCopy, .variant, .share]
    self.init(
      key: RecipeKey(row[0]), origin: origin, kind: origin == nil ? nil : kinds[row[2]],
      community: (row[3] as Int64?).map { CommunityKey($0) }, creator: UserKey(row[4]),
      createdAt: Instant(milliseconds: row[5]), isDeleted: row[6] as Int64 != 0,
      isUndone: row[7] as Int64 != 0)
  }
}
