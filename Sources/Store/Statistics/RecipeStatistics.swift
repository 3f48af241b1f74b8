// The read side of the numbers: totals and series of recipes, families and communities, and
// everything that a community's report says.
//
// In:    a read transaction, what is asked for, and the reach of whoever asks (R7).
// Out:   plain values. Sums come from the rollups; viewers of spans that no rollup row covers are
//        counted from the raw events, so they are exact.
// Reach: what a person reads follows from the events of what they may see, also how far it was
//        counted and whether more waits to be; the operator reads of the whole installation. The
//        views of a family in communities elsewhere are the one exception, as one number (R19).
// Never: writes, decides who may ask (`CommunityRules` did, and handed in the reach), formats.
//
// Raw/        the raw events of days, and exact viewers over them
// Community/  what a community's report says

public import CommunityRules
public import RecipeModel
public import Store

/// The numbers of one recipe: of itself, and of its whole tree of descendants (R26).
public struct RecipeStatistics: Sendable, Equatable {
  public var recipe: RecipeID
  public var title: String
  /// Of the recipe itself.
  public var direct: SubjectNumbers
  /// Of the recipe and its descendants within the reach.
  public var family: SubjectNumbers
  /// How many recipes `family` is of.
  public var members: Int
  /// Views of the descendants in communities beyond the reach; nil when there are none.
  ///
  /// One number for all of them and the whole span; what stands in catalogues of others appears
  /// nowhere (R19).
  public var viewsBeyondReach: Int?
  /// Whether something happened that the rollups do not say yet: anywhere, for the operator; to
  /// the members that `family` is of, for others.
  public var isBehind: Bool

  /// Reads the numbers of a recipe; nil when there is none within the reach.
  ///
  /// A deleted recipe has none to show (R20), but what happened to it counts in its family (R25).
  public static func read(
    of id: RecipeID, during span: StatisticsSpan = StatisticsSpan(), within reach: Reach,
    in transaction: ReadTransaction
  ) throws -> RecipeStatistics? {
    guard let key = try transaction.statisticsRecipe(id) else { return nil }
    let family = try transaction.family(below: key)
    guard let recipe = family.first(where: { $0.key == key }), !recipe.isDeleted,
      reach.contains(recipe)
    else { return nil }
    let members = Set(family.lazy.filter(reach.contains).map(\.key.value))
    let beyond = family.lazy.filter { !members.contains($0.key.value) && $0.community != nil }
      .map(\.key.value)
    return RecipeStatistics(
      recipe: id, title: recipe.title,
      direct: try SubjectNumbers(of: key.value, as: .recipe, during: span, in: transaction) {
        $0 == key.value
      },
      family: try numbers(
        of: members, below: recipe, isWhole: members.count == family.count, during: span,
        in: transaction),
      members: members.count,
      viewsBeyondReach: beyond.isEmpty
        ? nil : try views(of: beyond, during: span, in: transaction),
      isBehind: try transaction.isBehind(on: members, within: reach))
  }

  /// The rollups know whole trees by their roots; any other family is counted on demand.
  private static func numbers(
    of members: Set<Int64>, below recipe: StoredFamilyMember, isWhole: Bool,
    during span: StatisticsSpan, in transaction: ReadTransaction
  ) throws -> SubjectNumbers {
    guard recipe.origin == nil, isWhole else {
      return try SubjectNumbers(together: members, during: span, in: transaction)
    }
    return try SubjectNumbers(
      of: recipe.key.value, as: .family, during: span, in: transaction
    ) { members.contains($0) }
  }

  private static func views(
    of recipes: some Sequence<Int64>, during span: StatisticsSpan, in transaction: ReadTransaction
  ) throws -> Int {
    var views = 0
    for recipe in recipes {
      for row in try transaction.rollup(
        RollupTable(.recipe, by: .day), of: recipe, during: span.numbers)
      {
        views += row.counts.views
      }
    }
    return views
  }
}

extension Reach {
  /// Whether a recipe of a family is within it.
  func contains(_ member: StoredFamilyMember) -> Bool {
    switch self {
    case .installation: true
    case .person(let user, let communities):
      member.community.map { communities.contains($0) } ?? (member.creator == user)
    }
  }
}
