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

/// Three refusals that only lists meet, said here because no rule is asked by a list of everything.
extension Asker {
  /// Lets the operator pass: users belong to no community as a whole (R7).
  func requireSightOfUsers() throws(Refusal) {
    guard !isOperator else { return }
    throw Refusal(
      .r7, who: actor.name, asked: "see all users", because: "only the operator can",
      instead: "the members of a community are there for each of them to see")
  }

  /// The user whose own proposals are meant; the operator makes and decides none (R11, R12).
  func requireProposals() throws(Refusal) -> UserKey {
    guard let key else {
      throw Refusal(
        .r7, who: actor.name, asked: "see proposals of their own",
        because: "only a user makes and decides them",
        instead: "see those of a community or a recipe, or do it as a user")
    }
    return key
  }

  /// The user whose catalogue is meant by `their own`; the operator has none (R7).
  func requireCatalogue() throws(Refusal) -> UserKey {
    guard let key else {
      throw Refusal(
        .r7, who: actor.name, asked: "see a catalogue of their own",
        because: "only a user has one", instead: "do it as its owner")
    }
    return key
  }
}
