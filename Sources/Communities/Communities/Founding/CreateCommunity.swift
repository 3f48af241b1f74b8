public import CommunityRules
public import RecipeModel
import Store

/// What a community to be created is like.
public struct CommunityRequest: Sendable {
  /// Nil for a fresh one.
  public var id: CommunityID?
  public var slug: Slug
  public var name: CommunityName
  public var description: String
  /// An IANA name.
  public var timeZone: String
  /// Whom the operator makes its first admin, by e-mail address or username.
  public var firstAdmin: String?
  /// Of the first admin; nil for a fresh one.
  public var membershipID: MembershipID?

  public init(
    id: CommunityID? = nil, slug: Slug, name: CommunityName, description: String = "",
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

extension CommunityActions {
  /// Makes a community and its first admin (R2).
  ///
  /// A slug that a living community holds is refused with `InvalidValue`.
  public func createCommunity(
    _ request: CommunityRequest, as acting: ActingAs
  ) throws -> CommunitySummary {
    try change(as: acting) { try $0.createCommunity(request) }
  }
}

extension Change {
  func createCommunity(_ request: CommunityRequest) throws -> CommunitySummary {
    let timeZone = try TimeZoneName(request.timeZone)
    let named = try request.firstAdmin.map { try standings.user(named: $0) }
    let decision = try CreateCommunity.decide(
      CommunityDraft(id: request.id ?? freshID(), slug: request.slug, name: request.name),
      firstAdmin: named.map { PersonStanding(id: $0.id, username: $0.username) },
      by: asker.actor, at: now)
    guard try transaction.community(slug: request.slug.text) == nil else {
      throw InvalidValue(.slug, .taken)
    }
    let key = try transaction.insert(
      NewCommunity(
        id: decision.community.id, slug: decision.community.slug.text,
        name: decision.community.name.text, description: request.description,
        timeZone: timeZone.text, createdAt: now))
    try audit(
      .createCommunity, .community(decision.community.id), in: key,
      [
        JSONMember("firstAdmin", id: decision.firstAdmin.user),
        JSONMember("timeZone", .string(timeZone.text)),
      ])
    try begin(decision.firstAdmin, as: request.membershipID, in: key)
    guard let community = try transaction.community(key) else {
      throw StoreFault(.inconsistent("the community just stored is not there"))
    }
    return try standings.summary(of: community, for: asker)
  }
}
