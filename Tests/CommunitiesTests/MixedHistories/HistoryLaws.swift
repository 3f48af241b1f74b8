import GRDB
@testable import Store

/// What holds after every step of every history, each law as a query for what breaks it.
enum HistoryLaws {
  /// The laws that are broken, by name.
  static func broken(in transaction: ReadTransaction) throws -> [String] {
    try transaction.rows(union) { $0[0] as String }
  }

  /// What SQLite finds wrong with the file.
  static func damage(in transaction: ReadTransaction) throws -> [String] {
    try transaction.rows("PRAGMA foreign_key_check") { "\($0)" }
      + transaction.rows("PRAGMA integrity_check") { $0[0] as String }.filter { $0 != "ok" }
  }

  private static let union = laws.map { "SELECT '\($0.name)' WHERE EXISTS (\($0.broken))" }
    .joined(separator: " UNION ALL ")

  private static let laws: [(name: String, broken: String)] = [
    (
      "R2: a living community has a living admin",
      """
      SELECT 1 FROM community c WHERE c.deleted_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM membership m JOIN user u ON u.id = m.user_id
         WHERE m.community_id = c.id AND m.role = 'admin' AND m.deleted_at IS NULL
           AND u.deleted_at IS NULL)
      """
    ),
    (
      "R6: a deleted community has no member and no living recipe",
      """
      SELECT 1 FROM community c WHERE c.deleted_at IS NOT NULL AND (
        EXISTS (SELECT 1 FROM membership WHERE community_id = c.id AND deleted_at IS NULL)
        OR EXISTS (SELECT 1 FROM recipe WHERE community_id = c.id AND deleted_at IS NULL))
      """
    ),
    (
      "R8: a copy in a catalogue is of a community recipe of the same creator",
      """
      SELECT 1 FROM recipe r LEFT JOIN recipe o ON o.id = r.origin_id
       WHERE r.origin_kind = 'personal_copy' AND (
         r.community_id IS NOT NULL OR o.community_id IS NULL OR o.creator_id <> r.creator_id)
      """
    ),
    (
      "R8: what is in a community is an original, a variant of it or a share from another",
      """
      SELECT 1 FROM recipe r LEFT JOIN recipe o ON o.id = r.origin_id
       WHERE r.origin_kind IN ('variant', 'share') AND (
         r.community_id IS NULL OR o.community_id IS NULL
         OR (r.origin_kind = 'variant') <> (r.community_id = o.community_id)
         OR r.shared_from_community_id <> o.community_id)
      """
    ),
    (
      "R11: a proposal is to a recipe of a community",
      """
      SELECT 1 FROM proposal p JOIN recipe r ON r.id = p.recipe_id
       WHERE r.community_id IS NULL OR p.recipe_community_id <> r.community_id
         OR p.recipe_creator_id <> r.creator_id
      """
    ),
    (
      "R12: a rejected proposal has one variant, by its proposer and of its recipe",
      """
      SELECT 1 FROM proposal p LEFT JOIN recipe v ON v.id = p.variant_recipe_id
       WHERE (p.status = 'rejected') <> (v.id IS NOT NULL) OR v.origin_kind <> 'variant'
         OR v.origin_id <> p.recipe_id OR v.creator_id <> p.proposer_id
      UNION ALL SELECT 1 FROM proposal WHERE variant_recipe_id IS NOT NULL
       GROUP BY variant_recipe_id HAVING count(*) > 1
      """
    ),
    (
      "R13: a proposal is decided once",
      """
      SELECT 1 FROM witness_decision WHERE was <> 'pending'
      UNION ALL SELECT 1 FROM witness_decision GROUP BY proposal_id HAVING count(*) > 1
      """
    ),
    (
      "R14: nothing waits for somebody who is away",
      """
      SELECT 1 FROM proposal p JOIN recipe r ON r.id = p.recipe_id
        JOIN community c ON c.id = r.community_id
       WHERE p.status = 'pending' AND p.deleted_at IS NULL AND r.deleted_at IS NULL
         AND c.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM membership m
           WHERE m.user_id = r.creator_id AND m.community_id = c.id AND m.deleted_at IS NULL)
      """
    ),
    (
      "R18: an origin has no cycle and reaches its root",
      """
      WITH RECURSIVE up (start, at, steps) AS (
        SELECT id, origin_id, 0 FROM recipe
        UNION ALL SELECT start, r.origin_id, steps + 1 FROM up JOIN recipe r ON r.id = up.at
         WHERE steps <= (SELECT count(*) FROM recipe))
      SELECT 1 FROM up GROUP BY start HAVING sum(at IS NULL) <> 1
      """
    ),
    (
      "R18: an origin is older than what came from it",
      "SELECT 1 FROM recipe r JOIN recipe o ON o.id = r.origin_id WHERE o.id > r.id"
    ),
    (
      "R21: what is purged is a bare node",
      """
      SELECT 1 FROM recipe r WHERE r.purged_at IS NOT NULL AND (
        EXISTS (SELECT 1 FROM recipe_tag WHERE recipe_id = r.id)
        OR EXISTS (SELECT 1 FROM recipe_revision WHERE recipe_id = r.id)
        OR EXISTS (SELECT 1 FROM proposal WHERE recipe_id = r.id))
      """
    ),
    (
      "R22: what nothing says any more is gone",
      """
      SELECT 1 FROM recipe_body b WHERE NOT EXISTS (SELECT 1 FROM recipe WHERE body_id = b.id)
        AND NOT EXISTS (SELECT 1 FROM recipe_revision WHERE body_id = b.id)
        AND NOT EXISTS (SELECT 1 FROM proposal WHERE b.id IN (body_id, base_body_id))
      """
    ),
    (
      "R23: who is erased belongs to nothing",
      """
      SELECT 1 FROM user u JOIN membership m ON m.user_id = u.id
       WHERE u.erased_at IS NOT NULL AND m.deleted_at IS NULL
      """
    ),
    (
      "R23a: what is taken down does not live where it was taken down",
      """
      SELECT 1 FROM takedown t JOIN recipe r ON r.id = t.recipe_id
       WHERE t.lifted_at IS NULL AND r.deleted_at IS NULL
      """
    ),
    (
      "each change of a row is in the audit log",
      "SELECT change FROM witness_change EXCEPT SELECT change FROM witness_audit"
    ),
  ]
}
