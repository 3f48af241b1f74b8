import ArchiveRecords
import PipelineCore
import RecipeCoding
public import RecipeModel

// What was decided here is known here: a proposal that was decided and then purged was decided (R13),
// an import that was taken back was meant to go, a deleted community comes back by the rules alone.

extension ReadTransaction {
  /// The imports that were taken back.
  public func undoneImports() throws(StoreFault) -> [RunID] {
    try rows(
      """
      SELECT public_id FROM run WHERE id IN (SELECT undone_run_id FROM run_undo) ORDER BY id
      """
    ) { RunID($0[0]) }
  }

  /// The recipes of a selection that an import brought, also as variants of what it proposed.
  public func recipes(
    in selection: ArchiveSelection, broughtBy run: RunID
  ) throws(StoreFault) -> [RecipeID] {
    try rows(
      """
      SELECT r.public_id FROM recipe_source s JOIN recipe r ON r.id = s.recipe_id
        JOIN run n ON n.id = s.run_id AND n.public_id = ?1 WHERE \(selection.recipes("r"))
      UNION SELECT r.public_id FROM import_proposal i JOIN run n ON n.id = i.run_id
          AND n.public_id = ?1 JOIN proposal p ON p.id = i.proposal_id
        JOIN recipe r ON r.id = p.variant_recipe_id WHERE \(selection.recipes("r"))
      """, [run.text]
    ) { RecipeID($0[0]) }
  }

  /// The proposals to recipes of a selection that an import brought.
  public func proposals(
    in selection: ArchiveSelection, broughtBy run: RunID
  ) throws(StoreFault) -> [ProposalID] {
    try rows(
      """
      SELECT p.public_id FROM import_proposal i JOIN run n ON n.id = i.run_id
          AND n.public_id = ? JOIN proposal p ON p.id = i.proposal_id
        JOIN recipe r ON r.id = p.recipe_id WHERE \(selection.recipes("r"))
      """, [run.text]
    ) { ProposalID($0[0]) }
  }
}

extension ArchiveIntake {
  /// When the run that brings the records in began.
  public func moment() throws(StoreFault) -> Instant {
    Instant(
      milliseconds: try transaction.integer(
        "SELECT reference_at FROM run WHERE id = ?", [run.value]))
  }

  // MARK: - Imports that were taken back

  /// Stages that a recipe was brought by an import that was taken back here.
  public func stageTakenBack(_ recipe: RecipeID) throws(StoreFault) {
    try stageTakenBack(.recipe, recipe.text)
  }

  /// Stages that a proposal was brought by an import that was taken back here, with what the feed
  /// says of it.
  public func stageTakenBack(_ proposal: ProposalID) throws(StoreFault) {
    try stageTakenBack(.proposal, proposal.text)
    for kind in [ActivityKind.variantProposed, .variantCreated] {
      try stageTakenBack(
        .activity, NameBasedID.make(["activity", kind.rawValue, proposal.text]))
    }
  }

  /// Stages that an import was taken back here, and that the feed tells no more of it.
  public func stageTakenBack(_ run: RunID) throws(StoreFault) {
    try stageTakenBack(.activity, NameBasedID.make(["activity", run.text]))
  }

  private func stageTakenBack(_ entity: ArchiveEntity, _ id: String) throws(StoreFault) {
    try transaction.prepared("INSERT OR IGNORE INTO temp.intake_taken_back VALUES (?, ?)")
      .bind(entity.rawValue).bind(id).run()
  }

  /// Leaves out what went with its import and is not here; gives how many recipes that are.
  ///
  /// Where what is there stays as it is, what was meant to go stays gone.
  func leaveOutWhatWasTakenBack() throws(StoreFault) -> Int {
    guard policy == .skip else { return 0 }
    func isTakenBack(_ entity: ArchiveEntity) -> String {
      """
      NOT \(entity.isStored) AND t.id IN (
        SELECT id FROM temp.intake_taken_back WHERE entity = '\(entity.rawValue)')
      """
    }
    let recipes = try transaction.integer(
      "SELECT count(*) FROM \(ArchiveEntity.recipe.undecided) AND \(isTakenBack(.recipe))")
    for entity in [ArchiveEntity.recipe, .proposal, .activity] {
      try settle(entity, as: .skipped, where: isTakenBack(entity))
    }
    return Int(recipes)
  }

  // MARK: - Proposals

  /// Proposals that come back as pending, and that the audit log says were decided, come back as
  /// they were decided (R13).
  func decideAgain() throws {
    guard policy != .refuse else { return }
    let decisions = try transaction.rows(
      """
      SELECT t.seq, a.action, u.public_id AS actor, a.created_at, v.public_id AS variant
        FROM \(ArchiveEntity.proposal.undecided)
        JOIN audit_log a ON a.entity_type = 'proposal' AND a.entity_id = t.id
          AND a.action IN ('proposal.accept', 'proposal.reject', 'proposal.orphan')
        LEFT JOIN user u ON u.id = a.actor_id
        LEFT JOIN recipe v ON v.public_id = a.metadata ->> 'variant'
       WHERE t.status = 'pending' AND NOT \(ArchiveEntity.proposal.isStored) ORDER BY a.id
      """
    ) { row in
      (
        seq: row["seq"] as Int64, action: row["action"] as String, at: row["created_at"] as Int64,
        actor: row["actor"] as String?, variant: row["variant"] as String?
      )
    }
    for decision in decisions {
      let isAccepted = decision.action == "proposal.accept"
      try transaction.execute(
        """
        UPDATE temp.intake_proposal SET status = ?, decided_at = ?, decided_by = ?, variant = ?
         WHERE seq = ?
        """,
        [
          (isAccepted ? ProposalStatus.accepted : .rejected).rawValue, decision.at,
          // Whoever left behind a proposal that nobody can decide did not decide it (R14).
          decision.action == "proposal.orphan" ? nil : decision.actor,
          isAccepted ? nil : decision.variant, decision.seq,
        ])
    }
  }

  /// The pending proposals that came in, or whose recipes came back.
  public func pendingProposals() throws(StoreFault) -> [ProposalID] {
    try transaction.rows(
      """
      SELECT p.public_id FROM proposal p WHERE p.status = 'pending' AND p.deleted_at IS NULL AND (
          p.public_id IN (SELECT t.id FROM temp.intake_proposal t
            JOIN temp.intake i ON i.seq = t.seq AND i.outcome = 'inserted')
          OR p.recipe_id IN (SELECT t.key FROM temp.intake_recipe t
            JOIN temp.intake i ON i.seq = t.seq AND i.outcome = 'updated'))
        ORDER BY p.created_at, p.id
      """
    ) { ProposalID($0[0]) }
  }

  // MARK: - Communities

  /// The staged living communities that are deleted here, and not purged, where communities are what
  /// is brought in: for the sake of one recipe none comes back.
  public func deletedCommunities() throws(StoreFault) -> [CommunityID] {
    guard policy == .overwrite, bringsMembers else { return [] }
    return try transaction.rows(
      """
      SELECT t.id FROM \(ArchiveEntity.community.undecided) JOIN community b ON b.public_id = t.id
       WHERE t.deleted_at IS NULL AND b.deleted_at IS NOT NULL AND b.purged_at IS NULL
       ORDER BY t.seq
      """
    ) { CommunityID($0[0]) }
  }

  /// Says what became of a deleted community: it is back, or a rule refused it.
  public func settle(_ community: CommunityID, refusedFor reason: String?) throws(StoreFault) {
    try transaction.execute(
      """
      UPDATE temp.intake SET outcome = ?, code = ?, message = ? WHERE outcome IS NULL AND seq IN (
        SELECT seq FROM temp.intake_community WHERE id = ?)
      """,
      [
        (reason == nil ? IntakeOutcome.updated : .quarantined).rawValue,
        reason == nil ? nil : Rejection.Code.ruleRefused.rawValue, reason, community.text,
      ])
  }
}
