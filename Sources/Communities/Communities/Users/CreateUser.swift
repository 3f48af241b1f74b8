public import CommunityRules
import RecipeModel
import Store

extension CommunityActions {
  /// Makes a user who belongs to no community yet; the operator's alone.
  ///
  /// An e-mail address or username that a living user holds is refused with `InvalidValue`.
  public func createUser(
    email: EmailAddress, username: Username, as acting: ActingAs
  ) throws -> UserSummary {
    try change(as: acting) { try $0.createUser(email: email, username: username) }
  }
}

extension Change {
  /// Makes a user; a given id is for somebody who has one already.
  func createUser(
    id: UserID? = nil, email: EmailAddress, username: Username
  ) throws -> UserSummary {
    let draft = try CreateUser.decide(
      UserDraft(id: id ?? freshID(), email: email, username: username), by: asker.actor)
    let user = try make(draft)
    try audit(.createUser, .user(draft.id))
    return UserSummary(user)
  }

  /// Stores a user whom a rule decided on; the caller says so in the audit log.
  func make(_ draft: UserDraft) throws -> StoredUser {
    guard try transaction.user(withEmail: draft.email.folded) == nil else {
      throw InvalidValue(.email, .taken)
    }
    guard try transaction.user(withUsername: draft.username.folded) == nil else {
      throw InvalidValue(.username, .taken)
    }
    let key = try transaction.insert(
      NewUser(
        id: draft.id, email: draft.email.text, username: draft.username.text, createdAt: now))
    guard let user = try transaction.user(key) else {
      throw StoreFault(.inconsistent("the user just stored is not there"))
    }
    return user
  }
}
