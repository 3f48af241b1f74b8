/// The temporary tables of an intake; references are public ids, resolved while settling.
enum IntakeTables {
  static let names = [
    "intake", "intake_source", "intake_image_file", "intake_body", "intake_recipe_tag",
    "intake_installation", "intake_user", "intake_deletion", "intake_community",
    "intake_membership", "intake_target", "intake_tag", "intake_recipe_body", "intake_recipe",
    "intake_recipe_source", "intake_recipe_image", "intake_proposal",
    "intake_recipe_revision", "intake_activity", "intake_audit_log", "intake_quarantine",
    "intake_view", "intake_view_count",
    "intake_operation", "intake_key", "intake_kept", "intake_taken_back",
  ]

  static var drop: String {
    names.map { "DROP TABLE IF EXISTS temp.\($0);\n" }.joined()
  }

  static let create = """
    CREATE TEMP TABLE intake_source (
      id INTEGER PRIMARY KEY, archive TEXT NOT NULL, member TEXT NOT NULL);
    -- Every staged record but views: where it stands, and what became of it.
    CREATE TEMP TABLE intake (
      seq INTEGER PRIMARY KEY, entity TEXT NOT NULL, source INTEGER NOT NULL, line INTEGER,
      byte_offset INTEGER, pointer TEXT, raw BLOB NOT NULL, outcome TEXT, code TEXT, message TEXT);
    CREATE TEMP TABLE intake_image_file (digest BLOB PRIMARY KEY);
    CREATE TEMP TABLE intake_body (
      digest BLOB PRIMARY KEY, content_digest BLOB NOT NULL, title TEXT NOT NULL,
      structured TEXT NOT NULL);
    CREATE TEMP TABLE intake_installation (
      seq INTEGER PRIMARY KEY, id TEXT, created_at INTEGER, retention_days INTEGER,
      view_window_minutes INTEGER, time_zone TEXT);
    CREATE TEMP TABLE intake_user (
      seq INTEGER PRIMARY KEY, id TEXT, email TEXT, email_folded TEXT, placeholder TEXT,
      username TEXT, username_folded TEXT, tracks_views INTEGER,
      tracking_changed_at INTEGER, notifications TEXT,
      created_at INTEGER, updated_at INTEGER, deleted_at INTEGER, erased_at INTEGER);
    CREATE INDEX temp.ix_intake_user_id ON intake_user (id);
    CREATE INDEX temp.ix_intake_user_email ON intake_user (email_folded);
    CREATE INDEX temp.ix_intake_user_username ON intake_user (username_folded);
    CREATE TEMP TABLE intake_deletion (
      seq INTEGER PRIMARY KEY, id TEXT, kind TEXT, actor TEXT, deleted_at INTEGER);
    CREATE INDEX temp.ix_intake_deletion_id ON intake_deletion (id);
    CREATE TEMP TABLE intake_community (
      seq INTEGER PRIMARY KEY, id TEXT, slug TEXT, name TEXT, description TEXT, visibility TEXT,
      time_zone TEXT, created_at INTEGER, updated_at INTEGER, deleted_at INTEGER, deletion TEXT,
      purged_at INTEGER);
    CREATE INDEX temp.ix_intake_community_id ON intake_community (id);
    CREATE INDEX temp.ix_intake_community_slug ON intake_community (slug);
    CREATE TEMP TABLE intake_membership (
      seq INTEGER PRIMARY KEY, id TEXT, user TEXT, community TEXT, role TEXT, joined_at INTEGER,
      invited_by TEXT, deleted_at INTEGER, deletion TEXT);
    CREATE INDEX temp.ix_intake_membership_id ON intake_membership (id);
    CREATE INDEX temp.ix_intake_membership_pair ON intake_membership (community, user);
    CREATE TEMP TABLE intake_target (
      seq INTEGER PRIMARY KEY, id TEXT, community TEXT, measure TEXT, frequency TEXT,
      value INTEGER, since_day INTEGER, until_day INTEGER, created_at INTEGER, ended_at INTEGER);
    CREATE INDEX temp.ix_intake_target_id ON intake_target (id);
    CREATE INDEX temp.ix_intake_target_community ON intake_target (community, measure, frequency);
    CREATE TEMP TABLE intake_tag (seq INTEGER PRIMARY KEY, id TEXT, name TEXT, folded TEXT);
    CREATE INDEX temp.ix_intake_tag_id ON intake_tag (id);
    CREATE INDEX temp.ix_intake_tag_folded ON intake_tag (folded);
    CREATE TEMP TABLE intake_recipe_body (seq INTEGER PRIMARY KEY, digest BLOB);
    CREATE TEMP TABLE intake_recipe (
      seq INTEGER PRIMARY KEY, id TEXT, body BLOB, tags TEXT, image_url TEXT, creator TEXT,
      community TEXT, origin TEXT, origin_kind TEXT, shared_from TEXT, shared_by TEXT,
      shared_at INTEGER, is_withheld INTEGER, created_at INTEGER, updated_at INTEGER,
      deleted_at INTEGER, deletion TEXT, purged_at INTEGER, key INTEGER, origin_key INTEGER, shared_from_key INTEGER);
    CREATE INDEX temp.ix_intake_recipe_id ON intake_recipe (id);
    CREATE TEMP TABLE intake_recipe_tag (
      seq INTEGER NOT NULL, folded TEXT NOT NULL, name TEXT NOT NULL,
      PRIMARY KEY (seq, folded)) WITHOUT ROWID;
    CREATE TEMP TABLE intake_recipe_source (
      seq INTEGER PRIMARY KEY, id TEXT, source_name TEXT, identity_kind TEXT, identity TEXT,
      identity_ordinal INTEGER, record_digest BLOB, format TEXT, reader_version INTEGER, body BLOB,
      archive TEXT, member TEXT, extras TEXT);
    CREATE INDEX temp.ix_intake_recipe_source_id ON intake_recipe_source (id);
    CREATE TEMP TABLE intake_recipe_image (
      seq INTEGER PRIMARY KEY, id TEXT, recipe TEXT, position INTEGER, url TEXT, digest BLOB,
      media_type TEXT, width INTEGER, height INTEGER, byte_size INTEGER, uploaded_at INTEGER,
      deleted_at INTEGER);
    CREATE INDEX temp.ix_intake_recipe_image_id ON intake_recipe_image (id);
    CREATE TEMP TABLE intake_proposal (
      seq INTEGER PRIMARY KEY, id TEXT, recipe TEXT, proposer TEXT, body BLOB, base BLOB,
      status TEXT, created_at INTEGER, decided_at INTEGER, decided_by TEXT, variant TEXT,
      record_digest BLOB, deleted_at INTEGER, deletion TEXT);
    CREATE INDEX temp.ix_intake_proposal_id ON intake_proposal (id);
    CREATE TEMP TABLE intake_recipe_revision (
      seq INTEGER PRIMARY KEY, id TEXT, recipe TEXT, body BLOB, cause TEXT, proposal TEXT,
      replaced_at INTEGER);
    CREATE INDEX temp.ix_intake_recipe_revision_id ON intake_recipe_revision (id);
    CREATE TEMP TABLE intake_activity (
      seq INTEGER PRIMARY KEY, id TEXT, kind TEXT, user TEXT, community TEXT, recipe TEXT,
      is_withheld INTEGER, created_at INTEGER);
    CREATE INDEX temp.ix_intake_activity_id ON intake_activity (id);
    CREATE TEMP TABLE intake_audit_log (
      seq INTEGER PRIMARY KEY, id TEXT, action TEXT, actor TEXT, entity_type TEXT, entity_id TEXT,
      community TEXT, metadata TEXT, created_at INTEGER);
    CREATE INDEX temp.ix_intake_audit_log_id ON intake_audit_log (id);
    CREATE TEMP TABLE intake_quarantine (
      seq INTEGER PRIMARY KEY, id BLOB, state TEXT, archive TEXT, member TEXT, line INTEGER,
      byte_offset INTEGER, pointer TEXT, code TEXT, message TEXT, raw BLOB, created_at INTEGER);
    CREATE INDEX temp.ix_intake_quarantine_id ON intake_quarantine (id);
    CREATE TEMP TABLE intake_view (
      seq INTEGER PRIMARY KEY, source INTEGER NOT NULL, line INTEGER, byte_offset INTEGER,
      id TEXT, recipe TEXT NOT NULL, user TEXT, at INTEGER NOT NULL, recipe_key INTEGER,
      user_key INTEGER, outcome TEXT, agent INTEGER NOT NULL);
    CREATE TEMP TABLE intake_view_count (
      source INTEGER PRIMARY KEY, inserted INTEGER NOT NULL, unchanged INTEGER NOT NULL);
    CREATE TEMP TABLE intake_operation (
      seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, sequence INTEGER NOT NULL, line BLOB NOT NULL);
    -- What comes in under another id, slug, username or address, because its own is taken.
    CREATE TEMP TABLE intake_kept (
      entity TEXT NOT NULL, what TEXT NOT NULL, old TEXT NOT NULL, new TEXT NOT NULL,
      is_version INTEGER NOT NULL, is_bare INTEGER NOT NULL, seq INTEGER,
      PRIMARY KEY (entity, what, is_version, old)) WITHOUT ROWID;
    CREATE INDEX temp.ix_intake_kept_new ON intake_kept (entity, new);
    -- What was taken back here with the import that had brought it.
    CREATE TEMP TABLE intake_taken_back (
      entity TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (entity, id)) WITHOUT ROWID;
    CREATE INDEX temp.ix_intake_operation_at ON intake_operation (at, sequence, seq);
    CREATE INDEX temp.ix_intake_view_id ON intake_view (id) WHERE id IS NOT NULL;

    """
}
