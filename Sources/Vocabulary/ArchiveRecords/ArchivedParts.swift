public import RecipeModel

/// What a user chose for themselves.
public struct ArchivedPreferences: Sendable, Equatable {
  /// Whether their views are counted as theirs (R24).
  public var viewTracking: Bool
  /// When they last switched that; nil for never.
  public var viewTrackingChangedAt: Instant?
  public var notifications: NotificationPreference

  public init(
    viewTracking: Bool = true, viewTrackingChangedAt: Instant? = nil,
    notifications: NotificationPreference = .all
  ) {
    self.viewTracking = viewTracking
    self.viewTrackingChangedAt = viewTrackingChangedAt
    self.notifications = notifications
  }
}

/// The recipe that another one was made from, and how.
public enum ArchivedOrigin: Sendable, Equatable {
  case personalCopy(of: RecipeID)
  case variant(of: RecipeID)
  /// Shared out of another community (R17).
  case share(of: RecipeID, from: CommunityID, by: UserID, at: Instant)

  public var recipeID: RecipeID {
    switch self {
    case .personalCopy(let id), .variant(let id), .share(let id, _, _, _): id
    }
  }

  public var kind: OriginKind {
    switch self {
    case .personalCopy: .personalCopy
    case .variant: .variant
    case .share: .share
    }
  }
}

/// Where a picture is.
public enum ArchivedImagePlace: Sendable, Equatable {
  /// An address that is kept and never fetched.
  case remote(url: String)
  case stored(ArchivedImageFile)
}

/// A stored picture: a file named by the digest of its bytes.
public struct ArchivedImageFile: Sendable, Equatable {
  public var digest: Digest
  public var mediaType: String
  /// In pixels; nil when not known.
  public var width: Int?
  /// In pixels; nil when not known.
  public var height: Int?
  public var byteSize: Int64

  public init(
    digest: Digest, mediaType: String, width: Int? = nil, height: Int? = nil, byteSize: Int64
  ) {
    self.digest = digest
    self.mediaType = mediaType
    self.width = width
    self.height = height
    self.byteSize = byteSize
  }
}

/// What was deleted, or how.
public enum ArchivedDeletionKind: String, Sendable, CaseIterable {
  case recipe
  case community
  /// The community went with its last member (R6).
  case lastMemberLeft = "last_member_left"
  /// A recipe was taken down (R23a).
  case takedown
  /// An erased user's recipes went with them (R23).
  case erasure
  /// A recipe whose import was taken back, of which its views are left.
  case undo
}

/// What makes an imported recipe the same recipe when it is imported again.
public enum ArchivedIdentityKind: String, Sendable, CaseIterable {
  case externalID = "external_id"
  case url
  case title
}

/// What an audit entry is about.
public enum ArchivedAuditSubject: String, Sendable, CaseIterable {
  case installation, user, community, membership, recipe, proposal, tag, run
}

/// What became of a rejected record.
public enum ArchivedRejectionState: String, Sendable, CaseIterable {
  case pending, replayed, discarded
}
