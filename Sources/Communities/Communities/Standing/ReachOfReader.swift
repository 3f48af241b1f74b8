public import CommunityRules
public import Store

extension CommunityActions {
  /// What somebody may see (R7), for reads inside one transaction.
  public static func reach(
    of acting: ActingAs, in transaction: ReadTransaction
  ) throws -> Reach {
    let standings = Standings(transaction: transaction)
    return try Reach.decide(by: try standings.asker(acting).actor)
  }
}

extension CommunityActions {
  /// Refuses the numbers of the whole installation to all but the operator (R7).
  public static func requireInstallation(
    for acting: ActingAs, in transaction: ReadTransaction
  ) throws {
    try ViewInstallation.decide(by: Standings(transaction: transaction).asker(acting).actor)
  }
}

extension CommunityActions {
  /// The living user with an e-mail address or a username, for reads inside one transaction.
  ///
  /// Whether anything of theirs is within reach is for the read to say, in the same words (R7).
  ///
  /// - Throws: An `UnknownReference` when there is none; a `StoreFault`.
  public static func user(
    named given: String, in transaction: ReadTransaction
  ) throws -> StoredUser {
    guard let user = try Standings(transaction: transaction).livingUser(named: given) else {
      throw UnknownReference(.user, given)
    }
    return user
  }
}
