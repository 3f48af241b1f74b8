extension Migration {
  /// What it takes to do an import again, and to take it back.
  static let undoTables = """
    -- Who asked for an import, into what (community null is the importer's own catalogue), and how.
    CREATE TABLE import_request (
      run_id INTEGER PRIMARY KEY REFERENCES run (id),
      importer_id INTEGER NOT NULL REFERENCES user (id),
      community_id INTEGER REFERENCES community (id),
      settings TEXT NOT NULL
    ) STRICT;
    CREATE INDEX ix_import_request_importer ON import_request (importer_id);
    CREATE INDEX ix_import_request_community ON import_request (community_id)
      WHERE community_id IS NOT NULL;

    -- The numbers that the transactions of an import had: what carries another was touched since.
    CREATE TABLE run_change (
      run_id INTEGER NOT NULL REFERENCES run (id),
      change INTEGER NOT NULL,
      PRIMARY KEY (run_id, change)
    ) STRICT, WITHOUT ROWID;
    -- Recipes that are again as an import left them, because a later one was taken back.
    CREATE TABLE run_recipe_change (
      run_id INTEGER NOT NULL REFERENCES run (id),
      recipe_id INTEGER NOT NULL REFERENCES recipe (id),
      change INTEGER NOT NULL,
      PRIMARY KEY (run_id, recipe_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ix_run_recipe_change_recipe ON run_recipe_change (recipe_id);

    -- What a recipe and its source were before an import changed them. A take-over changed only
    -- what is known of the source.
    CREATE TABLE import_update (
      run_id INTEGER NOT NULL REFERENCES run (id),
      recipe_id INTEGER NOT NULL REFERENCES recipe (id),
      kind TEXT NOT NULL CHECK (kind IN ('update', 'take_over')),
      body_id INTEGER NOT NULL REFERENCES recipe_body (id),
      image_url TEXT,
      updated_at INTEGER NOT NULL,
      is_root INTEGER NOT NULL CHECK (is_root IN (0, 1)),
      change INTEGER NOT NULL,
      source_run_id INTEGER NOT NULL REFERENCES run (id),
      record_digest BLOB NOT NULL,
      format TEXT NOT NULL,
      reader_version INTEGER NOT NULL,
      source_body_id INTEGER NOT NULL REFERENCES recipe_body (id),
      archive TEXT NOT NULL,
      member TEXT NOT NULL,
      extras TEXT,
      PRIMARY KEY (run_id, recipe_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ix_import_update_recipe ON import_update (recipe_id);
    CREATE INDEX ix_import_update_body ON import_update (body_id);
    CREATE INDEX ix_import_update_source_run ON import_update (source_run_id, recipe_id);
    CREATE INDEX ix_import_update_source_body ON import_update (source_body_id);
    CREATE TABLE import_update_tag (
      run_id INTEGER NOT NULL REFERENCES run (id),
      recipe_id INTEGER NOT NULL REFERENCES recipe (id),
      tag_id INTEGER NOT NULL REFERENCES tag (id),
      PRIMARY KEY (run_id, recipe_id, tag_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ix_import_update_tag_recipe ON import_update_tag (recipe_id);
    CREATE INDEX ix_import_update_tag_tag ON import_update_tag (tag_id);
    CREATE TABLE import_update_image (
      run_id INTEGER NOT NULL REFERENCES run (id),
      recipe_id INTEGER NOT NULL REFERENCES recipe (id),
      public_id TEXT NOT NULL,
      position INTEGER NOT NULL,
      image_id INTEGER REFERENCES image (id),
      url TEXT,
      uploaded_at INTEGER NOT NULL,
      deleted_at INTEGER,
      PRIMARY KEY (run_id, recipe_id, public_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ix_import_update_image_recipe ON import_update_image (recipe_id);
    CREATE INDEX ix_import_update_image_image ON import_update_image (image_id)
      WHERE image_id IS NOT NULL;

    -- What an import proposed.
    CREATE TABLE import_proposal (
      run_id INTEGER NOT NULL REFERENCES run (id),
      proposal_id INTEGER NOT NULL REFERENCES proposal (id),
      PRIMARY KEY (run_id, proposal_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ix_import_proposal_proposal ON import_proposal (proposal_id);

    -- How much of an import was taken back by a run, in all its attempts.
    CREATE TABLE run_undo (
      run_id INTEGER PRIMARY KEY REFERENCES run (id),
      undone_run_id INTEGER NOT NULL REFERENCES run (id),
      recipes INTEGER NOT NULL DEFAULT 0,
      nodes INTEGER NOT NULL DEFAULT 0,
      updates INTEGER NOT NULL DEFAULT 0,
      proposals INTEGER NOT NULL DEFAULT 0,
      quarantined INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX ix_run_undo_undone ON run_undo (undone_run_id);

    """
}
