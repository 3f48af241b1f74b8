public import RecipeModel

public typealias AuditKey = RowKey<AuditEntity>

/// An entry of the audit log: who changed what.
public struct AuditEntry: Sendable, Hashable {
  /// Rises from entry to entry.
  public var key: AuditKey
  public var id: AuditID
  /// Kind of thing and verb, such as `recipe.edit`.
  public var action: String
  /// Nil for the operator.
  public var actor: UserKey?
  public var subject: AuditSubject
  /// The community concerned; nil when none is.
  public var community: CommunityKey?
  /// A JSON object; never e-mail addresses, names or recipe text.
  public var metadata: String
  public var createdAt: Instant

  init(_ row: Row) throws(StoreFault) {
    key = row.key("id")
    id = row.id("public_id")
    action = row["action"]
    actor = row.optionalKey("actor_id")
    subject = try AuditSubject(row)
    community = row.optionalKey("community_id")
    metadata = row["metadata"]
    createdAt = row.instant("created_at")
  }
}

/// An entry to be added to the audit log.
public struct NewAuditEntry: Sendable {
  public var id: AuditID
  public var action: String
  /// Nil for the operator.
  public var actor: UserKey?
  public var subject: AuditSubject
  public var community: CommunityKey?
  /// Members of the JSON object; never e-mail addresses, names or recipe text.
  public var metadata: [JSONMember]
  public var createdAt: Instant

  public init(
    id: AuditID, action: String, actor: UserKey?, subject: AuditSubject,
    community: CommunityKey? = nil, metadata: [JSONMember] = [], createdAt: Instant
  ) {
    self.id = id
    self.action = action
    self.actor = actor
    self.subject = subject
    self.community = community
    self.metadata = metadata
    self.createdAt = createdAt
  }
}
