import ArchiveRecords
import PipelineCore
import RecipeModel

extension ArchiveIntake {
  func stage(_ value: ArchivedRevision, at sequence: Int64) throws(StoreFault) {
    try transaction.prepared("INSERT INTO temp.intake_recipe_revision VALUES (?, ?, ?, ?, ?, ?, ?)")
      .bind(sequence).bind(value.id).bind(value.recipeID).bind(value.bodyDigest)
      .bind(value.cause.rawValue).bind(value.proposalID).bind(value.replacedAt).run()
  }

  func settleRevisions() throws(StoreFault) {
    try settleRepeats(.recipeRevision)
    try refuseUnknown(.recipeRevision, "recipe", in: "recipe", "the recipe")
    try refuseUnknown(.recipeRevision, "proposal", in: "proposal", "the proposal")
    try settleExisting(
      .recipeRevision, "recipe_revision",
      equalWhere: """
        b.recipe_id = (SELECT id FROM recipe WHERE public_id = t.recipe)
          AND b.body_id = (SELECT id FROM recipe_body WHERE digest = t.body)
          AND b.cause = t.cause
          AND b.proposal_id IS (SELECT id FROM proposal WHERE public_id = t.proposal)
          AND b.replaced_at = t.replaced_at
        """)
    try insertBodies(neededBy: "SELECT t.body FROM \(ArchiveEntity.recipeRevision.undecided)")
    try refuse(
      .recipeRevision, .unknownReference, "the body that it replaced is not there",
      where: "NOT EXISTS (SELECT 1 FROM recipe_body b WHERE b.digest = t.body)")
    // The order in which recipes were changed is the order of their revisions.
    try insertUndecided(
      .recipeRevision,
      """
      INSERT INTO recipe_revision (id, public_id, recipe_id, body_id, cause, proposal_id, replaced_at,
          change)
        SELECT \(keptKey(of: "recipe_revision", named: "t.id")), t.id, r.id, b.id, t.cause, (SELECT id FROM proposal WHERE public_id = t.proposal),
            t.replaced_at, \(transaction.change)
          FROM \(ArchiveEntity.recipeRevision.undecided)
          JOIN recipe r ON r.public_id = t.recipe JOIN recipe_body b ON b.digest = t.body
         ORDER BY t.replaced_at, t.seq
      """)
  }
}
