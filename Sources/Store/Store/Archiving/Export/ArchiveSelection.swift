import RecipeModel

/// Which rows of a store an archive is to hold, and how much of them.
public struct ArchiveSelection: Sendable, Equatable {
  /// The community; nil for the whole installation.
  public var community: CommunityKey?
  /// Whether e-mail addresses, preferences, paths and audit details are held (R7).
  ///
  /// Without them an origin in another community is not named either (R19).
  public var holdsPrivateDetails: Bool

  public init(community: CommunityKey?, holdsPrivateDetails: Bool) {
    self.community = community
    self.holdsPrivateDetails = holdsPrivateDetails
  }

  /// A condition that the column holds the community's key; true for the whole installation.
  func includes(_ column: String) -> String {
    community.map { "\(column) = \($0.value)" } ?? "1"
  }

  /// A condition that a recipe's key is in the selection.
  func includesRecipe(_ column: String) -> String {
    guard let community else { return "1" }
    return "\(column) IN (SELECT id FROM recipe WHERE community_id = \(community.value))"
  }
}
