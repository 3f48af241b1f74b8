public import CommunityRules
public import RecipeModel
import Store

/// What of a user is to be different; nil leaves it as it is.
public struct UserChange: Sendable {
  public var username: Username?
  /// Whether their views are counted as theirs (R24).
  public var viewTracking: Bool?
  public var notifications: NotificationPreference?

  public init(
    username: Username? = nil, viewTracking: Bool? = nil,
    notifications: NotificationPreference? = nil
  ) {
    self.username = username
    self.viewTracking = viewTracking
    self.notifications = notifications
  }
}

/// A user's own settings.
public struct UserSettings: Sendable, Equatable {
  public var id: UserID
  public var username: String
  public var viewTracking: Bool
  public var notifications: NotificationPreference
  /// What is different now, in the words of JSON results.
  public var changed: [String]
}

extension CommunityActions {
  /// Changes a user's name and preferences: one's own, or anybody's for the operator (R7).
  ///
  /// Without a name whoever acts is meant; with an empty change the settings are only shown. A
  /// username that a living user holds is refused with `InvalidValue`. Views are stored as the
  /// preference was when they were loaded, so switching view tracking changes nothing of the past.
  public func changeUser(
    _ named: String? = nil, _ wanted: UserChange, as acting: ActingAs
  ) throws -> UserSettings {
    try change(as: acting) { try $0.changeUser(named, wanted) }
  }
}

extension Change {
  func changeUser(_ named: String?, _ wanted: UserChange) throws -> UserSettings {
    var user = try standings.userToChange(named: named, for: asker)
    let before = user
    if let username = wanted.username {
      let holder = try transaction.user(withUsername: username.folded)
      guard holder == nil || holder?.key == user.key else {
        throw InvalidValue(.username, .taken)
      }
      user.username = username.text
    }
    user.tracksViews = wanted.viewTracking ?? user.tracksViews
    user.notifications = wanted.notifications ?? user.notifications
    let changed = [
      ("username", user.username != before.username),
      ("viewTracking", user.tracksViews != before.tracksViews),
      ("notifications", user.notifications != before.notifications),
    ].compactMap { $0.1 ? $0.0 : nil }
    if !changed.isEmpty {
      user.updatedAt = now
      try transaction.update(user)
      try audit(
        .changeUser, .user(user.id), in: nil,
        [
          JSONMember("changed", .array(changed.map { .string($0) })),
          JSONMember("viewTracking", .bool(user.tracksViews)),
          JSONMember("notifications", .string(user.notifications.rawValue)),
        ])
    }
    return UserSettings(
      id: user.id, username: user.username, viewTracking: user.tracksViews,
      notifications: user.notifications, changed: changed)
  }
}

extension Standings {
  /// The user whose settings are meant, if whoever asks may change them.
  ///
  /// A person's names for themselves are compared with theirs alone, so nobody else is looked up.
  fileprivate func userToChange(named given: String?, for asker: Asker) throws -> StoredUser {
    guard let own = asker.user else {
      guard let given else { throw Refusal.withoutUser(asker.actor) }
      let user = try user(named: given)
      try ChangeUser.decide(try person(user, in: nil), named: given, by: asker.actor)
      return user
    }
    let name = given ?? own.username
    let folded = FoldedName(name)
    let isOwn =
      [FoldedName(own.email), FoldedName(own.username)].contains(folded) || UserID(name) == own.id
    try ChangeUser.decide(
      isOwn ? try person(own, in: nil) : nil, named: name, by: asker.actor)
    return own
  }
}

extension Refusal {
  fileprivate static func withoutUser(_ actor: Actor) -> Refusal {
    Refusal(
      .r7, who: actor.name, asked: "change settings of their own",
      because: "only a user has them", instead: "name the user whose they are")
  }
}
