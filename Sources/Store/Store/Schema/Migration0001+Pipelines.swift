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
      -- How many of the inputs that its patterns found were done before; null without a pattern.
      known_inputs INTEGER,
      PRIMARY KEY (run_id, position)
    ) STRICT, WITHOUT ROWID;

    -- What a stage whose inputs are found by patterns reads in such a run, in order: what was found
    -- when the run was begun, whatever comes later.
    CREATE TABLE run_input (
      run_id INTEGER NOT NULL REFERENCES run (id),
      stage INTEGER NOT NULL,
      place INTEGER NOT NULL,
      path TEXT NOT NULL,
      -- Whether a pattern found it; others are read in each run.
      is_found INTEGER NOT NULL CHECK (is_found IN (0, 1)),
      PRIMARY KEY (run_id, stage, place)
    ) STRICT, WITHOUT ROWID;

    -- What a stage of a pipeline found by a pattern and has done, so that it is not read again: look
    -- is the SHA-256 of its names, sizes and times, content that of its bytes, settings that of what
    -- the stage did with it.
    CREATE TABLE known_input (
      id INTEGER PRIMARY KEY,
      pipeline TEXT NOT NULL,
      stage TEXT NOT NULL,
      path TEXT NOT NULL,
      settings BLOB NOT NULL CHECK (length(settings) = 32),
      look BLOB NOT NULL CHECK (length(look) = 32),
      content BLOB NOT NULL CHECK (length(content) = 32)
    ) STRICT;
    -- Not unique: of two paths an erasure can make one.
    CREATE INDEX ix_known_input ON known_input (pipeline, stage, path);

    """
}
