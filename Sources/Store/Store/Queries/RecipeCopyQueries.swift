import RecipeCoding
public import RecipeModel

extension WriteTransaction {
  /// Gives a recipe the tags and pictures of the one it was made from.
  ///
  /// Picture files are shared by their digests: only rows are added, with ids that follow from the
  /// new recipe's.
  public func copyTagsAndImages(
    of origin: RecipeKey, to recipe: RecipeKey, named id: RecipeID
  ) throws(StoreFault) {
    try execute(
      """
      INSERT INTO recipe_tag (recipe_id, tag_id) SELECT ?, tag_id FROM recipe_tag
       WHERE recipe_id = ?
      """, [recipe.value, origin.value])
    let images = try rows(
      """
      SELECT id, public_id FROM recipe_image WHERE recipe_id = ? AND deleted_at IS NULL
       ORDER BY position, id
      """, [origin.value]
    ) { (key: $0["id"] as Int64, id: $0["public_id"] as String) }
    for image in images {
      try execute(
        """
        INSERT INTO recipe_image (public_id, recipe_id, position, image_id, url, uploaded_at,
            change)
          SELECT ?, ?, position, image_id, url, uploaded_at, ? FROM recipe_image WHERE id = ?
        """,
        [NameBasedID.make(["image", id.text, image.id]), recipe.value, change, image.key])
    }
  }
}
