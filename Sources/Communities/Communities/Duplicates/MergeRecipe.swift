import CommunityRules
import JSONText
import PipelineCore
public import RecipeModel
import Store

/// What came of merging two recipes.
public struct MergedRecipe: Sendable, Equatable {
  /// The one that stays.
  public var kept: RecipeID
  /// The tags that it carries now, as they are shown.
  public var tags: [String]
  /// Whether it got the other's tags; only its creator, or the operator, can tag it.
  public var keptTags: Bool
}

extension CommunityActions {
  /// Merges a recipe into another of the same place: its tags go to the other where whoever asks
  /// may tag that, and it is deleted, to be restored until its retention ends (R20).
  ///
  /// What was made of it stays made of it, and its own numbers stay its own (R22, R25).
  public func mergeRecipe(
    _ id: RecipeID, into other: RecipeID, as acting: ActingAs
  ) throws -> MergedRecipe {
    try store.write { (transaction) throws in
      let standings = Standings(transaction: transaction)
      let asker = try standings.asker(acting)
      // Two deeds, each with its own entry of the audit log, stored together.
      func deed() -> Change {
        Change(
          transaction: transaction, asker: asker, now: surroundings.now(),
          story: Story(surroundings))
      }
      let recipe = try standings.recipe(id, changedBy: asker)
      let kept = try standings.recipe(other, changedBy: asker)
      let decision = try MergeRecipe.decide(
        recipe.standing, into: kept.standing, by: asker.actor)
      let carried = try transaction.tags(of: recipe.stored.key).map { try TagName($0.name) }
      if decision.keepsTags, !carried.isEmpty {
        _ = try deed().tagRecipe(other, adding: carried, removing: [])
      }
      try deed().deleteRecipe(id, mergedInto: other)
      return MergedRecipe(
        kept: other, tags: try transaction.tags(of: kept.stored.key).map(\.name),
        keptTags: decision.keepsTags || carried.isEmpty)
    }
  }

  /// Remembers that two recipes are two dishes, so that they are not listed as duplicates again.
  public func dismissDuplicate(
    _ first: RecipeID, _ second: RecipeID, as acting: ActingAs
  ) throws {
    try change(as: acting) { change in
      let one = try change.standings.recipe(first, changedBy: change.asker)
      let other = try change.standings.recipe(second, changedBy: change.asker)
      try DismissDuplicate.decide(one.standing, other.standing, by: change.asker.actor)
      try change.audit(
        .dismissDuplicate, .recipe(first), in: one.stored.community,
        [JSONMember("other", id: second)])
    }
  }
}
