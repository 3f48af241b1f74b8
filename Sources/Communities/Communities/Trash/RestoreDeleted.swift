public import CommunityRules
public import RecipeModel
import Store

/// What came back from the trash.
public enum Restored: Sendable, Equatable {
  case recipe(RecipeID)
  case community(CommunitySummary)
}

extension CommunityActions {
  /// Gives back what one deletion took (R21), named by what it took or, by the operator, by its
  /// number.
  ///
  /// `slug` and `admin` are for a community, as `restoreCommunity` takes them.
  public func restoreDeleted(
    _ given: String, slug: Slug? = nil, admin: String? = nil, as acting: ActingAs
  ) throws -> Restored {
    try change(as: acting) { change in
      switch try change.deleted(named: given) {
      case .recipe(let id):
        try change.restoreRecipe(id)
        return .recipe(id)
      case .community(let community):
        return .community(try change.restoreCommunity(community, slug: slug, admin: admin))
      }
    }
  }
}

extension Change {
  fileprivate enum Deleted {
    case recipe(RecipeID)
    case community(StoredCommunity)
  }

  /// The deleted thing that is meant; a recipe within reach comes first, then, for the operator, a
  /// deletion or a community.
  fileprivate func deleted(named given: String) throws -> Deleted {
    let reach = try Reach.decide(by: asker.actor)
    if let recipe = try transaction.recipe(RecipeID(given)),
      reach.contains(try standings.load(recipe).standing)
    {
      return .recipe(recipe.id)
    }
    guard asker.isOperator else { throw UnknownReference(.deletion, given) }
    if let key = Int64(given).map({ DeletionKey($0) }) {
      if let community = try transaction.community(takenBy: key) { return .community(community) }
      if let recipe = try transaction.firstRecipe(takenBy: key) { return .recipe(recipe.id) }
    }
    do {
      return .community(try standings.deletedCommunity(named: given, for: asker))
    } catch is UnknownReference {
      throw UnknownReference(.deletion, given)
    }
  }
}
