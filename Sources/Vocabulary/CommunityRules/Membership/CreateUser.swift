public import RecipeModel

/// A user to be made.
public struct UserDraft: Sendable, Equatable {
  public var id: UserID
  public var email: EmailAddress
  public var username: Username

  public init(id: UserID, email: EmailAddress, username: Username) {
    self.id = id
    self.email = email
    self.username = username
  }
}

/// Making a user who belongs to no community yet: the operator's alone.
///
/// People bring in others by inviting them into a community (R3).
public enum CreateUser {
  public static func decide(_ user: UserDraft, by actor: Actor) throws(Refusal) -> UserDraft {
    try actor.requireOperator(
      to: asked, or: .r3, instead: "an admin can invite an unknown address into a community")
    return user
  }

  private static let asked = "make a user"
}
