import GRDB
public import RecipeCoding
public import RecipeModel

extension ReadTransaction {
  /// The format that the source of a recipe was last read as; nil for one that was not imported.
  public func sourceFormat(of recipe: RecipeKey) throws(StoreFault) -> String? {
    try prepared("SELECT format FROM recipe_source WHERE recipe_id = ?").bind(recipe.value).text()
  }

  /// Whether a recipe has no tags, and nobody has put any on it or taken any off.
  public func takesTags(_ recipe: RecipeKey, named id: RecipeID) throws(StoreFault) -> Bool {
    try integer(
      """
      SELECT NOT EXISTS (SELECT 1 FROM recipe_tag WHERE recipe_id = ?1)
        AND NOT EXISTS (SELECT 1 FROM audit_log
          WHERE entity_type = 'recipe' AND entity_id = ?2 AND action = 'recipe.tag')
      """, [recipe.value, id.text]) != 0
  }

  /// Whether a recipe has no pictures, and has lost none.
  public func takesImages(_ recipe: RecipeKey) throws(StoreFault) -> Bool {
    try integer(
      "SELECT NOT EXISTS (SELECT 1 FROM recipe_image WHERE recipe_id = ?)", [recipe.value]) != 0
  }
}

extension WriteTransaction {
  /// Remembers that a newer reader makes of a source what the older one did.
  public func rememberReader(_ version: Int, of recipe: RecipeKey) throws(StoreFault) {
    try prepared("UPDATE recipe_source SET reader_version = ?, change = ? WHERE recipe_id = ?")
      .bind(version).bind(uncountedChange).bind(recipe.value).run()
  }

  /// Remembers what a newer reader makes of the source of a recipe, and gives the recipe what it
  /// says after that; nil leaves it as it is.
  ///
  /// What it said before is kept as a revision; its id follows from the version of the reader. The
  /// recipe counts as changed either way: what its source says next is dealt with otherwise.
  public func reread(
    _ recipe: ImportedRecipe, named id: RecipeID, saying body: CodedBody?, text: IndexedText?,
    source: CodedBody, sourceText: IndexedText?, provenance: Provenance, at now: Instant
  ) throws(StoreFault) {
    try journal(recipe.key, before: .update, by: provenance.run)
    if let body {
      let revision = NameBasedID.make([
        "revision", id.text, String(now.milliseconds), provenance.recordDigest.hex, "reader",
        String(provenance.readerVersion),
      ])
      try replaceBody(
        of: recipe.key, saying: recipe.body, with: try storeBody(body, text: text), by: .import,
        revision: RecipeRevisionID(revision), at: now)
    } else {
      try prepared("UPDATE recipe SET change = ? WHERE id = ?").bind(change)
        .bind(recipe.key.value).run()
    }
    try rememberSource(
      of: recipe.key, body: try storeBody(source, text: sourceText), provenance)
  }
}
