import GRDB
import RecipeModel

extension ReadTransaction {
  /// A page of the recipes that an import inserted and that are there, from the last one on: what
  /// is made of others mostly comes after them.
  func recipesInserted(
    by run: RunKey, before recipe: RecipeKey, limit: Int
  ) throws(StoreFault) -> [RecipeKey] {
    try rows(
      """
      SELECT s.recipe_id FROM recipe_source s
       WHERE s.run_id = ?1 AND s.recipe_id < ?2
         AND NOT EXISTS (SELECT 1 FROM import_update u
           WHERE u.run_id = ?1 AND u.recipe_id = s.recipe_id)
       ORDER BY s.recipe_id DESC LIMIT ?3
      """, [run.value, recipe.value, limit]
    ) { RecipeKey($0[0]) }
  }

  /// A page of the recipes that an import updated, ascending.
  func recipesUpdated(
    by run: RunKey, after recipe: RecipeKey, limit: Int
  ) throws(StoreFault) -> [RecipeKey] {
    try rows(
      """
      SELECT recipe_id FROM import_update WHERE run_id = ? AND recipe_id > ?
       ORDER BY recipe_id LIMIT ?
      """, [run.value, recipe.value, limit]
    ) { RecipeKey($0[0]) }
  }

  /// A page of what an import proposed, ascending.
  func proposals(
    madeBy run: RunKey, after proposal: ProposalKey, limit: Int
  ) throws(StoreFault) -> [ProposalKey] {
    try rows(
      """
      SELECT proposal_id FROM import_proposal WHERE run_id = ? AND proposal_id > ?
       ORDER BY proposal_id LIMIT ?
      """, [run.value, proposal.value, limit]
    ) { ProposalKey($0[0]) }
  }

  /// Whether a recipe is there because an import inserted it, which still is its last source.
  func isInserted(_ recipe: RecipeKey, by run: RunKey) throws(StoreFault) -> Bool {
    try integer(
      """
      SELECT EXISTS (SELECT 1 FROM recipe_source s WHERE s.recipe_id = ?2 AND s.run_id = ?1
        AND NOT EXISTS (SELECT 1 FROM import_update u
          WHERE u.run_id = ?1 AND u.recipe_id = s.recipe_id))
      """, [run.value, recipe.value]) != 0
  }

  /// What is left of an import, and why, after everything else was taken back; by recipe.
  public func undoObstacles(of run: RunKey) throws(StoreFault) -> [UndoObstacle] {
    let inserted = try obstacles(
      """
      SELECT s.recipe_id AS key FROM recipe_source s
       WHERE s.run_id = ?1 AND NOT EXISTS (SELECT 1 FROM import_update u
         WHERE u.run_id = ?1 AND u.recipe_id = s.recipe_id)
      UNION SELECT l.recipe_id FROM import_update l
       WHERE l.source_run_id = ?1 AND NOT EXISTS (SELECT 1 FROM import_update u
         WHERE u.run_id = ?1 AND u.recipe_id = l.recipe_id)
      ORDER BY 1
      """, .inserted, of: run
    ) { key throws(StoreFault) in
      try standing(ofInserted: RecipeKey(key), by: run)
    }
    let updated = try obstacles(
      "SELECT recipe_id AS key FROM import_update WHERE run_id = ?1 ORDER BY 1", .updated, of: run
    ) { key throws(StoreFault) in try standing(ofUpdated: RecipeKey(key), by: run) }
    let proposed = try obstacles(
      "SELECT proposal_id AS key FROM import_proposal WHERE run_id = ?1 ORDER BY 1", .proposed,
      of: run
    ) { key throws(StoreFault) in try standing(ofProposed: ProposalKey(key), by: run) }
    return inserted + updated + proposed
  }

  private func obstacles(
    _ sql: String, _ work: UndoObstacle.Work, of run: RunKey,
    _ standing: (Int64) throws(StoreFault) -> UndoStanding
  ) throws(StoreFault) -> [UndoObstacle] {
    var found: [UndoObstacle] = []
    for key in try rows(sql, [run.value], { $0["key"] as Int64 }) {
      let reason: UndoObstacle.Reason
      switch try standing(key) {
      case .gone: continue
      case .free: reason = .changed
      case .hindered(let why): reason = why
      }
      let named = try row(
        """
        SELECT r.public_id, coalesce(b.title, '') FROM recipe r
          LEFT JOIN recipe_body b ON b.id = r.body_id
         WHERE r.id = CASE WHEN ?2 THEN (SELECT recipe_id FROM proposal WHERE id = ?1) ELSE ?1 END
        """, [key, work == .proposed]
      ) { (id: RecipeID($0[0]), title: $0[1] as String) }
      guard let named else { continue }
      found.append(
        UndoObstacle(recipe: named.id, title: named.title, work: work, reason: reason))
    }
    return found
  }

  /// How much a run took back, in all its attempts.
  public func undoCounts(of undo: RunKey) throws(StoreFault) -> UndoCounts {
    try row("SELECT * FROM run_undo WHERE run_id = ?", [undo.value]) { row in
      var counts = UndoCounts()
      counts.recipes = row["recipes"]
      counts.nodes = row["nodes"]
      counts.updates = row["updates"]
      counts.proposals = row["proposals"]
      counts.quarantined = row["quarantined"]
      return counts
    } ?? UndoCounts()
  }
}

/// How much of an import was taken back.
public struct UndoCounts: Sendable, Equatable {
  /// Inserted recipes that went.
  public var recipes = 0
  /// Bare nodes that stand in for recipes and copies that were viewed.
  public var nodes = 0
  /// Recipes that are what they were before they were updated.
  public var updates = 0
  public var proposals = 0
  /// Records that went out of quarantine.
  public var quarantined = 0

  public init() {}

  public var isEmpty: Bool { self == UndoCounts() }

  /// Each count with its name, in a fixed order.
  public var named: [(name: String, count: Int)] {
    [
      ("recipes", recipes), ("nodes", nodes), ("updates", updates), ("proposals", proposals),
      ("quarantined", quarantined),
    ]
  }
}
