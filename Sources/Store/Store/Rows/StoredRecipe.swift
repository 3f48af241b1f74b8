public import RecipeModel

/// A recipe as stored, living or deleted; what it says is in its body.
public struct StoredRecipe: Sendable, Hashable {
  public var key: RecipeKey
  public var id: RecipeID
  public var body: BodyKey
  public var creator: UserKey
  /// Nil in its creator's catalogue.
  public var community: CommunityKey?
  /// Nil for a recipe that came from no other one.
  public var origin: RecipeOrigin?
  public var imageURL: String?
  public var createdAt: Instant
  public var updatedAt: Instant
  /// Nil while it lives.
  public var deletion: DeletionMark?

  init(_ row: Row) throws(StoreFault) {
    key = row.key("id")
    id = row.id("public_id")
    body = row.key("body_id")
    creator = row.key("creator_id")
    community = row.optionalKey("community_id")
    origin = try RecipeOrigin(row)
    imageURL = row["image_url"]
    createdAt = row.instant("created_at")
    updatedAt = row.instant("updated_at")
    deletion = row.deletionMark
  }
}

/// A recipe with what a list shows of it.
public struct StoredListing: Sendable, Hashable {
  public var recipe: StoredRecipe
  public var title: String
  public var creatorName: String

  init(_ row: Row) throws(StoreFault) {
    recipe = try StoredRecipe(row)
    title = row["title"]
    creatorName = row["creator_name"]
  }
}

/// The place in a list of recipes after which a page begins; lists run from new to old.
public struct RecipeCursor: Sendable, Hashable {
  public var createdAt: Instant
  public var key: RecipeKey

  /// The place of a recipe, so that the page after it begins with the next older one.
  public init(after recipe: StoredRecipe) {
    createdAt = recipe.createdAt
    key = recipe.key
  }
}
