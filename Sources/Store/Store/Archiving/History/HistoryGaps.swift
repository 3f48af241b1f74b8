/// What a store holds and its audit log does not tell the making of: what imports and archives
/// brought.
public struct HistoryGap: Sendable, Equatable {
  /// A kind of thing, in the plural.
  public var kind: String
  public var count: Int

  public init(kind: String, count: Int) {
    self.kind = kind
    self.count = count
  }
}

extension ReadTransaction {
  /// The kinds of things of which there are some that no operation made; empty for a store that
  /// its history can make again.
  public func historyGaps() throws(StoreFault) -> [HistoryGap] {
    var gaps: [HistoryGap] = []
    for (kind, sql) in ReadTransaction.unmade {
      let count = Int(try integer(sql))
      if count > 0 { gaps.append(HistoryGap(kind: kind, count: count)) }
    }
    return gaps
  }

  private static let unmade = [
    ("users", unmade("user", "r.public_id", by: "user.create")),
    ("communities", unmade("community", "r.public_id", by: "community.create")),
    ("memberships", unmade("membership", "r.public_id", by: "membership.begin")),
    (
      "targets",
      """
      SELECT count(*) FROM target WHERE public_id NOT IN (
        SELECT metadata ->> 'target' FROM audit_log
         WHERE action = 'target.set' AND metadata ->> 'target' IS NOT NULL)
      """
    ),
    ("proposals", unmade("proposal", "r.public_id", by: "proposal.create")),
    (
      "recipes",
      """
      SELECT count(*) FROM recipe WHERE public_id NOT IN (
        SELECT entity_id FROM audit_log WHERE action IN ('recipe.create', 'recipe.share')
        UNION SELECT metadata ->> 'personalCopy' FROM audit_log
          WHERE action = 'recipe.create' AND metadata ->> 'personalCopy' IS NOT NULL
        UNION SELECT metadata ->> 'variant' FROM audit_log
          WHERE action IN ('proposal.reject', 'proposal.orphan'))
      """
    ),
    ("overwritten texts", "SELECT count(*) FROM recipe_revision WHERE cause = 'restore'"),
    ("pictures", "SELECT count(*) FROM recipe_image"),
    ("imports", "SELECT count(*) FROM audit_log WHERE action = 'recipe.import'"),
  ]

  private static func unmade(_ table: String, _ id: String, by action: String) -> String {
    """
    SELECT count(*) FROM \(table) r WHERE NOT EXISTS (
      SELECT 1 FROM audit_log a
       WHERE a.entity_type = '\(table)' AND a.entity_id = \(id) AND a.action = '\(action)')
    """
  }
}
