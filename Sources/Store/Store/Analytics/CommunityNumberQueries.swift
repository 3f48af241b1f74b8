public import RecipeModel

/// A community as its report introduces it.
public struct StoredCommunityProfile: Sendable, Equatable {
  public var key: CommunityKey
  public var id: CommunityID
  public var name: String
  public var slug: String
  public var description: String
  /// The zone that its days are counted in, by its IANA name (R28).
  public var timeZone: String
  public var createdAt: Instant
  /// Living memberships, admins included.
  public var members: Int
  public var admins: Int
  /// Living recipes; personal copies are not among them.
  public var recipes: Int
}

/// The whole installation as its report introduces it.
public struct StoredInstallationProfile: Sendable, Equatable {
  /// Living ones.
  public var communities: Int
  /// Living ones.
  public var users: Int
  /// Living ones of communities; those of catalogues are not among them.
  public var recipes: Int
  /// When the first community was made; nil before there was any.
  public var createdAt: Instant?
}

/// A living recipe by its title.
public struct TitledRecipe: Sendable, Equatable {
  public var key: RecipeKey
  public var id: RecipeID
  public var title: String
}

/// A tag on a living recipe.
public struct TaggedRecipe: Sendable, Equatable {
  public var tag: TagKey
  /// The name as first seen (R10).
  public var name: String
  public var recipe: RecipeKey
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
        timeZone: row["time_zone"], createdAt: Instant(milliseconds: row["created_at"]),
        members: row["members"],
        admins: row["admins"], recipes: row["recipes"])
    }
  }

  /// The installation with its counts of today; reads every community, user and recipe.
  public func installationProfile() throws(StoreFault) -> StoredInstallationProfile {
    let profile = try row(
      """
      SELECT
        (SELECT count(*) FROM community NOT INDEXED WHERE deleted_at IS NULL),
        (SELECT count(*) FROM user NOT INDEXED WHERE deleted_at IS NULL),
        (SELECT count(*) FROM recipe NOT INDEXED
          WHERE deleted_at IS NULL AND community_id IS NOT NULL),
        (SELECT min(created_at) FROM community NOT INDEXED)
      """, []
    ) { row in
      StoredInstallationProfile(
        communities: row[0], users: row[1], recipes: row[2],
        createdAt: (row[3] as Int64?).map { Instant(milliseconds: $0) })
    }
    return profile ?? StoredInstallationProfile(communities: 0, users: 0, recipes: 0)
  }

  /// A recipe by its title; nil for one that is deleted.
  public func titledRecipe(_ key: RecipeKey) throws(StoreFault) -> TitledRecipe? {
    try row(
      """
      SELECT r.public_id, b.title FROM recipe r JOIN recipe_body b ON b.id = r.body_id
       WHERE r.id = ? AND r.deleted_at IS NULL
      """, [key.value]
    ) { TitledRecipe(key: key, id: RecipeID($0[0]), title: $0[1]) }
  }

  /// The recipe itself and all its descendants, as keys (R26).
  ///
  /// For a reader without those that lie in catalogues of others (R19); nil for all of them.
  public func familyKeys(
    below recipe: RecipeKey, readBy reader: UserID? = nil
  ) throws(StoreFault) -> [RecipeKey] {
    try rows(
      """
      WITH RECURSIVE family (id) AS (
        SELECT ?1
        UNION
        SELECT r.id FROM family f JOIN recipe r ON r.origin_id = f.id)
      SELECT r.id FROM family f CROSS JOIN recipe r ON r.id = f.id
       WHERE ?2 IS NULL OR r.community_id IS NOT NULL
          OR r.creator_id = (SELECT id FROM user WHERE public_id = ?2)
      """, [recipe.value, reader?.text]
    ) { RecipeKey($0[0]) }
  }

  /// Hands over the tags of a community's living recipes, tag by tag in the order of their names.
  public func eachTag(
    in community: CommunityKey, _ body: (TaggedRecipe) throws -> Void
  ) throws {
    try eachRow(
      """
      SELECT t.id, t.name, r.id FROM recipe r
        CROSS JOIN recipe_tag rt ON rt.recipe_id = r.id CROSS JOIN tag t ON t.id = rt.tag_id
       WHERE r.community_id = ? AND r.deleted_at IS NULL ORDER BY t.folded
      """, [community.value]
    ) { row in
      try body(TaggedRecipe(tag: TagKey(row[0]), name: row[1], recipe: RecipeKey(row[2])))
    }
  }

  /// The last local day on which a view of a calendar's recipes was counted; nil without any.
  public func lastViewedDay(of calendar: CalendarKey) throws(StoreFault) -> Day? {
    try row(
      """
      SELECT day FROM rollup_day WHERE calendar_id = ? AND views > 0 ORDER BY day DESC LIMIT 1
      """, [calendar.value]
    ) { Day(number: $0[0]) }
  }
}
