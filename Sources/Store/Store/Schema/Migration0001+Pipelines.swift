extension Migration {
  /// What runs of pipelines were of, and what became of their stages.
  static let pipelineTables = """
    -- What a run of a pipeline was of: the SHA-256 of its file's bytes, and of its settings with
    -- variables filled in. A run of some of the stages of the file is not whole.
    CREATE TABLE pipeline_run (
      run_id INTEGER PRIMARY KEY REFERENCES run (id),
      pipeline TEXT NOT NULL,
      file_digest BLOB NOT NULL CHECK (length(file_digest) = 32),
      settings_digest BLOB NOT NULL CHECK (length(settings_digest) = 32),
      is_whole INTEGER NOT NULL CHECK (is_whole IN (0, 1))
    ) STRICT;
    CREATE INDEX ix_pipeline_run_pipeline ON pipeline_run (pipeline, run_id);

    -- The stages of such a run, in the order of its plan. own_run is the public id of the run that
    -- a stage began first, which a backup may not hold; took is in milliseconds.
    CREATE TABLE run_stage (
      run_id INTEGER NOT NULL REFERENCES run (id),
      position INTEGER NOT NULL CHECK (position >= 1),
      name TEXT NOT NULL,
      kind TEXT NOT NULL,
      settings_digest BLOB NOT NULL CHECK (length(settings_digest) = 32),
      state TEXT NOT NULL DEFAULT 'waiting' CHECK (
        state = 'waiting' OR state = 'running' OR state = 'succeeded' OR state = 'failed'
        OR state = 'interrupted' OR state = 'left_out'),
      attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
      began_at INTEGER,
      took INTEGER,
      own_run TEXT,
      exit_code INTEGER,
      failure TEXT,
      artefact TEXT,
      result TEXT,
      PRIMARY KEY (run_id, position)
    ) STRICT, WITHOUT ROWID;

    """
}
