public import RecipeModel

/// Tags by how many communities they have come to, as far as somebody may see (R7).
///
/// Counted are living recipes in living communities; what lies in catalogues is in none.
public struct TravellingTags: Sendable, Equatable {
  /// The tags in most communities first, then those on most shares, on most recipes, by name.
  public var tags: [TravellingTag]
}

/// A tag, and where it is used.
public struct TravellingTag: Sendable, Equatable {
  /// The name as first seen (R10).
  public var name: String
  /// How many living recipes carry it.
  public var recipes: Int
  /// How many of them came by a share from another community.
  public var shares: Int
  /// Where it is used, the first use first.
  public var arrivals: [TagArrival]

  /// In how many communities it is used.
  public var communities: Int { arrivals.count }
}

/// How a tag came to one community, and how much it is used there.
public struct TagArrival: Sendable, Equatable {
  public var community: CommunityID
  public var slug: String
  public var name: String
  /// The day, in the community's zone, on which the first of the recipes was made there.
  public var firstDay: Day
  /// How many living recipes of the community carry it.
  public var recipes: Int
  /// How many of them came by a share.
  public var shares: Int
}
