public import RecipeModel

/// The living recipes with the most views, of which the latest count most.
///
/// A view counts half as much for each half-life that its day lies before the day of reference, and
/// no more once 16 half-lives have passed. Repeats and robots are no views (R24).
public struct TrendingRecipes: Sendable, Equatable {
  /// The zone whose days everything is in: the community's, or the installation's (R28).
  public var zone: String
  /// The day on which a view counts as one: the last one with a view of what is within reach, or
  /// an earlier one that was asked for; nil when nothing was viewed.
  public var asOf: Day?
  /// In days.
  public var halfLife: Int
  /// Highest score first; those with a score of nothing are left out.
  public var recipes: [TrendingRecipe]
  /// Whether views wait to be counted: anywhere, for the operator; of the recipes within reach, for
  /// others.
  public var isBehind: Bool
}

/// A recipe among those that are viewed most of late.
public struct TrendingRecipe: Sendable, Equatable {
  public var id: RecipeID
  public var title: String
  /// The name of its community; nil in a catalogue.
  public var community: String?
  /// In hundredths of a view on the day of reference, rounded down.
  public var score: Int
  /// Views in the half-life up to the day of reference.
  public var views: Int
  /// Views in the half-life before that.
  public var viewsBefore: Int
}
