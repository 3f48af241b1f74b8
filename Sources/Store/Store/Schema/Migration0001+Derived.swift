extension Migration {
  /// The full-text index of the bodies; a draft of it has the same tables in a file of its own.
  static let textIndex = """
    CREATE VIRTUAL TABLE recipe_text USING fts5 (
      title, ingredients, steps, content = '', tokenize = 'unicode61 remove_diacritics 2');
    -- What one transaction stores is gathered in memory and written as one part; parts are merged
    -- when there are sixteen of one size.
    INSERT INTO recipe_text (recipe_text, rank) VALUES ('hashsize', 33554432);
    INSERT INTO recipe_text (recipe_text, rank) VALUES ('automerge', 16);
    """

  /// Indexes and rollups: rebuilt from the other tables, and equal to a rebuild once caught up.
  static let derivedTables = """
    -- How far each index has followed the change counter or the body numbers.
    CREATE TABLE index_state (
      name TEXT PRIMARY KEY CHECK (name IN ('text', 'duplicates', 'lineage', 'tags')),
      watermark INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    \(textIndex)
    -- By what near-duplicates of a body are looked for; the bytes are those of DishSigner.
    CREATE TABLE body_signature (
      body_id INTEGER PRIMARY KEY REFERENCES recipe_body (id),
      signature BLOB NOT NULL CHECK (length(signature) = 128)
    ) STRICT;

    -- Bodies that say nearly the same, whoever has them; in thousandths of full likeness.
    CREATE TABLE near_duplicate (
      later_body_id INTEGER NOT NULL REFERENCES recipe_body (id),
      earlier_body_id INTEGER NOT NULL REFERENCES recipe_body (id),
      score INTEGER NOT NULL CHECK (score BETWEEN 1 AND 1000),
      PRIMARY KEY (later_body_id, earlier_body_id),
      CHECK (earlier_body_id < later_body_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ix_near_duplicate_earlier ON near_duplicate (earlier_body_id);

    CREATE TABLE lineage (
      recipe_id INTEGER PRIMARY KEY REFERENCES recipe (id),
      root_id INTEGER NOT NULL REFERENCES recipe (id),
      depth INTEGER NOT NULL CHECK (depth >= 0),
      pre INTEGER NOT NULL,
      post INTEGER NOT NULL
    ) STRICT;
    -- Holds all of a row, so that a tree is listed from it alone.
    CREATE INDEX ix_lineage_tree ON lineage (root_id, pre, depth, post);

    CREATE TABLE tag_count (
      community_id INTEGER NOT NULL REFERENCES community (id),
      tag_id INTEGER NOT NULL REFERENCES tag (id),
      recipes INTEGER NOT NULL CHECK (recipes > 0),
      PRIMARY KEY (community_id, tag_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ix_tag_count_tag ON tag_count (tag_id);

    -- Days whose rollups no longer say what the raw events say.
    CREATE TABLE rollup_dirty (
      day INTEGER PRIMARY KEY
    ) STRICT;

    -- By which rules the rollups were counted, when last, and what the points of targets know of:
    -- the last change of the store, the last recipe, and how much of imports was taken back.
    CREATE TABLE rollup_state (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      rules TEXT NOT NULL,
      counted_at INTEGER NOT NULL,
      known_change INTEGER NOT NULL,
      known_recipe INTEGER NOT NULL,
      known_undone INTEGER NOT NULL
    ) STRICT;

    -- In which time zones the days of a community are counted, or (community_id null) those of all
    -- catalogues: in its own, and in that of the installation.
    CREATE TABLE rollup_calendar (
      id INTEGER PRIMARY KEY,
      community_id INTEGER REFERENCES community (id),
      time_zone TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX ux_rollup_calendar
      ON rollup_calendar (coalesce(community_id, 0), time_zone);
    CREATE INDEX ix_rollup_calendar_community ON rollup_calendar (community_id)
      WHERE community_id IS NOT NULL;

    -- What was counted of a community's recipes on one local day; the bytes are those of
    -- CountedDay, and the numbers beside them are their sums.
    CREATE TABLE rollup_day (
      calendar_id INTEGER NOT NULL REFERENCES rollup_calendar (id),
      day INTEGER NOT NULL,
      recipes INTEGER NOT NULL CHECK (recipes > 0),
      views INTEGER NOT NULL,
      anonymous INTEGER NOT NULL,
      repeats INTEGER NOT NULL,
      robots INTEGER NOT NULL,
      payload BLOB NOT NULL,
      PRIMARY KEY (calendar_id, day)
    ) STRICT;
    CREATE INDEX ix_rollup_day_day ON rollup_day (day, calendar_id);

    -- How much each of a calendar's recipes was viewed of late; the bytes are those of TrendScores,
    -- as of the block of days that the last view lies in.
    CREATE TABLE rollup_trend (
      calendar_id INTEGER PRIMARY KEY REFERENCES rollup_calendar (id),
      block INTEGER NOT NULL,
      payload BLOB NOT NULL
    ) STRICT;

    -- What the last rollup counted for a target in the period that begins on a day.
    CREATE TABLE target_point (
      target_id INTEGER NOT NULL REFERENCES target (id),
      day INTEGER NOT NULL,
      value INTEGER NOT NULL CHECK (value >= 0),
      -- The standard error in millionths of the value; 0 for what is exact.
      error_millionths INTEGER NOT NULL CHECK (error_millionths >= 0),
      PRIMARY KEY (target_id, day)
    ) STRICT, WITHOUT ROWID;

    """
}
