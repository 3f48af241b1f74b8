import CommunityRules
import Store

/// Whoever asks, with all that the store says of them.
struct Asker {
  /// For the rules; a person with the roles in all their communities.
  let actor: Actor
  /// Nil for the operator.
  let user: StoredUser?
  /// The living communities they belong to; empty for the operator.
  let affiliations: [StoredAffiliation]

  var key: UserKey? { user?.key }
  var isOperator: Bool { user == nil }
}
