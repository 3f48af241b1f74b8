import GRDB
import RecipeCoding
import RecipeModel

extension WriteTransaction {
  /// The key of a tag, which is made when its folded name is new; the first name seen is shown.
  public func storeTag(_ name: String) throws(StoreFault) -> TagKey? {
    let folded = FoldedName(name)
    guard !folded.text.isEmpty else { return nil }
    if let found = try preparedAside("SELECT id FROM tag WHERE folded = ?").bind(folded.text)
      .integer()
    {
      return TagKey(found)
    }
    try preparedAside("INSERT INTO tag (public_id, name, folded, change) VALUES (?, ?, ?, ?)")
      .bind(NameBasedID.make(["tag", folded.text])).bind(FoldedName.tidy(name))
      .bind(folded.text).bind(change).run()
    return TagKey(database.lastInsertedRowID)
  }

  /// Adds a tag to a recipe that may have it already.
  public func add(_ tag: TagKey, to recipe: RecipeKey) throws(StoreFault) {
    try prepared("INSERT OR IGNORE INTO recipe_tag (recipe_id, tag_id) VALUES (?, ?)")
      .bind(recipe.value).bind(tag.value).run()
  }

  /// Adds tags, each once, to a recipe that has none.
  public func add(_ tags: [TagKey], to recipe: RecipeKey) {
    for tag in tags {
      buffered.tags.beginRow(of: buffered.record)
      buffered.tags.append(recipe.value)
      buffered.tags.append(tag.value)
    }
  }

  /// Removes all tags of a recipe.
  public func removeTags(of recipe: RecipeKey) throws(StoreFault) {
    try prepared("DELETE FROM recipe_tag WHERE recipe_id = ?").bind(recipe.value).run()
  }
}
