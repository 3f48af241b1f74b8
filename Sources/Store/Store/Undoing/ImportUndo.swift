import GRDB
import RecipeCoding
public import RecipeModel

/// An import that is taken back, and the run that does so.
public struct UndoneImport: Sendable {
  public var run: RunKey
  public var undo: StoredRun

  public init(run: RunKey, undo: StoredRun) {
    self.run = run
    self.undo = undo
  }
}

extension ReadTransaction {
  /// A page of what `removeInserts` looks at, in its order: the first to be looked at is the last.
  public func insertsToRemove(
    of work: UndoneImport, before recipe: RecipeKey, limit: Int
  ) throws(StoreFault) -> [RecipeKey] {
    try recipesInserted(by: work.run, before: recipe, limit: limit).reversed()
  }
}

extension WriteTransaction {
  /// Marks an import as taken back, before anything of it is: from here on the same import begins
  /// anew.
  public func begin(_ work: UndoneImport) throws(StoreFault) {
    try execute(
      "INSERT OR IGNORE INTO run_undo (run_id, undone_run_id) VALUES (?, ?)",
      [work.undo.key.value, work.run.value])
    try execute("UPDATE run SET state = 'undone' WHERE id = ?", [work.run.value])
  }

  /// Takes back some of what the import proposed and nobody decided on; gives where to go on, nil
  /// when there is no more.
  ///
  /// The variants that proposals became leave bare nodes where `viewed` has them.
  public func withdrawProposals(
    of work: UndoneImport, after proposal: ProposalKey, viewed: Set<RecipeKey>, limit: Int
  ) throws -> ProposalKey? {
    var counts = UndoCounts()
    var leftovers = Leftovers()
    let page = try proposals(madeBy: work.run, after: proposal, limit: limit)
    for key in page where try standing(ofProposed: key, by: work.run) == .free {
      counts.nodes += try withdraw(key, of: work, viewed: viewed, &leftovers)
      counts.proposals += 1
    }
    try remove(leftovers, of: work)
    try count(counts, work)
    return page.count < limit ? nil : page.last
  }

  /// Gives some of the recipes that the import updated, and nobody touched since, back what they
  /// were; gives where to go on, nil when there is no more.
  public func restoreUpdates(
    of work: UndoneImport, after recipe: RecipeKey, limit: Int
  ) throws -> RecipeKey? {
    var counts = UndoCounts()
    var leftovers = Leftovers()
    let page = try recipesUpdated(by: work.run, after: recipe, limit: limit)
    for key in page where try standing(ofUpdated: key, by: work.run) == .free {
      try restore(key, of: work, &leftovers)
      counts.updates += 1
    }
    try remove(leftovers, of: work)
    try count(counts, work)
    return page.count < limit ? nil : page.last
  }

  /// Removes so many of the recipes that the import inserted and nobody touched or used since.
  ///
  /// Of the candidates the last one is looked at first, and what it was made from again after it;
  /// what is left of them was not looked at. Those that `viewed` has, because views are known of
  /// them, leave a bare node with their views.
  public func removeInserts(
    of work: UndoneImport, _ candidates: inout [RecipeKey], viewed: Set<RecipeKey>, limit: Int
  ) throws {
    var counts = UndoCounts()
    var leftovers = Leftovers()
    while counts.recipes < limit, let recipe = candidates.popLast() {
      guard try standing(ofInserted: recipe, by: work.run) == .free else { continue }
      let origin = try origin(of: recipe)
      for copy in try personalCopies(of: recipe) {
        counts.nodes += try remove(copy, of: work, isViewed: viewed.contains(copy), &leftovers)
      }
      counts.nodes += try remove(recipe, of: work, isViewed: viewed.contains(recipe), &leftovers)
      counts.recipes += 1
      if let origin, try isInserted(origin, by: work.run) { candidates.append(origin) }
    }
    try remove(leftovers, of: work)
    try count(counts, work)
  }

  /// Takes some of what the import put into quarantine out of it; says whether there is more.
  ///
  /// What an earlier run had met goes back to that one; what a later one met again is its.
  ///
  /// What the import could read is pending again.
  public func removeQuarantine(of work: UndoneImport, limit: Int) throws(StoreFault) -> Bool {
    try execute(
      """
      UPDATE quarantine SET state = 'pending', replayed_by_id = NULL, is_mended = 0
       WHERE replayed_by_id = ?
      """, [work.run.value])
    try execute(
      """
      UPDATE quarantine SET first_run_id = run_id WHERE first_run_id = ?1 AND run_id <> ?1
      """, [work.run.value])
    try execute(
      """
      UPDATE quarantine SET run_id = first_run_id WHERE run_id = ?1 AND first_run_id <> ?1
      """, [work.run.value])
    try execute(
      "DELETE FROM quarantine WHERE id IN (SELECT id FROM quarantine WHERE run_id = ? LIMIT ?)",
      [work.run.value, limit])
    var counts = UndoCounts()
    counts.quarantined = database.changesCount
    try count(counts, work)
    return counts.quarantined == limit
  }

  /// Settles what belongs to the import as a whole: its entry in the feed, once nothing of it is
  /// left there, and the tags of its community.
  public func settle(_ work: UndoneImport, named id: RunID, isWhole: Bool) throws(StoreFault) {
    if isWhole {
      try execute(
        "DELETE FROM activity WHERE public_id = ?", [NameBasedID.make(["activity", id.text])])
    }
    try forgetInputs(of: work.run)
    guard let community = try importRequest(of: work.run)?.community else { return }
    let isCounted =
      try integer(
        "SELECT EXISTS (SELECT 1 FROM tag_count WHERE community_id = ?)", [community.value]) != 0
    if isCounted { try recountTags(of: community) }
  }

  private func count(_ counts: UndoCounts, _ work: UndoneImport) throws(StoreFault) {
    guard !counts.isEmpty else { return }
    try execute(
      """
      UPDATE run_undo SET recipes = recipes + ?, nodes = nodes + ?, updates = updates + ?,
          proposals = proposals + ?, quarantined = quarantined + ? WHERE run_id = ?
      """,
      [
        counts.recipes, counts.nodes, counts.updates, counts.proposals, counts.quarantined,
        work.undo.key.value,
      ])
  }

  private func personalCopies(of recipe: RecipeKey) throws(StoreFault) -> [RecipeKey] {
    try rows(
      "SELECT id FROM recipe WHERE origin_id = ? AND origin_kind = 'personal_copy' ORDER BY id",
      [recipe.value]
    ) { RecipeKey($0[0]) }
  }
}
