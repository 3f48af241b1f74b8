/// A changed recipe whose place in the lineage index is not what its edge says.
public struct StaleFork: Sendable, Equatable {
  public var position: ChangePosition
  /// The root under which the index holds it; nil when it does not.
  public var indexedRoot: RecipeKey?

  public var recipe: RecipeKey { RecipeKey(position.recipe) }
}

/// A place in the order of changes: recipes by change number, then by key.
public struct ChangePosition: Sendable, Equatable {
  public var change: Int64
  public var recipe: Int64

  public init(change: Int64, recipe: Int64) {
    self.change = change
    self.recipe = recipe
  }

  /// The place after everything that a change number covers.
  public static func after(change: Int64) -> ChangePosition {
    ChangePosition(change: change, recipe: .max)
  }
}

/// A recipe forked from another one, and where the index holds it.
public struct ForkChild: Sendable, Equatable {
  public var recipe: RecipeKey
  public var indexedRoot: RecipeKey?
}

/// Where a recipe stands in the lineage index; the numbers are those of `Forest.Placement`.
public struct LineagePlace: Sendable, Equatable {
  public var recipe: RecipeKey
  public var root: RecipeKey
  public var depth: Int
  public var pre: Int
  public var post: Int

  public init(recipe: RecipeKey, root: RecipeKey, depth: Int, pre: Int, post: Int) {
    self.recipe = recipe
    self.root = root
    self.depth = depth
    self.pre = pre
    self.post = post
  }

  /// Reads recipe, depth, pre and post.
  fileprivate init(_ row: IntegerRow, root: RecipeKey) {
    self.init(
      recipe: RecipeKey(row[0]), root: root, depth: Int(row[1]), pre: Int(row[2]),
      post: Int(row[3]))
  }
}

// Edges are variants and shares; a personal copy is none (R25), whatever its origin.

extension ReadTransaction {
  /// The recipes changed after a place whose index row contradicts their edge, in that order.
  ///
  /// A row agrees with its edge when it stands one below the row of its parent, inside the
  /// parent's subtree: rows of one root are always numbered together.
  public func staleForks(
    after position: ChangePosition, limit: Int
  ) throws(StoreFault) -> [StaleFork] {
    var forks: [StaleFork] = []
    try eachIntegerRow(
      ReadTransaction.staleForks, position.change, position.recipe, Int64(limit)
    ) { row in
      forks.append(
        StaleFork(
          position: ChangePosition(change: row[0], recipe: row[1]),
          indexedRoot: row.optional(2).map { RecipeKey($0) }))
    }
    return forks
  }

  static let staleForks = """
    SELECT r.change, r.id, l.root_id
      FROM recipe r INDEXED BY ix_recipe_change
      LEFT JOIN lineage l ON l.recipe_id = r.id
      LEFT JOIN lineage p ON p.recipe_id = r.origin_id
     WHERE (r.change, r.id) > (?1, ?2)
       AND CASE WHEN r.origin_kind IN ('variant', 'share')
             THEN (l.root_id = p.root_id AND l.depth = p.depth + 1
               AND l.pre > p.pre AND l.pre <= p.post + p.depth) IS NOT TRUE
             ELSE l.depth > 0 END
     ORDER BY r.change, r.id LIMIT ?3
    """

  /// What a recipe was forked from; nil for one that is no fork.
  public func forkOrigin(of recipe: RecipeKey) throws(StoreFault) -> RecipeKey? {
    var origin: RecipeKey?
    try eachIntegerRow(
      "SELECT origin_id FROM recipe WHERE id = ?1 AND origin_kind IN ('variant', 'share')",
      recipe.value
    ) { origin = RecipeKey($0[0]) }
    return origin
  }

  /// How many forks there are, counted no further than up to a limit.
  public func forkCount(upTo limit: Int) throws(StoreFault) -> Int {
    var count = 0
    try eachIntegerRow(ReadTransaction.countedForks, Int64(limit)) { count = Int($0[0]) }
    return count
  }

  static let countedForks = """
    SELECT count(*) FROM (SELECT 1 FROM recipe INDEXED BY ix_recipe_origin
      WHERE origin_id IS NOT NULL AND origin_kind IN ('variant', 'share') LIMIT ?)
    """

  /// A page of the forks: those of the first origins after one, about `limit` of them, in ascending
  /// order of origins.
  ///
  /// - Returns: The last of the origins, all of whose forks were given; nil where none were.
  public func eachFork(
    ofOriginsAfter origin: RecipeKey, limit: Int,
    _ body: (_ fork: RecipeKey, _ origin: RecipeKey) -> Void
  ) throws(StoreFault) -> RecipeKey? {
    var last: RecipeKey?
    try eachIntegerRow(ReadTransaction.forksOfOrigins, origin.value, Int64(limit)) { row in
      let origin = RecipeKey(row[0])
      body(RecipeKey(row[1]), origin)
      last = origin
    }
    return last
  }

  /// The page ends with the origin that the last of so many forks has.
  static let forksOfOrigins = """
    SELECT origin_id, id FROM recipe INDEXED BY ix_recipe_origin
     WHERE origin_id > ?1 AND origin_kind IN ('variant', 'share')
       AND origin_id <= (SELECT max(origin_id) FROM (
         SELECT origin_id FROM recipe INDEXED BY ix_recipe_origin
          WHERE origin_id > ?1 AND origin_kind IN ('variant', 'share')
          ORDER BY origin_id LIMIT ?2))
     ORDER BY origin_id
    """

  /// Whether any tree is indexed.
  public func hasLineage() throws(StoreFault) -> Bool {
    var hasLineage = false
    try eachIntegerRow("SELECT 1 FROM lineage LIMIT 1") { _ in hasLineage = true }
    return hasLineage
  }

  /// What was forked from a recipe, ascending.
  public func forks(of recipe: RecipeKey) throws(StoreFault) -> [ForkChild] {
    var children: [ForkChild] = []
    try eachIntegerRow(
      """
      SELECT r.id, l.root_id FROM recipe r LEFT JOIN lineage l ON l.recipe_id = r.id
       WHERE r.origin_id = ?1 AND r.origin_kind IN ('variant', 'share') ORDER BY r.id
      """, recipe.value
    ) { row in
      children.append(
        ForkChild(recipe: RecipeKey(row[0]), indexedRoot: row.optional(1).map { RecipeKey($0) }))
    }
    return children
  }

  /// The root of the indexed tree that holds a recipe; nil for a tree of one.
  public func indexedRoot(of recipe: RecipeKey) throws(StoreFault) -> RecipeKey? {
    var root: RecipeKey?
    try eachIntegerRow("SELECT root_id FROM lineage WHERE recipe_id = ?1", recipe.value) {
      root = RecipeKey($0[0])
    }
    return root
  }

  /// Where a recipe stands in its indexed tree; nil for a tree of one.
  public func indexedPlace(of recipe: RecipeKey) throws(StoreFault) -> LineagePlace? {
    var place: LineagePlace?
    try eachIntegerRow(
      "SELECT recipe_id, depth, pre, post, root_id FROM lineage WHERE recipe_id = ?1", recipe.value
    ) { place = LineagePlace($0, root: RecipeKey($0[4])) }
    return place
  }

  /// The place of the nearest recipe that both were made from, or of one of them when the other was
  /// made from it; nil when they stand in different trees.
  ///
  /// It looks at no more than the places of the tree that come before the earlier one.
  public func commonAncestor(
    of first: LineagePlace, and second: LineagePlace
  ) throws(StoreFault) -> LineagePlace? {
    guard first.root == second.root else { return nil }
    var ancestor: LineagePlace?
    try eachIntegerRow(
      ReadTransaction.commonAncestor, first.root.value, Int64(min(first.pre, second.pre)),
      Int64(max(first.pre, second.pre))
    ) { ancestor = LineagePlace($0, root: first.root) }
    return ancestor
  }

  /// Of the subtrees that begin at the earlier place or before it, the innermost that holds the
  /// later one.
  private static let commonAncestor = """
    SELECT recipe_id, depth, pre, post FROM lineage
     WHERE root_id = ?1 AND pre <= ?2 AND post + depth >= ?3 ORDER BY pre DESC LIMIT 1
    """

  /// The places of an indexed tree in pre-order; empty for a tree of one.
  public func indexedTree(of root: RecipeKey) throws(StoreFault) -> [LineagePlace] {
    var places: [LineagePlace] = []
    try eachIntegerRow(
      "SELECT recipe_id, depth, pre, post FROM lineage WHERE root_id = ?1 ORDER BY pre",
      root.value
    ) { row in
      places.append(LineagePlace(row, root: root))
    }
    return places
  }
}

extension WriteTransaction {
  /// Forgets an indexed tree.
  public func removeLineage(of root: RecipeKey) throws(StoreFault) {
    try prepared("DELETE FROM lineage WHERE root_id = ?").bind(root.value).run()
  }

  /// Forgets all indexed trees, and how far the index had followed.
  public func removeLineage() throws(StoreFault) {
    try execute("DELETE FROM lineage")
    try moveWatermark(of: .lineage, to: 0)
  }

  /// Stores the place of a recipe that has none.
  public func insert(_ place: LineagePlace) throws(StoreFault) {
    try prepared(
      "INSERT INTO lineage (recipe_id, root_id, depth, pre, post) VALUES (?, ?, ?, ?, ?)"
    )
    .bind(place.recipe.value).bind(place.root.value).bind(place.depth).bind(place.pre)
    .bind(place.post).run()
  }
}
