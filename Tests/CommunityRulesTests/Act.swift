import CommunityRules
import PipelineCore
import RecipeModel

/// Everything that can be asked for, each in a state in which only the actor decides the answer.
enum Act: String, Sendable, CaseIterable {
  case createUser = "create-user"
  case changeUser = "change-user"
  case eraseUser = "erase-user"
  case createCommunity = "create-community"
  case deleteCommunity = "delete-community"
  case restoreCommunity = "restore-community"
  case invite
  case promote
  case demote
  case leave
  case changeCommunity = "change-community"
  case setTarget = "set-target"
  case removeTarget = "remove-target"
  case seeCommunity = "see-community"
  case seeInstallation = "see-installation"
  case seeAuditLog = "see-audit-log"
  case seeOwnAuditLog = "see-own-audit-log"
  case seeWholeAuditLog = "see-whole-audit-log"
  case backUpCommunity = "back-up-community"
  case backUpInstallation = "back-up-installation"
  case createRecipe = "create-recipe"
  case createInCatalogue = "create-in-catalogue"
  case `import`
  case importToCatalogue = "import-to-catalogue"
  case undoImport = "undo-import"
  case undoImportToCatalogue = "undo-import-to-catalogue"
  case seeRecipe = "see-recipe"
  case seeDeletedRecipe = "see-deleted-recipe"
  case editRecipe = "edit-recipe"
  case tagRecipe = "tag-recipe"
  case deleteRecipe = "delete-recipe"
  case restoreRecipe = "restore-recipe"
  case propose
  case proposeToCopy = "propose-to-copy"
  case seeProposal = "see-proposal"
  case seeRejectedProposal = "see-rejected-proposal"
  case acceptProposal = "accept-proposal"
  case rejectProposal = "reject-proposal"
  case seeCopy = "see-copy"
  case editCopy = "edit-copy"
  case tagCopy = "tag-copy"
  case deleteCopy = "delete-copy"
  case restoreCopy = "restore-copy"
  case seeTrash = "see-trash"
  case seeOwnTrash = "see-own-trash"
  case takeDown = "take-down"
  case takeDownCopy = "take-down-copy"
  case liftTakedown = "lift-takedown"
  case liftOperatorsTakedown = "lift-operators-takedown"
  case seeTakedowns = "see-takedowns"
  case shareRecipe = "share-recipe"
  case shareCopy = "share-copy"

  func decide(by actor: Actor) throws(Refusal) {
    switch self {
    case .createUser, .createCommunity, .deleteCommunity, .restoreCommunity, .invite, .promote,
      .demote, .leave, .changeCommunity, .setTarget, .removeTarget, .seeCommunity, .seeInstallation,
      .backUpCommunity,
      .backUpInstallation:
      try decideOnCommunity(by: actor)
    case .eraseUser:
      _ = try EraseUser.decide(Cast.cleo, isErased: false, memberships: [], by: actor)
    case .changeUser: try ChangeUser.decide(Cast.cleo, named: "cleo", by: actor)
    case .createRecipe: _ = try CreateRecipe.decide(in: .community(Cast.circle), by: actor)
    case .createInCatalogue: _ = try CreateRecipe.decide(in: .catalogue, by: actor)
    case .import: _ = try ImportRecipes.decide(into: .community(Cast.circle), by: actor)
    case .importToCatalogue: _ = try ImportRecipes.decide(into: .catalogue, by: actor)
    case .undoImport: try undoImport(into: .community(Cast.circle), by: actor)
    case .undoImportToCatalogue: try undoImport(into: .catalogue, by: actor)
    case .seeRecipe: try ViewRecipe.decide(Cast.recipe, by: actor)
    case .seeDeletedRecipe:
      try ViewRecipe.decide(Cast.recipe.gone, includingDeleted: true, by: actor)
    case .editRecipe: _ = try EditRecipe.decide(Cast.recipe, by: actor)
    case .tagRecipe: try tag(Cast.recipe, by: actor)
    case .deleteRecipe: try delete(Cast.recipe, by: actor)
    case .restoreRecipe: try restore(Cast.recipe.gone, by: actor)
    case .propose, .proposeToCopy, .seeProposal, .seeRejectedProposal, .acceptProposal,
      .rejectProposal:
      try decideOnProposal(by: actor)
    case .seeCopy: try ViewRecipe.decide(Cast.copy, by: actor)
    case .editCopy: _ = try EditRecipe.decide(Cast.copy, by: actor)
    case .tagCopy: try tag(Cast.copy, by: actor)
    case .deleteCopy: try delete(Cast.copy, by: actor)
    case .restoreCopy: try restore(Cast.copy.gone, by: actor)
    case .seeTrash: _ = try ViewTrash.decide(.community(Cast.circle), by: actor)
    case .seeOwnTrash: _ = try ViewTrash.decide(.own, by: actor)
    case .takeDown: try takeDown(Cast.recipe, by: actor)
    case .takeDownCopy: try takeDown(Cast.copy, by: actor)
    case .liftTakedown: try lift(.community(Cast.circle.id), by: actor)
    case .liftOperatorsTakedown: try lift(.everywhere, by: actor)
    case .seeAuditLog: _ = try ViewAuditLog.decide(.community(Cast.circle), by: actor)
    case .seeOwnAuditLog: _ = try ViewAuditLog.decide(.own, by: actor)
    case .seeWholeAuditLog: _ = try ViewAuditLog.decide(.installation, by: actor)
    case .seeTakedowns: _ = try ViewTakedowns.decide(in: Cast.circle, by: actor)
    case .shareRecipe: try share(Cast.recipe, by: actor)
    case .shareCopy: try share(Cast.copy, by: actor)
    }
  }

  private func decideOnCommunity(by actor: Actor) throws(Refusal) {
    let circle = Cast.circle
    switch self {
    case .createUser: _ = try CreateUser.decide(Drafts.user, by: actor)
    case .createCommunity:
      // The operator names somebody else, a person nobody.
      _ = try CreateCommunity.decide(
        Drafts.community, firstAdmin: actor == .operator ? Cast.dora : nil, by: actor,
        at: Cast.now)
    case .deleteCommunity:
      _ = try DeleteCommunity.decide(circle, as: Cast.deletion, by: actor, at: Cast.now)
    case .restoreCommunity:
      _ = try RestoreCommunity.decide(
        .init(),
        in: .init(community: circle.gone, returningAdminCount: 1, slugIsTaken: false),
        retention: .standard, by: actor, at: Cast.now)
    case .invite:
      _ = try Invite.decide(.user(Cast.dora.away), into: circle, by: actor, at: Cast.now)
    case .promote: _ = try ChangeRole.decide(Cast.ben, to: .admin, in: circle, by: actor)
    case .demote: _ = try ChangeRole.decide(Cast.otto, to: .member, in: circle, by: actor)
    case .leave:
      _ = try Leave.decide(
        circle, remaining: .init(adminCount: 1, memberCount: 1, candidates: ["ben"]), by: actor)
    case .changeCommunity: try ChangeCommunity.decide(circle, by: actor)
    case .setTarget:
      _ = try SetTarget.decide(
        SetTarget.Request(.views, .weekly, value: Drafts.target), of: circle, after: nil,
        by: actor, today: Cast.now.day)
    case .removeTarget:
      _ = try RemoveTarget.decide(
        TargetStanding(value: Drafts.target, since: Cast.now.day), .daily, of: circle, by: actor,
        today: Cast.now.day)
    case .seeCommunity: _ = try ViewCommunity.decide(circle, by: actor)
    case .seeInstallation: try ViewInstallation.decide(by: actor)
    case .backUpCommunity: _ = try BackUp.decide(.community(circle), by: actor)
    case .backUpInstallation: _ = try BackUp.decide(.installation, by: actor)
    default: preconditionFailure("\(rawValue) is not about a community")
    }
  }

  private func decideOnProposal(by actor: Actor) throws(Refusal) {
    switch self {
    case .propose:
      _ = try ProposeUpdate.decide(.init(recipe: Cast.recipe, creator: Cast.cleo), by: actor)
    case .proposeToCopy:
      _ = try ProposeUpdate.decide(.init(recipe: Cast.copy, creator: Cast.cleo), by: actor)
    case .seeProposal: try ViewProposal.decide(Cast.proposal, by: actor)
    case .seeRejectedProposal: try ViewProposal.decide(Cast.proposal.decided(.rejected), by: actor)
    case .acceptProposal:
      _ = try DecideProposal.decide(.accept, on: Cast.proposal, baseHasChanged: false, by: actor)
    case .rejectProposal:
      _ = try DecideProposal.decide(.reject, on: Cast.proposal, baseHasChanged: false, by: actor)
    default: preconditionFailure("\(rawValue) is not about a proposal")
    }
  }

  private func tag(_ recipe: RecipeStanding, by actor: Actor) throws(Refusal) {
    _ = try TagRecipe.decide(.init(), on: recipe, carried: [], known: [], by: actor)
  }

  /// Of what the creator of the recipe imported.
  private func undoImport(into place: RecipePlace, by actor: Actor) throws(Refusal) {
    try UndoImport.decide(RunID("run-1"), by: Cast.cleo.id, into: place, for: actor)
  }

  private func delete(_ recipe: RecipeStanding, by actor: Actor) throws(Refusal) {
    _ = try DeleteRecipe.decide(recipe, as: Cast.deletion, by: actor, at: Cast.now)
  }

  private func takeDown(_ recipe: RecipeStanding, by actor: Actor) throws(Refusal) {
    _ = try TakeDown.decide(recipe, as: Cast.deletion, by: actor, at: Cast.now)
  }

  private func lift(_ scope: TakeDown.Scope, by actor: Actor) throws(Refusal) {
    _ = try LiftTakedown.decide(
      Cast.recipe.gone, takenDownIn: scope, retention: .standard, by: actor, at: Cast.now)
  }

  /// Everybody is a member of the destination, so that the recipe's community decides.
  private func share(_ recipe: RecipeStanding, by actor: Actor) throws(Refusal) {
    _ = try ShareRecipe.decide(
      ShareRecipe.State(recipe: recipe, destination: Cast.crumb),
      by: actor.joining(.member, of: Cast.crumb))
  }

  private func restore(_ recipe: RecipeStanding, by actor: Actor) throws(Refusal) {
    _ = try RestoreRecipe.decide(recipe, retention: .standard, by: actor, at: Cast.now)
  }
}

/// Valid things to be made.
enum Drafts {
  static let user = UserDraft(
    id: UserID("fay"),
    email: valid { () throws(InvalidValue) in try EmailAddress("fay@example.org") },
    username: valid { () throws(InvalidValue) in try Username("fay") })
  static let target = valid { () throws(InvalidValue) in try TargetValue(500) }
  static let community = CommunityDraft(
    id: CommunityID("new"), slug: valid { () throws(InvalidValue) in try Slug("new-circle") },
    name: valid { () throws(InvalidValue) in try CommunityName("New Circle") })

  static func valid<Value>(_ make: () throws(InvalidValue) -> Value) -> Value {
    do throws(InvalidValue) {
      return try make()
    } catch {
      preconditionFailure(error.message)
    }
  }
}
