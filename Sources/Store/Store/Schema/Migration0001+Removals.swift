extension Migration {
  /// When rows last went for good, table by table: a snapshot of what changed since another one
  /// sees every row that is there, and none that is gone.
  ///
  /// The number is that of the next change, whether or not the transaction counts as one: a row
  /// that went after a snapshot bears a higher one than the snapshot.
  static let removalTables =
    """
    CREATE TABLE removal (
      table_name TEXT PRIMARY KEY,
      change INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    """ + followedTables.map(removalTrigger).joined()

  /// The tables of which it is known what changed in them; `SnapshotTable.isFollowed` says the same.
  private static let followedTables = [
    "user", "deletion", "community", "target", "membership",
    "tag", "image", "recipe_body", "recipe", "recipe_source", "recipe_image",
    "recipe_revision", "proposal", "takedown", "activity", "audit_log", "view_segment",
  ]

  private static func removalTrigger(_ table: String) -> String {
    """
    CREATE TRIGGER \(table)_is_removed AFTER DELETE ON \(table)
      WHEN NOT EXISTS (SELECT 1 FROM removal WHERE table_name = '\(table)'
        AND change = (SELECT change + 1 FROM installation))
    BEGIN
      INSERT INTO removal (table_name, change)
        VALUES ('\(table)', (SELECT coalesce(max(change), 0) + 1 FROM installation))
        ON CONFLICT (table_name) DO UPDATE SET change = excluded.change;
    END;

    """
  }
}
