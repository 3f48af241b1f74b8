/// One key of the settings of a stage, as the reader checks it and the reference lists it.
public struct SettingKey: Sendable, Equatable {
  public var name: String
  public var kind: ValueKind
  public var isRequired: Bool
  /// What it means, in one line, with its default.
  public var meaning: String

  public init(_ name: String, _ kind: ValueKind, isRequired: Bool = false, _ meaning: String) {
    self.name = name
    self.kind = kind
    self.isRequired = isRequired
    self.meaning = meaning
  }
}

/// What a key takes.
public enum ValueKind: Sendable, Equatable, CustomStringConvertible {
  case text
  case texts
  case email
  case emails
  case slug
  case path
  case paths
  case day
  case flag
  /// A number of records, or a share of them.
  case errorLimit
  case percentage
  /// How many of something.
  case count
  /// A number of seconds, minutes, hours, days or weeks.
  case duration
  /// Five fields of cron, or a word such as `@daily`.
  case cron
  /// A cron expression, or a schedule by its own keys.
  case schedule
  /// How often, or attempts by keys of their own.
  case retry
  /// Commands that are run by themselves.
  case hooks
  /// A text for the shell, or a list of words.
  case command
  /// Names of variables with paths of files.
  case secrets
  /// By its name in the IANA database.
  case timeZone
  /// One of a closed set.
  case choice([String])
  /// One of the formats that imports know.
  case format
  /// Fields of tables with the headers that hold them.
  case columns
  /// Rules for tags, by their own keys.
  case tagRules
  /// Names of tags with names of tags.
  case tagNames
  /// The word `importer`, or authors by keys of its own.
  case authors
  /// Names of authors with e-mail addresses.
  case addresses
  case stages

  /// The kind in words, as in `from` takes "a path or a list of paths".
  public var description: String {
    switch self {
    case .text: "text"
    case .texts: "text or a list of texts"
    case .email: "an e-mail address"
    case .emails: "an e-mail address or a list of them"
    case .slug: "a slug"
    case .path: "a path"
    case .paths: "a path or a list of paths"
    case .day: "a day"
    case .flag: "true or false"
    case .errorLimit: "a number such as 10, or a share such as 2.5%"
    case .percentage: "a share such as 90%"
    case .count: "a number such as 7"
    case .duration: "a time such as 90s, 15m, 2h or 1d"
    case .cron: "five fields such as `30 2 * * *`, or a word such as `@daily`"
    case .schedule: "a cron expression, or a mapping of keys"
    case .retry: "a number such as 3, or a mapping of keys"
    case .hooks: "a command, or a list of commands"
    case .command: "a text for the shell, or a list of words"
    case .secrets: "a mapping of names to paths of files"
    case .timeZone: "a time zone such as Europe/Berlin"
    case .choice(let words): words.joined(separator: ", ")
    case .format: "a format name"
    case .columns: "a mapping of fields to headers"
    case .tagRules: "a mapping of rules"
    case .tagNames: "a mapping of tags to a tag or a list of tags"
    case .authors: "importer, or a mapping of authors"
    case .addresses: "a mapping of names to e-mail addresses"
    case .stages: "a list of stages"
    }
  }

  /// The keys of its own that such a value holds.
  var keys: [SettingKey] {
    switch self {
    case .tagRules: TagRuleSettings.keys
    case .authors: AuthorSettings.keys
    case .schedule: ScheduleSettings.keys
    case .retry: RetrySettings.keys
    case .hooks: HookSettings.keys
    default: []
    }
  }
}
