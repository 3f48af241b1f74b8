public import RecipeModel
public import Store

/// How many of the members who joined together are active in the months after.
public struct MemberCohorts: Sendable, Equatable {
  public var profile: StoredCommunityProfile
  /// The last month that is told, in the community's zone; mostly not over yet.
  public var lastMonth: Month
  /// By the month of joining, ascending; months in which nobody joined are left out.
  ///
  /// Who joined after the last month is among them, with no month told of: lists of who stays leave
  /// them out.
  public var cohorts: [MemberCohort]
  /// Whether views wait to be counted: anywhere, for the operator; of this community's recipes, for
  /// others.
  public var isBehind: Bool
}

/// The people who joined a community in one month, for the first time.
public struct MemberCohort: Sendable, Equatable {
  /// The month that it was in the community's zone when they joined.
  public var month: Month
  /// How many they are; who leaves stays among them.
  public var members: Int
  /// How many of them are no members today.
  public var left: Int
  /// How many were active in the month of joining, the next one and so on up to the last month;
  /// empty for who joined after that.
  ///
  /// Active is who viewed a recipe of the community or did something that its feed records. All are
  /// in the month of joining, by joining. Who was erased is active in no month after: their views
  /// are anonymous (R23).
  public var active: [Int]
}
