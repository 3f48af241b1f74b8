import Communities
import RecipeModel
import Store

extension ReadTransaction {
  /// Where a list goes on after one of its recipes, which may have been deleted since.
  ///
  /// A recipe that the list never holds is as unknown as one that is not there.
  func cursor(after id: RecipeID, in location: RecipePlaceOptions) throws -> RecipeCursor {
    guard let recipe = try recipe(id), try isListed(recipe, in: location) else {
      throw UnknownReference(.recipe, id.text)
    }
    return RecipeCursor(after: recipe)
  }

  private func isListed(
    _ recipe: StoredRecipe, in location: RecipePlaceOptions
  ) throws -> Bool {
    guard let name = location.community else {
      let owner = try location.catalogue.flatMap { try user(withEmail: FoldedName($0)) }
      return recipe.community == nil && recipe.creator == owner?.key
    }
    let community = try community(slug: name) ?? community(CommunityID(name))
    return community != nil && recipe.community == community?.key
  }
}
