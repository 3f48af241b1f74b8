import ArchiveRecords

// A store that is made of a part of another one again and again has the same rows under the same
// numbers each time when they keep those that they have there: what follows from the rows, such as the
// shards of a snapshot, then differs only where they do.

extension ArchiveIntake {
  /// Has all that is staged take the numbers that it has in another store.
  ///
  /// Asked for once, after everything is staged and before it is settled, in a store that holds no
  /// such rows yet.
  ///
  /// - Parameter other: The store that the records were read from, in the transaction that read them.
  /// - Throws: A fault of one of the stores.
  public func keepKeys(of other: ReadTransaction) throws {
    keepsKeys = true
    try transaction.execute(
      """
      CREATE TEMP TABLE intake_key (
        table_name TEXT NOT NULL, id TEXT NOT NULL, key INTEGER NOT NULL,
        PRIMARY KEY (table_name, id)) WITHOUT ROWID
      """)
    let named: [ArchiveEntity] = [
      .user, .community, .membership, .target, .tag, .recipe, .recipeImage, .proposal,
      .recipeRevision, .activity, .auditLog,
    ]
    for entity in named {
      try keepKeys(
        of: entity.table, named: "SELECT DISTINCT id FROM temp.\(entity.intakeTable)",
        by: "SELECT id FROM \(entity.table) WHERE public_id = ?", in: other)
    }
    try keepKeys(
      of: "deletion", named: "SELECT DISTINCT id FROM temp.intake_deletion",
      by: "SELECT key FROM temp.deletion_name WHERE id = ?", in: other)
    try keepKeys(
      of: "recipe_body", named: "SELECT hex(digest), digest FROM temp.intake_body",
      by: "SELECT id FROM recipe_body WHERE digest = ?", in: other, isDigest: true)
    try keepKeys(
      of: "image",
      named: """
        SELECT DISTINCT hex(digest), digest FROM temp.intake_recipe_image WHERE digest IS NOT NULL
        """,
      by: "SELECT id FROM image WHERE digest = ?", in: other, isDigest: true)
  }

  /// Names are texts; a digest is looked up by its bytes, which follow its text.
  private func keepKeys(
    of table: String, named ids: String, by query: String, in other: ReadTransaction,
    isDigest: Bool = false
  ) throws {
    let insert = try transaction.prepared("INSERT INTO temp.intake_key VALUES (?, ?, ?)")
    let lookup = try other.prepared(query)
    try transaction.eachRow(ids) { row in
      let id: String = row[0]
      let asked = isDigest ? lookup.bind(blob: row.bytes("digest")) : lookup.bind(id)
      guard let key = try asked.integer() else { return }
      try insert.bind(table).bind(id).bind(key).run()
    }
  }

  /// The number that a staged record is to have, as an expression: null is the next one.
  func keptKey(of table: String, named id: String) -> String {
    guard keepsKeys else { return "NULL" }
    return "(SELECT k.key FROM temp.intake_key k WHERE k.table_name = '\(table)' AND k.id = \(id))"
  }
}
