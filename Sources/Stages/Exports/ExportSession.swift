import Communities
import JSONText
import Metrics
import PipelineCore
import RecipeFormats
import RecipeModel
import Store

/// One export at work on its snapshot.
struct ExportSession {
  private(set) var outcome: ExportOutcome
  private let request: ExportRequest
  private let images: ImageFiles
  private let target: any ExportTarget
  private let observer: Observer
  private var writer: any RecipeWriter

  /// How many recipes are looked up at once.
  private static let pageSize = 200

  init(
    request: ExportRequest, images: ImageFiles, target: any ExportTarget, observer: Observer
  ) {
    self.request = request
    self.images = images
    self.target = target
    self.observer = observer
    writer = request.writer.init(target.arrangement)
    outcome = ExportOutcome(
      format: request.writer.reader.format.name, path: request.destination.path,
      kind: request.destination.kind(for: request.writer))
  }

  mutating func writeAll(from transaction: ReadTransaction) throws {
    switch request.selection {
    case .place(let place, let tags):
      try writePlace(place, carrying: tags, from: transaction)
    case .search(let query): try writeHits(of: query, from: transaction)
    }
  }

  private mutating func writePlace(
    _ place: PlaceName, carrying tags: [FoldedName], from transaction: ReadTransaction
  ) throws {
    let permission = try CommunityActions.resolveExport(
      of: place, as: request.acting, in: transaction)
    var cursor: RecipeCursor?
    while true {
      let page = try permission.recipes(
        after: cursor, limit: ExportSession.pageSize, in: transaction)
      for recipe in page.map(\.recipe) {
        let carried = try transaction.tags(of: recipe.key).map(\.name)
        guard Set(tags).isSubset(of: carried.map { FoldedName($0) }) else { continue }
        try write(recipe, tags: carried, permission, from: transaction)
      }
      try watch()
      guard let last = page.last, page.count == ExportSession.pageSize else { return }
      cursor = RecipeCursor(after: last.recipe)
    }
  }

  private mutating func writeHits(
    of query: SearchQuery, from transaction: ReadTransaction
  ) throws {
    let permission = try CommunityActions.resolveExport(
      of: nil, as: request.acting, in: transaction)
    let view = try ReaderView(
      try CommunityActions.reach(of: request.acting, in: transaction), in: transaction)
    var offset: Int? = 0
    while let start = offset {
      // A search is sorted anew for each page.
      let page = try view.search(query, offset: start, limit: 10_000)
      outcome.unindexedRecipes = page.unindexedRecipes
      for hit in page.hits {
        guard let recipe = try transaction.recipe(hit.id) else { continue }
        let tags = try transaction.tags(of: recipe.key).map(\.name)
        try write(recipe, tags: tags, permission, from: transaction)
        if outcome.recipes % ExportSession.pageSize == 0 { try watch() }
      }
      offset = page.nextOffset
    }
  }

  private func watch() throws {
    observer.progress(Progress(activity: "exporting", records: outcome.recipes))
    if observer.shouldStop() { throw Interrupted() }
  }

  // MARK: - One recipe

  private mutating func write(
    _ recipe: StoredRecipe, tags: [String], _ permission: ExportPermission,
    from transaction: ReadTransaction
  ) throws {
    let record = RecipeRecord(
      body: try transaction.body(recipe.body), tags: tags,
      images: try pictures(of: recipe, from: transaction), externalID: recipe.id.text,
      createdAt: recipe.createdAt, updatedAt: recipe.updatedAt,
      extras: permission.mayTakeExtras(of: recipe)
        ? ExportSession.members(of: try transaction.extras(of: recipe.key)) : [],
      sourceDigest: try transaction.digest(of: recipe.body))
    let written = writer.writeProved(record)
    for file in written.files { try target.add(file) }
    for field in written.lost { outcome.losses[field, default: 0] += 1 }
    outcome.recipes += 1
    outcome.files += written.files.count
  }

  private mutating func pictures(
    of recipe: StoredRecipe, from transaction: ReadTransaction
  ) throws -> [RecordImage] {
    var found: [RecordImage] = []
    for picture in try transaction.exportedPictures(of: recipe) {
      switch picture {
      case .remote(let url): found.append(.remote(url: url))
      case .file(let digest):
        if let bytes = images.read(digest) {
          outcome.pictures += 1
          found.append(.embedded(bytes))
        } else {
          outcome.missingPictures += 1
        }
      }
    }
    return found
  }

  /// The members of a JSON object; none when there is none.
  private static func members(of json: [UInt8]?) -> [JSONMember] {
    guard let json else { return [] }
    let parsed = json.withUnsafeBufferPointer { bytes in
      JSONParser().parse(bytes) { element in element.value }
    }
    guard case .success(.object(let members)) = parsed else { return [] }
    return members
  }
}
