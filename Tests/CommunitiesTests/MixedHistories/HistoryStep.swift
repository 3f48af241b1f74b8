import CommunityRules
import PipelineCore
import RecipeModel
import Purging
import Store

@testable import Communities

/// One kind of thing that people do.
struct HistoryStep: Sendable {
  /// What the audit log calls it.
  var action: String
  /// How often it is drawn.
  var weight: Int
  /// Who alone may do it, said anew: whoever did it must have been one of them.
  var mayDo: @Sendable (Scene) -> Bool
  /// Does it, or throws what refuses it; false when there was nothing to do.
  var play: @Sendable (MixedHistory, Scene) throws -> Bool

  init(
    _ action: AuditAction, weight: Int = 2, mayDo: @escaping @Sendable (Scene) -> Bool,
    play: @escaping @Sendable (MixedHistory, Scene) throws -> Bool
  ) {
    self.init(named: action.rawValue, weight: weight, mayDo: mayDo, play: play)
  }

  init(
    named action: String, weight: Int = 2, mayDo: @escaping @Sendable (Scene) -> Bool,
    play: @escaping @Sendable (MixedHistory, Scene) throws -> Bool
  ) {
    self.action = action
    self.weight = weight
    self.mayDo = mayDo
    self.play = play
  }

  static let all: [HistoryStep] = people + recipes + settings + proposals + shares + removals

  /// Each as often as it weighs.
  static let drawn = all.flatMap { Array(repeating: $0, count: $0.weight) }

  /// Whether it is about what is deleted.
  var isOfTrash: Bool {
    let actions: [AuditAction] = [.restoreRecipe, .liftTakedown, .restoreCommunity]
    return actions.contains { $0.rawValue == action }
  }
}

extension HistoryStep {
  private static let people: [HistoryStep] = [
    HistoryStep(.createUser, weight: 4, mayDo: \.isOperator) { history, scene in
      _ = try history.actions.createUser(
        email: try EmailAddress(scene.other.email),
        username: try Username("u\(history.step)"), as: scene.acting)
      return true
    },
    HistoryStep(.createCommunity, weight: 1, mayDo: { $0.isOperator || $0.actor?.key != nil }) {
      history, scene in
      let slugs = ["loaf", "crust", "crumb", "rind"]
      _ = try history.actions.found(
        slugs[history.step % slugs.count], by: scene.acting,
        firstAdmin: scene.isOperator ? scene.other.email : nil)
      return true
    },
    HistoryStep(.join, weight: 3, mayDo: { $0.isOperator || $0.isAdmin }) { history, scene in
      let invitation = try history.actions.invite(
        try EmailAddress(scene.other.email), into: scene.community.id, as: scene.acting)
      return invitation.outcome != .wasMemberAlready
    },
    HistoryStep(.promote, mayDo: { $0.isOperator || $0.isAdmin }) { history, scene in
      try history.actions.promote(scene.other.email, in: scene.community.id, as: scene.acting)
        .isNew
    },
    HistoryStep(.leave, weight: 3, mayDo: { $0.role != nil }) { history, scene in
      _ = try history.actions.leave(scene.community.id, as: scene.acting)
      return true
    },
    HistoryStep(.eraseUser, weight: 2, mayDo: \.isOperator) { history, scene in
      _ = try history.actions.eraseUser(
        scene.other.email, recipes: scene.coin ? .kept : .removed,
        successors: scene.successors, as: scene.acting)
      return true
    },
  ]

  private static let recipes: [HistoryStep] = [
    HistoryStep(.createRecipe, weight: 5, mayDo: { $0.role != nil }) { history, scene in
      _ = try history.actions.createRecipe(
        RecipeRequest(
          in: .community(scene.community.id), body: RecipeBody(title: scene.title),
          tags: [try TagName(scene.title)]),
        as: scene.acting)
      return true
    },
    HistoryStep(.createRecipe, weight: 1, mayDo: { $0.actor?.key != nil }) { history, scene in
      _ = try history.actions.createRecipe(
        RecipeRequest(in: .catalogue, body: RecipeBody(title: scene.title)), as: scene.acting)
      return true
    },
    HistoryStep(.editRecipe, mayDo: { $0.isCreator && $0.isPresent || $0.isOperatorThere }) {
      history, scene in
      try history.actions.editRecipe(scene.recipeID, as: scene.acting) { $0.title = scene.title }
    },
    HistoryStep(.tagRecipe, mayDo: { $0.isCreator && $0.isPresent || $0.isOperatorThere }) {
      history, scene in
      let before = try history.tags(of: scene.recipeID)
      let tag = try TagName(scene.title)
      _ = try history.actions.tagRecipe(
        scene.recipeID, adding: scene.coin ? [tag] : [], removing: scene.coin ? [] : [tag],
        as: scene.acting)
      return try history.tags(of: scene.recipeID) != before
    },
  ]

  private static let settings: [HistoryStep] = [
    HistoryStep(.changeCommunity, weight: 1, mayDo: { $0.isOperator || $0.isAdmin }) {
      history, scene in
      let changed = try history.actions.changeCommunity(
        scene.community.id, CommunityChange(name: try CommunityName(scene.title)),
        as: scene.acting)
      return !changed.changed.isEmpty
    },
    HistoryStep(.setTarget, weight: 3, mayDo: { $0.isOperator || $0.isAdmin }) {
      history, scene in
      try history.actions.setTarget(of: scene.community.id, scene.target, as: scene.acting)
        .isChanged
    },
    HistoryStep(.removeTarget, weight: 2, mayDo: { $0.isOperator || $0.isAdmin }) {
      history, scene in
      let target = try scene.target
      _ = try history.actions.removeTarget(
        of: scene.community.id, target.measure, target.frequency, as: scene.acting)
      return true
    },
    HistoryStep(.changeUser, weight: 2, mayDo: { $0.isOperator || $0.actor == $0.other }) {
      history, scene in
      let changed = try history.actions.changeUser(
        scene.other.email, UserChange(notifications: scene.coin ? .own : .all), as: scene.acting)
      return !changed.changed.isEmpty
    },
  ]

  private static let proposals: [HistoryStep] = [
    HistoryStep(.createProposal, weight: 7, mayDo: { $0.role != nil }) { history, scene in
      _ = try history.actions.proposeUpdate(of: scene.recipeID, as: scene.acting) {
        $0.title = scene.title
      }
      return true
    },
    HistoryStep(.acceptProposal, weight: 4, mayDo: \.isDecider) {
      history, scene in
      let outcome = try history.actions.decideProposal(
        scene.proposalID, .accept, isConfirmed: scene.coin, as: scene.acting)
      if case .needsConfirmation = outcome { return false }
      return true
    },
    HistoryStep(.rejectProposal, weight: 4, mayDo: \.isDecider) {
      history, scene in
      _ = try history.actions.decideProposal(scene.proposalID, .reject, as: scene.acting)
      return true
    },
  ]

  private static let shares: [HistoryStep] = [
    HistoryStep(
      .shareRecipe, weight: 6,
      mayDo: { scene in
        let destination = scene.role(in: scene.destination)
        return scene.role != nil && destination != nil
          && (scene.isCreator || scene.isAdmin || destination == .admin)
      }
    ) { history, scene in
      _ = try history.actions.shareRecipe(
        scene.recipeID, into: scene.destination.id, as: scene.acting)
      return true
    }
  ]

  private static let removals: [HistoryStep] = [
    HistoryStep(.deleteRecipe, weight: 3, mayDo: \.isCreatorOrAdmin) {
      history, scene in
      try history.actions.deleteRecipe(scene.recipeID, as: scene.acting)
      return true
    },
    HistoryStep(
      .restoreRecipe, weight: 3, mayDo: \.isCreatorOrAdmin
    ) { history, scene in
      guard try !history.isTakenDown(scene.recipeID) else { return false }
      try history.actions.restoreRecipe(scene.recipeID, as: scene.acting)
      return true
    },
    HistoryStep(.takeDown, mayDo: { $0.isOperator || $0.isAdmin }) { history, scene in
      _ = try history.actions.takeDown(
        scene.recipeID, reason: try TakedownReason("asked to"), withCopies: scene.coin,
        as: scene.acting)
      return true
    },
    HistoryStep(.liftTakedown, mayDo: { $0.isOperator || $0.isAdmin }) { history, scene in
      _ = try history.actions.liftTakedown(of: scene.recipeID, as: scene.acting)
      return true
    },
    HistoryStep(.deleteCommunity, weight: 1, mayDo: \.isOperator) { history, scene in
      _ = try history.actions.deleteCommunity(scene.community.id, as: scene.acting)
      return true
    },
    HistoryStep(.restoreCommunity, mayDo: \.isOperator) { history, scene in
      _ = try history.actions.restoreCommunity(
        scene.community.id, admin: scene.coin ? scene.other.email : nil, as: scene.acting)
      return true
    },
    HistoryStep(named: "installation.purge", weight: 1, mayDo: { _ in true }) { history, scene in
      history.clock.advance(days: scene.coin ? 31 : 1)
      return try !PurgeStage.run(on: history.store, surroundings: history.clock.surroundings)
        .counts.isEmpty
    },
  ]
}

extension Scene {
  /// One of two measures by one of two lengths of periods, of one of three values.
  fileprivate var target: SetTarget.Request {
    get throws {
      let number = title.utf8.last.map(Int.init) ?? 0
      return SetTarget.Request(
        number.isMultiple(of: 2) ? .views : .members, coin ? .daily : .weekly,
        value: try TargetValue(number % 3 + 1))
    }
  }

  /// For each community of which the other is the last admin, one who stays; sometimes nobody.
  fileprivate var successors: [SuccessorName] {
    guard let leaver = other.key, title != "T0" else { return [] }
    return board.communities.compactMap { community in
      guard let roles = board.roles[community.key], roles[leaver] == .admin,
        !roles.contains(where: { $0.key != leaver && $0.value == .admin }),
        let name = board.users.first(where: { $0.key != leaver && roles[$0.key ?? 0] != nil })
      else { return nil }
      return SuccessorName(community: community.id, user: name.email)
    }
  }
}
