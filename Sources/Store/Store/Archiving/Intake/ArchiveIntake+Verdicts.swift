import ArchiveRecords
import PipelineCore
import RecipeModel

/// What becomes of a staged record; raw values stand in the temporary tables.
enum IntakeOutcome: String {
  case inserted, updated, unchanged, skipped, quarantined
}

extension ArchiveEntity {
  /// The table of the schema that its records are rows of, where they have an id.
  var table: String { String(intakeTable.dropFirst("intake_".count)) }

  /// The temporary table of its records; `t` in conditions.
  var intakeTable: String {
    switch self {
    case .installation: "intake_installation"
    case .user: "intake_user"
    case .deletion: "intake_deletion"
    case .community: "intake_community"
    case .membership: "intake_membership"
    case .target: "intake_target"
    case .tag: "intake_tag"
    case .recipeBody: "intake_recipe_body"
    case .recipe: "intake_recipe"
    case .recipeSource: "intake_recipe_source"
    case .recipeImage: "intake_recipe_image"
    case .proposal: "intake_proposal"
    case .recipeRevision: "intake_recipe_revision"
    case .activity: "intake_activity"
    case .auditLog: "intake_audit_log"
    case .view: "intake_view"
    case .quarantine: "intake_quarantine"
    case .operation: "intake_operation"
    }
  }

  /// The staged records of an entity that have no outcome yet, as a FROM clause.
  var undecided: String {
    "temp.\(intakeTable) t JOIN temp.intake i ON i.seq = t.seq AND i.outcome IS NULL"
  }
}

extension ArchiveIntake {
  /// Gives an outcome to the undecided records of an entity for which the condition holds.
  func settle(
    _ entity: ArchiveEntity, as outcome: IntakeOutcome, where condition: String = "1"
  ) throws(StoreFault) {
    try transaction.execute(
      """
      UPDATE temp.intake SET outcome = ? WHERE outcome IS NULL AND seq IN (
        SELECT t.seq FROM temp.\(entity.intakeTable) t WHERE \(condition))
      """, [outcome.rawValue])
  }

  /// Puts the undecided records of an entity for which the condition holds into quarantine.
  ///
  /// Where what is there stays, records of what is there are not judged, and what collides with it
  /// in another way is left out.
  func refuse(
    _ entity: ArchiveEntity, _ code: Rejection.Code, _ message: String, where condition: String
  ) throws(StoreFault) {
    guard policy == .refuse || code != .conflictingIdentity else {
      return try settle(entity, as: .skipped, where: "(\(condition)) AND NOT \(entity.isStored)")
    }
    let isJudged = policy == .refuse ? "1" : "NOT \(entity.isStored)"
    try transaction.execute(
      """
      UPDATE temp.intake SET outcome = 'quarantined', code = ?, message = ?
       WHERE outcome IS NULL AND seq IN (
        SELECT t.seq FROM temp.\(entity.intakeTable) t WHERE (\(condition)) AND \(isJudged))
      """, [code.rawValue, message])
  }

  /// Refuses records that name something that is not there; null names nothing.
  func refuseUnknown(
    _ entity: ArchiveEntity, _ column: String, in table: String, _ what: String
  ) throws(StoreFault) {
    if policy != .refuse {
      try settle(entity, as: .skipped, where: isOfSkipped(entity, column, table))
    }
    try refuse(
      entity, .unknownReference, "\(what) is not there",
      where: """
        t.\(column) IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM \(table) b WHERE b.public_id = t.\(column))
        """)
  }

  /// Refuses records that name a deletion that is not there.
  func refuseUnknownDeletion(_ entity: ArchiveEntity) throws(StoreFault) {
    try refuse(
      entity, .unknownReference, "the deletion is not there",
      where: """
        t.deletion IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM temp.deletion_name n WHERE n.id = t.deletion)
        """)
  }

  /// Of records with the same id the first counts: equal ones are skipped, others are refused.
  func settleRepeats(_ entity: ArchiveEntity) throws(StoreFault) {
    let table = entity.intakeTable
    let earlier = """
      EXISTS (SELECT 1 FROM temp.\(table) e JOIN temp.intake ei ON ei.seq = e.seq
        WHERE e.id = t.id AND e.seq < t.seq
      """
    try settle(
      entity, as: .skipped,
      where: """
        \(earlier) AND ei.raw = (SELECT raw FROM temp.intake WHERE seq = t.seq)
          AND length(ei.raw) < \(Rejection.rawLimit))
        """)
    try refuse(
      entity, .conflictingIdentity, "an earlier record of the archive has the same id",
      where: "\(earlier))")
  }

  /// Compares with what is in the store under the same id.
  func settleExisting(
    _ entity: ArchiveEntity, _ table: String, equalWhere condition: String
  ) throws(StoreFault) {
    let existing = "EXISTS (SELECT 1 FROM \(table) b WHERE b.public_id = t.id"
    try settle(entity, as: .unchanged, where: "\(existing) AND \(condition))")
    switch policy {
    case .refuse:
      try refuse(
        entity, .conflictingIdentity, "the store holds the same id with other content",
        where: "\(existing))")
    case .skip, .overwrite, .keepBoth: try settle(entity, as: .skipped, where: "\(existing))")
    }
  }

  /// Runs an INSERT that takes all undecided records of an entity, and settles them.
  func insertUndecided(_ entity: ArchiveEntity, _ sql: String) throws(StoreFault) {
    // Without a row SQLite would note that numbers of the table were given.
    guard try transaction.integer("SELECT EXISTS (SELECT 1 FROM \(entity.undecided))") != 0 else {
      return
    }
    try transaction.execute(sql)
    try settle(entity, as: .inserted)
  }
}

extension PreparedStatement {
  func bind(_ instant: Instant) -> PreparedStatement { bind(instant.milliseconds) }

  func bind(_ instant: Instant?) -> PreparedStatement { bind(instant?.milliseconds) }

  func bind<Entity>(_ id: EntityID<Entity>) -> PreparedStatement { bind(id.text) }

  func bind<Entity>(_ id: EntityID<Entity>?) -> PreparedStatement { bind(id?.text) }

  func bind(_ digest: Digest?) -> PreparedStatement {
    guard let digest else { return bindNull() }
    return bind(blob: digest.bytes)
  }
}
