/// Who is made a user where no living user has the e-mail address yet.
public struct UsersSettings: Sendable, Equatable {
  /// In the order of the file, never none; e-mail addresses and user names differ without case.
  public var users: [UserSetting]

  public static let keys = UserSetting.keys

  public init(users: [UserSetting]) {
    self.users = users
  }

  static func read(
    from node: PipelineNode, of kind: StageKind, scope: ReadingScope, problems: inout ProblemList
  ) -> UsersSettings? {
    let users = UserSetting.readList(
      from: node, of: kind, unique: ["email", "username"], scope: scope, problems: &problems)
    return users.map(UsersSettings.init(users:))
  }
}

/// One user of a `users` stage.
public struct UserSetting: Sendable, Equatable, KeyedSettings {
  public var email: String
  public var username: String

  public static let keys = [
    SettingKey("email", .email, isRequired: true, "the e-mail address"),
    SettingKey("username", .text, isRequired: true, "the name that others see"),
  ]

  public init(email: String, username: String) {
    self.email = email
    self.username = username
  }

  init?(_ mapping: inout SettingsMapping) {
    let email = mapping.email("email")
    let username = mapping.text("username")
    guard let email, let username else { return nil }
    self.init(email: email, username: username)
  }
}
