import CommunityRules
public import RecipeModel
import Store

extension CommunityActions {
  /// Changes what one recipe says; its creator's to do (R12), while a member (R7a).
  ///
  /// The recipe gets a body of its own, so its copies and its origin stay as they are (R9). Gives
  /// false when the edit changed nothing; then nothing is recorded.
  @discardableResult
  public func editRecipe(
    _ id: RecipeID, as acting: ActingAs, _ edit: (inout RecipeBody) throws -> Void
  ) throws -> Bool {
    try change(as: acting) { change in
      let recipe = try change.standings.recipe(id)
      _ = try EditRecipe.decide(recipe.standing, by: change.asker.actor)
      var body = try change.transaction.body(recipe.stored.body)
      try edit(&body)
      try change.requireNotTakenDown(body, in: recipe.place, to: "edit recipe \(id)")
      let key = try change.store(body)
      guard key != recipe.stored.body else { return false }
      try change.transaction.setBody(of: recipe.stored.key, to: key, at: change.now)
      try change.audit(.editRecipe, .recipe(id), in: recipe.stored.community)
      return true
    }
  }
}
