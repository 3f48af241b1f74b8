extension Migration {
  /// What restores brought in under ids of their own.
  static let restoringTables = """
    -- What came in beside something that has its id here: old_id is the id in the snapshot, of the
    -- installation that it was taken of. A version says what the same recipe said once; anything
    -- else had the same id by chance, and what names the old id in such a snapshot means it.
    CREATE TABLE restored_id (
      kind TEXT NOT NULL CHECK (
        kind = 'recipe' OR kind = 'recipe_image' OR kind = 'proposal' OR kind = 'recipe_revision'
        OR kind = 'activity'),
      new_id TEXT NOT NULL,
      installation_id TEXT NOT NULL,
      old_id TEXT NOT NULL,
      is_version INTEGER NOT NULL CHECK (is_version IN (0, 1)),
      run_id INTEGER NOT NULL REFERENCES run (id),
      PRIMARY KEY (kind, new_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ix_restored_id_old ON restored_id (installation_id, kind, old_id);
    CREATE INDEX ix_restored_id_run ON restored_id (run_id);

    """
}
