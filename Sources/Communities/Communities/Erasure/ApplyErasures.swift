import CommunityRules
import RecipeCoding
import RecipeModel
public import Store

extension CommunityActions {
  /// Erases again whom a store, or another one, knows as erased: a backup taken before may have
  /// brought them back (R23).
  ///
  /// Where others would be left without an admin, the longest of them in the community follows;
  /// nobody is there to be asked. Gives what came of each.
  public func applyErasures(_ others: [StoredErasure] = []) throws -> [ErasureOutcome] {
    try change(as: .operator) { change in
      let erasures = try change.transaction.erasures() + others
      guard !erasures.isEmpty else { return [] }
      let known = Dictionary(
        erasures.map { ($0.userDigest, $0.recipes) },
        uniquingKeysWith: { $0 == .removed ? $0 : $1 })
      return try change.returned(known).map { user, recipes in
        // Each is a story of its own in the audit log: none follows from another.
        let erasure = Change(
          transaction: change.transaction, asker: change.asker, now: change.now,
          story: Story(surroundings), run: run)
        return try erasure.erase(
          user, recipes: recipes, successors: try change.longestMembers(besides: user))
      }
    }
  }
}

extension Change {
  /// The users whose ids are those of erased ones, and what is known of their erasures.
  func returned<Erasure>(_ known: [Digest: Erasure]) throws -> [(StoredUser, Erasure)] {
    var found: [(StoredUser, Erasure)] = []
    var last = UserKey(0)
    while true {
      let page = try transaction.usersNotErased(after: last, limit: 500)
      guard let end = page.last else { return found }
      for user in page {
        if let erasure = known[StoredErasure.digest(of: user.id)] {
          found.append((user, erasure))
        }
      }
      last = end.key
    }
  }

  /// For each community that a user would leave without an admin, who has been in it the longest.
  func longestMembers(besides user: StoredUser) throws -> [EraseUser.Successor] {
    try transaction.affiliations(of: user.key).compactMap { affiliation in
      let others = try transaction.members(of: affiliation.community.key)
        .filter { $0.user.key != user.key }
      guard affiliation.role == .admin, let first = others.first,
        !others.contains(where: { $0.membership.role == .admin })
      else { return nil }
      return EraseUser.Successor(
        community: affiliation.community.standing,
        person: try standings.person(first.user, in: affiliation.community))
    }
  }
}
