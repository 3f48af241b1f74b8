public import RecipeModel
public import Store

/// Something deleted that is not yet purged.
public struct TrashItem: Sendable, Equatable {
  public enum Subject: Sendable, Equatable {
    case recipe(RecipeID, title: String, creator: String)
    /// A community, and how many recipes went with it.
    case community(CommunityID, name: String, recipes: Int)
  }

  public var subject: Subject
  /// The slug of the community that it is, was or is in; nil in a catalogue.
  public var community: String?
  /// By which the operator names the deletion to restore it; nil for everybody else, whom it would
  /// tell how much is deleted in the whole installation (R7).
  public var deletion: DeletionKey?
  public var kind: DeletionKind
  /// The username of whoever deleted it; nil for the operator.
  public var deletedBy: String?
  public var deletedAt: Instant
  /// The first moment at which it cannot be restored any more (R21).
  public var restorableUntil: Instant
  /// Whether whoever asks may restore it.
  public var isRestorable: Bool
}

/// A part of the trash.
public struct TrashPage: Sendable, Equatable {
  /// The last deleted first; communities before recipes of the same moment.
  public var items: [TrashItem]
  /// Whether there is more than was asked for.
  public var hasMore: Bool
}
