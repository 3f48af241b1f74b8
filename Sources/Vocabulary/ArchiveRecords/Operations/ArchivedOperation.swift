public import RecipeModel

/// One thing that somebody did, to be done again through the rules.
public struct ArchivedOperation: Sendable, Equatable {
  /// What makes it the same operation when it comes again; nil where its line is all that does.
  public var id: AuditID?
  public var at: Instant
  /// Orders the operations of one moment.
  public var sequence: Int
  /// A user, by id or e-mail address; nil for the operator.
  public var actor: String?
  public var action: ArchivedAction

  public init(
    id: AuditID? = nil, at: Instant, sequence: Int = 0, actor: String? = nil, action: ArchivedAction
  ) {
    self.id = id
    self.at = at
    self.sequence = sequence
    self.actor = actor
    self.action = action
  }
}

/// What was done.
///
/// People are named by id, e-mail address or username, communities by id or slug, everything else
/// by id. An id of something that the action makes is nil where any will do.
public enum ArchivedAction: Sendable, Equatable {
  case createUser(ArchivedUserCreation)
  case changeUser(ArchivedUserChange)
  case createCommunity(ArchivedCommunityCreation)
  case changeCommunity(ArchivedCommunityChange)
  case deleteCommunity(community: String)
  case restoreCommunity(ArchivedCommunityRestoration)
  case invite(ArchivedInvitation)
  case promote(user: String, community: String)
  case leave(community: String)
  case createRecipe(ArchivedRecipeCreation)
  /// The id is of the revision that keeps what it said before.
  case editRecipe(RecipeID, body: RecipeBody, revision: RecipeRevisionID?)
  case tagRecipe(RecipeID, adding: [String], removing: [String])
  case deleteRecipe(RecipeID)
  case restoreRecipe(RecipeID)
  case share(RecipeID, into: String, fork: RecipeID?)
  case propose(RecipeID, body: RecipeBody, id: ProposalID?)
  /// `isConfirmed` accepts although the recipe has changed since.
  case accept(ProposalID, isConfirmed: Bool)
  case reject(ProposalID)
  case takeDown(ArchivedTakedown)
  case liftTakedown(RecipeID)
  case setTarget(ArchivedTargetSetting)
  case removeTarget(community: String, TargetMeasure, TargetFrequency)
  case erased(ArchivedErasure)
  /// What was past its retention went for good.
  case purge

  /// The word for it in archives, as `op`.
  public var kind: ArchivedActionKind {
    switch self {
    case .createUser: .createUser
    case .changeUser: .changeUser
    case .createCommunity: .createCommunity
    case .changeCommunity: .changeCommunity
    case .deleteCommunity: .deleteCommunity
    case .restoreCommunity: .restoreCommunity
    case .invite: .invite
    case .promote: .promote
    case .leave: .leave
    case .createRecipe: .createRecipe
    case .editRecipe: .editRecipe
    case .tagRecipe: .tagRecipe
    case .deleteRecipe: .deleteRecipe
    case .restoreRecipe: .restoreRecipe
    case .share: .share
    case .propose: .propose
    case .accept: .accept
    case .reject: .reject
    case .takeDown: .takeDown
    case .liftTakedown: .liftTakedown
    case .setTarget: .setTarget
    case .removeTarget: .removeTarget
    case .erased: .erased
    case .purge: .purge
    }
  }
}

/// The closed set of actions; raw values stand in every operation as its `op`.
public enum ArchivedActionKind: String, Sendable, CaseIterable {
  case createUser
  case changeUser
  case createCommunity
  case changeCommunity
  case deleteCommunity
  case restoreCommunity
  case invite
  case promote
  case leave
  case createRecipe
  case editRecipe
  case tagRecipe
  case deleteRecipe
  case restoreRecipe
  case share
  case propose
  case accept
  case reject
  case takeDown
  case liftTakedown
  case setTarget
  case removeTarget
  case erased
  case purge
}
