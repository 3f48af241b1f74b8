import CommunityRules
import RecipeCoding
public import RecipeModel
import Store

extension CommunityActions {
  /// Changes what one recipe says; its creator's to do (R12), while a member (R7a).
  ///
  /// The recipe gets a body of its own, so its copies and its origin stay as they are (R9); what it
  /// said before is kept as a revision. Gives false when the edit changed nothing; then nothing is
  /// recorded.
  @discardableResult
  public func editRecipe(
    _ id: RecipeID, as acting: ActingAs, _ edit: (inout RecipeBody) throws -> Void
  ) throws -> Bool {
    try change(as: acting) { try $0.editRecipe(id, edit) }
  }
}

extension Change {
  /// Edits a recipe; a given id is for a revision that has one already.
  func editRecipe(
    _ id: RecipeID, revision given: RecipeRevisionID? = nil,
    _ edit: (inout RecipeBody) throws -> Void
  ) throws -> Bool {
    let recipe = try standings.recipe(id, changedBy: asker)
    _ = try EditRecipe.decide(recipe.standing, by: asker.actor)
    let body = try code(try transaction.body(recipe.stored.body), edit)
    // A history with a revision tells of a change, though an erasure made both texts the same since.
    guard try given != nil || body.digest != transaction.digest(of: recipe.stored.body) else {
      return false
    }
    let stored = try transaction.storeBody(body)
    try requireNotTakenDown(stored, in: recipe.place, to: "edit recipe \(id)")
    let revision = given ?? freshID()
    try transaction.replaceBody(
      of: recipe.stored.key, saying: recipe.stored.body, with: stored,
      by: .edit, revision: revision, at: now)
    try audit(
      .editRecipe, .recipe(id), in: recipe.stored.community,
      [JSONMember("body", digest: body.digest), JSONMember("revision", id: revision)])
    return true
  }
}
