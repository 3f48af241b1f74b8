public import RecipeModel

/// Where a picture of a recipe is.
public enum StoredPicture: Sendable, Equatable {
  /// In the file with this digest.
  case file(Digest)
  /// On the web.
  case remote(url: String)
}

extension ReadTransaction {
  /// The living pictures of a recipe in their order.
  public func exportedPictures(of recipe: StoredRecipe) throws(StoreFault) -> [StoredPicture] {
    let pictures: [StoredPicture] = try rows(
      """
      SELECT i.digest, ri.url FROM recipe_image ri LEFT JOIN image i ON i.id = ri.image_id
       WHERE ri.recipe_id = ? AND ri.deleted_at IS NULL ORDER BY ri.position, ri.id
      """, [recipe.key.value]
    ) { row in
      row.optionalDigest("digest").map { .file($0) } ?? .remote(url: row["url"])
    }
    guard pictures.isEmpty, let url = recipe.imageURL else { return pictures }
    return [.remote(url: url)]
  }

  /// What the record that a recipe was imported from said beyond the model, as a JSON object.
  public func extras(of recipe: RecipeKey) throws(StoreFault) -> [UInt8]? {
    try row("SELECT extras FROM recipe_source WHERE recipe_id = ?", [recipe.value]) { row in
      (row["extras"] as String?).map { Array($0.utf8) }
    } ?? nil
  }
}
