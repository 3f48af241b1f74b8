public import RecipeModel

/// Whose feed is meant.
public enum FeedName: Sendable, Hashable {
  /// A community's, by its slug or id.
  case community(String)
  /// The own feed of whoever asks.
  case own
}

/// A page of a feed to be read.
public struct FeedRequest: Sendable {
  public var feed: FeedName
  /// Only what is not marked as read.
  public var isUnreadOnly: Bool
  /// The last entry of the page before.
  public var after: ActivityID?
  public var limit: Int

  public init(
    _ feed: FeedName, isUnreadOnly: Bool = false, after: ActivityID? = nil, limit: Int
  ) {
    self.feed = feed
    self.isUnreadOnly = isUnreadOnly
    self.after = after
    self.limit = limit
  }
}

/// Something that happened, as a feed shows it.
public struct FeedEntry: Sendable, Equatable {
  /// A recipe that whoever asks may see.
  public struct Recipe: Sendable, Equatable {
    public var id: RecipeID
    public var title: String
  }

  public var id: ActivityID
  public var kind: ActivityKind
  /// The username of whom it is about.
  public var user: String
  /// The slug of the community; nil for none, and for one that whoever asks does not belong to.
  public var community: String?
  /// Nil for none, and for one that is deleted or out of sight.
  public var recipe: Recipe?
  public var createdAt: Instant
  /// Nil for the operator, who marks nothing as read.
  public var isUnread: Bool?
}

/// A part of a feed.
public struct FeedPage: Sendable, Equatable {
  /// From new to old.
  public var entries: [FeedEntry]
  /// After which entry the next page begins; nil on the last one.
  public var next: ActivityID?
  /// Whether it is empty because whoever asks wants no notifications.
  public var isSwitchedOff: Bool
}
