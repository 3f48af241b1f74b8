public import RecipeModel

extension ReadTransaction {
  /// The tags of a recipe in the order of their folded names.
  public func tags(of recipe: RecipeKey) throws(StoreFault) -> [StoredTag] {
    try rows(
      """
      SELECT t.* FROM recipe_tag rt CROSS JOIN tag t ON t.id = rt.tag_id
       WHERE rt.recipe_id = ? ORDER BY t.folded
      """, [recipe.value]
    ) { StoredTag($0) }
  }

  /// The tag with a name, compared folded (R10).
  public func tag(named folded: FoldedName) throws(StoreFault) -> StoredTag? {
    try row("SELECT * FROM tag WHERE folded = ?", [folded.text]) { StoredTag($0) }
  }
}

extension WriteTransaction {
  /// Takes a tag off a recipe that may not carry it.
  public func remove(_ tag: TagKey, from recipe: RecipeKey) throws(StoreFault) {
    try execute(
      "DELETE FROM recipe_tag WHERE recipe_id = ? AND tag_id = ?", [recipe.value, tag.value])
  }

  /// Gives a recipe exactly these tags.
  public func setTags(of recipe: RecipeKey, to tags: [TagKey]) throws(StoreFault) {
    try removeTags(of: recipe)
    for tag in tags { try add(tag, to: recipe) }
  }
}
