// The only owner of SQLite.
//
// In:  typed requests inside a transaction (`ReadTransaction`, `WriteTransaction`), one file of
//      queries per table.
// Out: values; never a connection, a row or a statement.
// Never here: rules. Who may do what is decided above, by `Communities`.

import CSQLiteSettings
import Foundation
import GRDB
public import PipelineCore
import RecipeModel

/// One installation: a SQLite file, and the folder of its image files beside it.
public final class RecipeStore: Sendable {
  /// The path of the SQLite file, as given.
  public let path: String
  /// The folder that holds the image files.
  public let images: ImageFiles
  let queue: DatabaseQueue
  private let access: StoreAccess
  /// What the file was like when it was opened without locks; nil when SQLite keeps watch itself.
  private let unwatched: FileStamp?

  private init(
    path: String, queue: DatabaseQueue, access: StoreAccess = .writable,
    unwatched: FileStamp? = nil
  ) {
    self.path = path
    self.queue = queue
    self.access = access
    self.unwatched = unwatched
    images = ImageFiles(folder: path + StoreFiles.images)
  }

  /// Makes a new installation; refused when the file is there already.
  public static func create(
    at path: String, surroundings: Surroundings
  ) throws(StoreFault) -> RecipeStore {
    guard !path.isEmpty else { throw StoreFault(.noPath) }
    guard !FileManager.default.fileExists(atPath: path) else {
      throw StoreFault(.alreadyExists(path: path))
    }
    let folder = URL(filePath: path).deletingLastPathComponent().path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue
    else { throw StoreFault(.noFolder(path: folder)) }
    try requireWritable(StoreAccess(toFolderOf: path))
    let queue = try connect(to: path)
    try upgrade(queue, path: path, from: 0, migrations: Migration.all)
    let store = RecipeStore(path: path, queue: queue)
    try StoreFault.mapping {
      try queue.write { database in
        try database.execute(
          sql: "INSERT INTO installation (id, public_id, created_at) VALUES (1, ?, ?)",
          arguments: [surroundings.freshID(), surroundings.now().milliseconds])
      }
    }
    return store
  }

  /// Opens an installation; an older schema is upgraded after a copy was put beside the file.
  ///
  /// Where the file or its folder may not be written, it can be read, and writing is refused.
  ///
  /// - Parameters:
  ///   - path: The path of the SQLite file.
  ///   - patience: How many seconds a transaction of another process is waited for, each time.
  /// - Returns: The installation.
  /// - Throws: Why it cannot be opened.
  public static func open(
    at path: String, patience: Double = usualPatience
  ) throws(StoreFault) -> RecipeStore {
    try open(at: path, migrations: Migration.all, patience: patience)
  }

  /// How many seconds the transactions of others are waited for, unless it is said.
  public static let usualPatience: Double = 10

  static func open(
    at path: String, migrations: [Migration], access: StoreAccess? = nil,
    patience: Double = usualPatience
  ) throws(StoreFault) -> RecipeStore {
    guard FileManager.default.fileExists(atPath: path) else {
      throw StoreFault(.notFound(path: path))
    }
    // Asked before SQLite opens the file, because opening switches its journal, and so writes.
    guard isSQLiteFile(path) else { throw StoreFault(.notAStore(path: path)) }
    let access = access ?? StoreAccess(toFileAt: path)
    let unwatched = access == .writable ? nil : unwatchedStamp(of: path)
    let queue =
      access == .writable
      ? try connect(to: path, patience: patience)
      : try connectForReading(path, isUnwatched: unwatched != nil, patience: patience)
    let header = try StoreFault.mapping {
      try queue.read { database in
        (
          applicationID: try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0,
          version: try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        )
      }
    }
    guard header.applicationID == applicationID else { throw StoreFault(.notAStore(path: path)) }
    let current = migrations.last?.number ?? 0
    guard header.version <= current else {
      throw StoreFault(.newerSchema(found: header.version, known: current))
    }
    if header.version < current {
      try requireWritable(access)
      try upgrade(queue, path: path, from: header.version, migrations: migrations)
    }
    return RecipeStore(path: path, queue: queue, access: access, unwatched: unwatched)
  }

  /// Runs the body on one consistent snapshot.
  public func read<Result, Failure: Error>(
    _ body: (ReadTransaction) throws(Failure) -> Result
  ) throws -> Result {
    let result = try StoreFault.mappingOthers {
      try queue.unsafeRead { database in
        var result: Result?
        try database.inTransaction(.deferred) {
          result = try body(ReadTransaction(database: database))
          return .commit
        }
        return try Self.unwrap(result)
      }
    }
    if let unwatched, FileStamp(of: path) != unwatched { throw StoreFault(.changedMeanwhile) }
    return result
  }

  /// Runs the body in one transaction: all of it is stored, or, when it throws, nothing.
  ///
  /// Every row it changes carries the same number of the change counter.
  public func write<Result, Failure: Error>(
    _ body: (WriteTransaction) throws(Failure) -> Result
  ) throws -> Result {
    try Self.requireWritable(access)
    return try StoreFault.mappingOthers {
      try queue.writeWithoutTransaction { database in
        var result: Result?
        try database.inTransaction(.immediate) {
          let transaction = try WriteTransaction(beginningIn: database, images: images)
          result = try body(transaction)
          try transaction.settle()
          return .commit
        }
        return try Self.unwrap(result)
      }
    }
  }

  /// Writes the log back and closes the file; nothing can be read or written afterwards.
  func close() throws(StoreFault) {
    try StoreFault.mapping {
      // Closing writes the log back as well, and does not say when it could not.
      try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
      try queue.close()
    }
  }

  private static func unwrap<Result>(_ result: Result?) throws -> Result {
    guard let result else { preconditionFailure("a transaction that commits has a result") }
    return result
  }

  // MARK: - Opening

  /// `LEVN`, which marks the file as a store of this program.
  private static let applicationID = 0x4C45_564E

  private static func isSQLiteFile(_ path: String) -> Bool {
    // Opening a pipe would wait for its other end.
    let target = URL(filePath: path).resolvingSymlinksInPath().path
    let kind = (try? FileManager.default.attributesOfItem(atPath: target))?[.type]
    guard kind as? FileAttributeType == .typeRegular,
      let file = FileHandle(forReadingAtPath: path)
    else { return false }
    defer { try? file.close() }
    return (try? file.read(upToCount: 16)) == Data("SQLite format 3\0".utf8)
  }

  /// Done once, before the first connection.
  ///
  /// The counts are not used, and the lock around them is taken at every allocation: it was 7 % of
  /// the instructions of an import of operations.
  private static let libraryIsSet: Void = levain_sqlite_stop_counting_memory()

  static func connect(
    to path: String, patience: Double = usualPatience
  ) throws(StoreFault) -> DatabaseQueue {
    libraryIsSet
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(patience)
    configuration.acceptsDoubleQuotedStringLiterals = false
    configuration.prepareDatabase { database in
      try database.execute(
        sql: """
          PRAGMA page_size = 8192;
          PRAGMA journal_mode = WAL;
          PRAGMA synchronous = NORMAL;
          PRAGMA cache_size = -\(usual.cache);
          PRAGMA temp_store = FILE;
          PRAGMA wal_autocheckpoint = \(usual.log);
          """)
    }
    do {
      // SQLite reads some relative names as something else (`:memory:`, `file:…`); a path from the
      // root is only ever a path.
      return try DatabaseQueue(
        path: URL(filePath: path).path, configuration: configuration)
    } catch {
      throw StoreFault(error, path: path)
    }
  }

  private static func requireWritable(_ access: StoreAccess) throws(StoreFault) {
    if case .readOnly(let path) = access { throw StoreFault(.readOnly(path: path)) }
  }

  /// What the file is like, when nobody has its log open; nil when there is a log.
  ///
  /// The last one who closes a store takes its log away, so a log is there while somebody writes,
  /// or after they were killed.
  private static func unwatchedStamp(of path: String) -> FileStamp? {
    let stamp = FileStamp(of: path)
    let log = FileStamp(of: URL(filePath: path).resolvingSymlinksInPath().path + "-wal")
    return log == nil ? stamp : nil
  }

  /// Opens the file without changing anything beside it.
  ///
  /// SQLite reads a store with a log only where the log's index is there or can be made. Without a
  /// log it need not look for one (`immutable`, https://sqlite.org/wal.html#readonly); it then
  /// takes no locks either, so each read looks afterwards whether the file is still the same.
  private static func connectForReading(
    _ path: String, isUnwatched: Bool, patience: Double
  ) throws(StoreFault) -> DatabaseQueue {
    libraryIsSet
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(patience)
    configuration.acceptsDoubleQuotedStringLiterals = false
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA cache_size = -\(usual.cache); PRAGMA temp_store = FILE;")
    }
    let file = URL(filePath: path)
    do {
      guard isUnwatched else {
        return try DatabaseQueue(path: file.path, configuration: configuration)
      }
      return try DatabaseQueue(
        path: file.absoluteString + "?immutable=1", configuration: configuration)
    } catch {
      throw StoreFault(.logNotReadable(path: path))
    }
  }

  private static func upgrade(
    _ queue: DatabaseQueue, path: String, from version: Int, migrations: [Migration]
  ) throws(StoreFault) {
    if version > 0 {
      let copy = "\(path).schema-\(version)"
      try StoreFault.mapping {
        try? FileManager.default.removeItem(atPath: copy)
        try queue.writeWithoutTransaction { database in
          try database.execute(sql: "VACUUM INTO ?", arguments: [copy])
        }
      }
    }
    try migrate(queue, by: migrations)
  }

  static func migrate(
    _ queue: DatabaseQueue, by migrations: [Migration]
  ) throws(StoreFault) {
    var migrator = DatabaseMigrator()
    for migration in migrations {
      migrator.registerMigration("\(migration.number) \(migration.name)") { database in
        try database.execute(sql: migration.sql)
        try database.execute(
          sql: """
            PRAGMA application_id = \(applicationID);
            PRAGMA user_version = \(migration.number);
            """)
      }
    }
    try StoreFault.mapping { [migrator] in try migrator.migrate(queue) }
  }
}
