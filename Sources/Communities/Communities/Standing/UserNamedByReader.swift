import RecipeModel
public import Store

extension CommunityActions {
  /// The living user with a username or an e-mail address, for reads inside one transaction.
  ///
  /// A person is told of others by their usernames alone: whose address it is, and that somebody has
  /// it, is not theirs to learn. Whether anything of the user's is within reach is for the read to
  /// say, in the same words (R7).
  ///
  /// - Throws: An `UnknownReference` when there is none; a `StoreFault`.
  public static func user(
    named given: String, for acting: ActingAs, in transaction: ReadTransaction
  ) throws -> StoredUser {
    let standings = Standings(transaction: transaction)
    guard let person = try standings.asker(acting).user else {
      guard let user = try standings.livingUser(named: given) else {
        throw UnknownReference.user(given, for: acting)
      }
      return user
    }
    let folded = FoldedName(given)
    if let user = try transaction.user(withUsername: folded) { return user }
    guard try transaction.user(withEmail: folded)?.key == person.key else {
      throw UnknownReference.user(given, for: acting)
    }
    return person
  }
}

extension UnknownReference {
  /// What is told of a user whose numbers are asked for, and who is not there for whoever asks.
  public static func user(_ given: String, for acting: ActingAs) -> UnknownReference {
    switch acting {
    case .operator: UnknownReference(.user, given)
    case .person: UnknownReference(.username, given)
    }
  }
}
