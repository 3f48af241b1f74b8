import GRDB
import GRDBSQLite

/// Two bodies that say nearly the same.
public struct NearDuplicateBodies: Sendable, Equatable {
  public var later: BodyKey
  public var earlier: BodyKey
  /// In thousandths of full likeness.
  public var score: Int

  public init(later: BodyKey, earlier: BodyKey, score: Int) {
    self.later = later
    self.earlier = earlier
    self.score = score
  }
}

extension ReadTransaction {
  /// The highest number of a body that is signed; 0 for none.
  public func lastSignedBody() throws(StoreFault) -> BodyKey {
    BodyKey(try integer("SELECT max(body_id) FROM body_signature"))
  }

  /// How many bodies are signed.
  public func signatureCount() throws(StoreFault) -> Int {
    Int(try integer("SELECT count(*) FROM body_signature"))
  }

  /// Walks all signatures in the order of the bodies; the bytes are valid inside the closure only.
  public func eachSignature(
    _ visit: (BodyKey, UnsafeBufferPointer<UInt8>) -> Void
  ) throws(StoreFault) {
    try StoreFault.mapping {
      let sql = "SELECT body_id, signature FROM body_signature ORDER BY body_id"
      let statement = try cachedStatement(sql).sqliteStatement
      defer { sqlite3_reset(statement) }
      var code = sqlite3_step(statement)
      while code == SQLITE_ROW {
        let bytes = UnsafeRawBufferPointer(
          start: sqlite3_column_blob(statement, 1), count: Int(sqlite3_column_bytes(statement, 1)))
        visit(
          BodyKey(sqlite3_column_int64(statement, 0)), bytes.assumingMemoryBound(to: UInt8.self))
        code = sqlite3_step(statement)
      }
      guard code == SQLITE_DONE else {
        throw DatabaseError(
          resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage)
      }
    }
  }
}

extension WriteTransaction {
  public func storeSignature(_ signature: [UInt8], of body: BodyKey) throws(StoreFault) {
    try prepared("INSERT INTO body_signature (body_id, signature) VALUES (?, ?)")
      .bind(body.value).bind(blob: signature).run()
  }

  public func insert(_ pair: NearDuplicateBodies) throws(StoreFault) {
    try prepared(
      "INSERT INTO near_duplicate (later_body_id, earlier_body_id, score) VALUES (?, ?, ?)"
    ).bind(pair.later.value).bind(pair.earlier.value).bind(pair.score).run()
  }

  /// Takes a body out of the index of near-duplicates.
  func removeSignature(of body: BodyKey) throws(StoreFault) {
    try execute("DELETE FROM near_duplicate WHERE later_body_id = ?", [body.value])
    try execute("DELETE FROM near_duplicate WHERE earlier_body_id = ?", [body.value])
    try execute("DELETE FROM body_signature WHERE body_id = ?", [body.value])
  }

  /// Empties the index of near-duplicates.
  public func removeSignatures() throws(StoreFault) {
    try execute("DELETE FROM near_duplicate")
    try execute("DELETE FROM body_signature")
    try moveWatermark(of: .duplicates, to: 0)
  }
}
