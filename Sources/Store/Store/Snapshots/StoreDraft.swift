import Foundation
import GRDB
import JSONText
public import PipelineCore
public import RecipeModel

/// A store that is being made of the rows of a snapshot.
///
/// It has the schema that the snapshot was taken from, and is brought up to the program's own by the
/// migrations that any old store goes through, so that every snapshot can be restored for ever. It
/// lies beside its place under another name until it is whole. Indexes and triggers are set aside
/// while rows come.
public final class StoreDraft {
  /// Where the store will be.
  public let path: String
  /// Where its pictures go; they come into their place with the store.
  public var images: ImageFiles { ImageFiles(folder: draftPath + StoreFiles.images) }
  let queue: DatabaseQueue
  private let draftPath: String
  private let setAside: [String]
  /// Rows that cannot be stored, in the order met.
  public internal(set) var refused: [Rejection] = []
  /// How many of them were stored and taken out again, for what they named is not there.
  public internal(set) var dangling = 0
  private let parser = JSONParser()
  private var isDone = false

  /// How many rows may be refused before the draft is given up.
  static let mostRefused = 10_000

  /// Begins a draft; refused when the place is taken, by a store or the pictures of one, or the
  /// schema newer than the program's.
  public init(at path: String, schemaVersion: Int) throws(StoreFault) {
    try StoreDraft.requireFree(path)
    guard (1...Migration.currentVersion).contains(schemaVersion) else {
      throw StoreFault(.newerSchema(found: schemaVersion, known: Migration.currentVersion))
    }
    let place = URL(filePath: path)
    let folder = place.deletingLastPathComponent()
    guard FileManager.default.fileExists(atPath: folder.path) else {
      throw StoreFault(.noFolder(path: folder.path))
    }
    self.path = path
    draftPath = folder.appending(path: ".\(place.lastPathComponent).draft").path
    RecipeStore.remove(at: draftPath)
    queue = try StoreDraft.connect(to: draftPath)
    try RecipeStore.migrate(queue, by: Migration.all.filter { $0.number <= schemaVersion })
    setAside = try StoreDraft.setAside(in: queue)
  }

  deinit {
    discard()
  }

  private static func requireFree(_ path: String) throws(StoreFault) {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw StoreFault(.alreadyExists(path: path))
    }
    let images = path + StoreFiles.images
    // Pictures of another store may be of people who were erased since, or not whole.
    guard (try? FileManager.default.contentsOfDirectory(atPath: images))?.isEmpty ?? true else {
      throw StoreFault(.alreadyExists(path: images))
    }
  }

  /// Gives the draft up and removes it; without effect on a store that is whole.
  public func discard() {
    guard !isDone else { return }
    isDone = true
    try? queue.close()
    RecipeStore.remove(at: draftPath)
  }

  /// Loads a block of lines (`SnapshotBlock`).
  ///
  /// - Parameters:
  ///   - lines: The block, with its first line.
  ///   - table: The table that it must be of.
  ///   - place: What to name where a row is refused.
  ///   - isSuperseded: Whether a newer block holds the row with a key; it is passed over.
  /// - Returns: How many rows of the table were stored.
  /// - Throws: When the block is of a table or column that the schema does not have, or the file
  ///   cannot be written.
  public func load(
    _ lines: [UInt8], of table: String, at place: SourceLocation,
    isSuperseded: (Int64) -> Bool = { _ in false }
  ) throws -> Int {
    try StoreFault.mappingOthers {
      var stored = 0
      try queue.writeWithoutTransaction { database in
        try database.inTransaction(.immediate) {
          let transaction = ReadTransaction(database: database)
          var loading = SnapshotLoading(
            transaction: transaction, parser: parser, table: table, place: place,
            mostRefused: StoreDraft.mostRefused - refused.count)
          stored = try loading.load(lines, isSuperseded: isSuperseded)
          refused += loading.refused
          return .commit
        }
      }
      return stored
    }
  }

  /// Completes the store and gives it its name.
  ///
  /// Rows that name others that are not there are refused as well. What is derived is left to its
  /// stages, and every day of views is marked to be counted.
  ///
  /// - Parameter complete: Called with the store before it has its name, for what is to be in it.
  /// - Throws: `StoreFault`, when the place is taken meanwhile or the file cannot be written; what
  ///   `complete` throws.
  public func finish(_ complete: (RecipeStore) throws -> Void = { _ in }) throws {
    try refuseDangling()
    try StoreFault.mapping {
      try queue.writeWithoutTransaction { database in
        for statement in setAside { try database.execute(sql: statement) }
        try database.execute(
          sql: """
            INSERT OR IGNORE INTO rollup_dirty (day)
              SELECT s.day + d.value FROM view_segment s, json_each('[-1,0,1]') d;
            -- SQLite has counted the rows that came, and the snapshot says which numbers were given.
            DELETE FROM sqlite_sequence AS s WHERE EXISTS (
              SELECT 1 FROM sqlite_sequence o WHERE o.name = s.name
                AND (o.seq > s.seq OR (o.seq = s.seq AND o.rowid < s.rowid)));
            """)
      }
    }
    try RecipeStore.migrate(queue, by: Migration.all)
    try StoreFault.mapping { try queue.close() }
    let store = try RecipeStore.open(at: draftPath)
    try complete(store)
    try store.close()
    try sync(draftPath)
    for suffix in StoreFiles.companions {
      try? FileManager.default.removeItem(atPath: draftPath + suffix)
    }
    try StoreDraft.requireFree(path)
    if FileManager.default.fileExists(atPath: images.folder) {
      try give(images.folder, theName: path + StoreFiles.images)
    }
    try give(draftPath, theName: path)
    isDone = true
    try sync(URL(filePath: path).deletingLastPathComponent().path)
  }

  /// Hands over the pictures that rows name, by their digests and sizes.
  public func eachImage(_ body: (Digest, Int) throws -> Void) throws {
    let images = try StoreFault.mapping {
      try queue.read { database in
        try ReadTransaction(database: database).rows("SELECT digest, byte_size FROM image") { row in
          (row.digest("digest"), row["byte_size"] as Int)
        }
      }
    }
    for (digest, bytes) in images { try body(digest, bytes) }
  }

  // MARK: - The file

  private static func connect(to path: String) throws(StoreFault) -> DatabaseQueue {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    configuration.acceptsDoubleQuotedStringLiterals = false
    configuration.prepareDatabase { database in
      try database.execute(
        sql: """
          PRAGMA page_size = 8192;
          PRAGMA journal_mode = MEMORY;
          PRAGMA synchronous = OFF;
          PRAGMA locking_mode = EXCLUSIVE;
          PRAGMA cache_size = -\(StoreDraft.cache);
          PRAGMA temp_store = FILE;
          """)
    }
    do {
      return try DatabaseQueue(path: path, configuration: configuration)
    } catch {
      throw StoreFault(error, path: path)
    }
  }

  /// In KiB: what sorts an index of half a million texts without a file.
  private static let cache = 128 << 10

  /// Drops the indexes and triggers, and gives the statements that make them again.
  private static func setAside(in queue: DatabaseQueue) throws(StoreFault) -> [String] {
    try StoreFault.mapping {
      try queue.writeWithoutTransaction { database in
        let found = try GRDB.Row.fetchAll(
          database,
          sql: """
            SELECT type, name, sql FROM sqlite_master
             WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY rowid
            """)
        var statements: [String] = []
        for row in found {
          let (kind, name, sql): (String, String, String) = (row["type"], row["name"], row["sql"])
          try database.execute(sql: "DROP \(kind) \"\(name)\"")
          statements.append(sql)
        }
        return statements
      }
    }
  }

  private func give(_ path: String, theName name: String) throws(StoreFault) {
    guard rename(path, name) == 0 else {
      throw StoreFault(.cannotOpen(path: name, reason: String(cString: strerror(errno))))
    }
  }

  private func sync(_ path: String) throws(StoreFault) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw StoreFault(.cannotOpen(path: path, reason: String(cString: strerror(errno))))
    }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw StoreFault(errno == ENOSPC ? .full : .damaged(reason: String(cString: strerror(errno))))
    }
  }
}
