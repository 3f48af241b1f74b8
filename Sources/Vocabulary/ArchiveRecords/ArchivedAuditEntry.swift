public import RecipeModel

/// Who changed what.
public struct ArchivedAuditEntry: Sendable, Equatable {
  public var id: AuditID
  public var action: String
  /// Nil for the operator.
  public var actorID: UserID?
  public var entityType: ArchivedAuditSubject
  public var entityID: String
  public var communityID: CommunityID?
  /// A JSON object; nil where the archive may not hold it.
  public var metadata: [UInt8]?
  public var createdAt: Instant

  public init(
    id: AuditID, action: String, actorID: UserID? = nil, entityType: ArchivedAuditSubject,
    entityID: String, communityID: CommunityID? = nil, metadata: [UInt8]? = nil, createdAt: Instant
  ) {
    self.id = id
    self.action = action
    self.actorID = actorID
    self.entityType = entityType
    self.entityID = entityID
    self.communityID = communityID
    self.metadata = metadata
    self.createdAt = createdAt
  }
}
