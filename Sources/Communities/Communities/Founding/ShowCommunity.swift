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
      return try standings.overview(of: community, for: asker)
    }
  }
}

extension Standings {
  /// A community as it is shown alone to whoever asks.
  func overview(of community: StoredCommunity, for asker: Asker) throws -> CommunityOverview {
    CommunityOverview(
      summary: try summary(of: community, for: asker),
      description: community.description, visibility: community.visibility,
      updatedAt: community.updatedAt,
      recipeCount: try transaction.recipeCount(of: community.key))
  }

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
