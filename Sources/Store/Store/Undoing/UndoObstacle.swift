public import RecipeModel

/// Something that an import did and that cannot be taken back.
public struct UndoObstacle: Sendable, Equatable {
  /// What the import did.
  public enum Work: String, Sendable, CaseIterable {
    case inserted
    case updated
    case proposed
    /// Deleted, as a mirror.
    case deleted
  }

  /// Why it stays; raw values are written into results.
  public enum Reason: String, Sendable, CaseIterable {
    case changed
    case deleted
    case takenDown = "taken-down"
    case updatedAgain = "updated-again"
    case proposals
    case descendants
    case copyChanged = "copy-changed"
    case decided
    case mirrored

    /// What it means, in words for people.
    public var meaning: String {
      switch self {
      case .changed: "it was changed since"
      case .deleted: "it was deleted since"
      case .takenDown: "it, or what it said before, was taken down"
      case .updatedAgain: "a later import updated it"
      case .proposals: "somebody proposed to change it"
      case .descendants: "others were made from it"
      case .copyChanged: "its creator's own copy was changed or used"
      case .decided: "the proposal was decided on, or its variant was used"
      case .mirrored: "the archive did not hold it: `levain recipe restore` gives it back"
      }
    }
  }

  public var recipe: RecipeID
  public var title: String
  public var work: Work
  public var reason: Reason

  public init(recipe: RecipeID, title: String, work: Work, reason: Reason) {
    self.recipe = recipe
    self.title = title
    self.work = work
    self.reason = reason
  }
}

/// Whether something can be taken back.
enum UndoStanding: Equatable {
  /// It is not there any more.
  case gone
  case free
  case hindered(UndoObstacle.Reason)

  init(_ reason: String??) {
    switch reason {
    case nil: self = .gone
    case .some(nil): self = .free
    case .some(let text?): self = .hindered(UndoObstacle.Reason(rawValue: text) ?? .changed)
    }
  }
}

extension ReadTransaction {
  /// Whether a recipe that an import inserted is as the import left it, and nothing was made of it.
  func standing(ofInserted recipe: RecipeKey, by run: RunKey) throws(StoreFault) -> UndoStanding {
    UndoStanding(
      try row(ReadTransaction.insertedStanding, [run.value, recipe.value]) { $0[0] as String? })
  }

  /// Whether a recipe that an import updated is as the import left it, and nothing was made of what
  /// it says since.
  func standing(ofUpdated recipe: RecipeKey, by run: RunKey) throws(StoreFault) -> UndoStanding {
    UndoStanding(
      try row(ReadTransaction.updatedStanding, [run.value, recipe.value]) { $0[0] as String? })
  }

  /// Whether nobody decided on what an import proposed, nor used what became of it.
  func standing(
    ofProposed proposal: ProposalKey, by run: RunKey
  ) throws(StoreFault) -> UndoStanding {
    UndoStanding(
      try row(ReadTransaction.proposedStanding, [run.value, proposal.value]) { $0[0] as String? })
  }

  /// Whether a row is as the run left it; `row` is what the statement calls it.
  private static func isOfRun(_ row: String) -> String {
    "EXISTS (SELECT 1 FROM run_change w WHERE w.run_id = ?1 AND w.change = \(row).change)"
  }

  /// The same of a recipe, which may also be as before a later run that was taken back.
  private static func isRecipeOfRun(_ row: String) -> String {
    """
    (\(isOfRun(row)) OR EXISTS (SELECT 1 FROM run_recipe_change w
      WHERE w.run_id = ?1 AND w.recipe_id = \(row).id AND w.change = \(row).change))
    """
  }

  /// Whether anything but the run refers to a recipe; variants and shares aside.
  private static func isUsed(_ row: String) -> String {
    """
    (EXISTS (SELECT 1 FROM proposal x WHERE x.recipe_id = \(row).id)
      OR EXISTS (SELECT 1 FROM recipe_revision x WHERE x.recipe_id = \(row).id)
      OR EXISTS (SELECT 1 FROM takedown x WHERE x.recipe_id = \(row).id)
      OR EXISTS (SELECT 1 FROM activity x WHERE x.recipe_id = \(row).id AND NOT \(isOfRun("x"))))
    """
  }

  private static let insertedStanding = """
    SELECT CASE
      WHEN EXISTS (SELECT 1 FROM takedown t WHERE t.recipe_id = r.id) THEN 'taken-down'
      WHEN r.deleted_at IS NOT NULL THEN 'deleted'
      WHEN s.run_id <> ?1 THEN 'updated-again'
      WHEN NOT \(isRecipeOfRun("r")) THEN 'changed'
      WHEN EXISTS (SELECT 1 FROM proposal p WHERE p.recipe_id = r.id) THEN 'proposals'
      WHEN EXISTS (SELECT 1 FROM recipe d
        WHERE d.origin_id = r.id AND d.origin_kind <> 'personal_copy') THEN 'descendants'
      WHEN EXISTS (SELECT 1 FROM recipe c
        WHERE c.origin_id = r.id AND c.origin_kind = 'personal_copy'
          AND (c.deleted_at IS NOT NULL OR NOT \(isRecipeOfRun("c")) OR \(isUsed("c"))
            OR EXISTS (SELECT 1 FROM recipe d WHERE d.origin_id = c.id))) THEN 'copy-changed'
      WHEN \(isUsed("r")) THEN 'changed'
      END
      FROM recipe r CROSS JOIN recipe_source s ON s.recipe_id = r.id WHERE r.id = ?2
    """

  private static let updatedStanding = """
    SELECT CASE
      WHEN r.deleted_at IS NOT NULL THEN 'deleted'
      WHEN s.run_id <> ?1 THEN 'updated-again'
      WHEN NOT \(isRecipeOfRun("r")) AND NOT (u.kind = 'take_over' AND r.change = u.change)
        THEN 'changed'
      WHEN r.body_id <> u.body_id AND EXISTS (SELECT 1 FROM recipe_body b CROSS JOIN takedown t
        WHERE b.id = u.body_id AND t.content_digest = b.content_digest AND t.lifted_at IS NULL
          AND (t.community_id IS NULL OR t.community_id = r.community_id)) THEN 'taken-down'
      WHEN EXISTS (SELECT 1 FROM proposal p
        WHERE p.recipe_id = r.id AND p.base_body_id = r.body_id AND r.body_id <> u.body_id)
        THEN 'proposals'
      WHEN u.kind = 'update' AND EXISTS (SELECT 1 FROM recipe d, run n
        WHERE d.origin_id = r.id AND d.origin_kind <> 'personal_copy' AND n.id = ?1
          AND (d.created_at > n.reference_at
            OR (d.body_id = r.body_id AND r.body_id <> u.body_id))
          AND NOT \(isOfRun("d"))) THEN 'descendants'
      END
      FROM import_update u CROSS JOIN recipe r ON r.id = u.recipe_id
        CROSS JOIN recipe_source s ON s.recipe_id = r.id
     WHERE u.run_id = ?1 AND u.recipe_id = ?2
    """

  private static let proposedStanding = """
    SELECT CASE
      WHEN r.deleted_at IS NOT NULL OR p.deleted_at IS NOT NULL THEN 'deleted'
      WHEN NOT \(isOfRun("p")) OR p.decided_by_id IS NOT NULL OR p.status = 'accepted'
        THEN 'decided'
      WHEN EXISTS (SELECT 1 FROM recipe v WHERE v.id = p.variant_recipe_id
          AND (v.deleted_at IS NOT NULL OR NOT \(isOfRun("v")) OR \(isUsed("v"))
            OR EXISTS (SELECT 1 FROM recipe d WHERE d.origin_id = v.id))) THEN 'decided'
      END
      FROM proposal p CROSS JOIN recipe r ON r.id = p.recipe_id WHERE p.id = ?2
    """
}
