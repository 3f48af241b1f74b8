import GRDB
public import RecipeModel

/// Something besides a view that statistics count (R25).
public enum OccurrenceKind: String, Sendable, CaseIterable {
  /// A variant or a share was made from a recipe; counts for that recipe.
  case fork
  /// A recipe was shared into another community; counts for that recipe.
  case share
  /// A recipe came into a community.
  case newRecipe
  /// A change of a recipe was proposed.
  case proposal
  case accepted
  case rejected
}

/// One thing that happened to a recipe, and when.
public struct Occurrence: Sendable, Hashable {
  public var kind: OccurrenceKind
  public var recipe: Int64
  public var at: Instant
}

/// Which recipes are asked about.
public enum RecipeScope: Sendable, Hashable {
  /// All of a community, deleted ones included.
  case community(CommunityKey)
  /// All of some communities, deleted ones included.
  case communities([CommunityKey])
  /// All that somebody made, in communities and in their catalogue.
  case creator(UserKey)
  /// Those that carry a tag, in one community or in all.
  case tag(TagKey, in: CommunityKey?)
  case recipes([RecipeKey])
  case everything

  /// A select of the keys, with the arguments that it binds.
  var keys: (sql: String, arguments: StatementArguments) {
    switch self {
    case .community(let key): ("SELECT id FROM recipe WHERE community_id = ?", [key.value])
    case .communities(let keys):
      (
        """
        SELECT r.id FROM json_each(?) c CROSS JOIN recipe r ON r.community_id = c.value
        """, [RecipeScope.list(keys)]
      )
    case .creator(let key): ("SELECT id FROM recipe WHERE creator_id = ?", [key.value])
    case .tag(let tag, nil): ("SELECT recipe_id FROM recipe_tag WHERE tag_id = ?", [tag.value])
    case .tag(let tag, let community?):
      (
        """
        SELECT t.recipe_id FROM recipe_tag t CROSS JOIN recipe r ON r.id = t.recipe_id
         WHERE t.tag_id = ? AND r.community_id = ?
        """, [tag.value, community.value]
      )
    case .recipes(let keys): ("SELECT value FROM json_each(?)", [RecipeScope.list(keys)])
    case .everything: ("SELECT id FROM recipe", [])
    }
  }

  private static func list<Entity>(_ keys: [RowKey<Entity>]) -> String {
    "[" + keys.map { String($0.value) }.joined(separator: ",") + "]"
  }
}

extension RecipeScope {
  /// The origin and the moment of all that was made from a scope within a span.
  fileprivate func forks(
    during span: Range<Instant>
  ) -> (sql: String, arguments: StatementArguments) {
    made("r.created_at", kinds: "r.origin_kind IN ('variant', 'share')", during: span)
  }

  /// The origin and the moment of all shares of a scope within a span.
  fileprivate func shares(
    during span: Range<Instant>
  ) -> (sql: String, arguments: StatementArguments) {
    made("r.shared_at", kinds: "r.origin_kind = 'share'", during: span)
  }

  private func made(
    _ moment: String, kinds: String, during span: Range<Instant>
  ) -> (sql: String, arguments: StatementArguments) {
    let isWithin = "\(moment) >= ? AND \(moment) < ?"
    let bounds: StatementArguments = [span.lowerBound.milliseconds, span.upperBound.milliseconds]
    if case .everything = self {
      return (
        """
        SELECT r.origin_id, \(moment) FROM recipe r INDEXED BY ix_recipe_origin
         WHERE r.origin_id IS NOT NULL AND \(kinds) AND \(isWithin)
        """, bounds
      )
    }
    var arguments = keys.arguments
    arguments += bounds
    return (
      """
      WITH scope (id) AS (\(keys.sql))
      SELECT r.origin_id, \(moment)
        FROM scope s CROSS JOIN recipe r INDEXED BY ix_recipe_origin
          ON r.origin_id = s.id AND \(kinds) AND \(isWithin)
      """, arguments
    )
  }

  /// The recipes of the scope that came into a community within a span, and when.
  fileprivate func newRecipes(
    during span: Range<Instant>
  ) -> (sql: String, arguments: StatementArguments) {
    let isWithin = "r.created_at >= ? AND r.created_at < ?"
    let bounds: StatementArguments = [span.lowerBound.milliseconds, span.upperBound.milliseconds]
    switch self {
    case .everything:
      return (
        """
        SELECT r.id, r.created_at FROM recipe r INDEXED BY ix_recipe_community
         WHERE r.community_id IS NOT NULL AND \(isWithin)
        """, bounds
      )
    case .community(let key):
      var arguments: StatementArguments = [key.value]
      arguments += bounds
      return (
        "SELECT r.id, r.created_at FROM recipe r WHERE r.community_id = ? AND \(isWithin)",
        arguments
      )
    case .communities, .creator, .tag, .recipes:
      var arguments = keys.arguments
      arguments += bounds
      return (
        """
        WITH scope (id) AS (\(keys.sql))
        SELECT r.id, r.created_at FROM scope s CROSS JOIN recipe r ON r.id = s.id
         WHERE r.community_id IS NOT NULL AND \(isWithin)
        """, arguments
      )
    }
  }

  /// The recipe, the moment of each proposal, that of its decision, and its state.
  fileprivate var proposals: (sql: String, arguments: StatementArguments) {
    let columns = "p.recipe_id, p.created_at, p.decided_at, p.status"
    switch self {
    case .everything: return ("SELECT \(columns) FROM proposal p NOT INDEXED", [])
    case .community(let key):
      return ("SELECT \(columns) FROM proposal p WHERE p.recipe_community_id = ?", [key.value])
    case .communities, .creator, .tag, .recipes:
      return (
        """
        WITH scope (id) AS (\(keys.sql))
        SELECT \(columns) FROM scope s CROSS JOIN proposal p ON p.recipe_id = s.id
        """, keys.arguments
      )
    }
  }
}

extension ReadTransaction {
  /// The recipes of a scope, ascending.
  public func recipeKeys(in scope: RecipeScope) throws(StoreFault) -> [RecipeKey] {
    let (sql, arguments) = scope.keys
    return try rows(sql, arguments) { RecipeKey($0[0]) }.sorted()
  }

  /// The communities that recipes of a scope lie in; nil among them for catalogues.
  public func communities(of scope: RecipeScope) throws(StoreFault) -> Set<CommunityKey?> {
    let (sql, arguments) = scope.keys
    return Set(
      try rows(
        """
        WITH scope (id) AS (\(sql))
        SELECT DISTINCT r.community_id FROM scope s CROSS JOIN recipe r ON r.id = s.id
        """, arguments
      ) { ($0[0] as Int64?).map { CommunityKey($0) } })
  }

  /// Hands over what happened to the recipes of a scope within a span, in no order.
  ///
  /// - Parameters:
  ///   - kinds: What is asked for.
  ///   - scope: Of which recipes.
  ///   - span: When.
  ///   - body: Takes one after the other.
  /// - Throws: A `StoreFault`, or what the body throws.
  public func eachOccurrence(
    _ kinds: Set<OccurrenceKind> = Set(OccurrenceKind.allCases), in scope: RecipeScope,
    during span: Range<Instant>, _ body: (Occurrence) throws -> Void
  ) throws {
    func tell(_ kind: OccurrenceKind, _ recipe: Int64, _ moment: Int64?) throws {
      guard kinds.contains(kind), let moment, span.contains(Instant(milliseconds: moment)) else {
        return
      }
      try body(Occurrence(kind: kind, recipe: recipe, at: Instant(milliseconds: moment)))
    }
    for (kind, query) in [(OccurrenceKind.fork, scope.forks), (.share, scope.shares)]
    where kinds.contains(kind) {
      let (sql, arguments) = query(span)
      try eachRow(sql, arguments) { try tell(kind, $0[0], $0[1]) }
    }
    if kinds.contains(.newRecipe) {
      let recipes = scope.newRecipes(during: span)
      let undone = try undoneRecipes()
      try eachRow(recipes.sql, recipes.arguments) { row in
        let recipe: Int64 = row[0]
        if !undone.contains(recipe) { try tell(.newRecipe, recipe, row[1]) }
      }
    }
    guard !kinds.isDisjoint(with: [.proposal, .accepted, .rejected]) else { return }
    let proposals = scope.proposals
    try eachRow(proposals.sql, proposals.arguments) { row in
      let recipe: Int64 = row[0]
      try tell(.proposal, recipe, row[1])
      try tell(row[3] as String == "accepted" ? .accepted : .rejected, recipe, row[2])
    }
  }

  /// The bare nodes of recipes whose import was taken back: they never came, but for their views.
  private func undoneRecipes() throws(StoreFault) -> Set<Int64> {
    Set(
      try rows(
        """
        SELECT r.id FROM deletion d INDEXED BY ix_deletion_undo
          CROSS JOIN recipe r ON r.deletion_id = d.id WHERE d.kind = 'undo'
        """
      ) { $0[0] as Int64 })
  }

  /// Hands over who did something that a community's feed records, and when.
  ///
  /// For all communities together without one.
  public func eachAct(
    in community: CommunityKey?, during span: Range<Instant>,
    _ body: (UserKey, Instant) throws -> Void
  ) throws {
    let place =
      community == nil
      ? "activity NOT INDEXED WHERE ?1 IS NULL" : "activity WHERE community_id = ?1"
    try eachRow(
      "SELECT user_id, created_at FROM \(place) AND created_at >= ?2 AND created_at < ?3",
      [community?.value, span.lowerBound.milliseconds, span.upperBound.milliseconds]
    ) { row in try body(UserKey(row[0]), Instant(milliseconds: row[1])) }
  }

  /// Everybody who is or was a member of a community.
  public func everMembers(of community: CommunityKey) throws(StoreFault) -> Set<UserKey> {
    Set(
      try rows("SELECT DISTINCT user_id FROM membership WHERE community_id = ?", [community.value])
      {
        UserKey($0[0])
      })
  }
}
