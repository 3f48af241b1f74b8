import Store

/// Something that is counted, by the name that commands, reports and targets use for it.
public enum Measure: String, Sendable, CaseIterable {
  /// Somebody opened a recipe (R24).
  case views
  /// Different people who did; a union, never a sum.
  case viewers
  /// Views of which nobody knows whose they were; they are among the views.
  case anonymous
  /// Events that the window of R24 dropped.
  case repeats
  /// Events that no person made, dropped.
  case robots
  /// How often something was shared into another community (R25).
  case shares
  /// Variants and shares made (R25).
  case forks
  /// Recipes that came into a community.
  case recipes
  /// Changes that were proposed.
  case proposals
  /// Proposals that were accepted.
  case accepted
  /// Proposals that were rejected, and became variants.
  case rejected
  /// Different members who did something that the feed records, or viewed a recipe; a union.
  case members

  /// Whether it is told by the counted days, alone or among others.
  public var isOfViews: Bool {
    switch self {
    case .views, .viewers, .anonymous, .repeats, .robots, .members: true
    case .shares, .forks, .recipes, .proposals, .accepted, .rejected: false
    }
  }

  /// What it is the number of; nil for what is told by the counted days.
  var occurrence: OccurrenceKind? {
    switch self {
    case .shares: .share
    case .forks: .fork
    case .recipes: .newRecipe
    case .proposals: .proposal
    case .accepted: .accepted
    case .rejected: .rejected
    case .views, .viewers, .anonymous, .repeats, .robots, .members: nil
    }
  }

  /// Whether the numbers of parts add up to the number of the whole.
  public var addsUp: Bool { self != .viewers && self != .members }
}
