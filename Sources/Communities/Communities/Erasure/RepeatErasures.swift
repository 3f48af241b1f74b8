import CommunityRules
import RecipeCoding
import RecipeModel
public import Store

extension CommunityActions {
  /// Erases in a store of the past whom others know as erased, so that what is brought from it into a
  /// living store agrees with what that says of them already (R23).
  ///
  /// Whoever is an anonymous user there becomes that one, at the moment of the erasure; where they are
  /// not, the pseudonym follows from the erasure. So it is the same each time. Nothing is told in the
  /// feed and the log, which the living store has done; proposals that waited for the erased are left
  /// to it, because it may know what was decided (R13, R14).
  ///
  /// - Parameters:
  ///   - erasures: Whom others know as erased.
  ///   - living: The store that parts of this one are brought into; what it knows comes first.
  /// - Returns: What came of each.
  /// - Throws: A fault of one of the stores.
  public func repeatErasures(
    _ erasures: [StoredErasure], asIn living: RecipeStore
  ) throws -> [ErasureOutcome] {
    let own = try living.read { (transaction) throws(StoreFault) in try transaction.erasures() }
    var known: [Digest: StoredErasure] = [:]
    for erasure in own + erasures.sorted(by: { $0.erasedAt < $1.erasedAt }) {
      known[erasure.userDigest, default: erasure].add(erasure)
    }
    return try change(as: .operator) { change in
      try change.returned(known).map { user, erasure in
        let pseudonym = try change.pseudonym(of: user, erasure, in: living)
        let again = Change(
          transaction: change.transaction, asker: change.asker, now: erasure.erasedAt,
          story: Story(of: AuditID(NameBasedID.make(["erased", erasure.userDigest.hex]))),
          isToldElsewhere: true)
        return try again.erase(
          user, recipes: erasure.recipes, successors: try change.longestMembers(besides: user),
          knownAs: PlayedPseudonym(pseudonym: pseudonym))
      }
    }
  }
}

extension StoredErasure {
  /// Adds what another store says of the same one: what went anywhere is to be gone.
  fileprivate mutating func add(_ other: StoredErasure) {
    if other.recipes == .removed { recipes = .removed }
  }
}

extension Change {
  /// What a user of the past is in the living store, or would be.
  fileprivate func pseudonym(
    of user: StoredUser, _ erasure: StoredErasure, in living: RecipeStore
  ) throws -> Pseudonym {
    let anonymous = try living.read { (transaction) throws(StoreFault) in
      try transaction.usersErased(at: erasure.erasedAt, createdAt: user.createdAt)
    }
    if anonymous.count == 1, let same = anonymous.first, try transaction.user(same.id) == nil {
      return Pseudonym(id: same.id, username: same.username)
    }
    let id = NameBasedID.make(["pseudonym", erasure.userDigest.hex])
    return Pseudonym(id: UserID(id), username: "erased-" + id.suffix(8))
  }
}
