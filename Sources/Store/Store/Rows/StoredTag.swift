public import RecipeModel

/// A tag as stored.
public struct StoredTag: Sendable, Hashable {
  public var key: TagKey
  public var id: TagID
  /// As it was first written.
  public var name: String
  /// As it is compared (R10).
  public var folded: FoldedName

  init(_ row: Row) {
    key = row.key("id")
    id = row.id("public_id")
    name = row["name"]
    folded = FoldedName(row["folded"] as String)
  }
}
