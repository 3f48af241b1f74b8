public import RecipeModel
import Store

/// A community as a list shows it.
public struct CommunitySummary: Sendable, Equatable {
  public var id: CommunityID
  public var slug: String
  public var name: String
  /// An IANA name.
  public var timeZone: String
  /// The role of whoever asks; nil for the operator.
  public var role: Role?
  public var memberCount: Int
  public var createdAt: Instant
  /// Nil while it lives.
  public var deletedAt: Instant?

  init(_ community: StoredCommunity, role: Role?, memberCount: Int) {
    id = community.id
    slug = community.slug
    name = community.name
    timeZone = community.timeZone
    self.role = role
    self.memberCount = memberCount
    createdAt = community.createdAt
    deletedAt = community.deletion?.at
  }
}

/// A community as it is shown alone.
public struct CommunityOverview: Sendable, Equatable {
  public var summary: CommunitySummary
  /// Empty when nothing was said.
  public var description: String
  public var visibility: Visibility
  public var updatedAt: Instant
  /// How many living recipes it has.
  public var recipeCount: Int
}
