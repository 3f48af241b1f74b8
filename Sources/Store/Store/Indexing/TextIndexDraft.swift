import Foundation
import GRDB
import JSONText
import RecipeModel

/// A full-text index that is built beside a store while the store is written to, and taken over by
/// it at the end, all at once.
///
/// SQLite writes a file with one connection at a time, so that an index within the store takes its
/// time from the rows. The draft is a file of its own, without a name, so that nothing stays of it
/// when the process is killed. It reads the store over a connection of its own, briefly, so that
/// the log of the store can be written back in between.
public final class TextIndexDraft {
  private let storePath: String
  private let bodies: DatabaseQueue
  private let draft: DatabaseQueue
  private let parser = JSONParser()
  private var indexed = BodyKey(0)

  /// How many numbers of bodies one transaction covers.
  ///
  /// By number and not by what happens to be there, so that an index has the same parts whenever
  /// and however often its building was begun.
  private let numbersOfTransaction: Int64
  /// How many bodies are read at once.
  private let readAtOnce: Int

  init(
    storePath: String, numbersOfTransaction: Int64 = 10_000, readAtOnce: Int = 1000
  ) throws(StoreFault) {
    self.storePath = URL(filePath: storePath).path
    self.numbersOfTransaction = numbersOfTransaction
    self.readAtOnce = readAtOnce
    bodies = try StoreFault.mapping { [storePath = self.storePath] in
      var configuration = Configuration()
      configuration.readonly = true
      configuration.busyMode = .timeout(10)
      return try DatabaseQueue(path: storePath, configuration: configuration)
    }
    draft = try TextIndexDraft.makeFile(at: self.storePath + ".text-draft")
  }

  private static func makeFile(at path: String) throws(StoreFault) -> DatabaseQueue {
    // A process that was killed in these lines leaves one.
    try? FileManager.default.removeItem(atPath: path)
    return try StoreFault.mapping {
      var configuration = Configuration()
      configuration.busyMode = .timeout(10)
      configuration.prepareDatabase { database in
        try database.execute(
          sql: """
            PRAGMA page_size = 8192;
            PRAGMA journal_mode = OFF;
            PRAGMA synchronous = OFF;
            PRAGMA cache_size = -16384;
            """)
      }
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.writeWithoutTransaction { try $0.execute(sql: Migration.textIndex) }
      try FileManager.default.removeItem(atPath: path)
      return queue
    }
  }

  /// Indexes what is stored up to a body, as far as it fills whole transactions.
  ///
  /// - Parameters:
  ///   - last: The last body that is stored.
  ///   - shouldStop: Asked between transactions.
  /// - Throws: When the store or the draft cannot be read or written.
  public func follow(upTo last: BodyKey, shouldStop: () -> Bool = { false }) throws(StoreFault) {
    while indexed.value + numbersOfTransaction <= last.value, !shouldStop() {
      try index(upTo: BodyKey(indexed.value + numbersOfTransaction))
    }
  }

  /// Indexes everything that is stored, and puts the index into the store, whose own is empty.
  ///
  /// The store takes all of it in one transaction, or nothing.
  public func takeOver() throws(StoreFault) {
    let last = try StoreFault.mapping {
      try bodies.read { try ReadTransaction(database: $0).lastBody() }
    }
    try follow(upTo: last)
    if indexed < last { try index(upTo: last) }
    guard last.value > 0 else { return }
    try StoreFault.mapping {
      try draft.writeWithoutTransaction { database in
        try database.execute(sql: "ATTACH DATABASE ? AS store", arguments: [storePath])
        try database.execute(sql: "PRAGMA store.synchronous = NORMAL")
        try database.inTransaction(.immediate) {
          try copy(in: database)
          return .commit
        }
      }
    }
  }

  private func index(upTo end: BodyKey) throws(StoreFault) {
    try StoreFault.mapping {
      try draft.writeWithoutTransaction { database in
        try database.inTransaction(.deferred) {
          let statement = PreparedStatement(
            try database.cachedStatement(sql: IndexedText.insertion.description), in: database)
          while indexed < end {
            let texts = try texts(after: indexed, upTo: end)
            for (body, text) in texts {
              try statement.bind(text, of: body).run()
            }
            indexed = texts.count < readAtOnce ? end : texts[texts.count - 1].0
          }
          return .commit
        }
      }
    }
  }

  private func texts(
    after first: BodyKey, upTo last: BodyKey
  ) throws -> [(BodyKey, IndexedText)] {
    try bodies.read { database in
      var texts: [(BodyKey, IndexedText)] = []
      try ReadTransaction(database: database).eachBody(after: first) { body, title, json in
        guard body <= last else { return false }
        var text = IndexedText()
        guard text.read(title: title, json: json, with: parser) else {
          throw StoreFault(.inconsistent("the JSON of recipe body \(body.value) is damaged"))
        }
        texts.append((body, text))
        return texts.count < readAtOnce
      }
      return texts
    }
  }

  /// Copies the tables of the index, which are its whole content.
  private func copy(in database: Database) throws {
    let isEmpty = try Int.fetchOne(
      database, sql: "SELECT count(*) FROM (SELECT 1 FROM store.recipe_text_docsize LIMIT 1)")
    guard isEmpty == 0 else {
      throw StoreFault(.inconsistent("a full-text index is to be replaced by another"))
    }
    for table in ["recipe_text_data", "recipe_text_idx", "recipe_text_docsize"] {
      try database.execute(
        sql: """
          DELETE FROM store.\(table);
          INSERT INTO store.\(table) SELECT * FROM main.\(table);
          """)
    }
    // Only the store has such a table.
    try database.execute(
      sql: DerivedIndex.movingWatermark, arguments: [DerivedIndex.text.rawValue, indexed.value])
  }
}

extension RecipeStore {
  /// Begins a full-text index of everything that is stored; for a store whose own is empty.
  public func draftTextIndex() throws(StoreFault) -> TextIndexDraft {
    try TextIndexDraft(storePath: path)
  }
}

extension ReadTransaction {
  /// Whether the full-text index holds nothing.
  public func isTextIndexEmpty() throws(StoreFault) -> Bool { try watermark(of: .text) == 0 }
}
