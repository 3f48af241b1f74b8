/// What people do, as the audit log calls it: kind of thing and verb.
enum AuditAction: String, CaseIterable {
  case createUser = "user.create"
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
  case createProposal = "proposal.create"
  case acceptProposal = "proposal.accept"
  case rejectProposal = "proposal.reject"
  /// It became a variant because nobody could decide (R14); what that followed from is audited too.
  case orphanProposal = "proposal.orphan"
  case shareRecipe = "recipe.share"
}
