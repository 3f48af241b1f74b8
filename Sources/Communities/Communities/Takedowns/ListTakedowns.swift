import CommunityRules
public import RecipeModel
import Store

/// A takedown as a list shows it.
public struct TakedownSummary: Sendable, Equatable {
  public var id: TakedownID
  public var recipe: RecipeID
  /// The slug of the community that it is in force in; nil everywhere.
  public var community: String?
  /// The username of whoever took it down; nil for the operator.
  public var takenDownBy: String?
  public var reason: String
  public var takenDownAt: Instant
  /// Nil while it is in force.
  public var liftedAt: Instant?
}

extension CommunityActions {
  /// What was taken down, the last first: the operator sees all, admins their communities' (R23a).
  public func listTakedowns(
    in community: String? = nil, includingLifted: Bool = false, limit: Int, as acting: ActingAs
  ) throws -> [TakedownSummary] {
    precondition(limit > 0, "a list has room for a takedown")
    return try look(as: acting) { standings, asker in
      let community = try community.map { try standings.community(named: $0, for: asker) }
      let sight = try ViewTakedowns.decide(in: community?.standing, by: asker.actor)
      let transaction = standings.transaction
      let found: [StoredTakedown] =
        switch sight {
        case .installation:
          try transaction.takedowns(includingLifted: includingLifted, limit: limit)
        case .communities(let ids):
          try ids.flatMap { id in
            try transaction.takedowns(
              in: try transaction.community(id)?.key, includingLifted: includingLifted,
              limit: limit)
          }
        }
      // By the recipe within a moment, which is the same in a store that a history was played into.
      return try found.sorted {
        ($1.takenDownAt, $1.recipe.text, $1.id.text) < ($0.takenDownAt, $0.recipe.text, $0.id.text)
      }.prefix(limit).map { try standings.summary(of: $0) }
    }
  }
}

extension Standings {
  fileprivate func summary(of takedown: StoredTakedown) throws -> TakedownSummary {
    TakedownSummary(
      id: takedown.id, recipe: takedown.recipe,
      community: try takedown.community.flatMap { try transaction.community($0)?.slug },
      takenDownBy: takedown.takenDownBy, reason: takedown.reason,
      takenDownAt: takedown.takenDownAt, liftedAt: takedown.liftedAt)
  }
}
