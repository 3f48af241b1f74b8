import GRDBSQLite
import RecipeCoding
public import RecipeModel

/// Who a user id in a view log stands for.
public enum LoggedViewer: Sendable, Equatable {
  case user(UserKey)
  /// A user who switched view tracking before: there was a time when their events were kept without
  /// them.
  case changed(UserKey)
  /// Somebody whose events are kept without them: view tracking switched off (R24), or deleted.
  /// Events from before may be stored with the key; nil for somebody erased (R23).
  case untracked(UserKey?)
}

/// Whom a username or an e-mail address in a log stands for, as time goes by.
public struct NamedViewers: Sendable {
  /// Who has the name now.
  var living: LoggedViewer?
  /// Who had it and was deleted, the first first.
  var deleted: [(key: UserKey, at: Instant)] = []

  /// Whom the name meant at a moment; nil when nobody has or had it.
  ///
  /// A name that was taken over means whoever had it until they were deleted.
  public func viewer(at moment: Instant) -> LoggedViewer? {
    if let holder = deleted.first(where: { moment < $0.at }) { return .untracked(holder.key) }
    return living ?? deleted.last.map { .untracked($0.key) }
  }
}

// What loading a view log asks: the keys of its ids, and room for a log that is longer than a
// batch. That room is a temporary table, so it takes no memory and is gone with the process.
extension WriteTransaction {
  /// The recipe with a public id, living or deleted; nil when there is none.
  public func recipeKey(publicID: [UInt8]) throws(StoreFault) -> RecipeKey? {
    try prepared("SELECT id FROM recipe WHERE public_id = ?").bind(utf8: publicID).integer()
      .map { RecipeKey($0) }
  }

  /// Who a user's public id stands for in a log; nil when there is and was no such user.
  public func viewer(publicID: [UInt8]) throws(StoreFault) -> LoggedViewer? {
    let viewer = try prepared(
      "SELECT id, \(Self.standing) FROM user WHERE public_id = ?"
    ).bind(utf8: publicID).first { Self.viewer($0, from: 0) }
    if let viewer { return viewer }
    // Who was erased is known by nothing but a digest of the id they had.
    let isErased =
      try prepared("SELECT 1 FROM erasure WHERE user_digest = ?")
      .bind(blob: Digest.sha256(publicID).bytes).integer() != nil
    return isErased ? .untracked(nil) : nil
  }

  /// 0 for a user who is tracked, 1 for one who was not once, 2 for one who is not.
  private static let standing = """
    CASE WHEN NOT tracks_views OR deleted_at IS NOT NULL THEN 2
      WHEN tracking_changed_at IS NOT NULL THEN 1 ELSE 0 END
    """

  private static func viewer(_ row: OpaquePointer, from column: Int32) -> LoggedViewer {
    let key = UserKey(sqlite3_column_int64(row, column))
    switch sqlite3_column_int(row, column + 1) {
    case 0: return .user(key)
    case 1: return .changed(key)
    default: return .untracked(key)
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
    try eachID("SELECT public_id, id, \(Self.standing) FROM user NOT INDEXED") { id, row in
      body(id, Self.viewer(row, from: 1))
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

  /// Whom a username stands for in a log, or an e-mail address where nobody has it as a username.
  public func viewers(named name: FoldedName) throws(StoreFault) -> NamedViewers {
    var viewers = NamedViewers()
    for column in ["username_folded", "email_folded"] where viewers.living == nil {
      viewers.living = try prepared(
        "SELECT id, \(Self.standing) FROM user WHERE \(column) = ? AND deleted_at IS NULL"
      ).bind(name.text).first { Self.viewer($0, from: 0) }
    }
    viewers.deleted = try rows(
      """
      SELECT id, deleted_at FROM user
       WHERE username_folded = ?1 AND deleted_at IS NOT NULL AND erased_at IS NULL
       UNION SELECT id, deleted_at FROM user
       WHERE email_folded = ?1 AND deleted_at IS NOT NULL AND erased_at IS NULL
       ORDER BY deleted_at, id
      """, [name.text]
    ) { (UserKey($0[0] as Int64), Instant(milliseconds: $0[1])) }
    return viewers
  }

  /// Where the lines start that a run put in quarantine of a member of an archive.
  public func quarantinedOffsets(
    by run: RunKey, archive: String, member: String
  ) throws(StoreFault) -> Set<Int64> {
    Set(
      try rows(
        """
        SELECT byte_offset FROM quarantine
         WHERE (run_id = ?1 OR first_run_id = ?1) AND archive = ?2 AND member = ?3
           AND byte_offset IS NOT NULL
        """, [run.value, archive, member]
      ) { $0[0] as Int64 })
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
