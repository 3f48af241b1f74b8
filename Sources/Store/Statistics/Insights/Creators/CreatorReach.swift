public import Indexes
public import RecipeModel

/// How far what somebody made reaches.
///
/// Their recipes are those in communities within reach that they made, variants and shares
/// included; the families of these are all that descends from them. A recipe that descends from
/// two of theirs is in their families once.
public struct CreatorReach: Sendable, Equatable {
  public var creator: UserID
  public var username: String
  /// Their living recipes.
  public var recipes: Int
  /// In how many communities within reach living recipes of the families lie, their own included.
  public var communities: Int
  /// Living descendants of their recipes that others made, in communities within reach.
  public var descendants: Int
  /// Forks that others made from their recipes in the span; later deletion does not count (R25).
  public var forks: Int
  /// Views of their recipes themselves in the span, deleted ones included.
  public var views: Int
  /// The different viewers of those.
  public var viewers: UniqueCount
  /// Views of the families in the span, in whatever community they lie, in one number (R19).
  public var familyViews: Int
  /// The different viewers of the families, as far as these lie within reach.
  public var familyViewers: UniqueCount
}

/// The creators whose recipes reach furthest.
public struct CreatorRanking: Sendable, Equatable {
  /// The zone whose days the span is in: that of the installation (R28).
  public var zone: String
  /// Those with the most family views first, then with the most forks, then the most recipes.
  ///
  /// Who was erased is nobody any more, and not among them (R23); nor is who has made nothing but
  /// what was taken back with its import.
  public var creators: [CreatorReach]
  /// Whether views wait to be counted: anywhere, for the operator; of the recipes that it is asked
  /// for with, for others.
  public var isBehind: Bool
}
