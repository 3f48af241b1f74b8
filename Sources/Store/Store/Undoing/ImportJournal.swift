import GRDB
import RecipeModel

/// Who asked for an import, into what, and how.
public struct StoredImportRequest: Sendable, Equatable {
  public var importer: UserKey
  /// Nil for the importer's own catalogue.
  public var community: CommunityKey?
  /// JSON of whoever asked.
  public var settings: String

  public init(importer: UserKey, community: CommunityKey?, settings: String) {
    self.importer = importer
    self.community = community
    self.settings = settings
  }
}

extension ReadTransaction {
  /// What an import was asked for with; nil for what is no import of recipes.
  public func importRequest(of run: RunKey) throws(StoreFault) -> StoredImportRequest? {
    try row("SELECT * FROM import_request WHERE run_id = ?", [run.value]) { row in
      StoredImportRequest(
        importer: row.key("importer_id"), community: row.optionalKey("community_id"),
        settings: row["settings"])
    }
  }
}

extension WriteTransaction {
  /// Remembers what an import was asked for with; an attempt that goes on asks for the same.
  public func keep(_ request: StoredImportRequest, of run: RunKey) throws(StoreFault) {
    try execute(
      """
      INSERT INTO import_request (run_id, importer_id, community_id, settings) VALUES (?, ?, ?, ?)
        ON CONFLICT (run_id) DO UPDATE SET settings = excluded.settings
      """,
      [run.value, request.importer.value, request.community?.value, request.settings])
  }

  /// Says that the transaction is an import's: its number is remembered, and what it proposes.
  public func belongs(to run: RunKey) {
    importRun = run
  }

  /// Remembers the number of the transaction, if it changed something for an import; the last thing
  /// before the commit.
  func rememberChange(_ change: Int64) throws(StoreFault) {
    guard let importRun else { return }
    try execute(
      "INSERT OR IGNORE INTO run_change (run_id, change) VALUES (?, ?)", [importRun.value, change])
  }

  /// Remembers what an import proposed.
  func journal(_ proposal: ProposalKey) throws(StoreFault) {
    guard let importRun else { return }
    try execute(
      "INSERT INTO import_proposal (run_id, proposal_id) VALUES (?, ?)",
      [importRun.value, proposal.value])
  }

  /// Remembers what a recipe and its source are, before an import changes them.
  func journal(
    _ recipe: RecipeKey, before kind: ImportUpdateKind, by run: RunKey
  ) throws(StoreFault) {
    try execute(
      """
      INSERT OR IGNORE INTO import_update (run_id, recipe_id, kind, body_id, image_url, updated_at,
          is_root, change, source_run_id, record_digest, format, reader_version, source_body_id,
          archive, member, extras)
        SELECT ?, r.id, ?, r.body_id, r.image_url, r.updated_at, r.origin_id IS NULL, r.change,
            s.run_id, s.record_digest, s.format, s.reader_version, s.body_id, s.archive, s.member,
            s.extras
          FROM recipe r CROSS JOIN recipe_source s ON s.recipe_id = r.id WHERE r.id = ?
      """, [run.value, kind.rawValue, recipe.value])
    guard kind == .update else { return }
    try execute(
      """
      INSERT OR IGNORE INTO import_update_tag (run_id, recipe_id, tag_id)
        SELECT ?, recipe_id, tag_id FROM recipe_tag WHERE recipe_id = ?
      """, [run.value, recipe.value])
    try execute(
      """
      INSERT OR IGNORE INTO import_update_image (run_id, recipe_id, public_id, position, image_id,
          url, uploaded_at, deleted_at)
        SELECT ?, recipe_id, public_id, position, image_id, url, uploaded_at, deleted_at
          FROM recipe_image WHERE recipe_id = ?
      """, [run.value, recipe.value])
  }

  /// Forgets what imports changed of a recipe.
  func removeJournal(of recipe: RecipeKey) throws(StoreFault) {
    for table in [
      "import_update_tag", "import_update_image", "import_update", "run_recipe_change",
    ] {
      try execute("DELETE FROM \(table) WHERE recipe_id = ?", [recipe.value])
    }
  }

  /// Forgets which imports made the proposals to a recipe.
  func removeJournalOfProposals(to recipe: RecipeKey) throws(StoreFault) {
    try execute(
      """
      DELETE FROM import_proposal
       WHERE proposal_id IN (SELECT id FROM proposal WHERE recipe_id = ?)
      """, [recipe.value])
  }
}

/// What an import changed of a recipe that was there; raw values are stored.
enum ImportUpdateKind: String, Sendable {
  case update
  /// Only what is known of the source: people and source had come to say the same.
  case takeOver = "take_over"
}
