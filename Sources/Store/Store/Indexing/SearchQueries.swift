public import RecipeModel

/// What a search asks of the store, all of it at once.
public struct SearchRequest: Sendable, Equatable {
  /// A full-text expression of quoted terms; nil to find by tags and communities alone.
  public var text: String?
  /// Tags that every hit carries.
  public var tags: Set<TagKey>
  /// How many hits to leave out, and how many to give.
  public var offset: Int
  public var limit: Int

  public init(text: String?, tags: Set<TagKey>, offset: Int, limit: Int) {
    self.text = text
    self.tags = tags
    self.offset = offset
    self.limit = limit
  }
}

/// A recipe that a search found.
public struct SearchHit: Sendable, Equatable {
  public var id: RecipeID
  public var title: String
  /// Nil for a recipe in a catalogue.
  public var communitySlug: String?
  public var createdAt: Instant
  /// How well the text fits: the larger, the better; 0 when no text was asked for.
  public var score: Double
}

extension ReadTransaction {
  /// The living recipes within reach that fit, the best first; without a text the youngest first.
  ///
  /// A personal copy that says the same as the recipe it was made from is left out where that
  /// recipe is within reach, unless tags are asked for, which the two have apart.
  public func searchHits(
    _ request: SearchRequest, for reader: ReaderKeys
  ) throws(StoreFault) -> [SearchHit] {
    var arguments = reader.arguments
    arguments += [
      "tags": "[" + request.tags.map { String($0.value) }.sorted().joined(separator: ",") + "]",
      "tagCount": request.tags.count, "offset": request.offset, "limit": request.limit,
    ]
    let sql: String
    if let text = request.text {
      arguments += ["text": text]
      sql = ReadTransaction.textSearch
    } else if let tag = request.tags.min() {
      arguments += ["tag": tag.value]
      sql = ReadTransaction.tagSearch
    } else {
      sql = ReadTransaction.communitySearch
    }
    return try rows(sql, arguments) { row in
      SearchHit(
        id: RecipeID(row[0]), title: row[1], communitySlug: row[2],
        createdAt: Instant(milliseconds: row[3]), score: row[4])
    }
  }

  /// How many living recipes within reach the full-text index does not hold yet.
  public func unindexedRecipeCount(for reader: ReaderKeys) throws(StoreFault) -> Int {
    let watermark = try watermark(of: .text)
    var arguments = reader.arguments
    arguments += ["watermark": watermark]
    return Int(try integer(ReadTransaction.unindexedCount, arguments))
  }

  /// The key of the living community with a slug.
  public func searchedCommunity(_ slug: FoldedName) throws(StoreFault) -> CommunityKey? {
    try row("SELECT id FROM community WHERE slug = ? AND deleted_at IS NULL", [slug.text]) {
      CommunityKey($0[0])
    }
  }

  private static let wanted = """
    r.deleted_at IS NULL AND \(ReaderKeys.withinReach)
      AND (:tagCount = 0 OR :tagCount = (SELECT count(*) FROM json_each(:tags) g
            CROSS JOIN recipe_tag rt ON rt.recipe_id = r.id AND rt.tag_id = g.value))
      AND (:tagCount > 0 OR r.origin_kind IS NOT 'personal_copy' OR NOT EXISTS (
            SELECT 1 FROM recipe o WHERE o.id = r.origin_id AND o.body_id = r.body_id
               AND o.deleted_at IS NULL
               AND (:everything OR +o.community_id IN (SELECT value FROM json_each(:communities)))))
    """

  // Titles are looked up for one page of hits, not for everything that has to be sorted.
  static let textSearch = """
    SELECT r.public_id, b.title, c.slug, r.created_at, -hit.badness
      FROM (SELECT r.id AS recipe_id, r.created_at,
                   bm25(recipe_text, \(titleWeight), \(ingredientsWeight), \(stepsWeight)) AS badness
              FROM recipe_text CROSS JOIN recipe r INDEXED BY ix_recipe_body
                ON r.body_id = recipe_text.rowid
             WHERE recipe_text MATCH :text AND \(wanted)
             ORDER BY badness, r.created_at DESC, r.id DESC LIMIT :limit OFFSET :offset) hit
     CROSS JOIN recipe r ON r.id = hit.recipe_id
     CROSS JOIN recipe_body b ON b.id = r.body_id
      LEFT JOIN community c ON c.id = r.community_id
     ORDER BY hit.badness, r.created_at DESC, r.id DESC
    """

  static let tagSearch = """
    SELECT r.public_id, b.title, c.slug, r.created_at, 0.0
      FROM recipe_tag asked CROSS JOIN recipe r ON r.id = asked.recipe_id
     CROSS JOIN recipe_body b ON b.id = r.body_id
      LEFT JOIN community c ON c.id = r.community_id
     WHERE asked.tag_id = :tag AND \(wanted)
     ORDER BY r.created_at DESC, r.id DESC LIMIT :limit OFFSET :offset
    """

  static let communitySearch = """
    SELECT r.public_id, b.title, c.slug, r.created_at, 0.0
      FROM json_each(:communities) asked
     CROSS JOIN recipe r INDEXED BY ix_recipe_community ON r.community_id = asked.value
     CROSS JOIN recipe_body b ON b.id = r.body_id
      LEFT JOIN community c ON c.id = r.community_id
     WHERE \(wanted)
     ORDER BY r.created_at DESC, r.id DESC LIMIT :limit OFFSET :offset
    """

  static let unindexedCount = """
    SELECT count(*) FROM recipe r INDEXED BY ix_recipe_body
     WHERE r.body_id > :watermark AND r.deleted_at IS NULL AND \(ReaderKeys.withinReach)
    """

  // A word in the title says more than one among the ingredients, and that more than one among
  // the steps, where every recipe is stirred and baked.
  private static let titleWeight = 8.0
  private static let ingredientsWeight = 3.0
  private static let stepsWeight = 1.0
}
