/// What people do, as the audit log calls it: kind of thing and verb.
public enum AuditAction: String, Sendable, CaseIterable {
  case createUser = "user.create"
  case eraseUser = "user.erase"
  case changeUser = "user.change"
  case createCommunity = "community.create"
  case changeCommunity = "community.change"
  case deleteCommunity = "community.delete"
  case restoreCommunity = "community.restore"
  case join = "membership.begin"
  case promote = "membership.promote"
  case leave = "membership.end"
  case createRecipe = "recipe.create"
  case editRecipe = "recipe.edit"
  case deleteRecipe = "recipe.delete"
  case restoreRecipe = "recipe.restore"
  case tagRecipe = "recipe.tag"
  /// Two recipes that say nearly the same are two dishes.
  case dismissDuplicate = "duplicate.dismiss"
  case createProposal = "proposal.create"
  case acceptProposal = "proposal.accept"
  case rejectProposal = "proposal.reject"
  /// It became a variant because nobody could decide (R14); what that followed from is audited too.
  case orphanProposal = "proposal.orphan"
  case takeDown = "recipe.takedown"
  case liftTakedown = "recipe.takedown.lift"
  case shareRecipe = "recipe.share"
  case purge = "installation.purge"
}
