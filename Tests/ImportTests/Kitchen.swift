import Archives
import Foundation
import GRDB
import Import
import PipelineCore
import RecipeModel
import Testing

@testable import Store

/// A store with one community and one member, and archives to import into it.
struct Kitchen: Sendable {
  let folder: URL
  let store: RecipeStore
  let cook: UserKey
  let community: CommunityKey

  static let noon = Instant(milliseconds: 1_795_000_000_000)

  /// A clock that stands still; ids repeat within one store only where nothing keeps them apart.
  static let surroundings = Surroundings(
    now: { noon },
    randomBytes: {
      var generator = SystemRandomNumberGenerator()
      return (0..<10).map { _ in UInt8.random(in: 0...255, using: &generator) }
    })

  init(folder: URL, store: RecipeStore, cook: UserKey, community: CommunityKey) {
    self.folder = folder
    self.store = store
    self.cook = cook
    self.community = community
  }

  init(in folder: URL, named name: String = "levain.db") throws {
    self.folder = folder
    store = try RecipeStore.create(
      at: folder.appending(path: name).path, surroundings: Kitchen.surroundings)
    (cook, community) = try store.write { transaction in
      let cook = try transaction.insert(
        NewUser(
          id: UserID("cook"), email: "cook@example.org", username: "cook",
          createdAt: Kitchen.noon))
      let community = try transaction.insert(
        NewCommunity(
          id: CommunityID("bakers"), slug: "bakers", name: "Bakers", createdAt: Kitchen.noon))
      _ = try transaction.insert(
        NewMembership(
          id: MembershipID("m"), user: cook, community: community, role: .admin,
          joinedAt: Kitchen.noon))
      return (cook, community)
    }
  }

  /// Writes a file and gives its path.
  func file(_ name: String, _ text: String) throws -> String {
    try file(name, Array(text.utf8))
  }

  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file.path
  }

  /// Imports paths into the community, or into the cook's catalogue.
  func run(
    _ paths: [String], intoCatalogue: Bool = false, tags: [String] = [], batchRecords: Int = 500,
    batchesOfTransaction: Int = 1,
    indexesText: Bool = true, duplicates: DuplicateHandling = .skip,
    nearDuplicates: NearDuplicateHandling = .ignore, observer: Observer = Observer(),
    surroundings: Surroundings = Kitchen.surroundings, freeBytes: Int64? = nil,
    mirror: Mirror? = nil, configure: (inout ImportRequest) -> Void = { _ in },
    findNearDuplicates: () throws -> Void = {}
  ) throws -> ImportOutcome {
    var limits = RecipeImport.Limits()
    limits.batchRecords = batchRecords
    limits.batchesOfTransaction = batchesOfTransaction
    var request = request(paths, intoCatalogue: intoCatalogue)
    request.tags = tags
    request.duplicates = duplicates
    request.nearDuplicates = nearDuplicates
    request.indexesText = indexesText
    request.isMirror = mirror != nil
    configure(&request)
    return try RecipeImport(
      store: store, surroundings: surroundings, limits: limits,
      freeBytes: freeBytes.map { bytes in { @Sendable in bytes } }
    ).run(request, observer: observer, mirror: mirror, findNearDuplicates: findNearDuplicates)
  }

  /// Plans the import that `run` does with the same arguments.
  func plan(
    _ paths: [String], intoCatalogue: Bool = false, duplicates: DuplicateHandling = .skip,
    observer: Observer = Observer(), mirror: Mirror? = nil,
    configure: (inout ImportRequest) -> Void = { _ in }
  ) throws -> ImportPlan {
    var request = request(paths, intoCatalogue: intoCatalogue)
    request.duplicates = duplicates
    request.isMirror = mirror != nil
    configure(&request)
    return try RecipeImport(store: store, surroundings: Kitchen.surroundings)
      .plan(request, observer: observer, mirror: mirror)
  }

  func request(_ paths: [String], intoCatalogue: Bool) -> ImportRequest {
    ImportRequest(
      target: intoCatalogue
        ? ImportRequest.Target(place: .catalogue, id: "cook", label: "the catalogue of cook")
        : ImportRequest.Target(place: .community(community), id: "bakers", label: "bakers"),
      importer: cook, paths: paths)
  }

  func integer(_ sql: String) throws -> Int64 {
    try store.read { (transaction) throws(StoreFault) in try transaction.integer(sql) }
  }

  func texts(_ sql: String) throws -> [String] {
    try store.read { (transaction) throws(StoreFault) in
      try transaction.rows(sql) { ($0[0] as String?) ?? "" }
    }
  }

  /// Every row of the tables that an import fills, the full-text index included.
  ///
  /// Each has its parents, although an import does not have SQLite look for them.
  func contents() throws -> [String] {
    let tables = [
      "recipe_body", "recipe", "recipe_source", "tag", "recipe_tag", "image", "recipe_image",
      "proposal", "origin_request", "image_request", "index_state", "recipe_text_data",
      "recipe_text_idx", "recipe_text_docsize",
    ]
    let orphans = try store.read { transaction in
      try GRDB.Row.fetchAll(transaction.database, sql: "PRAGMA foreign_key_check").map {
        "\($0)"
      }
    }
    #expect(orphans.isEmpty)
    var lines: [String] = []
    for table in tables {
      lines += try store.read { transaction in
        try GRDB.Row.fetchAll(
          transaction.database, sql: "SELECT * FROM \(table) ORDER BY 1, 2"
        ).map { row in
          "\(table): " + row.map { "\($0)=\($1)" }.joined(separator: " ")
        }
      }
    }
    return lines
  }

  /// JSON lines of recipes that differ in title, steps and address.
  static func lines(_ numbers: Range<Int>, step: String = "Bake") -> String {
    numbers.map { number in
      """
      {"title":"Loaf \(number)","ingredients":["\(number) cups rye"],"directions":["\(step)."],\
      "url":"https://example.org/loaf/\(number)","tags":["Bread","Rye \(number % 7)"]}
      """
    }.joined(separator: "\n") + "\n"
  }
}

extension Array<UInt8> {
  /// The bytes gzipped.
  func gzipped() throws -> [UInt8] {
    let sink = MemorySink()
    let writer = GzipWriter(into: sink)
    try writer.write(self)
    try writer.finish()
    return sink.bytes
  }
}
