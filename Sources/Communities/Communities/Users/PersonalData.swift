import CommunityRules
import RecipeModel
public import Store

extension CommunityActions {
  /// The user whose data somebody wants to take out: a person their own, the operator anybody's.
  ///
  /// A person who names somebody else learns nothing of whether they are there.
  public func resolvePersonalData(
    of given: String, as acting: ActingAs
  ) throws -> StoredUser {
    try look(as: acting) { standings, asker in
      guard let person = asker.user else { return try standings.user(named: given) }
      let isOwn =
        try given == person.id.text || standings.livingUser(named: given)?.key == person.key
      guard isOwn else {
        throw Refusal(
          .r7, who: asker.actor.name, asked: "take out what is of another person",
          because: "only they and the operator can", instead: "name yourself")
      }
      return person
    }
  }
}
