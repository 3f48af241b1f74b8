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

  /// Refuses the numbers of the whole installation to all but the operator (R7).
  public static func requireInstallation(
    for acting: ActingAs, in transaction: ReadTransaction
  ) throws {
    try ViewInstallation.decide(by: Standings(transaction: transaction).asker(acting).actor)
  }
}
