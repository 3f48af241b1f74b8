import RecipeModel
import Store

/// What is counted for whom over which periods: one rollup, as a value.
///
/// The engine (`MonthRollup`) knows none of them by name; it does what the list in `RollupRules`
/// says.
struct RollupRule: Sendable {
  /// Where its rows are.
  var table: RollupTable
  /// Whether views, viewers and anonymous views are counted (R24).
  var countsViews: Bool
  /// What is counted of the recipes that were made from the subject's (R25).
  var measures: [OriginMeasure]
}

/// Something that is counted when a recipe is made from another one; it counts for the origin.
struct OriginMeasure: Sendable {
  /// Which count it raises.
  var raise: @Sendable (inout RollupCounts) -> Void
  /// The moment at which such a recipe counts; nil when it does not.
  var moment: @Sendable (OriginEdge) -> Instant?
}
