public import RecipeModel

/// One act of deleting, as stored.
public struct StoredDeletion: Sendable, Hashable {
  public var key: DeletionKey
  public var kind: DeletionKind
  /// Nil for the operator.
  public var actor: UserKey?
  public var at: Instant

  init(_ row: Row) throws(StoreFault) {
    key = row.key("id")
    kind = try row.state("kind")
    actor = row.optionalKey("actor_id")
    at = row.instant("deleted_at")
  }
}

/// A deleted recipe that is not purged, with what the trash shows of it.
public struct TrashedRecipe: Sendable, Hashable {
  public var listing: StoredListing
  public var deletion: DeletionKind
  /// The username of whoever deleted it; nil for the operator.
  public var deletedBy: String?

  init(_ row: Row) throws(StoreFault) {
    listing = try StoredListing(row)
    deletion = try row.state("deletion_kind")
    deletedBy = row["deleted_by"]
  }
}

/// Whose deleted recipes a list holds.
public enum TrashScope: Sendable, Hashable {
  /// All in communities, and what was taken down in catalogues.
  case installation
  case community(CommunityKey)
  /// Those that a user created, in catalogues and living communities.
  case createdBy(UserKey)
}
