import GRDB
import GRDBSQLite
import JSONText

extension ReadTransaction {
  /// The highest number of a recipe body; 0 without bodies.
  public func lastBody() throws(StoreFault) -> BodyKey {
    BodyKey(try integer("SELECT max(id) FROM recipe_body"))
  }

  /// How many bodies come after a number.
  public func bodyCount(after body: BodyKey) throws(StoreFault) -> Int {
    Int(try integer("SELECT count(*) FROM recipe_body WHERE id > ?", [body.value]))
  }

  /// Walks the bodies after a number, ascending: number, title and JSON.
  ///
  /// The bytes are valid inside the closure only; it says whether to go on.
  public func eachBody(
    after body: BodyKey,
    _ visit: (
      BodyKey, _ title: UnsafeBufferPointer<UInt8>, _ json: UnsafeBufferPointer<UInt8>
    ) throws -> Bool
  ) throws {
    let sql = "SELECT id, title, structured FROM recipe_body WHERE id > ?1 ORDER BY id"
    let statement = try StoreFault.mapping {
      try cachedStatement(sql).sqliteStatement
    }
    defer { sqlite3_reset(statement) }
    sqlite3_bind_int64(statement, 1, body.value)
    var code = sqlite3_step(statement)
    while code == SQLITE_ROW {
      let key = BodyKey(sqlite3_column_int64(statement, 0))
      let goesOn = try visit(
        key, ReadTransaction.bytes(of: statement, column: 1),
        ReadTransaction.bytes(of: statement, column: 2))
      guard goesOn else { return }
      code = sqlite3_step(statement)
    }
    guard code == SQLITE_DONE else {
      throw StoreFault(
        DatabaseError(resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage))
    }
  }

  private static func bytes(
    of statement: OpaquePointer, column: Int32
  ) -> UnsafeBufferPointer<UInt8> {
    let start = sqlite3_column_text(statement, column)
    return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
  }
}

extension WriteTransaction {
  /// Adds a body to the full-text index, which does not hold it yet.
  public func index(_ text: IndexedText, of body: BodyKey) throws(StoreFault) {
    try prepared(IndexedText.insertion).bind(text, of: body).run()
  }

  /// Takes a body out of the full-text index, if that holds it; the body must still be there.
  ///
  /// The index keeps no texts, so it has to be told what it indexed.
  func removeText(of body: BodyKey) throws {
    guard try body.value <= watermark(of: .text) else { return }
    var text = IndexedText()
    try eachBody(after: BodyKey(body.value - 1)) { key, title, json in
      guard key == body else { return false }
      guard text.read(title: title, json: json, with: JSONParser()) else {
        throw StoreFault(.inconsistent("the JSON of recipe body \(key.value) is damaged"))
      }
      return false
    }
    try prepared(
      """
      INSERT INTO recipe_text (recipe_text, rowid, title, ingredients, steps)
        VALUES ('delete', ?, ?, ?, ?)
      """
    ).bind(text, of: body).run()
  }

  /// Empties the full-text index.
  public func removeText() throws(StoreFault) {
    try execute("INSERT INTO recipe_text (recipe_text) VALUES ('delete-all')")
    try moveWatermark(of: .text, to: 0)
  }
}

extension IndexedText {
  /// Adds a body to a full-text index; what is bound is what `bind(_:of:)` binds.
  static let insertion: StaticString =
    "INSERT INTO recipe_text (rowid, title, ingredients, steps) VALUES (?, ?, ?, ?)"
}

extension PreparedStatement {
  /// Binds the next parameters to the number of a body and its columns in the full-text index.
  func bind(_ text: IndexedText, of body: BodyKey) -> PreparedStatement {
    bind(body.value).bind(utf8: text.title).bind(utf8: text.ingredients).bind(utf8: text.steps)
  }
}
