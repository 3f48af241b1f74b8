import GRDB
import PipelineCore
import RecipeModel

/// What an import inserted in a transaction and that is not in its tables yet.
///
/// Whatever else is asked of the transaction is asked after it was stored (`WriteTransaction`),
/// so that only the questions an import asks for each record have to look here too.
struct BufferedImports {
  var bodies = RowBuffer(
    "recipe_body", ["id", "digest", "content_digest", "title", "structured"], oneByOne: true)
  var recipes = RowBuffer(
    "recipe",
    [
      "id", "public_id", "body_id", "creator_id", "community_id", "origin_id", "origin_kind",
      "image_url", "created_at", "updated_at", "change",
    ])
  var sources = RowBuffer(
    "recipe_source",
    [
      "recipe_id", "run_id", "source_name", "identity_kind", "identity", "identity_ordinal",
      "record_digest", "format", "reader_version", "body_id", "archive", "member", "extras",
      "change",
    ])
  var tags = RowBuffer("recipe_tag", ["recipe_id", "tag_id"])
  var pictures = RowBuffer(
    "recipe_image",
    ["public_id", "recipe_id", "position", "image_id", "url", "uploaded_at", "change"])
  var pictureRequests = RowBuffer(
    "image_request",
    ["run_id", "archive", "recipe_id", "position", "kind", "container", "folder", "name"])
  var originRequests = RowBuffer(
    "origin_request", ["run_id", "recipe_id", "origin_by_id", "origin_by_address"])

  /// The recipes by their public ids, and the other way round.
  private(set) var recipeKeys: [String: RecipeKey] = [:]
  private(set) var publicIDs: [RecipeKey: String] = [:]
  private(set) var bodyKeys: [[UInt8]: BodyKey] = [:]
  private(set) var contents: Set<[UInt8]> = []
  /// Where the records lie that the rows belong to.
  private var places: [SourceLocation] = []
  /// The next free keys; nil when the tables have to be asked.
  private var nextRecipe: Int64?
  private var nextBody: Int64?

  /// How much waits at most.
  private static let recipeLimit = 64
  private static let byteLimit = 1 << 20

  var isEmpty: Bool {
    bodies.isEmpty && recipes.isEmpty && sources.isEmpty && tags.isEmpty && pictures.isEmpty
      && pictureRequests.isEmpty && originRequests.isEmpty
  }
  var isFull: Bool {
    recipeKeys.count >= BufferedImports.recipeLimit
      || bodies.byteCount >= BufferedImports.byteLimit
  }

  /// The number of the record at hand, for the rows that follow.
  var record: Int { max(places.count - 1, 0) }

  mutating func beginRecord(at place: SourceLocation) { places.append(place) }

  mutating func remember(_ recipe: RecipeKey, _ id: String) {
    recipeKeys[id] = recipe
    publicIDs[recipe] = id
  }

  mutating func remember(_ body: BodyKey, digest: [UInt8]) { bodyKeys[digest] = body }

  /// Remembers what a recipe says that waits, be its body new or known.
  mutating func remember(content digest: [UInt8]) { contents.insert(digest) }

  /// The key of the next recipe, as SQLite would give it.
  mutating func takeRecipeKey(
    after last: () throws(StoreFault) -> Int64
  ) throws(StoreFault) -> RecipeKey {
    let key: Int64 = if let nextRecipe { nextRecipe } else { try last() + 1 }
    nextRecipe = key + 1
    return RecipeKey(key)
  }

  /// The key of the next body, as SQLite would give it.
  mutating func takeBodyKey(
    after last: () throws(StoreFault) -> Int64
  ) throws(StoreFault) -> BodyKey {
    let key: Int64 = if let nextBody { nextBody } else { try last() + 1 }
    nextBody = key + 1
    return BodyKey(key)
  }

  mutating func forgetNextKeys() {
    nextRecipe = nil
    nextBody = nil
  }

  /// Stores everything, parents before their children; a fault names the record that it is about.
  mutating func store(in database: Database) throws(StoreFault) {
    do throws(RowBuffer.Refusal) {
      try bodies.store(in: database)
      try recipes.store(in: database)
      try sources.store(in: database)
      try tags.store(in: database)
      try pictures.store(in: database)
      try pictureRequests.store(in: database)
      try originRequests.store(in: database)
    } catch {
      throw places.indices.contains(error.record)
        ? error.fault.naming(places[error.record]) : error.fault
    }
    recipeKeys.removeAll(keepingCapacity: true)
    publicIDs.removeAll(keepingCapacity: true)
    bodyKeys.removeAll(keepingCapacity: true)
    contents.removeAll(keepingCapacity: true)
    // More rows of the last record may follow.
    places.removeFirst(max(places.count - 1, 0))
  }
}
