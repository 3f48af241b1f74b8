import GRDBSQLite
public import RecipeModel

/// Who a user id in a view log stands for.
public enum LoggedViewer: Sendable, Equatable {
  case user(UserKey)
  /// Somebody whose events are kept without them: view tracking switched off (R24), or deleted.
  case untracked
}

// What loading a view log asks: the keys of its ids, and room for a log that is longer than a
// batch. That room is a temporary table, so it takes no memory and is gone with the process.
extension WriteTransaction {
  /// The recipe with a public id, living or deleted; nil when there is none.
  public func recipeKey(publicID: [UInt8]) throws(StoreFault) -> RecipeKey? {
    try prepared("SELECT id FROM recipe WHERE public_id = ?").bind(utf8: publicID).integer()
      .map { RecipeKey($0) }
  }

  /// Who a user's public id stands for in a log; nil when there is no such user.
  public func viewer(publicID: [UInt8]) throws(StoreFault) -> LoggedViewer? {
    try prepared("SELECT id, tracks_views AND deleted_at IS NULL FROM user WHERE public_id = ?")
      .bind(utf8: publicID).first { row in
        sqlite3_column_int(row, 1) == 0
          ? .untracked : .user(UserKey(sqlite3_column_int64(row, 0)))
      }
  }

  /// How many recipes and users there are, about; never fewer than there are.
  public func idCounts() throws(StoreFault) -> (recipes: Int, users: Int) {
    (Int(try integer("SELECT max(id) FROM recipe")), Int(try integer("SELECT max(id) FROM user")))
  }

  /// Hands over the public id of every recipe and its key; the bytes are valid within the call.
  public func eachRecipeID(
    _ body: (UnsafeBufferPointer<UInt8>, RecipeKey) -> Void
  ) throws(StoreFault) {
    // The index of the ids holds all that is asked for.
    try eachID("SELECT public_id, id FROM recipe INDEXED BY sqlite_autoindex_recipe_1") {
      id, statement in
      body(id, RecipeKey(sqlite3_column_int64(statement, 1)))
    }
  }

  /// Hands over the public id of every user and whom it stands for in a log.
  public func eachUserID(
    _ body: (UnsafeBufferPointer<UInt8>, LoggedViewer) -> Void
  ) throws(StoreFault) {
    try eachID(
      "SELECT public_id, id, tracks_views AND deleted_at IS NULL FROM user NOT INDEXED"
    ) { id, statement in
      body(
        id,
        sqlite3_column_int(statement, 2) == 0
          ? .untracked : .user(UserKey(sqlite3_column_int64(statement, 1))))
    }
  }

  private func eachID(
    _ sql: String, _ body: (UnsafeBufferPointer<UInt8>, OpaquePointer) -> Void
  ) throws(StoreFault) {
    let statement = try prepared(sql)
    try StoreFault.mapping {
      try statement.forEachRow { row in
        let count = Int(sqlite3_column_bytes(row.statement, 0))
        body(
          UnsafeBufferPointer(start: sqlite3_column_text(row.statement, 0), count: count),
          row.statement)
      }
    }
  }

  /// Whom a username or an e-mail address in a log stands for; nil when nobody living has it.
  public func viewer(named name: FoldedName) throws(StoreFault) -> LoggedViewer? {
    for sql in [
      "SELECT id, tracks_views FROM user WHERE username_folded = ? AND deleted_at IS NULL",
      "SELECT id, tracks_views FROM user WHERE email_folded = ? AND deleted_at IS NULL",
    ] {
      let viewer: LoggedViewer? = try prepared(sql).bind(name.text).first { row in
        sqlite3_column_int(row, 1) == 0
          ? .untracked : .user(UserKey(sqlite3_column_int64(row, 0)))
      }
      if let viewer { return viewer }
    }
    return nil
  }

  /// The packed events of a day that earlier batches took from one log; nil for none.
  public func loggedViews(ofLog log: Int, on day: Day) throws(StoreFault) -> [UInt8]? {
    try makeRoomForLogs()
    return try prepared("SELECT payload FROM temp.view_log_day WHERE log = ? AND day = ?")
      .bind(log).bind(Int64(day.number)).first { row in
        guard let start = sqlite3_column_blob(row, 0) else { return [] }
        return Array(
          UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(row, 0))))
      }
  }

  /// Keeps the packed events of a day taken from one log so far.
  public func keepLoggedViews(
    _ payload: [UInt8], ofLog log: Int, on day: Day
  ) throws(StoreFault) {
    try makeRoomForLogs()
    try prepared(
      """
      INSERT INTO temp.view_log_day (log, day, payload) VALUES (?, ?, ?)
        ON CONFLICT (log, day) DO UPDATE SET payload = excluded.payload
      """
    ).bind(log).bind(Int64(day.number)).bind(blob: payload).run()
  }

  /// Forgets what was kept of all logs but one.
  public func forgetLoggedViews(exceptOfLog log: Int?) throws(StoreFault) {
    try makeRoomForLogs()
    try execute("DELETE FROM temp.view_log_day WHERE log IS NOT ?", [log])
  }

  private func makeRoomForLogs() throws(StoreFault) {
    try execute(
      """
      CREATE TEMP TABLE IF NOT EXISTS view_log_day (
        log INTEGER NOT NULL, day INTEGER NOT NULL, payload BLOB NOT NULL,
        PRIMARY KEY (log, day)) STRICT
      """)
  }
}
