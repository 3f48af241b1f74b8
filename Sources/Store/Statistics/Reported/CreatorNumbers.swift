public import CommunityRules
import Indexes
public import RecipeModel
public import Store

/// Everything that a creator's report says, as plain values.
public struct CreatorNumbers: Sendable, Equatable {
  /// A place that has recipes of the creator.
  public struct Place: Sendable, Equatable {
    /// The name of a community; nil for the creator's catalogue.
    public var community: String?
    /// Living recipes of the creator there.
    public var recipes: Int
  }

  public var id: UserID
  public var username: String
  /// Of what they made within the reach, in the installation's days (R28).
  public var numbers: ComparedNumbers
  /// Living recipes of theirs within the reach.
  public var recipes: Int
  /// How far what they made in communities reaches, in the same days; nil for who made nothing.
  public var reach: CreatorReach?
  /// Most recipes first.
  public var places: [Place]
  /// Most viewed first.
  public var topRecipes: [RankedRecipe]
  /// Whether views wait to be counted: anywhere, for the operator; of their recipes within the
  /// reach, for others.
  public var isBehind: Bool

  /// Reads the numbers of somebody's recipes; nil when none of them is within the reach and they
  /// are somebody else (R7).
  public static func read(
    of user: StoredUser, during days: ReportedDays, listed: Int = 12, within reach: Reach,
    in transaction: ReadTransaction
  ) throws -> CreatorNumbers? {
    let subject = SubjectStatistics.Subject.creator(user)
    guard let (selection, _) = try SubjectStatistics.select(subject, within: reach, in: transaction)
    else { return nil }
    let visible = try transaction.recipes(in: .creator(user.key), within: reach)
    // When they came is theirs to know; others know since when there is something of theirs.
    var since = user.createdAt
    if case .person(let reader, _) = reach, reader != user.id {
      since = try transaction.firstCreation(of: visible) ?? days.now
    }
    let numbers = try ComparedNumbers(
      of: selection, madeAt: since, during: days, within: reach, in: transaction)
    let isBehind = try transaction.isBehind(on: Set(visible), within: reach)
    let ranking = try CreatorRanking.read(
      ofOnly: user, during: StatisticsRequest(numbers.period), within: reach, isBehind: isBehind,
      in: transaction)
    var living: [CommunityKey?: Int] = [:]
    for key in visible {
      guard let recipe = try transaction.recipe(key), recipe.deletion == nil else { continue }
      living[recipe.community, default: 0] += 1
    }
    var places: [Place] = []
    for (community, recipes) in living {
      let name = try community.flatMap { try transaction.community($0)?.name }
      places.append(Place(community: name, recipes: recipes))
    }
    places.sort { ($1.recipes, $0.community ?? "") < ($0.recipes, $1.community ?? "") }
    return CreatorNumbers(
      id: user.id, username: user.username, numbers: numbers,
      recipes: living.values.reduce(0, +), reach: ranking?.creators.first, places: places,
      topRecipes: try RankedRecipe.top(
        listed, of: selection, during: numbers.period, within: reach, in: transaction),
      isBehind: isBehind)
  }
}

extension ReadTransaction {
  /// When the first of some recipes was made; nil for none.
  fileprivate func firstCreation(of recipes: [RecipeKey]) throws(StoreFault) -> Instant? {
    var first: Instant?
    for key in recipes {
      guard let recipe = try recipe(key) else { continue }
      first = min(first ?? recipe.createdAt, recipe.createdAt)
    }
    return first
  }
}
