public import RecipeModel

/// A community as its report introduces it.
public struct StoredCommunityProfile: Sendable, Equatable {
  public var key: CommunityKey
  public var id: CommunityID
  public var name: String
  public var slug: String
  public var description: String
  public var createdAt: Instant
  /// Living memberships, admins included.
  public var members: Int
  public var admins: Int
  /// Living recipes; personal copies are not among them.
  public var recipes: Int
}

/// A recipe and what was counted for it; without viewers, which do not add up.
public struct CountedRecipe: Sendable, Equatable {
  public var key: RecipeKey
  public var id: RecipeID
  public var title: String
  public var views: Int
  public var forks: Int
}

/// A tag and how much it is used.
public struct CountedTag: Sendable, Equatable {
  /// The name as first seen (R10).
  public var name: String
  public var recipes: Int
  public var views: Int
}

extension ReadTransaction {
  /// A living community with its counts of today; nil when there is none.
  public func communityProfile(_ id: CommunityID) throws(StoreFault) -> StoredCommunityProfile? {
    try row(
      """
      SELECT c.*,
          (SELECT count(*) FROM membership m
            WHERE m.community_id = c.id AND m.deleted_at IS NULL) AS members,
          (SELECT count(*) FROM membership m
            WHERE m.community_id = c.id AND m.deleted_at IS NULL AND m.role = 'admin') AS admins,
          (SELECT count(*) FROM recipe r
            WHERE r.community_id = c.id AND r.deleted_at IS NULL) AS recipes
        FROM community c WHERE c.public_id = ? AND c.deleted_at IS NULL
      """, [id.text]
    ) { row in
      StoredCommunityProfile(
        key: CommunityKey(row["id"]), id: CommunityID(row["public_id"]), name: row["name"],
        slug: row["slug"], description: row["description"],
        createdAt: Instant(milliseconds: row["created_at"]), members: row["members"],
        admins: row["admins"], recipes: row["recipes"])
    }
  }

  /// All recipes of a community, deleted ones included: what happened to them counts (R25).
  public func recipeKeys(in community: CommunityKey) throws(StoreFault) -> [RecipeKey] {
    try rows("SELECT id FROM recipe WHERE community_id = ?", [community.value]) {
      RecipeKey($0[0])
    }
  }

  /// The living recipes of a community that were viewed or forked in a span, most viewed first.
  public func topRecipes(
    of community: CommunityKey, during days: ClosedRange<Day>, limit: Int
  ) throws(StoreFault) -> [CountedRecipe] {
    try rows(
      """
      SELECT r.id, r.public_id, b.title, sum(d.views) AS views, sum(d.forks) AS forks
        FROM recipe r
        CROSS JOIN rollup_recipe_day d ON d.recipe_id = r.id AND d.day BETWEEN ?2 AND ?3
        CROSS JOIN recipe_body b ON b.id = r.body_id
       WHERE r.community_id = ?1 AND r.deleted_at IS NULL
       GROUP BY r.id ORDER BY views DESC, forks DESC, r.id LIMIT ?4
      """, [community.value, days.lowerBound.number, days.upperBound.number, limit]
    ) { row in
      CountedRecipe(
        key: RecipeKey(row["id"]), id: RecipeID(row["public_id"]), title: row["title"],
        views: row["views"], forks: row["forks"])
    }
  }

  /// Views of a recipe and all its descendants in a span (R26).
  ///
  /// For a reader without those of what lies in catalogues of others (R19); nil for all of them.
  public func familyViews(
    below recipe: RecipeKey, during days: ClosedRange<Day>, readBy reader: UserID? = nil
  ) throws(StoreFault) -> Int {
    Int(
      try integer(
        """
        WITH RECURSIVE family (id) AS (
          SELECT ?1
          UNION
          SELECT r.id FROM family f JOIN recipe r ON r.origin_id = f.id)
        SELECT coalesce(sum(d.views), 0) FROM family f
          CROSS JOIN recipe r ON r.id = f.id AND (?4 IS NULL OR r.community_id IS NOT NULL
            OR r.creator_id = (SELECT id FROM user WHERE public_id = ?4))
          CROSS JOIN rollup_recipe_day d ON d.recipe_id = f.id AND d.day BETWEEN ?2 AND ?3
        """,
        [recipe.value, days.lowerBound.number, days.upperBound.number, reader?.text]))
  }

  /// The tags of a community's living recipes with those recipes' views in a span, most used first.
  public func tagUsage(
    of community: CommunityKey, during days: ClosedRange<Day>, limit: Int
  ) throws(StoreFault) -> [CountedTag] {
    try rows(
      """
      WITH living (id, views) AS MATERIALIZED (
        SELECT r.id, (SELECT coalesce(sum(d.views), 0) FROM rollup_recipe_day d
                       WHERE d.recipe_id = r.id AND d.day BETWEEN ?2 AND ?3)
          FROM recipe r WHERE r.community_id = ?1 AND r.deleted_at IS NULL)
      SELECT t.name, count(*) AS recipes, sum(l.views) AS views
        FROM living l CROSS JOIN recipe_tag rt ON rt.recipe_id = l.id
        CROSS JOIN tag t ON t.id = rt.tag_id
       GROUP BY t.id ORDER BY recipes DESC, views DESC, t.folded LIMIT ?4
      """, [community.value, days.lowerBound.number, days.upperBound.number, limit]
    ) { CountedTag(name: $0["name"], recipes: $0["recipes"], views: $0["views"]) }
  }

  /// When the living recipes of a community that were made in a span were made, ascending.
  public func recipeCreations(
    in community: CommunityKey, during span: Range<Instant>
  ) throws(StoreFault) -> [Instant] {
    try rows(
      """
      SELECT created_at FROM recipe
       WHERE community_id = ? AND created_at >= ? AND created_at < ? AND deleted_at IS NULL
       ORDER BY created_at
      """, [community.value, span.lowerBound.milliseconds, span.upperBound.milliseconds]
    ) { Instant(milliseconds: $0[0]) }
  }

  /// The last day on which a view of a community's recipes was counted; nil when none was.
  public func lastViewedDay(of community: CommunityKey) throws(StoreFault) -> Day? {
    try row(
      """
      SELECT day FROM rollup_community_day WHERE community_id = ? AND views > 0
       ORDER BY day DESC LIMIT 1
      """, [community.value]
    ) { Day(number: $0[0]) }
  }

  /// The first and last day that a community has counts for; nil when it has none.
  public func countedDays(of community: CommunityKey) throws(StoreFault) -> ClosedRange<Day>? {
    try row(
      """
      SELECT (SELECT min(day) FROM rollup_community_day WHERE community_id = ?1),
             (SELECT max(day) FROM rollup_community_day WHERE community_id = ?1)
      """, [community.value]
    ) { row -> ClosedRange<Day>? in
      guard let first = row[0] as Int32?, let last = row[1] as Int32? else { return nil }
      return Day(number: first)...Day(number: last)
    } ?? nil
  }
}
