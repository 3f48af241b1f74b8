public import ArchiveRecords
import CommunityRules
import PipelineCore
import RecipeModel
public import Store

extension CommunityActions {
  /// Does again, inside a transaction of many, what somebody did: under the rules, at its moment.
  ///
  /// What is refused has changed nothing. An operation that is in the audit log already, or that
  /// changes nothing, is known. Faults of the store are thrown.
  public static func play(
    _ operation: ArchivedOperation, in transaction: WriteTransaction
  ) throws -> PlayedOperation {
    guard let id = operation.id else { preconditionFailure("the reader gives each one an id") }
    guard try !transaction.hasAuditEntry(id) else { return .known }
    let story = Story(of: id)
    do {
      try transaction.attempt {
        let change = Change(
          transaction: transaction,
          asker: try Standings(transaction: transaction).asker(named: operation.actor),
          now: operation.at, story: story)
        try change.play(operation.action)
      }
    } catch let refusal as Refusal {
      return .refused(
        .ruleRefused, message: "\(refusal.rule.rawValue): \(refusal.rule.statement)")
    } catch let unknown as UnknownReference {
      return .refused(.unknownReference, message: "the \(unknown.kind.rawValue) is not there")
    } catch let ambiguous as AmbiguousReference {
      return .refused(
        .unknownReference, message: "there are several of the \(ambiguous.kind.rawValue)")
    } catch let invalid as InvalidValue {
      let code: Rejection.Code =
        invalid.problem == .taken ? .conflictingIdentity : .invalidValue
      return .refused(code, message: invalid.what)
    } catch let fault as StoreFault {
      guard case .constraint = fault.cause else { throw fault }
      return .refused(
        .conflictingIdentity, message: "something else has the id that it would give")
    }
    return story.cause == nil ? .known : .done
  }
}

extension Change {
  /// Calls what a person would call.
  fileprivate func play(_ action: ArchivedAction) throws {
    switch action {
    case .createUser(let value):
      _ = try createUser(
        id: value.id, email: EmailAddress(value.email), username: Username(value.username))
    case .changeUser(let value): try play(value)
    case .createCommunity(let value): try play(value)
    case .changeCommunity(let value): try play(value)
    case .deleteCommunity(let community): _ = try deleteCommunity(community)
    case .restoreCommunity(let value):
      _ = try restoreCommunity(
        value.community, slug: try value.slug.map { try Slug($0) }, admin: value.admin,
        membership: value.membershipID)
    case .invite(let value): try play(value)
    case .promote(let user, let community): _ = try promote(user, in: community)
    case .leave(let community): _ = try leave(community)
    case .createRecipe(let value): try play(value)
    case .editRecipe(let recipe, let body, let revision):
      _ = try editRecipe(recipe, revision: revision) { $0 = body }
    case .tagRecipe(let recipe, let adding, let removing):
      _ = try tagRecipe(
        recipe, adding: try adding.map { try TagName($0) },
        removing: try removing.map { try TagName($0) })
    case .deleteRecipe(let recipe): try deleteRecipe(recipe)
    case .restoreRecipe(let recipe): try restoreRecipe(recipe)
    case .share(let recipe, let community, let fork):
      _ = try shareRecipe(recipe, into: community, fork: fork)
    case .propose(let recipe, let body, let id):
      _ = try proposeUpdate(of: recipe, as: id) { $0 = body }
    case .accept(let proposal, let isConfirmed):
      try decide(proposal, .accept, isConfirmed: isConfirmed)
    case .reject(let proposal): try decide(proposal, .reject)
    case .takeDown(let value):
      _ = try takeDown(
        value.recipe, reason: try TakedownReason(value.reason), withCopies: value.withCopies,
        contents: Dictionary(
          value.contents.map { ($0.recipe, $0.digest) }, uniquingKeysWith: { first, _ in first }))
    case .liftTakedown(let recipe): _ = try liftTakedown(of: recipe)
    case .erased(let value): try play(value)
    case .setTarget(let value): try play(value)
    case .removeTarget(let community, let measure, let frequency):
      _ = try removeTarget(of: community, measure, frequency)
    case .purge: try play(purgingRows: CommunityActions.purgedRows)
    }
  }

  private func play(_ creation: ArchivedCommunityCreation) throws {
    _ = try createCommunity(
      CommunityRequest(
        id: creation.id, slug: Slug(creation.slug), name: CommunityName(creation.name),
        description: creation.description, timeZone: creation.timeZone,
        firstAdmin: creation.firstAdmin, membershipID: creation.membershipID))
  }

  private func play(_ change: ArchivedUserChange) throws {
    _ = try changeUser(
      change.user,
      UserChange(
        username: try change.username.map { try Username($0) },
        viewTracking: change.viewTracking, notifications: change.notifications))
  }

  private func play(_ change: ArchivedCommunityChange) throws {
    _ = try changeCommunity(
      change.community,
      CommunityChange(
        slug: try change.slug.map { try Slug($0) },
        name: try change.name.map { try CommunityName($0) },
        description: change.description, timeZone: change.timeZone))
  }

  private func play(_ setting: ArchivedTargetSetting) throws {
    _ = try setTarget(
      id: setting.id, of: setting.community,
      SetTarget.Request(
        setting.measure, setting.frequency, value: TargetValue(setting.value),
        since: setting.since))
  }

  private func play(_ invitation: ArchivedInvitation) throws {
    // Somebody unknown is named by an address alone, which is no name of anybody then.
    let known =
      try transaction.user(UserID(invitation.user))
      ?? transaction.user(withUsername: FoldedName(invitation.user))
    _ = try invite(
      EmailAddress(known?.email ?? invitation.user),
      username: try invitation.username.map { try Username($0) },
      into: invitation.community, user: invitation.userID, membership: invitation.membershipID)
  }

  private func play(_ creation: ArchivedRecipeCreation) throws {
    _ = try createRecipe(
      RecipeRequest(
        id: creation.id, personalCopyID: creation.personalCopyID,
        in: creation.community.map { .community($0) } ?? .catalogue, body: creation.body,
        tags: try creation.tags.map { try TagName($0) }, imageURL: creation.imageURL))
  }

  /// Decides on a proposal; who asked for no confirmation is refused where one is needed.
  private func decide(
    _ proposal: ProposalID, _ verdict: DecideProposal.Verdict, isConfirmed: Bool = false
  ) throws {
    let outcome = try decideProposal(proposal, verdict, isConfirmed: isConfirmed)
    if case .needsConfirmation = outcome {
      throw Refusal(
        .r12, who: asker.actor.name, asked: "accept proposal \(proposal)",
        because: "the recipe has changed since", instead: "confirm it")
    }
  }
}
