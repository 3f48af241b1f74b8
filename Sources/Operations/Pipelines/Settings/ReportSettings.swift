public import RecipeModel

/// Whose report is written, as what, and where.
public struct ReportSettings: Sendable, Equatable, KeyedSettings {
  /// The closed set of what a report can be written as.
  public enum Format: String, Sendable, CaseIterable {
    case html
    case json
    case csv
    case markdown
  }

  /// What a report can be of.
  public enum Subject: Sendable, Equatable {
    /// A community, by slug.
    case community(String)
    /// A recipe with its family, by id.
    case recipe(String)
    /// Somebody's recipes, by their e-mail address.
    case creator(String)
    /// Everything.
    case installation
  }

  public var subject: Subject
  public var format: Format
  /// The file that is written; an older one is replaced.
  public var to: String
  /// The first day shown; nil is the first that there is.
  public var from: Day?
  /// The day after the last one shown; nil is the day after the last that there is.
  public var until: Day?

  public static let keys = [
    SettingKey(
      "community", .slug, "the community it is about; or `recipe`, `creator`, `installation`"),
    SettingKey("recipe", .text, "the id of the recipe whose family it is about"),
    SettingKey("creator", .email, "the person whose recipes it is about"),
    SettingKey("installation", .flag, "true for a report of everything"),
    SettingKey(
      "format", .choice(Format.allCases.map(\.rawValue)), isRequired: true,
      "what it is written as"),
    SettingKey(
      "to", .path, isRequired: true,
      "the file that is written, replacing an older one; `{period}` is the period of a backfill, else "
        + "the day of the run"),
    SettingKey("from", .day, "the first day shown; the first there is unless given"),
    SettingKey("until", .day, "the day after the last one shown; no end unless given"),
  ]

  public init(
    subject: Subject, format: Format, to: String, from: Day? = nil, until: Day? = nil
  ) {
    self.subject = subject
    self.format = format
    self.to = to
    self.from = from
    self.until = until
  }

  init?(_ mapping: inout SettingsMapping) {
    let subject = Subject(&mapping)
    let format = mapping.choice("format", as: Format.self)
    let to = mapping.path("to")
    from = mapping.day("from")
    until = mapping.day("until")
    if let until, until <= from ?? .firstOfAll { mapping.report(.emptyPeriod, at: "until") }
    guard let subject, let format, let to else { return nil }
    self.subject = subject
    self.format = format
    self.to = to
  }
}

extension ReportSettings.Subject {
  /// Reads whom the report is about; nil, with the problem reported, for nobody or too many.
  fileprivate init?(_ mapping: inout SettingsMapping) {
    let names = ["community", "recipe", "creator", "installation"]
    let isOne = mapping.requireExactlyOne(of: names)
    let community = mapping.slug("community")
    let recipe = mapping.text("recipe")
    let creator = mapping.email("creator")
    let installation = mapping.flag("installation")
    guard isOne else { return nil }
    if let community {
      self = .community(community)
    } else if let recipe {
      self = .recipe(recipe)
    } else if let creator {
      self = .creator(creator)
    } else if installation == true {
      self = .installation
    } else {
      if installation == false {
        mapping.report(.onlyTrue(key: "installation"), at: "installation")
      }
      return nil
    }
  }
}

extension Day {
  /// 0001-01-01: no day comes before it.
  static let firstOfAll = Day(number: -719_162)
}
