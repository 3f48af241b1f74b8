public import RecipeModel

/// One recipe of a family, as statistics show or hide it.
public struct StoredFamilyMember: Sendable, Equatable {
  /// Where it stands in its family.
  public var node: LineNode
  public var id: RecipeID
  /// Empty for a bare node, whose recipe was purged.
  public var title: String
  /// The name of the community it was shared from; nil when it was not shared.
  public var sharedFrom: String?
}

extension ReadTransaction {
  /// A recipe and all its descendants, deleted ones included, ascending by key.
  public func family(below recipe: RecipeKey) throws(StoreFault) -> [StoredFamilyMember] {
    try rows(
      """
      WITH RECURSIVE family (id) AS (
        SELECT ?
        UNION
        SELECT r.id FROM family f JOIN recipe r ON r.origin_id = f.id)
      SELECT \(LineNode.columns), r.public_id, coalesce(b.title, '') AS title,
          nullif(s.name, '') AS shared_from
        FROM family f CROSS JOIN recipe r ON r.id = f.id
        LEFT JOIN recipe_body b ON b.id = r.body_id
        LEFT JOIN community s ON s.id = r.shared_from_community_id
       ORDER BY f.id
      """, [recipe.value]
    ) { row in
      StoredFamilyMember(
        node: LineNode(row), id: RecipeID(row["public_id"]), title: row["title"],
        sharedFrom: row["shared_from"])
    }
  }

  /// The key of a recipe, living or deleted, by its public id.
  public func statisticsRecipe(_ id: RecipeID) throws(StoreFault) -> RecipeKey? {
    try row("SELECT id FROM recipe WHERE public_id = ?", [id.text]) { RecipeKey($0[0]) }
  }

  /// The root of the family with the most forks among those that a community has recipes in.
  ///
  /// Nil when none of them was ever forked (R25); of equals the oldest.
  public func mostForkedRoot(in community: CommunityKey) throws(StoreFault) -> RecipeKey? {
    try row(
      """
      WITH RECURSIVE climb (id) AS (
        SELECT id FROM recipe WHERE community_id = ?
        UNION
        SELECT r.origin_id FROM climb c JOIN recipe r ON r.id = c.id
         WHERE r.origin_id IS NOT NULL),
      tree (root, id, is_fork) AS (
        SELECT c.id, c.id, 0 FROM climb c CROSS JOIN recipe r ON r.id = c.id
         WHERE r.origin_id IS NULL
        UNION ALL
        SELECT t.root, r.id, r.origin_kind <> 'personal_copy'
          FROM tree t JOIN recipe r ON r.origin_id = t.id)
      SELECT root FROM tree GROUP BY root HAVING sum(is_fork) > 0
       ORDER BY sum(is_fork) DESC, root LIMIT 1
      """, [community.value]
    ) { RecipeKey($0[0]) }
  }
}
