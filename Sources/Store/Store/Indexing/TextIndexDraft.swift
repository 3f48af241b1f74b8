import Foundation
import GRDB
import JSONText
import RecipeModel

/// A full-text index that is built beside a store while the store is written to, and taken over by
/// it at the end, all at once.
///
/// SQLite writes a file with one connection at a time, so that an index within the store takes its
/// time from the rows. The draft is a file of its own, without a name, so that nothing stays of it
/// when the process is killed. What is stored meanwhile is handed to it, so that it need not read it
/// again; the rest it reads over a connection of its own, briefly, so that the log of the store can
/// be written back in between.
public final class TextIndexDraft {
  private let storePath: String
  private let bodies: DatabaseQueue
  private let draft: DatabaseQueue
  private let parser = JSONParser()
  private var indexed = BodyKey(0)
  /// The number of the transaction of the draft that is open, to be gone on with.
  private var open: Int64?

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
      configuration.allowsUnsafeTransactions = true
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

  /// Indexes what is stored up to a body.
  ///
  /// - Parameters:
  ///   - last: The last body to index.
  ///   - shouldStop: Asked now and then.
  /// - Throws: When the store or the draft cannot be read or written.
  public func follow(upTo last: BodyKey, shouldStop: () -> Bool = { false }) throws(StoreFault) {
    while indexed < last, !shouldStop() {
      let texts = try texts(after: indexed, upTo: last)
      try index(texts)
      if texts.count < readAtOnce { indexed = last }
    }
  }

  /// Indexes texts that are being stored, and before them what the store holds that is not indexed.
  ///
  /// - Parameters:
  ///   - texts: All new ones of a part of a transaction, ascending; it need not be committed yet, but
  ///     `takeOver` must not be called unless it was.
  ///   - shouldStop: Asked now and then.
  /// - Throws: When the store or the draft cannot be read or written.
  public func follow(
    _ texts: [NewText], shouldStop: () -> Bool = { false }
  ) throws(StoreFault) {
    guard let first = texts.first?.body else { return }
    // An earlier attempt may have stored some, and somebody else between two transactions.
    try follow(upTo: BodyKey(first.value - 1), shouldStop: shouldStop)
    if !shouldStop() { try index(texts) }
  }

  /// Indexes everything that is stored, and puts the index into the store, whose own is empty.
  ///
  /// The store takes all of it in one transaction, or nothing.
  public func takeOver() throws(StoreFault) {
    let last = try StoreFault.mapping {
      try bodies.read { try ReadTransaction(database: $0).lastBody() }
    }
    try follow(upTo: last)
    try StoreFault.mapping { try draft.writeWithoutTransaction { try commit(in: $0) } }
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

  private func index(_ texts: [NewText]) throws(StoreFault) {
    try StoreFault.mapping {
      try draft.writeWithoutTransaction { database in
        let statement = PreparedStatement(
          try database.cachedStatement(sql: IndexedText.insertion.description), in: database)
        for new in texts {
          let number = (new.body.value - 1) / numbersOfTransaction
          if number != open {
            try commit(in: database)
            try database.execute(sql: "BEGIN")
            open = number
          }
          try statement.bind(new.text, of: new.body).run()
          indexed = new.body
        }
      }
    }
  }

  private func commit(in database: Database) throws {
    guard open != nil else { return }
    try database.execute(sql: "COMMIT")
    open = nil
  }

  private func texts(
    after first: BodyKey, upTo last: BodyKey
  ) throws(StoreFault) -> [NewText] {
    try StoreFault.mapping {
      try bodies.read { database in
        var texts: [NewText] = []
        try ReadTransaction(database: database).eachBody(after: first) { body, title, json in
          guard body <= last else { return false }
          var text = IndexedText()
          guard text.read(title: title, json: json, with: parser) else {
            throw StoreFault(.inconsistent("the JSON of recipe body \(body.value) is damaged"))
          }
          texts.append(NewText(body: body, text: text))
          return texts.count < readAtOnce
        }
        return texts
      }
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
