public import RecipeModel

/// What of a community is to be different; nil leaves it as it is.
public struct ArchivedCommunityChange: Sendable, Equatable {
  public var community: String
  public var slug: String?
  public var name: String?
  public var description: String?
  /// An IANA name.
  public var timeZone: String?

  public init(
    community: String, slug: String? = nil, name: String? = nil, description: String? = nil,
    timeZone: String? = nil
  ) {
    self.community = community
    self.slug = slug
    self.name = name
    self.description = description
    self.timeZone = timeZone
  }
}

/// What of a user is to be different; nil leaves it as it is.
public struct ArchivedUserChange: Sendable, Equatable {
  /// Nil for whoever acts.
  public var user: String?
  public var username: String?
  public var viewTracking: Bool?
  public var notifications: NotificationPreference?

  public init(
    user: String? = nil, username: String? = nil, viewTracking: Bool? = nil,
    notifications: NotificationPreference? = nil
  ) {
    self.user = user
    self.username = username
    self.viewTracking = viewTracking
    self.notifications = notifications
  }
}
