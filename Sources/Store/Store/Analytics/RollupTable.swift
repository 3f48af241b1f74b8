/// Whose numbers a rollup holds.
public enum RollupSubject: String, Sendable, CaseIterable {
  /// A recipe itself ("direct", R26).
  case recipe
  /// A root and all its descendants ("family", R26), by the root.
  case family
  /// All recipes of a community.
  case community
}

/// How long the periods of a rollup are, in UTC.
public enum RollupGrain: String, Sendable, CaseIterable {
  case day
  case month
}

/// One of the tables that hold rollups.
public struct RollupTable: Sendable, Hashable {
  public var subject: RollupSubject
  public var grain: RollupGrain

  public init(_ subject: RollupSubject, by grain: RollupGrain) {
    self.subject = subject
    self.grain = grain
  }

  /// All of them, in the order in which they are filled and proved.
  public static let all = RollupGrain.allCases.flatMap { grain in
    RollupSubject.allCases.map { RollupTable($0, by: grain) }
  }

  /// Its name in the schema.
  public var name: String { "rollup_\(subject.rawValue)_\(grain.rawValue)" }

  var subjectColumn: String {
    switch subject {
    case .recipe: "recipe_id"
    case .family: "root_id"
    case .community: "community_id"
    }
  }

  var periodColumn: String { grain.rawValue }
}

/// What was counted for one subject in one period.
public struct RollupCounts: Sendable, Hashable {
  /// Views (R24), the anonymous ones included.
  public var views = 0
  /// Different viewers, exact; they do not add up over periods or subjects.
  public var viewers = 0
  /// Views without a viewer.
  public var anonymous = 0
  /// How often it was shared into another community (R25).
  public var shares = 0
  /// Variants and shares made from it (R25).
  public var forks = 0

  public init(
    views: Int = 0, viewers: Int = 0, anonymous: Int = 0, shares: Int = 0, forks: Int = 0
  ) {
    self.views = views
    self.viewers = viewers
    self.anonymous = anonymous
    self.shares = shares
    self.forks = forks
  }

  /// Whether nothing was counted; such counts have no row.
  public var isZero: Bool { self == RollupCounts() }

  /// Adds every count; the viewers are right only when no viewer is in both.
  public static func += (total: inout RollupCounts, part: RollupCounts) {
    total.views += part.views
    total.viewers += part.viewers
    total.anonymous += part.anonymous
    total.shares += part.shares
    total.forks += part.forks
  }
}

/// One row of a rollup table.
public struct RollupRow: Sendable, Hashable {
  /// The key of the recipe, of the root or of the community, as the table says.
  public var subject: Int64
  /// `Day.number` or `Month.number`, as the table says.
  public var period: Int32
  public var counts: RollupCounts

  public init(subject: Int64, period: Int32, counts: RollupCounts) {
    self.subject = subject
    self.period = period
    self.counts = counts
  }
}
