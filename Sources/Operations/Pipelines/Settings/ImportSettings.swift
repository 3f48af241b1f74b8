public import CommunityRules
public import PipelineCore

/// What is imported, for whom, and how.
public struct ImportSettings: Sendable, Equatable, KeyedSettings {
  /// Where imported recipes go.
  public enum Target: Sendable, Equatable {
    /// A community, by slug (R8).
    case community(String)
    /// A person's own catalogue, by e-mail address.
    case catalogue(String)
  }

  /// What becomes of what the target says already.
  public enum Duplicates: String, Sendable, CaseIterable {
    case skip
    case variant
    case keep
  }

  /// What becomes of what the target nearly says.
  public enum NearDuplicates: String, Sendable, CaseIterable {
    case ignore
    case list
    case variant
  }

  public var target: Target
  /// The e-mail address of who imports and is the recipes' creator.
  public var importer: String
  /// Files and folders in the order they are read; never none.
  public var from: [String]
  /// The format by name; nil finds it by content.
  public var format: String?
  /// What columns of tables hold, in the order of the file; may be empty.
  public var columns: [ColumnSetting]
  /// The source name of the identities made; nil is the format's name.
  public var source: String?
  /// Who the authors are that archives name; nil leaves them texts.
  public var authors: AuthorSettings?
  /// What becomes of the tags that archives bring.
  public var tagRules: TagRules
  /// Tags that every recipe gets besides its own, whatever the rules say; may be empty.
  public var tags: [String]

  public var duplicates: Duplicates
  public var nearDuplicates: NearDuplicates
  /// Whether recipes are deleted that the same source gave earlier and gives no more.
  public var isMirror: Bool
  /// How much may be beyond reading; nil for any number.
  public var maxErrors: ErrorLimit?

  public static let keys = [
    SettingKey("into", .slug, "the community that gets the recipes; or `catalogue`"),
    SettingKey("catalogue", .email, "the person whose own catalogue gets them; or `into`"),
    SettingKey("as", .email, "who imports, a member; the person of `catalogue` unless given"),
    SettingKey(
      "from", .paths, isRequired: true,
      "archives and folders of archives; patterns such as `inbox/*.zip` read what is new"),
    SettingKey("format", .format, "the format's name; found by content unless given"),
    SettingKey(
      "columns", .columns, "the headers of tables, where their names do not say what they hold"),
    SettingKey("source", .text, "what the source is called; the format's name unless given"),
    SettingKey(
      "authors", .authors, "who the authors are that archives name; texts unless given"),
    SettingKey("tagRules", .tagRules, "what becomes of the tags that archives bring"),
    SettingKey("tags", .texts, "tags that every recipe gets besides its own"),
    SettingKey(
      "duplicates", .choice(Duplicates.allCases.map(\.rawValue)),
      "what becomes of what the target says already; skip unless given"),
    SettingKey(
      "nearDuplicates", .choice(NearDuplicates.allCases.map(\.rawValue)),
      "what becomes of what the target nearly says; ignore unless given"),
    SettingKey(
      "mirror", .flag,
      "whether recipes are deleted that the same source gave earlier and holds no more; false "
        + "unless given"),
    SettingKey(
      "maxErrors", .errorLimit,
      "how many records, or which share, may be beyond reading; any number unless given"),
  ]

  public init(
    target: Target, importer: String, from: [String], format: String? = nil,
    columns: [ColumnSetting] = [], source: String? = nil, authors: AuthorSettings? = nil,
    tagRules: TagRules = .none, tags: [String] = [], duplicates: Duplicates = .skip,
    nearDuplicates: NearDuplicates = .ignore, isMirror: Bool = false,
    maxErrors: ErrorLimit? = nil
  ) {
    self.target = target
    self.importer = importer
    self.from = from
    self.format = format
    self.columns = columns
    self.source = source
    self.authors = authors
    self.tagRules = tagRules
    self.tags = tags
    self.duplicates = duplicates
    self.nearDuplicates = nearDuplicates
    self.isMirror = isMirror
    self.maxErrors = maxErrors
  }

  init?(_ mapping: inout SettingsMapping) {
    let hasOneTarget = mapping.requireExactlyOne(of: ["into", "catalogue"])
    if mapping.has("into") { mapping.require("as") }
    let slug = mapping.slug("into")
    let owner = mapping.email("catalogue")
    let person = mapping.email("as")
    let from = mapping.paths("from")
    format = mapping.format("format")
    columns = ColumnSetting.read("columns", in: &mapping)
    source = mapping.text("source")
    authors = AuthorSettings.read("authors", in: &mapping)
    tagRules =
      mapping.read("tagRules", keys: TagRuleSettings.keys) { TagRuleSettings.read(&$0) }
      ?? TagRules.none
    tags = mapping.texts("tags") ?? []
    duplicates = mapping.choice("duplicates", as: Duplicates.self) ?? .skip
    nearDuplicates = mapping.choice("nearDuplicates", as: NearDuplicates.self) ?? .ignore
    isMirror = mapping.flag("mirror") ?? false
    maxErrors = mapping.errorLimit("maxErrors")
    guard hasOneTarget, let from, let importer = person ?? owner else { return nil }
    if let slug {
      target = .community(slug)
    } else if let owner {
      target = .catalogue(owner)
    } else {
      return nil
    }
    self.importer = importer
    self.from = from
  }
}
