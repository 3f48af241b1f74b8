import GRDB
@testable import Store

/// Writes down inside the store what happens to its rows, apart from the code that is tested.
///
/// Triggers note each fact that a feed is to tell (`witness_fact`), what the feed tells
/// (`witness_told`), each change of a row (`witness_change`), each entry of the audit log
/// (`witness_audit`) and each decision (`witness_decision`), all with the number of their change.
/// What is purged later stays noted.
enum HistoryWitness {
  static func install(in transaction: WriteTransaction) throws {
    try transaction.database.execute(sql: tables + facts)
    for table in changedTables {
      for event in ["INSERT", "UPDATE", "DELETE"] {
        try transaction.database.execute(
          sql: """
            CREATE TRIGGER witness_\(table)_\(event.lowercased()) AFTER \(event) ON \(table) BEGIN
              INSERT OR IGNORE INTO witness_change VALUES (\(now)); END
            """)
      }
    }
  }

  /// The facts of all time that were not told, and what was told without being one.
  static func differences(in transaction: ReadTransaction) throws -> [String] {
    let columns = "kind, user_id, community_id, recipe_id, change, count(*)"
    func missing(_ first: String, in second: String) throws -> [String] {
      try transaction.rows(
        """
        SELECT \(columns) FROM \(first) GROUP BY 1, 2, 3, 4, 5
        EXCEPT SELECT \(columns) FROM \(second) GROUP BY 1, 2, 3, 4, 5
        """
      ) { "\(first): \($0)" }
    }
    return try missing("witness_fact", in: "witness_told")
      + missing("witness_told", in: "witness_fact")
  }

  /// The entries of the log since an entry: what, by whom, when.
  static func entries(
    after last: Int64, in transaction: ReadTransaction
  ) throws -> [(id: Int64, action: String, actor: Int64?, at: Int64)] {
    try transaction.rows(
      "SELECT id, action, actor_id, created_at FROM witness_audit WHERE id > ? ORDER BY id", [last]
    ) { ($0[0], $0[1], $0[2], $0[3]) }
  }

  /// The number of the change that goes on.
  private static let now = "(SELECT change + 1 FROM installation)"

  /// What people change; marks of what they have read are theirs alone and not in the log.
  private static let changedTables = [
    "user", "erasure", "deletion", "community", "membership", "target", "recipe_body", "recipe",
    "recipe_revision", "takedown", "tag", "recipe_tag", "recipe_image", "proposal", "activity",
  ]

  private static let tables = """
    CREATE TABLE witness_fact (kind, user_id, community_id, recipe_id, change);
    CREATE TABLE witness_told (kind, user_id, community_id, recipe_id, change);
    CREATE TABLE witness_change (change INTEGER PRIMARY KEY);
    CREATE TABLE witness_audit (id INTEGER PRIMARY KEY, action, actor_id, created_at, change);
    CREATE TABLE witness_decision (proposal_id, was);
    """

  private static let facts = """
    CREATE TRIGGER witness_activity AFTER INSERT ON activity BEGIN
      INSERT INTO witness_told
        VALUES (NEW.kind, NEW.user_id, NEW.community_id, NEW.recipe_id, \(now)); END;
    CREATE TRIGGER witness_audit_log AFTER INSERT ON audit_log BEGIN
      INSERT INTO witness_audit VALUES (NEW.id, NEW.action, NEW.actor_id, NEW.created_at, \(now));
      END;
    CREATE TRIGGER witness_joined AFTER INSERT ON membership BEGIN
      INSERT INTO witness_fact
        VALUES ('user_joined', NEW.user_id, NEW.community_id, NULL, \(now)); END;
    CREATE TRIGGER witness_left AFTER UPDATE OF deleted_at ON membership
      WHEN OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL BEGIN
      INSERT INTO witness_fact VALUES (
        iif(NEW.deletion_id IS NULL, 'user_left', 'community_deleted'), NEW.user_id,
        NEW.community_id, NULL, \(now)); END;
    -- Who was the last to leave is told of the end too, though their membership ended before it.
    CREATE TRIGGER witness_ended AFTER UPDATE OF deleted_at ON community
      WHEN OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL BEGIN
      INSERT INTO witness_fact SELECT 'community_deleted', user_id, NEW.id, NULL, \(now)
        FROM witness_fact
       WHERE kind = 'user_left' AND community_id = NEW.id AND change = \(now); END;
    CREATE TRIGGER witness_promoted AFTER UPDATE OF role ON membership
      WHEN OLD.role <> NEW.role BEGIN
      INSERT INTO witness_fact
        VALUES ('user_promoted', NEW.user_id, NEW.community_id, NULL, \(now)); END;
    CREATE TRIGGER witness_created AFTER INSERT ON recipe
      WHEN NEW.origin_kind IS NULL OR NEW.origin_kind = 'variant' BEGIN
      INSERT INTO witness_fact VALUES (
        iif(NEW.origin_kind IS NULL, 'recipe_created', 'variant_created'), NEW.creator_id,
        NEW.community_id, NEW.id, \(now)); END;
    CREATE TRIGGER witness_shared AFTER INSERT ON recipe WHEN NEW.origin_kind = 'share' BEGIN
      INSERT INTO witness_fact VALUES
        ('recipe_shared', NEW.shared_by_id, NEW.shared_from_community_id, NEW.origin_id, \(now)),
        ('recipe_shared', NEW.shared_by_id, NEW.community_id, NEW.id, \(now)); END;
    CREATE TRIGGER witness_proposed AFTER INSERT ON proposal BEGIN
      INSERT INTO witness_fact SELECT 'variant_proposed', NEW.proposer_id, community_id, id, \(now)
        FROM recipe WHERE id = NEW.recipe_id; END;
    CREATE TRIGGER witness_decided AFTER UPDATE OF status ON proposal BEGIN
      INSERT INTO witness_decision VALUES (NEW.id, OLD.status);
      INSERT INTO witness_fact SELECT 'proposal_' || NEW.status, NEW.proposer_id, community_id, id,
          \(now)
        FROM recipe WHERE id = NEW.recipe_id AND NEW.decided_by_id IS NOT NULL; END;
    """
}
