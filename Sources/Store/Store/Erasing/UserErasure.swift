import GRDB
import RecipeCoding
public import RecipeModel

/// What becomes of an erased user's recipes.
public enum ErasedRecipes: String, Sendable, CaseIterable {
  /// They stay, with an anonymous author.
  case kept
  /// They went too.
  case removed
}

/// An erasure as it is kept: whom it was of is known to who has their id, and to nobody else.
public struct StoredErasure: Sendable, Hashable {
  /// SHA-256 of the id they had.
  public var userDigest: Digest
  public var recipes: ErasedRecipes
  public var erasedAt: Instant

  public init(userDigest: Digest, recipes: ErasedRecipes, erasedAt: Instant) {
    self.userDigest = userDigest
    self.recipes = recipes
    self.erasedAt = erasedAt
  }

  /// By what the id of a user is known who was erased.
  public static func digest(of user: UserID) -> Digest { .sha256(Array(user.text.utf8)) }

  init(_ row: Row) throws(StoreFault) {
    userDigest = row.digest("user_digest")
    recipes = try row.state("recipes")
    erasedAt = row.instant("erased_at")
  }
}

/// What a user is from now on.
public struct Pseudonym: Sendable, Hashable {
  public var id: UserID
  public var username: String

  public init(id: UserID, username: String) {
    self.id = id
    self.username = username
  }
}

/// How much of a person was found and taken out.
public struct ErasureCounts: Sendable, Equatable {
  /// Rejected records that were emptied.
  public var quarantined = 0
  /// Texts in which the pseudonym stands now.
  public var texts = 0
  /// Recipe texts whose author credit was taken out.
  public var credits = 0
  /// Pictures whose notes named them, and were taken out.
  public var pictures = 0

  public init() {}
}

extension ReadTransaction {
  /// All erasures, for a restore that has to apply them.
  public func erasures() throws(StoreFault) -> [StoredErasure] {
    try rows("SELECT * FROM erasure") { try StoredErasure($0) }
  }

  /// The anonymous users who came to be at one moment and were erased at another.
  public func usersErased(
    at erasedAt: Instant, createdAt: Instant
  ) throws(StoreFault) -> [StoredUser] {
    try rows(
      "SELECT * FROM user WHERE erased_at = ? AND created_at = ? ORDER BY id LIMIT 2",
      [erasedAt.milliseconds, createdAt.milliseconds]
    ) { try StoredUser($0) }
  }

  /// A page of the users who are not erased, living or deleted, by key.
  public func usersNotErased(
    after key: UserKey, limit: Int
  ) throws(StoreFault) -> [StoredUser] {
    try rows(
      "SELECT * FROM user WHERE id > ? AND erased_at IS NULL ORDER BY id LIMIT ?",
      [key.value, limit]
    ) { try StoredUser($0) }
  }

  /// The recipes that a user created and that are not purged, living or deleted.
  public func recipesNotPurged(of user: UserKey) throws(StoreFault) -> [RecipeKey] {
    try rows(
      "SELECT id FROM recipe WHERE creator_id = ? AND purged_at IS NULL ORDER BY id",
      [user.value]
    ) { $0.key("id") }
  }
}

extension WriteTransaction {
  /// Takes a person out of every row: what they were known by is replaced or emptied (R23).
  ///
  /// Their memberships, recipes and views are left to the caller. What stays in free pages and in
  /// the write-ahead log goes with `RecipeStore.rewrite`, after the commit.
  public func erase(
    _ user: StoredUser, as pseudonym: Pseudonym, recipes: ErasedRecipes, at now: Instant
  ) throws -> ErasureCounts {
    let traces = PersonalTraces(
      email: user.email, id: user.id, username: user.username, pseudonym: pseudonym.username)
    try execute(
      """
      UPDATE user SET public_id = ?, email = '', email_folded = '', username = ?,
          username_folded = ?, tracks_views = 1, tracking_changed_at = NULL, notifications = 'all', updated_at = ?,
          deleted_at = ?, erased_at = ?, change = ? WHERE id = ?
      """,
      [
        pseudonym.id.text, pseudonym.username, FoldedName(pseudonym.username).text,
        now.milliseconds, (user.deletedAt ?? now).milliseconds, now.milliseconds, change,
        user.key.value,
      ])
    try execute("DELETE FROM feed_mark WHERE user_id = ?", [user.key.value])
    var counts = ErasureCounts()
    if user.id != pseudonym.id {
      counts = try removeTraces(traces, of: user, as: pseudonym)
    }
    try execute(
      """
      INSERT INTO erasure (user_digest, recipes, erased_at, change) VALUES (?, ?, ?, ?)
        ON CONFLICT (user_digest) DO NOTHING
      """,
      [
        StoredErasure.digest(of: user.id).bytes, recipes.rawValue, now.milliseconds, change,
      ])
    try followAnew()
    return counts
  }

  /// Takes a person out of all texts that stay; who bears the pseudonym already is in none.
  private func removeTraces(
    _ traces: PersonalTraces, of user: StoredUser, as pseudonym: Pseudonym
  ) throws -> ErasureCounts {
    var counts = ErasureCounts()
    let credits = try removeCredits(of: user)
    counts.credits = credits.count
    counts.quarantined = try emptyQuarantine(of: traces)
    counts.pictures = try removeNotes(naming: traces)
    try withAuditLogOpen { () throws in
      try replaceDigests(credits)
      try execute(
        """
        UPDATE audit_log SET entity_id = ?, change = ? WHERE entity_type = 'user' AND entity_id = ?
        """, [pseudonym.id.text, change, user.id.text])
      // Ids in the log lead from entry to entry, so the id is replaced by the new one.
      let ids = PersonalTraces(
        email: "", id: user.id, username: "", pseudonym: pseudonym.id.text)
      for place in ErasedPlace.all {
        if place.table == "audit_log" { counts.texts += try replace(ids, in: place) }
        counts.texts += try replace(traces, in: place)
      }
    }
    return counts
  }

  /// Names the texts that stand in place of others in the audit log, which leads to texts by their
  /// digests.
  private func replaceDigests(_ replaced: [Digest: Digest]) throws {
    guard !replaced.isEmpty else { return }
    var found: [(key: Int64, text: String)] = []
    try eachRow(
      """
      SELECT id, metadata, metadata ->> 'body' AS body, metadata ->> 'base' AS base FROM audit_log
       WHERE metadata LIKE '%"b%'
      """
    ) { row in
      var text: String = row["metadata"]
      for column in ["body", "base"] {
        guard let hex = row[column] as String?, let old = Digest(hex: hex),
          let new = replaced[old]
        else { continue }
        text = text.replacing(hex, with: new.hex)
      }
      if text != row["metadata"] { found.append((row["id"], text)) }
    }
    for (key, text) in found {
      try execute(
        "UPDATE audit_log SET metadata = ?, change = ? WHERE id = ?", [text, change, key])
    }
  }

  /// Lets the one change through that the log admits, and closes it again as it was.
  private func withAuditLogOpen(_ body: () throws -> Void) throws {
    let triggers = try rows(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit_log'"
    ) { (name: $0["name"] as String, sql: $0["sql"] as String) }
    for trigger in triggers { try database.execute(sql: "DROP TRIGGER \(trigger.name)") }
    try body()
    for trigger in triggers { try database.execute(sql: trigger.sql) }
  }

  private func replace(_ traces: PersonalTraces, in place: ErasedPlace) throws -> Int {
    let (table, column) = (place.table, place.column)
    let key = place.hasRowID ? "rowid" : column
    var found: [(key: String, text: String)] = []
    try eachRow("SELECT \(key), \(column) FROM \(table) WHERE \(column) <> ''") { row in
      if let text = traces.replaced(in: row[1], place.naming) { found.append((row[0], text)) }
    }
    let set = place.hasChange ? "\(column) = ?1, change = \(change)" : "\(column) = ?1"
    for (value, text) in found {
      try execute("UPDATE \(table) SET \(set) WHERE \(key) = ?2", [text, value])
    }
    return found.count
  }

  /// Empties the rejected records that name the person; what they were is not to be read again.
  private func emptyQuarantine(of traces: PersonalTraces) throws -> Int {
    var found: [Int64] = []
    try eachRow("SELECT id, raw, message FROM quarantine") { row in
      if traces.occur(in: row.bytes("raw")) || traces.occur(in: Array((row[2] as String).utf8)) {
        found.append(row[0])
      }
    }
    for id in found {
      try execute(
        "UPDATE quarantine SET raw = x'', message = '', state = 'discarded' WHERE id = ?", [id])
    }
    return found.count
  }
}
