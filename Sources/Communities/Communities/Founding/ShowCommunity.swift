import CommunityRules
import Store

extension CommunityActions {
  /// What a community is, for its members and the operator (R7).
  public func showCommunity(
    _ name: String, includingDeleted: Bool = false, as acting: ActingAs
  ) throws -> CommunityOverview {
    try look(as: acting) { standings, asker in
      let community = try standings.community(
        named: name, includingDeleted: includingDeleted, for: asker)
      _ = try ViewCommunity.decide(
        community.standing, includingDeleted: includingDeleted, by: asker.actor)
      return CommunityOverview(
        summary: try standings.summary(of: community, for: asker),
        description: community.description, visibility: community.visibility,
        updatedAt: community.updatedAt,
        recipeCount: try standings.transaction.recipeCount(of: community.key))
    }
  }
}

extension Standings {
  /// The community that is named; a deleted one by the slug it had only if asked for.
  func community(
    named given: String, includingDeleted: Bool, for asker: Asker
  ) throws -> StoredCommunity {
    do {
      return try community(named: given, for: asker)
    } catch let unknown as UnknownReference where includingDeleted && asker.isOperator {
      do {
        return try deletedCommunity(named: given, for: asker)
      } catch is UnknownReference {
        throw unknown
      }
    }
  }
}
