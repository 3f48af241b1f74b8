public import RecipeModel

/// One act of deleting (R20).
public struct ArchivedDeletion: Sendable, Equatable {
  public var id: EntityID<ArchivedDeletion>
  public var kind: ArchivedDeletionKind
  /// Nil for the operator.
  public var actorID: UserID?
  public var deletedAt: Instant

  public init(
    id: EntityID<ArchivedDeletion>, kind: ArchivedDeletionKind, actorID: UserID? = nil,
    deletedAt: Instant
  ) {
    self.id = id
    self.kind = kind
    self.actorID = actorID
    self.deletedAt = deletedAt
  }
}
