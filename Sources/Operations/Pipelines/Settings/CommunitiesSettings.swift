/// Which communities are made where no living community has the slug yet.
public struct CommunitiesSettings: Sendable, Equatable {
  /// In the order of the file, never none; slugs differ without case.
  public var communities: [CommunitySetting]

  public static let keys = CommunitySetting.keys

  public init(communities: [CommunitySetting]) {
    self.communities = communities
  }

  static func read(
    from node: PipelineNode, of kind: StageKind, scope: ReadingScope, problems: inout ProblemList
  ) -> CommunitiesSettings? {
    let communities = CommunitySetting.readList(
      from: node, of: kind, unique: ["slug"], scope: scope, problems: &problems)
    return communities.map(CommunitiesSettings.init(communities:))
  }
}

/// One community of a `communities` stage.
public struct CommunitySetting: Sendable, Equatable, KeyedSettings {
  public var slug: String
  public var name: String
  public var description: String?
  /// IANA name; nil is UTC.
  public var timeZone: String?
  /// The e-mail address of who creates it and is its first admin (R2).
  public var admin: String
  /// The e-mail addresses of who the admin invites; may be empty.
  public var members: [String]

  public static let keys = [
    SettingKey("slug", .slug, isRequired: true, "the word that pipeline files and commands use"),
    SettingKey("name", .text, isRequired: true, "the name that people see"),
    SettingKey("description", .text, "what the community is about"),
    SettingKey("timeZone", .text, "IANA time zone of its reports; UTC unless given"),
    SettingKey("admin", .email, isRequired: true, "who creates it and is its first admin"),
    SettingKey("members", .emails, "whom the admin invites"),
  ]

  public init(
    slug: String, name: String, description: String? = nil, timeZone: String? = nil,
    admin: String, members: [String] = []
  ) {
    self.slug = slug
    self.name = name
    self.description = description
    self.timeZone = timeZone
    self.admin = admin
    self.members = members
  }

  init?(_ mapping: inout SettingsMapping) {
    let slug = mapping.slug("slug")
    let name = mapping.text("name")
    let admin = mapping.email("admin")
    description = mapping.text("description")
    timeZone = mapping.text("timeZone")
    members = mapping.emails("members") ?? []
    guard let slug, let name, let admin else { return nil }
    self.slug = slug
    self.name = name
    self.admin = admin
  }
}
