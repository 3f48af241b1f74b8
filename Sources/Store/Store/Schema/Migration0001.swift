extension Migration {
  /// The first schema: the domain, provenance, runs, indexes and rollups.
  static let initial = Migration(
    number: 1, name: "initial",
    sql: domainTables + runTables + pipelineTables + undoTables + derivedTables + removalTables
      + restoringTables + scheduleTables)

  /// People, communities, recipes, what happens to them, and who changed what.
  ///
  /// Sets of three values and more are written as alternatives: for `IN` SQLite fills a temporary
  /// table with the whole set whenever a row is stored.
  private static let domainTables = """
    -- The installation itself; `change` is the store-wide change counter.
    CREATE TABLE installation (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      public_id TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      change INTEGER NOT NULL DEFAULT 0,
      retention_days INTEGER NOT NULL DEFAULT 30 CHECK (retention_days >= 0),
      view_window_minutes INTEGER NOT NULL DEFAULT 30
        CHECK (view_window_minutes BETWEEN 0 AND 1440),
      time_zone TEXT NOT NULL DEFAULT 'UTC'
    ) STRICT;

    CREATE TABLE user (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      email TEXT NOT NULL,
      email_folded TEXT NOT NULL,
      username TEXT NOT NULL,
      username_folded TEXT NOT NULL,
      tracks_views INTEGER NOT NULL DEFAULT 1 CHECK (tracks_views IN (0, 1)),
      -- When tracks_views was last switched: views from before may be kept the other way.
      tracking_changed_at INTEGER,
      notifications TEXT NOT NULL DEFAULT 'all' CHECK (
        notifications = 'all' OR notifications = 'own' OR notifications = 'none'),
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      deleted_at INTEGER,
      erased_at INTEGER,
      change INTEGER NOT NULL,
      CHECK (erased_at IS NULL OR (deleted_at IS NOT NULL AND email = ''))
    ) STRICT;
    CREATE UNIQUE INDEX ux_user_email ON user (email_folded) WHERE deleted_at IS NULL;
    CREATE UNIQUE INDEX ux_user_username ON user (username_folded) WHERE deleted_at IS NULL;
    -- Logs know people by these names from when they had them.
    CREATE INDEX ix_user_deleted_email ON user (email_folded)
      WHERE deleted_at IS NOT NULL AND erased_at IS NULL;
    CREATE INDEX ix_user_deleted_username ON user (username_folded)
      WHERE deleted_at IS NOT NULL AND erased_at IS NULL;

    -- Who was erased (R23): the SHA-256 of the id they had, so that a restore of an older backup
    -- knows them and nobody else does.
    CREATE TABLE erasure (
      user_digest BLOB PRIMARY KEY CHECK (length(user_digest) = 32),
      recipes TEXT NOT NULL CHECK (recipes IN ('kept', 'removed')),
      erased_at INTEGER NOT NULL,
      change INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- One act of deleting; what it took points at it, and only that comes back with it (R20).
    CREATE TABLE deletion (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (
        kind = 'recipe' OR kind = 'community' OR kind = 'last_member_left'
        OR kind = 'takedown' OR kind = 'erasure' OR kind = 'undo'),
      actor_id INTEGER REFERENCES user (id),
      deleted_at INTEGER NOT NULL,
      change INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX ix_deletion_actor ON deletion (actor_id) WHERE actor_id IS NOT NULL;
    CREATE INDEX ix_deletion_time ON deletion (deleted_at);
    CREATE INDEX ix_deletion_undo ON deletion (id) WHERE kind = 'undo';

    CREATE TABLE community (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      slug TEXT NOT NULL,
      name TEXT NOT NULL,
      description TEXT NOT NULL DEFAULT '',
      visibility TEXT NOT NULL DEFAULT 'invite_only' CHECK (visibility IN ('invite_only')),
      time_zone TEXT NOT NULL DEFAULT 'UTC',
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      deleted_at INTEGER,
      deletion_id INTEGER REFERENCES deletion (id),
      purged_at INTEGER,
      change INTEGER NOT NULL,
      CHECK ((deleted_at IS NULL) = (deletion_id IS NULL)),
      CHECK (purged_at IS NULL OR (deleted_at IS NOT NULL AND name = '' AND slug = ''))
    ) STRICT;
    CREATE UNIQUE INDEX ux_community_slug ON community (slug) WHERE deleted_at IS NULL;
    CREATE INDEX ix_community_deletion ON community (deletion_id)
      WHERE deletion_id IS NOT NULL;

    -- What a community asked for of a measure in each period: one living row for each measure and
    -- frequency, and those that ended as they were. It holds from since_day, the first of a period,
    -- until before until_day.
    CREATE TABLE target (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      community_id INTEGER NOT NULL REFERENCES community (id),
      measure TEXT NOT NULL CHECK (
        measure = 'views' OR measure = 'viewers' OR measure = 'shares' OR measure = 'forks'
        OR measure = 'recipes' OR measure = 'proposals' OR measure = 'accepted'
        OR measure = 'members'),
      frequency TEXT NOT NULL CHECK (
        frequency = 'daily' OR frequency = 'weekly' OR frequency = 'monthly'
        OR frequency = 'quarterly'),
      value INTEGER NOT NULL CHECK (value BETWEEN 1 AND 1000000000),
      since_day INTEGER NOT NULL,
      until_day INTEGER,
      created_at INTEGER NOT NULL,
      ended_at INTEGER,
      change INTEGER NOT NULL,
      CHECK ((until_day IS NULL) = (ended_at IS NULL)),
      CHECK (until_day IS NULL OR until_day >= since_day)
    ) STRICT;
    CREATE UNIQUE INDEX ux_target_living ON target (community_id, measure, frequency)
      WHERE ended_at IS NULL;
    CREATE INDEX ix_target_community ON target (community_id, measure, frequency);

    -- deletion_id is set when the membership went with its community, not when the user left.
    CREATE TABLE membership (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      user_id INTEGER NOT NULL REFERENCES user (id),
      community_id INTEGER NOT NULL REFERENCES community (id),
      role TEXT NOT NULL CHECK (role IN ('member', 'admin')),
      joined_at INTEGER NOT NULL,
      invited_by_id INTEGER REFERENCES user (id),
      deleted_at INTEGER,
      deletion_id INTEGER REFERENCES deletion (id),
      change INTEGER NOT NULL,
      CHECK (deletion_id IS NULL OR deleted_at IS NOT NULL),
      CHECK (deleted_at IS NULL OR deleted_at >= joined_at)
    ) STRICT;
    CREATE UNIQUE INDEX ux_membership_living ON membership (user_id, community_id)
      WHERE deleted_at IS NULL;
    CREATE INDEX ix_membership_community ON membership (community_id, user_id);
    CREATE INDEX ix_membership_user ON membership (user_id);
    CREATE INDEX ix_membership_invited_by ON membership (invited_by_id)
      WHERE invited_by_id IS NOT NULL;
    CREATE INDEX ix_membership_deletion ON membership (deletion_id)
      WHERE deletion_id IS NOT NULL;

    -- What recipes say. Never changed once written; numbers are never used again, so that an
    -- index can follow by number. content_digest covers title, ingredients and steps alone: two
    -- bodies with an equal one are the same dish from two places.
    CREATE TABLE recipe_body (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
      content_digest BLOB NOT NULL CHECK (length(content_digest) = 16),
      title TEXT NOT NULL CHECK (title <> ''),
      structured TEXT NOT NULL
    ) STRICT;
    CREATE INDEX ix_recipe_body_content ON recipe_body (content_digest);

    -- What was purged keeps its row without a body: lineage needs the node and its edge (R22).
    CREATE TABLE recipe (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      body_id INTEGER REFERENCES recipe_body (id),
      creator_id INTEGER NOT NULL REFERENCES user (id),
      community_id INTEGER REFERENCES community (id),
      origin_id INTEGER REFERENCES recipe (id),
      origin_kind TEXT CHECK (
        origin_kind = 'personal_copy' OR origin_kind = 'variant' OR origin_kind = 'share'),
      shared_from_community_id INTEGER REFERENCES community (id),
      shared_by_id INTEGER REFERENCES user (id),
      shared_at INTEGER,
      image_url TEXT,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      deleted_at INTEGER,
      deletion_id INTEGER REFERENCES deletion (id),
      purged_at INTEGER,
      change INTEGER NOT NULL,
      CHECK ((body_id IS NULL) = (purged_at IS NOT NULL)),
      CHECK (purged_at IS NULL OR deleted_at IS NOT NULL),
      CHECK (origin_id IS NULL OR origin_id <> id),
      CHECK ((origin_id IS NULL) = (origin_kind IS NULL)),
      CHECK ((origin_kind IS 'share') = (shared_from_community_id IS NOT NULL)),
      CHECK ((origin_kind IS 'share') = (shared_by_id IS NOT NULL)),
      CHECK ((origin_kind IS 'share') = (shared_at IS NOT NULL)),
      CHECK ((community_id IS NULL) >= (origin_kind IS 'personal_copy')),
      CHECK ((deleted_at IS NULL) = (deletion_id IS NULL))
    ) STRICT;
    -- Living recipes are counted from it without looking at the recipes.
    CREATE INDEX ix_recipe_community ON recipe (community_id, created_at, deleted_at)
      WHERE community_id IS NOT NULL;
    CREATE INDEX ix_recipe_creator ON recipe (creator_id, created_at);
    CREATE INDEX ix_recipe_body ON recipe (body_id, community_id);
    -- Forks are counted (R25) and lines of descent read from it without looking at the recipes.
    CREATE INDEX ix_recipe_origin ON recipe (
        origin_id, origin_kind, created_at, community_id, creator_id, deleted_at, deletion_id,
        purged_at)
      WHERE origin_id IS NOT NULL;
    CREATE INDEX ix_recipe_share ON recipe (origin_id, community_id)
      WHERE origin_kind = 'share' AND deleted_at IS NULL;
    CREATE INDEX ix_recipe_shared_from ON recipe (shared_from_community_id)
      WHERE shared_from_community_id IS NOT NULL;
    CREATE INDEX ix_recipe_shared_by ON recipe (shared_by_id) WHERE shared_by_id IS NOT NULL;
    CREATE INDEX ix_recipe_deletion ON recipe (deletion_id) WHERE deletion_id IS NOT NULL;
    CREATE INDEX ix_recipe_change ON recipe (change);
    -- What lies in the trash: deleted, and not yet purged.
    CREATE INDEX ix_recipe_trash ON recipe (deleted_at)
      WHERE deleted_at IS NOT NULL AND purged_at IS NULL;
    CREATE INDEX ix_recipe_trash_community ON recipe (community_id, deleted_at)
      WHERE deleted_at IS NOT NULL AND purged_at IS NULL;
    CREATE INDEX ix_recipe_trash_creator ON recipe (creator_id, deleted_at)
      WHERE deleted_at IS NOT NULL AND purged_at IS NULL;

    -- Views over the origin, never a second truth.
    CREATE VIEW recipe_variant AS
      SELECT origin_id AS base_recipe_id, id AS variant_recipe_id, created_at
        FROM recipe WHERE origin_kind = 'variant';

    -- What a recipe said before it was changed.
    CREATE TABLE recipe_revision (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      recipe_id INTEGER NOT NULL REFERENCES recipe (id),
      body_id INTEGER NOT NULL REFERENCES recipe_body (id),
      cause TEXT NOT NULL CHECK (
        cause = 'edit' OR cause = 'proposal' OR cause = 'import' OR cause = 'restore'),
      proposal_id INTEGER REFERENCES proposal (id),
      replaced_at INTEGER NOT NULL,
      change INTEGER NOT NULL,
      CHECK ((cause = 'proposal') = (proposal_id IS NOT NULL))
    ) STRICT;
    CREATE INDEX ix_recipe_revision_recipe ON recipe_revision (recipe_id, id);
    CREATE INDEX ix_recipe_revision_body ON recipe_revision (body_id);
    CREATE INDEX ix_recipe_revision_proposal ON recipe_revision (proposal_id)
      WHERE proposal_id IS NOT NULL;

    -- Content that was taken down, in one community or (community_id null) everywhere (R23a).
    CREATE TABLE takedown (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      recipe_id INTEGER NOT NULL REFERENCES recipe (id),
      content_digest BLOB NOT NULL CHECK (length(content_digest) = 16),
      community_id INTEGER REFERENCES community (id),
      actor_id INTEGER REFERENCES user (id),
      reason TEXT NOT NULL CHECK (reason <> ''),
      taken_down_at INTEGER NOT NULL,
      lifted_at INTEGER,
      change INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX ix_takedown_content ON takedown (content_digest) WHERE lifted_at IS NULL;
    CREATE INDEX ix_takedown_recipe ON takedown (recipe_id);
    CREATE INDEX ix_takedown_community ON takedown (community_id)
      WHERE community_id IS NOT NULL;
    CREATE INDEX ix_takedown_actor ON takedown (actor_id) WHERE actor_id IS NOT NULL;

    -- Where an imported recipe came from, and what its source said then.
    CREATE TABLE recipe_source (
      recipe_id INTEGER PRIMARY KEY REFERENCES recipe (id),
      run_id INTEGER NOT NULL REFERENCES run (id),
      source_name TEXT NOT NULL,
      identity_kind TEXT NOT NULL CHECK (
        identity_kind = 'external_id' OR identity_kind = 'url' OR identity_kind = 'title'),
      identity TEXT NOT NULL,
      identity_ordinal INTEGER NOT NULL CHECK (identity_ordinal >= 1),
      record_digest BLOB NOT NULL CHECK (length(record_digest) = 32),
      format TEXT NOT NULL,
      reader_version INTEGER NOT NULL,
      body_id INTEGER NOT NULL REFERENCES recipe_body (id),
      archive TEXT NOT NULL,
      member TEXT NOT NULL DEFAULT '',
      extras TEXT,
      change INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX ix_recipe_source_run ON recipe_source (run_id);
    CREATE INDEX ix_recipe_source_body ON recipe_source (body_id);

    CREATE TABLE tag (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      folded TEXT NOT NULL UNIQUE CHECK (folded <> ''),
      change INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE recipe_tag (
      recipe_id INTEGER NOT NULL REFERENCES recipe (id),
      tag_id INTEGER NOT NULL REFERENCES tag (id),
      PRIMARY KEY (recipe_id, tag_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ix_recipe_tag_tag ON recipe_tag (tag_id, recipe_id);

    -- A stored picture: a file named by its digest beside the store.
    CREATE TABLE image (
      id INTEGER PRIMARY KEY,
      digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
      media_type TEXT NOT NULL,
      width INTEGER,
      height INTEGER,
      byte_size INTEGER NOT NULL CHECK (byte_size > 0)
    ) STRICT;

    CREATE TABLE recipe_image (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      recipe_id INTEGER NOT NULL REFERENCES recipe (id),
      position INTEGER NOT NULL CHECK (position >= 0),
      image_id INTEGER REFERENCES image (id),
      url TEXT,
      uploaded_at INTEGER NOT NULL,
      deleted_at INTEGER,
      change INTEGER NOT NULL,
      CHECK ((image_id IS NULL) <> (url IS NULL))
    ) STRICT;
    CREATE INDEX ix_recipe_image_recipe ON recipe_image (recipe_id, position);
    CREATE INDEX ix_recipe_image_image ON recipe_image (image_id) WHERE image_id IS NOT NULL;

    -- recipe_creator_id and recipe_community_id repeat what the recipe never changes, so that the
    -- lists of a creator and of a community need not walk all their recipes; a trigger fills them.
    CREATE TABLE proposal (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      recipe_id INTEGER NOT NULL REFERENCES recipe (id),
      proposer_id INTEGER NOT NULL REFERENCES user (id),
      body_id INTEGER NOT NULL REFERENCES recipe_body (id),
      base_body_id INTEGER NOT NULL REFERENCES recipe_body (id),
      status TEXT NOT NULL CHECK (
        status = 'pending' OR status = 'accepted' OR status = 'rejected'),
      created_at INTEGER NOT NULL,
      decided_at INTEGER,
      decided_by_id INTEGER REFERENCES user (id),
      variant_recipe_id INTEGER REFERENCES recipe (id),
      record_digest BLOB CHECK (length(record_digest) = 32),
      recipe_creator_id INTEGER,
      recipe_community_id INTEGER,
      deleted_at INTEGER,
      deletion_id INTEGER REFERENCES deletion (id),
      change INTEGER NOT NULL,
      CHECK ((status = 'pending') = (decided_at IS NULL)),
      CHECK (decided_by_id IS NULL OR status <> 'pending'),
      CHECK (variant_recipe_id IS NULL OR status = 'rejected')
    ) STRICT;
    CREATE INDEX ix_proposal_recipe ON proposal (recipe_id, status);
    CREATE INDEX ix_proposal_proposer ON proposal (proposer_id, created_at);
    CREATE INDEX ix_proposal_to_decide ON proposal (recipe_creator_id, created_at)
      WHERE status = 'pending';
    CREATE INDEX ix_proposal_community ON proposal (recipe_community_id, created_at)
      WHERE recipe_community_id IS NOT NULL;
    CREATE INDEX ix_proposal_body ON proposal (body_id);
    CREATE INDEX ix_proposal_base_body ON proposal (base_body_id);
    CREATE INDEX ix_proposal_decided_by ON proposal (decided_by_id)
      WHERE decided_by_id IS NOT NULL;
    CREATE INDEX ix_proposal_variant ON proposal (variant_recipe_id)
      WHERE variant_recipe_id IS NOT NULL;
    CREATE INDEX ix_proposal_deletion ON proposal (deletion_id)
      WHERE deletion_id IS NOT NULL;
    CREATE TRIGGER proposal_repeats_its_recipe AFTER INSERT ON proposal BEGIN
      UPDATE proposal SET (recipe_creator_id, recipe_community_id) =
          (SELECT creator_id, community_id FROM recipe WHERE id = NEW.recipe_id)
        WHERE id = NEW.id;
    END;

    -- Numbers are never used again, so that a mark tells what came after it. recipe_creator_id is
    -- the creator of the recipe, where that is somebody else than the user, so that their feed need
    -- not walk all their recipes; whoever inserts looks it up, since a trigger costs a journal.
    CREATE TABLE activity (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      public_id TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL CHECK (
        kind = 'recipe_created' OR kind = 'recipes_imported' OR kind = 'variant_proposed'
        OR kind = 'proposal_accepted' OR kind = 'proposal_rejected'
        OR kind = 'variant_created' OR kind = 'recipe_shared' OR kind = 'user_joined'
        OR kind = 'user_left' OR kind = 'user_promoted' OR kind = 'community_deleted'),
      user_id INTEGER NOT NULL REFERENCES user (id),
      community_id INTEGER REFERENCES community (id),
      recipe_id INTEGER REFERENCES recipe (id),
      recipe_creator_id INTEGER,
      created_at INTEGER NOT NULL,
      change INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX ix_activity_community ON activity (community_id, created_at)
      WHERE community_id IS NOT NULL;
    CREATE INDEX ix_activity_user ON activity (user_id, created_at);
    CREATE INDEX ix_activity_recipe ON activity (recipe_id) WHERE recipe_id IS NOT NULL;
    CREATE INDEX ix_activity_recipe_creator ON activity (recipe_creator_id, created_at)
      WHERE recipe_creator_id IS NOT NULL;
    -- By number, which is the order in which they were stored: what is unread of a feed.
    CREATE INDEX ix_activity_community_arrival ON activity (community_id)
      WHERE community_id IS NOT NULL;
    CREATE INDEX ix_activity_user_arrival ON activity (user_id);
    CREATE INDEX ix_activity_recipe_creator_arrival ON activity (recipe_creator_id)
      WHERE recipe_creator_id IS NOT NULL;

    -- How far somebody has read a feed; community_id null is their own.
    CREATE TABLE feed_mark (
      id INTEGER PRIMARY KEY,
      user_id INTEGER NOT NULL REFERENCES user (id),
      community_id INTEGER REFERENCES community (id),
      activity_id INTEGER NOT NULL,
      marked_at INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX ux_feed_mark ON feed_mark (user_id, coalesce(community_id, 0));
    CREATE INDEX ix_feed_mark_community ON feed_mark (community_id)
      WHERE community_id IS NOT NULL;

    -- Who changed what; actor_id null is the operator. Only ever added to.
    CREATE TABLE audit_log (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      action TEXT NOT NULL,
      actor_id INTEGER REFERENCES user (id),
      entity_type TEXT NOT NULL CHECK (
        entity_type = 'installation' OR entity_type = 'user' OR entity_type = 'community'
        OR entity_type = 'membership' OR entity_type = 'recipe' OR entity_type = 'proposal'
        OR entity_type = 'tag' OR entity_type = 'run'),
      entity_id TEXT NOT NULL,
      community_id INTEGER REFERENCES community (id),
      metadata TEXT NOT NULL DEFAULT '{}',
      created_at INTEGER NOT NULL,
      change INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX ix_audit_log_actor ON audit_log (actor_id) WHERE actor_id IS NOT NULL;
    CREATE INDEX ix_audit_log_community ON audit_log (community_id, created_at)
      WHERE community_id IS NOT NULL;
    CREATE INDEX ix_audit_log_entity ON audit_log (entity_type, entity_id);
    CREATE INDEX ix_audit_log_time ON audit_log (created_at);
    -- What changed in a run names it, beside the entries that are about a run. It is no reference:
    -- the runs of restores stay where they were when a backup of their store is restored.
    CREATE INDEX ix_audit_log_run ON audit_log (metadata ->> 'run')
      WHERE metadata ->> 'run' IS NOT NULL;
    CREATE TRIGGER audit_log_is_never_changed BEFORE UPDATE ON audit_log
      BEGIN SELECT raise(ABORT, 'the audit log is only added to'); END;
    CREATE TRIGGER audit_log_is_never_deleted BEFORE DELETE ON audit_log
      BEGIN SELECT raise(ABORT, 'the audit log is only added to'); END;

    """
}
