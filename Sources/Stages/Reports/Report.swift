public import RecipeModel

// What happened to a community, a recipe, a creator or everything, in one period, to be looked at.
//
// In:    numbers that `Statistics` read within the reach of whoever gets the report (R7, R19), every
//        day in the zone that the numbers are told in.
// Out:   the bytes of one file: a page, JSON, CSV or Markdown (`ReportFormat.render`).
// Never: asks a store or a clock, counts anything that the values do not hold, or trusts a text.
//        The same values give the same bytes.
//
// Building/  numbers into reports: which sections each kind of report has, in which order
// Sections/  what a report can say, one file each: its picture, its table, its words
// Tables/    the numbers of a section, which every form of the report is written from
// Forms/     JSON, CSV and Markdown
// Page/      the page around the sections
// Charts/    pictures as SVG
// Site/      a folder of pages that link to each other
// Family/    the tree of a family and its pictures
// Person/    everything of one person, row by row, as JSON and as a page

/// What is said of one subject and one period.
public struct Report: Sendable {
  public var subject: ReportSubject
  public var period: ReportPeriod
  public var generatedAt: Instant
  public var warnings: [ReportWarning]
  /// In the order in which they are read.
  public var sections: [any ReportSection]

  public init(
    of subject: ReportSubject, during period: ReportPeriod, generatedAt: Instant,
    warnings: [ReportWarning] = [], sections: [any ReportSection]
  ) {
    self.subject = subject
    self.period = period
    self.generatedAt = generatedAt
    self.warnings = warnings
    self.sections = sections
  }
}

/// Whom or what a report is about, as it stands when the report is made.
public struct ReportSubject: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    case community
    case recipe
    case creator
    case installation
    /// Several communities beside each other.
    case communities
  }

  public var kind: Kind
  /// The slug of a community, the id of a recipe, the username of a creator; empty of the
  /// installation and of several communities.
  public var id: String
  public var name: String
  /// Empty when there is none.
  public var description: String
  /// The IANA name of the zone that days and months are counted in.
  public var timeZone: String
  /// Whether there is nothing to report yet: the page says how to begin in place of its sections.
  public var isEmpty: Bool

  public init(
    _ kind: Kind, id: String, name: String, description: String = "", timeZone: String = "UTC",
    isEmpty: Bool = false
  ) {
    self.kind = kind
    self.id = id
    self.name = name
    self.description = description
    self.timeZone = timeZone
    self.isEmpty = isEmpty
  }
}
