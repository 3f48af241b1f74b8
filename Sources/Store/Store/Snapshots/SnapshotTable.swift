/// The tables that a snapshot holds; raw values are their names in the schema.
///
/// What is not here is derived, and rebuilt from these after a restore (`derived`), or is about the
/// machine (`ofThisMachine`). The runs that take, prove and keep backups are not held either: a backup is the same before and after them.
public enum SnapshotTable: String, Sendable, CaseIterable {
  case installation
  case user
  case erasure
  case deletion
  case community
  case target
  case membership
  case tag
  case image
  case run
  case recipeBody = "recipe_body"
  case recipe
  case recipeTag = "recipe_tag"
  case recipeSource = "recipe_source"
  case recipeImage = "recipe_image"
  case recipeRevision = "recipe_revision"
  case proposal
  case takedown
  case activity
  case feedMark = "feed_mark"
  case auditLog = "audit_log"
  case viewSegment = "view_segment"
  case quarantine
  case pipelineRun = "pipeline_run"
  case runStage = "run_stage"
  case runInput = "run_input"
  case knownInput = "known_input"
  case runCheckpoint = "run_checkpoint"
  case runAccount = "run_account"
  case runWarning = "run_warning"
  case imageRequest = "image_request"
  case originRequest = "origin_request"
  case importRequest = "import_request"
  case runChange = "run_change"
  case runRecipeChange = "run_recipe_change"
  case importUpdate = "import_update"
  case importUpdateTag = "import_update_tag"
  case importUpdateImage = "import_update_image"
  case importProposal = "import_proposal"
  case runUndo = "run_undo"
  case removal
  case restoredID = "restored_id"
  /// Which numbers were given to bodies and to entries of the feed, so that none is given again.
  case givenNumbers = "sqlite_sequence"

  /// The tables that no snapshot holds, because they follow from others.
  static let derived: Set<String> = [
    "index_state", "recipe_text", "body_signature", "near_duplicate", "lineage", "tag_count",
    "rollup_dirty", "rollup_state", "rollup_calendar", "rollup_day", "rollup_trend", "target_point",
  ]

  /// The tables that no snapshot holds, because they are about the machine that keeps a schedule: what
  /// is restored elsewhere has missed nothing there.
  static let ofThisMachine: Set<String> = ["schedule_known", "scheduled_job"]

  /// How the rows that changed since another snapshot are found.
  enum Following {
    /// They carry the number of their change.
    case change
    /// They are never changed, and newer ones have higher keys.
    case growth
    /// They change with their recipe.
    case recipe
    /// They are not: all rows are read, and those shards stored that are not there yet.
    case none
  }

  /// How rows are brought into shards.
  enum Cut {
    /// One shard for each range of so many keys.
    case ranges(of: Int64)
    /// One shard after the other, in the order of the primary key.
    case sequence
  }

  var following: Following {
    switch self {
    case .user, .deletion, .community, .target, .membership, .tag, .recipe, .recipeSource,
      .recipeImage, .recipeRevision, .proposal, .takedown, .activity, .auditLog, .viewSegment:
      .change
    case .recipeBody, .image: .growth
    case .recipeTag: .recipe
    case .installation, .erasure, .run, .feedMark, .quarantine, .pipelineRun, .runStage,
      .runInput, .knownInput, .runCheckpoint, .runAccount, .runWarning, .imageRequest,
      .originRequest, .importRequest,
      .runChange, .runRecipeChange,
      .importUpdate, .importUpdateTag, .importUpdateImage, .importProposal, .runUndo, .removal,
      .restoredID,
      .givenNumbers:
      .none
    }
  }

  /// Whether a removed row would be missed; a trigger of the schema tells of it.
  var isFollowed: Bool {
    switch following {
    case .change, .growth: true
    case .recipe, .none: false
    }
  }

  /// Ranges hold 2 to 4 MiB of usual rows.
  var cut: Cut {
    switch self {
    case .recipeBody: .ranges(of: 2048)
    case .viewSegment: .ranges(of: 32)
    case .quarantine: .ranges(of: 1024)
    case .recipeTag: .ranges(of: 65_536)
    case .user, .deletion, .community, .target, .membership, .tag, .image, .run, .recipe,
      .recipeSource, .recipeImage, .recipeRevision, .proposal, .takedown, .activity, .feedMark,
      .auditLog:
      .ranges(of: 16_384)
    case .installation, .erasure, .pipelineRun, .runStage, .runInput, .knownInput, .runCheckpoint,
      .runAccount, .runWarning,
      .imageRequest,
      .originRequest, .importRequest, .runChange, .runRecipeChange, .importUpdate, .importUpdateTag,
      .importUpdateImage, .importProposal, .runUndo, .removal, .restoredID, .givenNumbers:
      .sequence
    }
  }

  /// The column whose values stand together in one line, with the key that they belong to.
  var gathered: String? { self == .recipeTag ? "tag_id" : nil }

  /// A condition on the rows that a snapshot holds.
  var condition: String {
    self == .run ? "kind NOT IN (\(SnapshotTable.ownRuns))" : "1"
  }

  /// The kinds of runs that are about backups and leave nothing else in the store.
  private static let ownRuns = [RunKind.backup, .verify, .drill, .prune, .rewrite]
    .map { "'\($0.rawValue)'" }.joined(separator: ", ")
}
