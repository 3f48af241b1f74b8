import CommunityRules
public import RecipeModel
import Store

extension CommunityActions {
  /// Lifts the takedown that took a recipe, and all that it took with it (R23a).
  ///
  /// Gives whether the recipes came back; past their retention only their content may be stored
  /// again.
  public func liftTakedown(of id: RecipeID, as acting: ActingAs) throws -> Bool {
    try change(as: acting) { change in try change.liftTakedown(of: id) }
  }
}

extension Change {
  func liftTakedown(of id: RecipeID) throws -> Bool {
    if let stored = try transaction.recipe(id) {
      let recipe = try standings.load(stored)
      let scope = try standings.takedownScope(of: recipe)
      guard try standings.isTakenDown(recipe), try asker.sees(recipe) || asker.administers(scope)
      else { throw UnknownReference(.takedown, id.text) }
      let restoration = try LiftTakedown.decide(
        recipe.standing, takenDownIn: scope, retention: try standings.retention(),
        by: asker.actor, at: now)
      if let restoration {
        try lift(restoration, of: recipe)
        return true
      }
    } else {
      try requireTakedown(ofPurged: id)
    }
    guard let key = try transaction.recipeNode(id),
      let mark = try transaction.deletionMark(of: key)
    else { throw StoreFault(.inconsistent("a recipe that was taken down is not deleted")) }
    try transaction.liftTakedowns(by: mark.deletion, at: now)
    try audit(.liftTakedown, .recipe(id))
    return false
  }

  /// Gives back what a takedown took, as a rule decided.
  func lift(_ restoration: Restoration, of recipe: LoadedRecipe) throws {
    let deletion = DeletionKey(restoration)
    try transaction.liftTakedowns(by: deletion, at: now)
    // Another takedown of the same content may still be in force.
    try requireNotTakenDown(
      recipe.stored.body, in: recipe.place, to: "restore recipe \(recipe.stored.id)")
    try transaction.handOverToCommunities(deletion)
    let counts = try transaction.undo(deletion)
    try audit(
      .liftTakedown, .recipe(recipe.stored.id), in: recipe.stored.community,
      [JSONMember("recipes", count: counts.recipes)])
  }

  /// Lets pass whoever sees the takedown in lists: of a purged recipe nothing else is left to see.
  private func requireTakedown(ofPurged id: RecipeID) throws {
    guard let key = try transaction.recipeNode(id),
      let takedown = try transaction.takedown(of: key)
    else { throw UnknownReference(.takedown, id.text) }
    if asker.isOperator { return }
    guard let place = takedown.community,
      asker.roles.contains(where: { $0.community == place && $0.role == .admin })
    else { throw UnknownReference(.takedown, id.text) }
  }
}

extension Asker {
  /// Whether a takedown is of a community whose admin they are; they see it wherever it reached.
  fileprivate func administers(_ scope: TakeDown.Scope) -> Bool {
    guard case .community(let id) = scope else { return false }
    return roles.contains { $0.id == id && $0.role == .admin }
  }
}

extension Standings {
  /// Whether a takedown took a recipe that is deleted.
  func isTakenDown(_ recipe: LoadedRecipe) throws -> Bool {
    guard let mark = recipe.stored.deletion else { return false }
    return try transaction.deletion(mark.deletion)?.kind == .takedown
  }

  /// Where the takedown of a recipe is in force.
  func takedownScope(of recipe: LoadedRecipe) throws -> TakeDown.Scope {
    let place: CommunityKey?
    if let takedown = try transaction.takedown(of: recipe.stored.key) {
      place = takedown.community
    } else if let mark = recipe.stored.deletion,
      try transaction.deletion(mark.deletion)?.actor != nil
    {
      // It came from an archive, which holds the deletion alone.
      place = recipe.stored.community
    } else {
      place = nil
    }
    guard let place, let community = try transaction.community(place) else { return .everywhere }
    return .community(community.id)
  }
}
