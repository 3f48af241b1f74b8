import GRDB
public import RecipeModel

extension ReadTransaction {
  /// What the store is now.
  public func snapshotState() throws(StoreFault) -> SnapshotState {
    let state = try row(
      """
      SELECT public_id, change, (SELECT user_version FROM pragma_user_version) AS version,
          (SELECT coalesce(max(id), 0) FROM recipe_body) AS last_body,
          (SELECT coalesce(max(id), 0) FROM image) AS last_image
        FROM installation
      """
    ) { row in
      SnapshotState(
        installationID: row["public_id"], schemaVersion: row["version"], change: row["change"],
        lastRun: nil, lastBody: row["last_body"], lastImage: row["last_image"])
    }
    guard var state else { throw StoreFault(.inconsistent("it has no installation")) }
    state.lastRun = try row("SELECT public_id FROM run ORDER BY id DESC LIMIT 1") { RunID($0[0]) }
    return state
  }

  /// Whether the store has gone on from an earlier state: it is the same installation, with the
  /// same schema, and has not been put back meanwhile.
  public func follows(_ earlier: SnapshotState) throws(StoreFault) -> Bool {
    let now = try snapshotState()
    guard now.installationID == earlier.installationID,
      now.schemaVersion == earlier.schemaVersion, now.change >= earlier.change
    else { return false }
    guard let run = earlier.lastRun else { return false }
    return try integer("SELECT EXISTS (SELECT 1 FROM run WHERE public_id = ?)", [run.text]) != 0
  }

  /// Whether what changed in a table since an earlier state is all there is to know: none of its
  /// rows is gone, and not a third of them has changed.
  public func canFollow(
    _ table: SnapshotTable, since earlier: SnapshotState
  ) throws(StoreFault) -> Bool {
    // Which tags a recipe had is asked of the recipe.
    let source = table.following == .recipe ? SnapshotTable.recipe : table
    guard source.isFollowed else { return false }
    let isRemoved = try integer(
      "SELECT EXISTS (SELECT 1 FROM removal WHERE table_name = ? AND change > ?)",
      [source.rawValue, earlier.change])
    guard isRemoved == 0 else { return false }
    guard source == .recipe else { return true }
    let (changed, all) = (
      try integer("SELECT count(*) FROM recipe WHERE change > ?", [earlier.change]),
      try integer("SELECT count(*) FROM recipe")
    )
    return changed * 3 <= all
  }

  /// How many rows of a table a snapshot holds.
  public func snapshotRows(of table: SnapshotTable) throws(StoreFault) -> Int {
    Int(try integer("SELECT count(*) FROM \(table.rawValue) WHERE \(table.condition)"))
  }

  /// Hands over the rows of a table in blocks, in the order of their keys; memory holds one block.
  ///
  /// Of all rows, those of a range of keys make a block, so that one row more or less changes one
  /// block and leaves the others as they are.
  public func eachSnapshotBlock(
    of table: SnapshotTable, _ rows: SnapshotRows, _ body: (SnapshotBlock) throws -> Void
  ) throws {
    try withoutActuallyEscaping(body) { body in
      let columns = try SnapshotColumns(of: table.rawValue, in: self)
      var cutter = SnapshotCutter(table, columns, isWhole: rows == .all, body)
      if let gathered = table.gathered {
        try eachRow(gatheringQuery(of: table, gathered, rows)) { row in
          try cutter.gather(row.isNull("value") ? nil : row["value"], of: row["recipe"])
        }
      } else {
        try eachRow(query(of: table, columns, rows)) { row in try cutter.take(row.statement) }
      }
      try cutter.finish()
    }
  }

  /// Hands over the stored pictures by key, with the sizes of their files.
  public func eachSnapshotImage(
    _ body: (_ key: Int64, _ digest: Digest, _ bytes: Int) throws -> Void
  ) throws {
    try eachRow("SELECT id, digest, byte_size FROM image ORDER BY id") { row in
      try body(row["id"], row.digest("digest"), row["byte_size"])
    }
  }

  private func query(
    of table: SnapshotTable, _ columns: SnapshotColumns, _ rows: SnapshotRows
  ) -> String {
    let names = columns.columns.map(\.name).joined(separator: ", ")
    let order = columns.key.isEmpty ? names : columns.key.joined(separator: ", ")
    var condition = table.condition
    if case .changed(let earlier) = rows {
      switch table.following {
      case .change: condition = "change > \(earlier.change)"
      case .growth:
        condition = "id > \(table == .image ? earlier.lastImage : earlier.lastBody)"
      case .recipe, .none: break
      }
    }
    return "SELECT \(names) FROM \(table.rawValue) WHERE \(condition) ORDER BY \(order)"
  }

  private func gatheringQuery(
    of table: SnapshotTable, _ gathered: String, _ rows: SnapshotRows
  ) -> String {
    let name = table.rawValue
    guard case .changed(let earlier) = rows else {
      return """
        SELECT recipe_id AS recipe, \(gathered) AS value FROM \(name)
         ORDER BY recipe_id, \(gathered)
        """
    }
    return """
      SELECT r.id AS recipe, g.\(gathered) AS value
        FROM recipe r LEFT JOIN \(name) g ON g.recipe_id = r.id
       WHERE r.change > \(earlier.change) ORDER BY r.id, g.\(gathered)
      """
  }
}
