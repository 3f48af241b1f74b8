public import RecipeModel

/// A user to be made.
public struct ArchivedUserCreation: Sendable, Equatable {
  public var id: UserID?
  public var email: String
  public var username: String

  public init(id: UserID? = nil, email: String, username: String) {
    self.id = id
    self.email = email
    self.username = username
  }
}

/// A community to be made, with its first admin.
public struct ArchivedCommunityCreation: Sendable, Equatable {
  public var id: CommunityID?
  public var slug: String
  public var name: String
  public var description: String
  /// An IANA name.
  public var timeZone: String
  /// Whom the operator makes its admin; nil when a user makes it.
  public var firstAdmin: String?
  /// Of the first admin.
  public var membershipID: MembershipID?

  public init(
    id: CommunityID? = nil, slug: String, name: String, description: String = "",
    timeZone: String = "UTC", firstAdmin: String? = nil, membershipID: MembershipID? = nil
  ) {
    self.id = id
    self.slug = slug
    self.name = name
    self.description = description
    self.timeZone = timeZone
    self.firstAdmin = firstAdmin
    self.membershipID = membershipID
  }
}

/// A deleted community to be given back.
public struct ArchivedCommunityRestoration: Sendable, Equatable {
  public var community: String
  /// What to call it from then on; nil to leave it as it was.
  public var slug: String?
  /// Who is to be its admin, where none comes back.
  public var admin: String?
  public var membershipID: MembershipID?

  public init(
    community: String, slug: String? = nil, admin: String? = nil, membershipID: MembershipID? = nil
  ) {
    self.community = community
    self.slug = slug
    self.admin = admin
    self.membershipID = membershipID
  }
}

/// Somebody to be made a member.
public struct ArchivedInvitation: Sendable, Equatable {
  public var community: String
  /// A user there is, by id, e-mail address or username; or an e-mail address that nobody has.
  public var user: String
  /// Of somebody whom nobody knew.
  public var username: String?
  /// Of somebody whom nobody knew.
  public var userID: UserID?
  public var membershipID: MembershipID?

  public init(
    community: String, user: String, username: String? = nil, userID: UserID? = nil,
    membershipID: MembershipID? = nil
  ) {
    self.community = community
    self.user = user
    self.username = username
    self.userID = userID
    self.membershipID = membershipID
  }
}

/// A recipe to be made, and in a community the personal copy beside it.
public struct ArchivedRecipeCreation: Sendable, Equatable {
  public var id: RecipeID?
  public var personalCopyID: RecipeID?
  /// Nil for the creator's own catalogue.
  public var community: String?
  public var body: RecipeBody
  public var tags: [String]
  public var imageURL: String?

  public init(
    id: RecipeID? = nil, personalCopyID: RecipeID? = nil, community: String? = nil,
    body: RecipeBody, tags: [String] = [], imageURL: String? = nil
  ) {
    self.id = id
    self.personalCopyID = personalCopyID
    self.community = community
    self.body = body
    self.tags = tags
    self.imageURL = imageURL
  }
}

/// A target to be set, or to take another one's place.
public struct ArchivedTargetSetting: Sendable, Equatable {
  public var id: TargetID?
  public var community: String
  public var measure: TargetMeasure
  public var frequency: TargetFrequency
  public var value: Int
  /// A day of the first period that it holds for; nil for the first that it can.
  public var since: Day?

  public init(
    id: TargetID? = nil, community: String, measure: TargetMeasure, frequency: TargetFrequency,
    value: Int, since: Day? = nil
  ) {
    self.id = id
    self.community = community
    self.measure = measure
    self.frequency = frequency
    self.value = value
    self.since = since
  }
}
