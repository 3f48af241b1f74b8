public import RecipeModel

/// Two living recipes of one place that say the same or nearly so.
public struct StoredDuplicate: Sendable, Equatable {
  /// One of the two, as a list shows it.
  public struct Side: Sendable, Equatable {
    public var key: RecipeKey
    public var id: RecipeID
    public var title: String
    /// Its creator's username.
    public var creator: String
  }

  /// The one stored first.
  public var first: Side
  public var second: Side
  /// In thousandths of full likeness.
  public var score: Int
  public var state: DuplicateState
}

/// What became of two recipes that are near-duplicates.
public enum DuplicateState: String, Sendable, CaseIterable {
  /// Nobody has said yet what they are.
  case open
  /// One is a variant of the other, or both are of a third.
  case linked
  /// Somebody has said that they are two dishes.
  case dismissed
}

/// Where duplicates are looked for: among the recipes of one community or of one catalogue.
public enum DuplicatePlace: Sendable, Equatable {
  case community(CommunityKey)
  case catalogue(of: UserKey)
}

extension ReadTransaction {
  /// The duplicates of a place that are indexed, the most alike first.
  ///
  /// Of recipes that share one body each is paired with the first of them. `states` are those asked
  /// for.
  public func duplicates(
    in place: DuplicatePlace, minimumScore: Int, states: Set<DuplicateState>, offset: Int,
    limit: Int
  ) throws(StoreFault) -> [StoredDuplicate] {
    let (condition, other, key) =
      switch place {
      case .community(let community):
        ("r.community_id = ?1", "o.community_id = ?1", community.value)
      case .catalogue(let owner):
        (
          "r.creator_id = ?1 AND r.community_id IS NULL",
          "o.creator_id = ?1 AND o.community_id IS NULL", owner.value
        )
      }
    return try rows(
      """
      WITH pair (first, second, score) AS (
        SELECT min(r.id, o.id), max(r.id, o.id), n.score
          FROM recipe r CROSS JOIN near_duplicate n ON n.later_body_id = r.body_id
            CROSS JOIN recipe o ON o.body_id = n.earlier_body_id
         WHERE \(condition) AND \(other) AND r.deleted_at IS NULL AND o.deleted_at IS NULL
           AND n.score >= ?2
        UNION ALL
        SELECT min(o.id), r.id, 1000
          FROM recipe r CROSS JOIN recipe o ON o.body_id = r.body_id AND o.id < r.id
         WHERE \(condition) AND \(other) AND r.deleted_at IS NULL AND o.deleted_at IS NULL
         GROUP BY r.id),
      judged AS (
        SELECT a.id AS first, b.id AS second, a.public_id AS first_id, b.public_id AS second_id,
            x.title AS first_title, y.title AS second_title,
            u.username AS first_creator, v.username AS second_creator, p.score,
            CASE WHEN \(DuplicateState.isLinked) THEN 'linked'
              WHEN \(DuplicateState.isDismissed) THEN 'dismissed' ELSE 'open' END AS state
          FROM pair p CROSS JOIN recipe a ON a.id = p.first CROSS JOIN recipe b ON b.id = p.second
            CROSS JOIN recipe_body x ON x.id = a.body_id
            CROSS JOIN recipe_body y ON y.id = b.body_id
            CROSS JOIN user u ON u.id = a.creator_id CROSS JOIN user v ON v.id = b.creator_id)
      SELECT * FROM judged WHERE state IN (SELECT value FROM json_each(?3))
       ORDER BY score DESC, first, second LIMIT ?4 OFFSET ?5
      """,
      [
        key, minimumScore,
        "[" + states.map { "\"\($0.rawValue)\"" }.sorted().joined(separator: ",") + "]", limit,
        offset,
      ]
    ) { row in
      StoredDuplicate(
        first: StoredDuplicate.Side(row, "first"), second: StoredDuplicate.Side(row, "second"),
        score: Int(row["score"] as Int64), state: try row.state("state"))
    }
  }

  /// Whether the texts of all recipes were compared.
  public func hasComparedAllBodies() throws(StoreFault) -> Bool {
    try watermark(of: .duplicates) >= lastBody().value
  }
}

extension DuplicateState {
  /// The condition that of recipes `a` and `b` one is a variant of the other, or both of a third.
  fileprivate static let isLinked = """
    (a.origin_kind IS 'variant' AND a.origin_id = b.id)
      OR (b.origin_kind IS 'variant' AND b.origin_id = a.id)
      OR (a.origin_kind IS 'variant' AND b.origin_kind IS 'variant' AND a.origin_id = b.origin_id)
    """

  /// The condition that somebody dismissed recipes `a` and `b`, in either order.
  ///
  /// The audit log holds that: it is kept, archived and restored like nothing else.
  fileprivate static let isDismissed = """
    EXISTS (SELECT 1 FROM audit_log l
      WHERE l.entity_type = 'recipe' AND l.entity_id = a.public_id
        AND l.action = 'duplicate.dismiss' AND l.metadata ->> 'other' = b.public_id)
      OR EXISTS (SELECT 1 FROM audit_log l
      WHERE l.entity_type = 'recipe' AND l.entity_id = b.public_id
        AND l.action = 'duplicate.dismiss' AND l.metadata ->> 'other' = a.public_id)
    """
}

extension StoredDuplicate.Side {
  fileprivate init(_ row: Row, _ side: String) {
    key = row.key(side)
    id = row.id("\(side)_id")
    title = row["\(side)_title"]
    creator = row["\(side)_creator"]
  }
}
