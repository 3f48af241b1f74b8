import CommunityRules
import Store

/// Whoever asks, with all that the store says of them.
struct Asker {
  /// For the rules; a person with the roles in all their communities.
  let actor: Actor
  /// Nil for the operator.
  let user: StoredUser?
  /// The living communities they belong to; empty for the operator.
  let roles: [CommunityRole]

  var key: UserKey? { user?.key }
  var isOperator: Bool { user == nil }
}

/// What is there for whoever asks; the one place that decides what is answered as if it were not.
extension Asker {
  /// Whether a community is there for them: for its members while it lives, and for the operator.
  func sees(_ community: StoredCommunity) -> Bool {
    isOperator || roles.contains { $0.community == community.key }
  }

  /// Whether a recipe is within their reach, living or deleted.
  func sees(_ recipe: LoadedRecipe) throws(Refusal) -> Bool {
    try Reach.decide(by: actor).contains(recipe.standing)
  }

  func created(_ recipe: LoadedRecipe) -> Bool { recipe.stored.creator == key }
}

/// Refusals for which no rule is asked, since what they keep from sight is not looked at.
extension Asker {
  /// Lets the operator pass, who alone can restore a community (R20).
  ///
  /// Asked before one is looked for, so that nobody learns by it which ones there were.
  func requireSightOfDeletedCommunities() throws(Refusal) {
    guard !isOperator else { return }
    throw Refusal(
      .r20, who: actor.name, asked: "restore a community", because: "only the operator can",
      instead: "ask the operator")
  }

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
