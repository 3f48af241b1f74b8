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
    try change(as: acting) { try $0.editRecipe(id, edit) }
  }
}

extension Change {
  func editRecipe(_ id: RecipeID, _ edit: (inout RecipeBody) throws -> Void) throws -> Bool {
    let recipe = try standings.recipe(id, changedBy: asker)
    _ = try EditRecipe.decide(recipe.standing, by: asker.actor)
    var body = try transaction.body(recipe.stored.body)
    try edit(&body)
    let key = try store(body)
    guard key != recipe.stored.body else { return false }
    try transaction.setBody(of: recipe.stored.key, to: key, at: now)
    try audit(.editRecipe, .recipe(id), in: recipe.stored.community)
    return true
  }
}
