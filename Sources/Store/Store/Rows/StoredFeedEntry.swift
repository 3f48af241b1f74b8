public import RecipeModel

/// An entry of a feed with what a list shows of it.
public struct StoredFeedEntry: Sendable, Hashable {
  /// The recipe that an entry is about, as far as its being shown depends on it.
  public struct Recipe: Sendable, Hashable {
    public var id: RecipeID
    public var creator: UserKey
    /// Nil in its creator's catalogue.
    public var community: CommunityKey?
    public var isLiving: Bool
    /// Nil for one that was purged.
    public var title: String?
  }

  public var activity: StoredActivity
  /// Of the user whom it is about.
  public var username: String
  public var recipe: Recipe?

  init(_ row: Row) throws(StoreFault) {
    activity = try StoredActivity(row)
    username = row["username"]
    guard let id = row["recipe_public_id"] as String? else { return }
    recipe = Recipe(
      id: RecipeID(id), creator: row.key("creator_id"),
      community: row.optionalKey("recipe_community_id"), isLiving: row["recipe_lives"],
      title: row["title"])
  }
}

/// A place in a feed, which runs from new to old.
public struct FeedCursor: Sendable, Hashable, Comparable {
  public var createdAt: Instant
  public var key: ActivityKey

  /// The place of an entry, so that the page after it begins with the next older one.
  public init(at activity: StoredActivity) {
    createdAt = activity.createdAt
    key = activity.key
  }

  public static func < (first: FeedCursor, second: FeedCursor) -> Bool {
    (first.createdAt, first.key) < (second.createdAt, second.key)
  }
}

/// One of the sequences of entries that feeds are made of.
public enum FeedPart: Sendable, Hashable {
  /// What happened in a community.
  case community(CommunityKey)
  /// What somebody did, and what happened to them.
  case acts(of: UserKey)
  /// What others did with the recipes of somebody, where both are now.
  case recipes(of: UserKey)
}

/// Which entries of a part are asked for.
public struct FeedSpan: Sendable {
  /// Only those older than this; nil from the newest on.
  public var before: FeedCursor?
  /// Only those newer than this.
  public var after: FeedCursor?
  /// Only those that were stored after this one.
  public var unreadAfter: ActivityKey?
  public var limit: Int

  public init(
    before: FeedCursor? = nil, after: FeedCursor? = nil, unreadAfter: ActivityKey? = nil, limit: Int
  ) {
    self.before = before
    self.after = after
    self.unreadAfter = unreadAfter
    self.limit = limit
  }
}
