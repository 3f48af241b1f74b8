public import RecipeModel

extension ReadTransaction {
  /// A recipe and all variants and shares that were made of it, wherever they are.
  ///
  /// Nobody's personal copies are among them, unless it is one itself. Empty when it is not there.
  public func forkSubtree(of recipe: RecipeID) throws(StoreFault) -> [RecipeKey] {
    try rows(
      """
      WITH RECURSIVE member (id) AS (
        SELECT id FROM recipe WHERE public_id = ?
        UNION SELECT r.id FROM member m JOIN recipe r ON r.origin_id = m.id
          WHERE r.origin_kind <> 'personal_copy')
      SELECT id FROM member ORDER BY id
      """, [recipe.text]
    ) { $0.key("id") }
  }
}
