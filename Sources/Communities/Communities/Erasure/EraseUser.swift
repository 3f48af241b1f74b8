import CommunityRules
import PipelineCore
import RecipeModel
public import Store

/// Who is to be admin of a community after an erased user, as people name both.
public struct SuccessorName: Sendable, Hashable {
  /// A slug or an id.
  public var community: String
  /// An e-mail address or a username.
  public var user: String

  public init(community: String, user: String) {
    self.community = community
    self.user = user
  }
}

/// What came of an erasure.
public struct ErasureOutcome: Sendable, Equatable {
  /// The id and the name under which audit and activity know them from now on.
  public var pseudonym: Pseudonym
  /// How many memberships ended.
  public var memberships: Int
  /// The slugs of the communities that went with their last user (R6).
  public var communitiesEnded: [String]
  /// How many recipes went; nil when they stay.
  public var recipesRemoved: Int?
  /// How many views became anonymous.
  public var views: Int
  public var counts: ErasureCounts
}

/// The pseudonym that somebody bears elsewhere, and how many of their views are known of there.
struct PlayedPseudonym {
  var pseudonym: Pseudonym
  /// Nil where their views are here, and still name them.
  var views: Int?
}

extension CommunityActions {
  /// Erases a user, who is named by e-mail address, username or id (R23); the operator's alone.
  ///
  /// Afterwards `RecipeStore.rewrite` makes what was removed unreadable.
  public func eraseUser(
    _ name: String, recipes: ErasedRecipes, successors: [SuccessorName] = [], as acting: ActingAs
  ) throws -> ErasureOutcome {
    try change(as: acting) { change in
      let user = try change.standings.userToErase(named: name)
      return try change.erase(
        user, recipes: recipes, successors: try successors.map { try change.successor($0) })
    }
  }
}

extension Change {
  /// Erases a user; `played` is for one who bears a pseudonym already, as a history or a store tells.
  func erase(
    _ user: StoredUser, recipes: ErasedRecipes, successors: [EraseUser.Successor],
    knownAs played: PlayedPseudonym? = nil
  ) throws -> ErasureOutcome {
    // By age, which is the same whatever the communities are called when it is played again.
    let affiliations = try transaction.affiliations(of: user.key)
      .sorted { $0.community.key < $1.community.key }
    let endings = try EraseUser.decide(
      PersonStanding(id: user.id, username: user.username, isDeleted: user.deletedAt != nil),
      isErased: user.erasedAt != nil,
      memberships: try affiliations.map { try standings.membership(of: user, in: $0) },
      successors: successors, by: asker.actor)
    // Told before what follows from it, which names it as its cause.
    let views = try played?.views ?? makeViewsAnonymous(of: user.key)
    let pseudonym = played?.pseudonym ?? freshPseudonym()
    try audit(
      .eraseUser, .user(pseudonym.id), in: nil,
      [
        JSONMember("recipes", .string(recipes.rawValue)),
        JSONMember("memberships", count: endings.count), JSONMember("views", count: views),
      ])
    let ended = try end(zip(affiliations, endings), of: user)
    let removed = recipes == .removed ? try removeRecipes(of: user) : nil
    let counts = try transaction.erase(user, as: pseudonym, recipes: recipes, at: now)
    return ErasureOutcome(
      pseudonym: pseudonym, memberships: endings.count, communitiesEnded: ended,
      recipesRemoved: removed, views: views, counts: counts)
  }

  /// A successor as the rule sees them.
  func successor(_ name: SuccessorName) throws -> EraseUser.Successor {
    let community = try standings.community(named: name.community, for: asker)
    return EraseUser.Successor(
      community: community.standing,
      person: try standings.person(try standings.user(named: name.user), in: community))
  }

  /// Ends memberships as decided; gives the slugs of the communities that went.
  private func end(
    _ endings: some Sequence<(StoredAffiliation, EraseUser.Ending)>, of user: StoredUser
  ) throws -> [String] {
    var ended: [String] = []
    for (affiliation, ending) in endings {
      let community = affiliation.community
      if let promoted = ending.promoted, let successor = try transaction.user(promoted),
        let membership = try transaction.membership(of: successor.key, in: community.key)
      {
        try promote(membership, of: successor)
      }
      let departure = try endMembership(
        of: user, in: community, communityEnds: ending.communityEnds)
      if case .communityEnded = departure { ended.append(community.slug) }
    }
    return ended
  }

  /// Deletes what a user created, and reduces it to bare nodes at once.
  private func removeRecipes(of user: StoredUser) throws -> Int {
    let recipes = try transaction.recipesNotPurged(of: user.key)
    guard !recipes.isEmpty else { return 0 }
    let mark = DeletionMark(deletion: try transaction.nextDeletionKey(), at: now)
    try transaction.insertDeletion(mark.deletion, .erasure, by: asker.key, at: now)
    for recipe in recipes { try transaction.markDeleted(recipe, by: mark) }
    return try transaction.purge(recipes, at: now).recipes
  }

  private func freshPseudonym() -> Pseudonym {
    Pseudonym(id: freshID(), username: "erased-" + story.freshID().suffix(8))
  }
}

extension Standings {
  /// A user by e-mail address or username, or by the id, under which deleted ones are found too.
  fileprivate func userToErase(named given: String) throws -> StoredUser {
    if let user = try transaction.user(UserID(given)) { return user }
    return try user(named: given)
  }

  /// A membership as the rule sees it, with who would remain.
  fileprivate func membership(
    of user: StoredUser, in affiliation: StoredAffiliation
  ) throws -> EraseUser.Membership {
    let others = try transaction.otherMembers(
      of: affiliation.community.key, besides: user.key, nameLimit: RemainingMembers.namedAtMost)
    return EraseUser.Membership(
      community: affiliation.community.standing, role: affiliation.role,
      remaining: RemainingMembers(
        adminCount: others.adminCount, memberCount: others.memberCount,
        candidates: others.memberNames))
  }
}
