import GRDB
public import RecipeModel

/// A recipe that a run stored, and the one of its place stored before it that it is most alike.
public struct ImportedDuplicate: Sendable, Equatable {
  /// One of the two, as a list shows it.
  public struct Side: Sendable, Equatable {
    public var key: RecipeKey
    public var id: RecipeID
    public var title: String
  }

  public var recipe: Side
  public var base: Side
  /// In thousandths of full likeness.
  public var score: Int
}

extension ReadTransaction {
  /// The recipe stored first of those that live in a place and say the same; nil without any.
  public func firstRecipe(
    saying digest: [UInt8], in place: ImportPlace, of owner: UserKey
  ) throws(StoreFault) -> RecipeKey? {
    if isBuffered(content: digest) { try storeBuffered() }
    let found: Int64? =
      switch place {
      case .community(let community):
        try preparedAside(
          """
          SELECT r.id FROM recipe_body b CROSS JOIN recipe r ON r.body_id = b.id
           WHERE b.content_digest = ? AND r.community_id = ? AND r.deleted_at IS NULL
           ORDER BY r.id LIMIT 1
          """
        ).bind(blob: digest).bind(community.value).integer()
      case .catalogue:
        try preparedAside(
          """
          SELECT r.id FROM recipe_body b CROSS JOIN recipe r ON r.body_id = b.id
           WHERE b.content_digest = ? AND r.community_id IS NULL AND r.creator_id = ?
             AND r.deleted_at IS NULL ORDER BY r.id LIMIT 1
          """
        ).bind(blob: digest).bind(owner.value).integer()
      }
    return found.map { RecipeKey($0) }
  }

  /// The recipes that a run stored and that are near-duplicates of others of their place, in the
  /// order in which they were stored; of their bodies as they are indexed.
  public func importedDuplicates(of run: RunKey) throws(StoreFault) -> [ImportedDuplicate] {
    try rows(
      """
      WITH stored AS (
        SELECT r.* FROM recipe_source s CROSS JOIN recipe r ON r.id = s.recipe_id
         WHERE s.run_id = ? AND r.deleted_at IS NULL),
      alike (recipe, body, score) AS (
        SELECT t.id, n.earlier_body_id, n.score
          FROM stored t CROSS JOIN near_duplicate n ON n.later_body_id = t.body_id
        UNION ALL SELECT t.id, n.later_body_id, n.score
          FROM stored t CROSS JOIN near_duplicate n ON n.earlier_body_id = t.body_id
        UNION ALL SELECT t.id, t.body_id, 1000 FROM stored t),
      ranked AS (
        SELECT a.recipe, o.id AS base, a.score,
            row_number() OVER (PARTITION BY a.recipe ORDER BY a.score DESC, o.id) AS rank
          FROM alike a CROSS JOIN recipe r ON r.id = a.recipe
            CROSS JOIN recipe o ON o.body_id = a.body AND o.community_id IS r.community_id
         WHERE o.id < r.id AND o.deleted_at IS NULL
           AND (r.community_id IS NOT NULL OR o.creator_id = r.creator_id))
      SELECT r.id AS recipe, r.public_id AS recipe_id, x.title AS recipe_title,
          o.id AS base, o.public_id AS base_id, y.title AS base_title, k.score
        FROM ranked k CROSS JOIN recipe r ON r.id = k.recipe CROSS JOIN recipe o ON o.id = k.base
          CROSS JOIN recipe_body x ON x.id = r.body_id CROSS JOIN recipe_body y ON y.id = o.body_id
       WHERE k.rank = 1 ORDER BY r.id
      """, [run.value]
    ) { row in
      ImportedDuplicate(
        recipe: ImportedDuplicate.Side(row, "recipe"), base: ImportedDuplicate.Side(row, "base"),
        score: Int(row["score"] as Int64))
    }
  }
}

extension WriteTransaction {
  /// Makes a recipe without an origin a variant of one that does not descend from it; says whether
  /// it did.
  @discardableResult
  public func link(_ recipe: RecipeKey, asVariantOf base: RecipeKey) throws(StoreFault) -> Bool {
    try execute(
      """
      UPDATE recipe SET origin_id = ?, origin_kind = 'variant', change = ?
       WHERE id = ? AND origin_id IS NULL
      """, [base.value, change, recipe.value])
    return database.changesCount > 0
  }
}

extension ImportedDuplicate.Side {
  fileprivate init(_ row: Row, _ side: String) {
    key = row.key(side)
    id = row.id("\(side)_id")
    title = row["\(side)_title"]
  }
}
