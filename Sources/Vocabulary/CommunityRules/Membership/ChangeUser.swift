/// Changing a user's name and preferences: their own to do, and the operator's (R7).
public enum ChangeUser {
  /// Decides on a user as they were named.
  ///
  /// For a person who names somebody else `user` may be nil: they hear the same whether there is
  /// such a user or not.
  public static func decide(
    _ user: PersonStanding?, named given: String, by actor: Actor
  ) throws(Refusal) {
    let asked = "change the settings of \(given)"
    try actor.requireLiving(to: asked)
    switch actor {
    case .operator:
      guard let user, !user.isDeleted else {
        throw actor.refusal(.r20, asked, because: "the user is deleted")
      }
    case .person(let person):
      guard user?.id == person.id else {
        throw actor.refusal(
          .r7, asked, because: "only they themselves can", instead: "ask them, or the operator")
      }
    }
  }
}
