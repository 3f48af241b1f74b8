public import RecipeModel

/// How a family of recipes grew: in generations, over communities, in time and in views.
///
/// Recipes are variants and shares, with the one at the top; a personal copy is no recipe of a
/// family (R25), but what is viewed of it counts for the line that it hangs on. A person sees by
/// name what lies within their reach, and the rest as one number (R19).
public struct FamilyInsights: Sendable, Equatable {
  /// Which part of a family is looked at.
  public enum Extent: String, Sendable, CaseIterable {
    /// The recipe and all that was made from it (R26).
    case descendants
    /// The whole tree that the recipe belongs to, from its root.
    case whole
  }

  public var recipe: RecipeID
  public var title: String
  public var extent: Extent
  /// The zone whose days everything is in: that of the installation (R28).
  public var zone: String
  /// When the recipe was made.
  public var createdAt: Instant
  /// When a variant or a share was made from the recipe first, deleted ones included (R25); nil
  /// when there is none.
  public var firstForkAt: Instant?
  /// How many steps below the top the recipe stands; 0 for `descendants`.
  public var generation: Int
  /// Living recipes within reach.
  public var recipes: Int
  /// Living personal copies within reach; those of others are within the operator's only.
  public var copies: Int
  /// In how many communities those recipes live, that of the top included.
  public var communities: Int
  /// The furthest generation that has a living recipe, those beyond the reach included.
  public var depth: Int
  /// Views in the span of everything within reach, deleted recipes and personal copies included.
  public var views: Int
  /// The different viewers of them; exact.
  public var viewers: Int
  /// What lies within reach by distance from the top, ascending; those without any are left out.
  public var generations: [FamilyGeneration]
  /// Forks made in the span from what lies within reach, ascending; periods without are left out.
  ///
  /// A share into a community beyond the reach is among them: it happened to the recipe that it was
  /// made from (R25).
  public var forks: [ForkPeriod]
  /// The living recipes within reach whose lines had the most views in the span, those first.
  public var members: [FamilyMemberViews]
  /// The forks that have outgrown what they were made from, the most viewed ones first.
  public var outgrowths: [ForkOutgrowth]
  /// How many have, listed or not.
  public var outgrowthCount: Int
  /// What lies in communities beyond the reach; nil when nothing does.
  public var beyond: FamilyBeyondReach?
  /// Whether views wait to be counted: anywhere, for the operator; of what lies within reach, for
  /// others.
  public var isBehind: Bool

  /// How long it took until the first fork was made, in milliseconds; never negative.
  public var millisecondsToFirstFork: Int64? {
    firstForkAt.map { max(0, $0.milliseconds - createdAt.milliseconds) }
  }
}

/// The recipes at one distance from the top of a family.
public struct FamilyGeneration: Sendable, Equatable {
  /// Steps from the top, 0 for the top itself.
  public var depth: Int
  /// How many were ever made; later deletion does not take them back (R25).
  public var made: Int
  /// How many of them live.
  public var living: Int
  /// In how many communities those live.
  public var communities: Int
  /// Views of the recipes themselves in the span, of deleted ones, too.
  public var views: Int
}

/// How many forks were made in a period.
public struct ForkPeriod: Sendable, Equatable {
  public var period: Period
  public var forks: Int
}

/// A recipe of a family, and what was viewed of it and of its line.
public struct FamilyMemberViews: Sendable, Equatable {
  public var id: RecipeID
  public var title: String
  /// The name of its community; nil in a catalogue.
  public var community: String?
  /// How it came from its origin; nil for a root.
  public var kind: OriginKind?
  /// Steps from the top of the family.
  public var depth: Int
  /// Views in the span of the recipe itself.
  public var views: Int
  /// Views in the span of the recipe and of all that descends from it, wherever that lies, in one
  /// number: a fork's success credits its line.
  ///
  /// Of what lies in catalogues of others for the operator only (R19).
  public var lineViews: Int
  /// The different viewers of the line as far as it lies within reach; exact.
  public var lineViewers: Int
}

/// A variant or a share that was viewed more often than what it was made from.
///
/// Compared are the views of each recipe itself since the first day that is counted. The day is
/// the first at whose end the fork had more of them than its origin. So the origin keeps the lead
/// that it had when the fork was made, and both numbers are totals that anybody can look up.
public struct ForkOutgrowth: Sendable, Equatable {
  public var fork: RecipeID
  public var forkTitle: String
  public var origin: RecipeID
  public var originTitle: String
  public var kind: OriginKind
  /// The first local day at whose end the fork was ahead.
  public var day: Day
  /// The views of both up to the end of that day.
  public var viewsThen: Pair
  /// The views of both up to the end of the span.
  public var viewsNow: Pair
  /// Whether the fork is ahead at the end of the span.
  public var isAhead: Bool { viewsNow.fork > viewsNow.origin }

  /// Views of a fork and of its origin.
  public struct Pair: Sendable, Equatable {
    public var fork: Int
    public var origin: Int
  }
}

/// What lies in communities beyond somebody's reach, as R19 tells it.
public struct FamilyBeyondReach: Sendable, Equatable {
  /// Living recipes.
  public var recipes: Int
  /// Steps from the top of the family to the furthest of them; 0 when none lives.
  public var distance: Int
  /// Views in the span, those of deleted ones included.
  public var views: Int
}
