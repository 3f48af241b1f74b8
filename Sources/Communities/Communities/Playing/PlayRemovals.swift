import ArchiveRecords
import CommunityRules
import RecipeModel
import Store

extension Change {
  /// Ends somebody's part in a history in which they bear their pseudonym from the beginning (R23).
  ///
  /// Only who was made under a pseudonym's address is meant: no archive erases a person.
  func play(_ erasure: ArchivedErasure) throws {
    let user = try standings.user(named: erasure.user)
    let asked = "erase \(user.id)"
    guard asker.isOperator, user.email.hasSuffix(ArchivedErasure.addressEnd) else {
      throw Refusal(
        .r23, who: asker.actor.name, asked: asked,
        because: "an archive tells only of erased users, under their pseudonyms",
        instead: "the operator erases a user by hand")
    }
    let successors = try erasure.successors.map { successor in
      try self.successor(SuccessorName(community: successor.community, user: successor.user))
    }
    _ = try erase(
      user, recipes: erasure.withRecipes ? .removed : .kept, successors: successors,
      knownAs: PlayedPseudonym(
        pseudonym: Pseudonym(id: user.id, username: user.username), views: erasure.views))
  }

  /// Purges what was past its retention at the operation's moment (R22); the operator's alone, as other deletions of what others made (R20).
  func play(purgingRows rows: Int) throws {
    guard asker.isOperator else {
      throw Refusal(
        .r20, who: asker.actor.name, asked: "purge", because: "only the operator can",
        instead: "ask the operator")
    }
    _ = try purge(rows: rows)
  }
}
