extension Migration {
  /// Runs with their accounts and quarantine, and the raw views.
  static let runTables = """
    -- One run of a command or pipeline. A retry goes on with the row, its reference time and its
    -- checkpoint: fingerprint tells that it is the same work.
    CREATE TABLE run (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL CHECK (kind IN (
        'pipeline', 'setup', 'import', 'archive', 'views', 'lineage', 'tags', 'duplicates', 'rollup',
        'report', 'backup', 'verify', 'drill', 'prune', 'rewrite', 'restore', 'purge', 'undo')),
      fingerprint BLOB NOT NULL,
      label TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN (
        'running', 'succeeded', 'failed', 'interrupted', 'undone')),
      reference_at INTEGER NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 1,
      started_at INTEGER NOT NULL,
      finished_at INTEGER,
      failure TEXT,
      parent_id INTEGER REFERENCES run (id),
      exit_code INTEGER,
      result TEXT,
      -- Of a run about backups, the repository that they lie in.
      repository_id TEXT,
      -- The id of the one community that a run about backups is of; of all of it where there is none.
      scope TEXT
    ) STRICT;
    CREATE INDEX ix_run_fingerprint ON run (fingerprint, state);
    CREATE INDEX ix_run_running ON run (state) WHERE state = 'running';
    CREATE INDEX ix_run_parent ON run (parent_id) WHERE parent_id IS NOT NULL;

    -- How far a run's input is stored; moves in the transaction that stores a batch.
    CREATE TABLE run_checkpoint (
      run_id INTEGER PRIMARY KEY REFERENCES run (id),
      archive INTEGER NOT NULL,
      member INTEGER NOT NULL,
      record INTEGER NOT NULL
    ) STRICT;

    -- Pictures that records of a run name and another member of the same archive holds; taken in a
    -- second pass, then removed.
    CREATE TABLE image_request (
      run_id INTEGER NOT NULL REFERENCES run (id),
      archive INTEGER NOT NULL,
      recipe_id INTEGER NOT NULL REFERENCES recipe (id),
      position INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('named', 'expected', 'possible')),
      container TEXT NOT NULL,
      folder TEXT NOT NULL,
      name TEXT NOT NULL,
      PRIMARY KEY (run_id, archive, recipe_id, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ix_image_request_recipe ON image_request (recipe_id);

    -- Recipes of a run whose records are based on recipes that were not there yet, with the public
    -- ids that those would have; settled at the end of the run, then removed.
    CREATE TABLE origin_request (
      run_id INTEGER NOT NULL REFERENCES run (id),
      recipe_id INTEGER NOT NULL REFERENCES recipe (id),
      origin_by_id TEXT NOT NULL,
      origin_by_address TEXT NOT NULL,
      PRIMARY KEY (run_id, recipe_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ix_origin_request_recipe ON origin_request (recipe_id);

    -- What became of the records, by archive and member.
    CREATE TABLE run_account (
      run_id INTEGER NOT NULL REFERENCES run (id),
      archive TEXT NOT NULL,
      member TEXT NOT NULL,
      format TEXT NOT NULL,
      read INTEGER NOT NULL,
      inserted INTEGER NOT NULL,
      updated INTEGER NOT NULL,
      proposed INTEGER NOT NULL,
      unchanged INTEGER NOT NULL,
      skipped INTEGER NOT NULL,
      quarantined INTEGER NOT NULL,
      PRIMARY KEY (run_id, archive, member),
      CHECK (read = inserted + updated + proposed + unchanged + skipped + quarantined)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE run_warning (
      run_id INTEGER NOT NULL REFERENCES run (id),
      code TEXT NOT NULL,
      field TEXT NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (run_id, code, field)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE quarantine (
      id INTEGER PRIMARY KEY,
      fingerprint BLOB NOT NULL UNIQUE,
      -- The last run that met it, and the first.
      run_id INTEGER NOT NULL REFERENCES run (id),
      first_run_id INTEGER NOT NULL REFERENCES run (id),
      -- The public id of the community or of the catalogue's owner that it was to go into; empty
      -- where that is not known.
      target TEXT NOT NULL DEFAULT '',
      -- The run that read all of its archive and did not meet it again.
      replayed_by_id INTEGER REFERENCES run (id),
      -- Whether that run took what somebody mended in its place, and not its archive was mended.
      is_mended INTEGER NOT NULL DEFAULT 0 CHECK (is_mended IN (0, 1)),
      state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'replayed', 'discarded')),
      archive TEXT NOT NULL,
      member TEXT NOT NULL,
      line INTEGER,
      byte_offset INTEGER,
      pointer TEXT,
      code TEXT NOT NULL,
      message TEXT NOT NULL,
      raw BLOB NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX ix_quarantine_run ON quarantine (run_id);
    CREATE INDEX ix_quarantine_target ON quarantine (target, archive) WHERE state = 'pending';
    CREATE INDEX ix_quarantine_replayed_by ON quarantine (replayed_by_id)
      WHERE replayed_by_id IS NOT NULL;
    CREATE INDEX ix_quarantine_first_run ON quarantine (first_run_id);
    CREATE INDEX ix_quarantine_state ON quarantine (state, id);
    CREATE INDEX ix_quarantine_replayed ON quarantine (archive, member) WHERE state = 'replayed';

    -- The raw views of one UTC day, packed and sorted by recipe.
    CREATE TABLE view_segment (
      day INTEGER PRIMARY KEY,
      events INTEGER NOT NULL CHECK (events > 0),
      payload BLOB NOT NULL,
      change INTEGER NOT NULL
    ) STRICT;

    """
}
