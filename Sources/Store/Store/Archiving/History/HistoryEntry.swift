public import RecipeModel

/// An entry of the audit log, in its place in the history of the installation.
public struct HistoryEntry: Sendable, Hashable {
  /// Rises from entry to entry: by time, and within a moment what was done with what followed.
  public var position: Int64
  public var id: AuditID
  public var action: String
  /// Nil for the operator.
  public var actor: UserID?
  public var subject: AuditSubject
  /// The community concerned; nil when none is.
  public var community: CommunityID?
  /// A JSON object.
  public var metadata: String
  public var createdAt: Instant

  public init(
    position: Int64, id: AuditID, action: String, actor: UserID? = nil, subject: AuditSubject,
    community: CommunityID? = nil, metadata: String = "{}", createdAt: Instant
  ) {
    self.position = position
    self.id = id
    self.action = action
    self.actor = actor
    self.subject = subject
    self.community = community
    self.metadata = metadata
    self.createdAt = createdAt
  }

  init(_ row: Row) throws(StoreFault) {
    self.init(
      position: row["position"], id: row.id("public_id"), action: row["action"],
      actor: row.optionalID("actor"), subject: try AuditSubject(row),
      community: row.optionalID("community"), metadata: row["metadata"],
      createdAt: row.instant("created_at"))
  }
}

/// What is known of a user whom a history names.
public struct HistoryUser: Sendable, Equatable {
  /// Empty for who was erased.
  public var email: String
  public var username: String
  public var isErased: Bool

  public init(email: String, username: String, isErased: Bool = false) {
    self.email = email
    self.username = username
    self.isErased = isErased
  }
}

/// What is known of a community that a history names; of a purged one nothing.
public struct HistoryCommunity: Sendable, Equatable {
  public var slug: String
  public var name: String
  public var description: String
  public var isPurged: Bool

  public init(slug: String, name: String, description: String, isPurged: Bool = false) {
    self.slug = slug
    self.name = name
    self.description = description
    self.isPurged = isPurged
  }
}

/// What is kept of a takedown of one recipe.
public struct HistoryTakedown: Sendable, Equatable {
  public var recipe: RecipeID
  public var reason: String
  /// 16 bytes.
  public var contentDigest: [UInt8]
  /// Whether what the recipe said may be gone.
  public var isPurged: Bool

  public init(recipe: RecipeID, reason: String, contentDigest: [UInt8], isPurged: Bool = false) {
    self.recipe = recipe
    self.reason = reason
    self.contentDigest = contentDigest
    self.isPurged = isPurged
  }
}
