extension ReadTransaction {
  /// The pictures of a recipe in their order: an address, or the digest of a stored file in
  /// hexadecimal.
  public func pictures(of recipe: RecipeKey) throws(StoreFault) -> [String] {
    try rows(
      """
      SELECT coalesce(ri.url, lower(hex(i.digest))) FROM recipe_image ri
        LEFT JOIN image i ON i.id = ri.image_id
       WHERE ri.recipe_id = ? AND ri.deleted_at IS NULL ORDER BY ri.position, ri.id
      """, [recipe.value]
    ) { $0[0] as String }
  }
}
