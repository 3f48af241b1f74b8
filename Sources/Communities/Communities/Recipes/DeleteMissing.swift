import CommunityRules
import PipelineCore
public import RecipeModel
public import Store

extension CommunityActions {
  /// Whether somebody may delete a recipe (R20); one beyond their reach is not theirs to delete.
  public func mayDelete(
    _ id: RecipeID, as acting: ActingAs, in transaction: ReadTransaction
  ) throws -> Bool {
    let standings = Standings(transaction: transaction)
    let asker = try standings.asker(acting)
    do {
      let recipe = try standings.recipe(id, changedBy: asker)
      _ = try DeleteRecipe.decide(
        recipe.standing, as: DeletionID(try transaction.nextDeletionKey()), by: asker.actor,
        at: surroundings.now())
      return true
    } catch is Refusal {
      return false
    } catch is UnknownReference {
      return false
    }
  }

  /// Deletes a recipe that an import did not meet any more, as a deletion by that person does; in the
  /// transaction, at the moment and with the audit entry of the import.
  public func deleteMissing(
    _ id: RecipeID, as acting: ActingAs, run: RunID, entry: AuditID, at now: Instant,
    in transaction: WriteTransaction
  ) throws {
    let asker = try Standings(transaction: transaction).asker(acting)
    try Change(
      transaction: transaction, asker: asker, now: now, story: Story(of: entry), run: run
    ).deleteRecipe(id)
  }
}
