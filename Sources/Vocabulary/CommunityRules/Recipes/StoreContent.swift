public import RecipeModel

/// Storing what a recipe says, in whatever way: not what was taken down there (R23a).
public enum StoreContent {
  /// Refuses content that a takedown in force covers; nil for content that none covers.
  public static func decide(
    takenDownAt moment: Instant?, to asked: String, by actor: Actor
  ) throws(Refusal) {
    guard let moment else { return }
    throw actor.refusal(
      .r23a, asked, because: "this content was taken down on \(moment.day)",
      instead: "whoever may take it down can lift that")
  }
}
