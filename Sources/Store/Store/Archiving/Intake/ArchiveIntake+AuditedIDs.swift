import ArchiveRecords
import RecipeModel

extension ArchiveIntake {
  /// Has the audit log name what comes in under another id by that.
  ///
  /// It does so as what an entry is about, and in what it adds: who asks the log for what is here
  /// finds that, and a stranger's recipe gets no entries.
  func renameInAuditLog() throws(StoreFault) {
    for (kind, entity) in [
      (ArchivedAuditSubject.recipe, ArchiveEntity.recipe), (.proposal, .proposal),
    ] {
      try transaction.execute(
        """
        UPDATE temp.intake_audit_log AS t SET entity_id = k.new FROM temp.intake_kept k
         WHERE t.entity_type = '\(kind.rawValue)' AND k.old = t.entity_id
           AND \(Self.isRenumbered(entity))
        """)
    }
    for (entity, members) in Self.namingMembers {
      for member in members {
        try transaction.execute(
          """
          UPDATE temp.intake_audit_log AS t
             SET metadata = json_set(t.metadata, '$.\(member)', k.new) FROM temp.intake_kept k
           WHERE json_valid(t.metadata) AND t.metadata ->> '\(member)' = k.old
             AND \(Self.isRenumbered(entity))
          """)
      }
    }
  }

  private static func isRenumbered(_ entity: ArchiveEntity) -> String {
    "k.entity = '\(entity.rawValue)' AND k.what = 'id' AND k.is_version = 0"
  }

  /// What entries call the recipes and revisions that they add.
  private static let namingMembers: [(ArchiveEntity, [String])] = [
    (
      .recipe,
      ["recipe", "variant", "origin", "copy", "personalCopy", "mergedInto", "other"]
    ),
    (.recipeRevision, ["revision"]),
  ]
}
