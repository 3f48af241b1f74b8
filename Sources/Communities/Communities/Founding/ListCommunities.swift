import RecipeModel
import Store

extension CommunityActions {
  /// The communities that somebody belongs to, or all of them for the operator, by slug (R7).
  ///
  /// The deleted ones follow for the operator alone, when asked for.
  public func listCommunities(
    includingDeleted: Bool = false, as acting: ActingAs
  ) throws -> [CommunitySummary] {
    try look(as: acting) { standings, asker in
      if let user = asker.key {
        return try standings.transaction.affiliations(of: user)
          .map { try standings.summary(of: $0.community, for: asker) }
      }
      var communities = try standings.livingCommunities()
      if includingDeleted { communities += try standings.transaction.deletedCommunities() }
      return try communities.map { try standings.summary(of: $0, for: asker) }
    }
  }
}

extension Standings {
  fileprivate func livingCommunities() throws -> [StoredCommunity] {
    var communities: [StoredCommunity] = []
    while true {
      let page = try transaction.communities(after: communities.last?.slug ?? "", limit: 500)
      if page.isEmpty { return communities }
      communities += page
    }
  }

  /// A community as a list shows it to whoever asks.
  func summary(of community: StoredCommunity, for asker: Asker) throws -> CommunitySummary {
    let role = try asker.key.flatMap { try transaction.membership(of: $0, in: community.key)?.role }
    return CommunitySummary(
      community, role: role, memberCount: try transaction.memberCount(of: community.key))
  }
}
