public import CommunityRules
public import Indexes
public import RecipeModel
public import Store

extension TrendingRecipes {
  /// Reads which recipes are viewed most of late.
  ///
  /// - Parameters:
  ///   - id: Whose recipes are ranked; those of all communities within reach unless given.
  ///   - until: The last day that may be the day of reference; any unless given.
  ///   - weights: What a view weighs. For the half-life that trends are kept for, nothing is
  ///     counted again unless an earlier day is asked for.
  ///   - limit: How many recipes are listed at most.
  ///   - reach: What the reader may see.
  ///   - isBehind: Whether views wait to be counted, for a reader who was told before; found out
  ///     unless given.
  ///   - transaction: Where everything is.
  /// - Returns: The ranking; nil when the community that is named is not within the reach.
  /// - Throws: A `StoreFault`; a `ViewSegmentFault` or a `DamagedRollup` for a damaged day.
  public static func read(
    of id: CommunityID? = nil, until: Day = StatisticsRequest.allDays.upperBound,
    weights: TrendWeights = TrendWeights(), limit: Int = 10, within reach: Reach,
    isBehind: Bool? = nil, in transaction: ReadTransaction
  ) throws -> TrendingRecipes? {
    let trends: Trends
    if let id {
      guard let community = try transaction.community(id, within: reach) else { return nil }
      trends = try Trends(
        of: [community.key], in: community.timeZone, until: until, by: weights, in: transaction)
    } else {
      trends = try Trends(
        of: try transaction.readerKeys(reach).communities, in: transaction.installationZone(),
        until: until, by: weights, in: transaction)
    }
    return TrendingRecipes(
      zone: trends.zone, asOf: trends.asOf, halfLife: weights.halfLife,
      recipes: try trends.highest(limit, in: transaction),
      isBehind: try isBehind
        ?? transaction.isBehind(on: trends.everyRecipe(in: transaction), within: reach))
  }
}

/// The trends of the recipes of some communities.
private struct Trends {
  let zone: String
  /// The last day on which any of them was viewed.
  let asOf: Day?
  private let communities: [CommunityKey]
  private let calendars: [CalendarKey]
  private let weights: TrendWeights
  private var sums: [(recipe: Int64, sum: Int64)] = []

  init(
    of communities: [CommunityKey], in zone: String, until: Day, by weights: TrendWeights,
    in transaction: ReadTransaction
  ) throws {
    self.communities = communities
    self.zone = zone
    self.weights = weights
    var lasts: [(calendar: CalendarKey, day: Day)] = []
    for community in communities {
      let place = CalendarPlace(community: community, zone: zone)
      guard let calendar = try transaction.rollupCalendar(of: place),
        let last = try transaction.lastViewedDay(of: calendar, until: until)
      else { continue }
      lasts.append((calendar, last))
    }
    calendars = lasts.map(\.calendar)
    asOf = lasts.map(\.day).max()
    guard let asOf else { return }
    for calendar in calendars {
      sums += try scores(of: calendar, on: asOf, in: transaction).recipes
    }
  }

  /// The sums of a calendar: the kept ones, where they are told as of the same block.
  private func scores(
    of calendar: CalendarKey, on last: Day, in transaction: ReadTransaction
  ) throws -> TrendScores {
    let block = weights.block(of: last)
    if weights.halfLife == TrendWeights.keptHalfLife,
      let kept = try transaction.trend(of: calendar), kept.block == block,
      let end = try transaction.lastViewedDay(of: calendar), end <= last
    {
      do throws(CountedDayFault) {
        return try TrendScores(packed: kept.payload)
      } catch {
        throw DamagedRollup(day: end)
      }
    }
    return try TrendScores(of: calendar, in: block, by: weights, until: last, in: transaction)
  }

  /// All recipes of the communities.
  func everyRecipe(in transaction: ReadTransaction) throws(StoreFault) -> Set<RecipeKey> {
    var recipes: Set<RecipeKey> = []
    for community in communities {
      recipes.formUnion(try transaction.recipeKeys(in: .community(community)))
    }
    return recipes
  }

  /// The living recipes with the highest sums.
  func highest(_ limit: Int, in transaction: ReadTransaction) throws -> [TrendingRecipe] {
    guard let asOf else { return [] }
    let ranked = sums.sorted { ($1.sum, $0.recipe) < ($0.sum, $1.recipe) }
    var names = CommunityNames()
    var listed: [(key: Int64, recipe: TrendingRecipe)] = []
    for (recipe, sum) in ranked {
      guard listed.count < limit else { break }
      let key = RecipeKey(recipe)
      let score = weights.hundredths(of: sum, on: asOf)
      guard score > 0, let titled = try transaction.titledRecipe(key) else { continue }
      var community: String?
      if let place = try transaction.community(of: key) {
        community = try names.name(of: place, in: transaction)
      }
      listed.append(
        (
          recipe,
          TrendingRecipe(
            id: titled.id, title: titled.title, community: community, score: score, views: 0,
            viewsBefore: 0)
        ))
    }
    let now = asOf.advanced(by: 1 - weights.halfLife)...asOf
    let before = asOf.advanced(by: 1 - 2 * weights.halfLife)...asOf.advanced(by: -weights.halfLife)
    let keys = listed.map(\.key)
    let views = try self.views(of: keys, during: now, in: transaction)
    let viewsBefore = try self.views(of: keys, during: before, in: transaction)
    return listed.map { key, recipe in
      var recipe = recipe
      recipe.views = views[key] ?? 0
      recipe.viewsBefore = viewsBefore[key] ?? 0
      return recipe
    }
  }

  /// The views of some recipes in some days.
  private func views(
    of recipes: [Int64], during days: ClosedRange<Day>, in transaction: ReadTransaction
  ) throws -> [Int64: Int] {
    let wanted = KeySet(recipes)
    var views: [Int64: Int] = [:]
    for calendar in calendars {
      try transaction.eachCountedDay(of: calendar, during: days) { day in
        do throws(CountedDayFault) {
          try CountedDay.each(in: day.payload, of: wanted) { recipe, counts in
            views[recipe, default: 0] += counts.views
            return false
          }
        } catch {
          throw DamagedRollup(day: day.day)
        }
      }
    }
    return views
  }
}
