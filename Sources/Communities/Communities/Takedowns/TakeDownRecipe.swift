public import CommunityRules
public import RecipeModel
import Store

/// What came of a takedown.
public struct TakedownOutcome: Sendable, Equatable {
  public var recipe: RecipeID
  /// How many recipes were taken down, it included.
  public var recipes: Int
  /// How many copies and forks of it stay, because they are not whoever asks' to take down.
  public var elsewhere: Int
  /// The slug of the community where the content is not stored again; nil everywhere.
  public var community: String?
}

extension CommunityActions {
  /// Takes a recipe down, and on request the copies and forks made from it (R23a).
  public func takeDown(
    _ id: RecipeID, reason: TakedownReason, withCopies: Bool = false, as acting: ActingAs
  ) throws -> TakedownOutcome {
    try change(as: acting) { change in
      try change.takeDown(id, reason: reason, withCopies: withCopies)
    }
  }
}

extension Change {
  /// Takes a recipe down; given contents are what recipes said whose texts are gone, by recipe.
  func takeDown(
    _ id: RecipeID, reason: TakedownReason, withCopies: Bool, contents: [RecipeID: [UInt8]] = [:]
  ) throws -> TakedownOutcome {
    let recipe = try standings.recipe(id, for: asker)
    let descendants = withCopies ? try transaction.livingDescendants(of: recipe.stored.key) : []
    let key = try transaction.nextDeletionKey()
    let decision = try TakeDown.decide(
      recipe.standing, copies: try standings.standings(of: descendants), as: DeletionID(key),
      by: asker.actor, at: now)
    let community: StoredCommunity? =
      if case .community = decision.scope { recipe.place.community } else { nil }
    let mark = DeletionMark(decision.deletion, key: key)
    try transaction.insertDeletion(key, .takedown, by: asker.key, at: mark.at)
    let taken = Set(decision.taken)
    let all =
      [(id: id, key: recipe.stored.key)]
      + descendants.filter { taken.contains($0.id) }.map { (id: $0.id, key: $0.key) }
    for recipe in all {
      try transaction.insert(
        NewTakedown(
          id: freshID(), recipe: recipe.key, community: community?.key, actor: asker.key,
          reason: reason.text, takenDownAt: now, contentDigest: contents[recipe.id]))
      try transaction.markDeleted(recipe.key, by: mark)
    }
    try audit(
      .takeDown, .recipe(id), in: recipe.stored.community,
      [
        JSONMember("withCopies", .bool(withCopies)), JSONMember("recipes", count: all.count),
        JSONMember("elsewhere", count: decision.elsewhere),
      ])
    return TakedownOutcome(
      recipe: id, recipes: all.count, elsewhere: decision.elsewhere, community: community?.slug)
  }
}

extension Standings {
  /// Recipes as rules see them; each community is loaded once.
  fileprivate func standings(of descendants: [StoredDescendant]) throws -> [RecipeStanding] {
    var places: [CommunityKey: RecipePlace] = [:]
    return try descendants.map { descendant in
      var place = RecipePlace.catalogue
      if let key = descendant.community {
        if let known = places[key] {
          place = known
        } else if let community = try transaction.community(key) {
          place = .community(community.standing)
          places[key] = place
        }
      }
      return RecipeStanding(id: descendant.id, creator: descendant.creator, place: place)
    }
  }
}
