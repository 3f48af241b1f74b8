public import Indexes
public import RecipeModel
import Store

/// What was counted of one subject in one span of time.
public struct MeasuredCounts: Sendable, Hashable {
  public var views = ViewCounts()
  /// Different viewers; they do not add up over periods or subjects.
  public var viewers = UniqueCount.zero
  /// How often it was shared into another community (R25).
  public var shares = 0
  /// Variants and shares made from it (R25).
  public var forks = 0
  /// Recipes that came into a community.
  public var recipes = 0
  public var proposals = 0
  public var accepted = 0
  public var rejected = 0
  /// Different active members; 0 for subjects that have none.
  public var members = UniqueCount.zero

  public init(
    views: ViewCounts = ViewCounts(), viewers: UniqueCount = .zero, shares: Int = 0,
    forks: Int = 0, recipes: Int = 0, proposals: Int = 0, accepted: Int = 0, rejected: Int = 0,
    members: UniqueCount = .zero
  ) {
    self.views = views
    self.viewers = viewers
    self.shares = shares
    self.forks = forks
    self.recipes = recipes
    self.proposals = proposals
    self.accepted = accepted
    self.rejected = rejected
    self.members = members
  }

  /// Whether nothing was counted; such periods are left out of a series.
  public var isZero: Bool { self == MeasuredCounts() }

  /// The number of a measure, with its error.
  public subscript(measure: Measure) -> UniqueCount {
    switch measure {
    case .views: UniqueCount(views.views)
    case .viewers: viewers
    case .anonymous: UniqueCount(views.anonymous)
    case .repeats: UniqueCount(views.repeats)
    case .robots: UniqueCount(views.robots)
    case .shares: UniqueCount(shares)
    case .forks: UniqueCount(forks)
    case .recipes: UniqueCount(recipes)
    case .proposals: UniqueCount(proposals)
    case .accepted: UniqueCount(accepted)
    case .rejected: UniqueCount(rejected)
    case .members: members
    }
  }

  /// Counts one occurrence.
  mutating func count(_ kind: OccurrenceKind) {
    switch kind {
    case .fork: forks += 1
    case .share: shares += 1
    case .newRecipe: recipes += 1
    case .proposal: proposals += 1
    case .accepted: accepted += 1
    case .rejected: rejected += 1
    }
  }
}

/// What was counted in one period of a series.
public struct CountedPeriod: Sendable, Equatable {
  public var period: Period
  public var counts: MeasuredCounts

  public init(_ period: Period, _ counts: MeasuredCounts) {
    self.period = period
    self.counts = counts
  }
}
