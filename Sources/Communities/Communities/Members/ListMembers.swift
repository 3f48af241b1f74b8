import CommunityRules
import Store

extension CommunityActions {
  /// The living members of a community, the longest in it first; for members and the operator.
  public func listMembers(of name: String, as acting: ActingAs) throws -> [MemberSummary] {
    try look(as: acting) { standings, asker in
      let community = try standings.community(named: name, for: asker)
      _ = try ViewCommunity.decide(community.standing, by: asker.actor)
      return try standings.transaction.members(of: community.key).map {
        MemberSummary(
          $0.user, role: $0.membership.role, joinedAt: $0.membership.joinedAt, for: asker)
      }
    }
  }
}
