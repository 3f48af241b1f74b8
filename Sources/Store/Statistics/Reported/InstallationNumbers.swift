import CommunityRules
import Indexes
import RecipeModel
public import Store

/// Everything that the report of the whole installation says, as plain values; the operator's alone.
public struct InstallationNumbers: Sendable, Equatable {
  public var profile: StoredInstallationProfile
  /// In the installation's days.
  public var numbers: ComparedNumbers
  /// All living communities, most viewed first.
  public var communities: [CommunityOverview.Community]
  /// Most viewed first.
  public var topRecipes: [RankedRecipe]
  /// The family of the recipe that spread furthest; nil when nothing was forked.
  public var furthestFamily: FamilyOutline?
  /// What is viewed most of late, as of the last day.
  public var trending: TrendingRecipes
  /// The recipes that spread furthest.
  public var spreads: RecipeSpreads
  /// The tags that came to most communities.
  public var tags: TravellingTags
  /// Whose recipes reach furthest.
  public var creators: CreatorRanking
  /// Whether views wait to be counted.
  public var isBehind: Bool

  /// Reads the numbers of everything.
  public static func read(
    during days: ReportedDays, listed: Int = 12, in transaction: ReadTransaction
  ) throws -> InstallationNumbers {
    let selection = try RecipeSelection.installation(in: transaction)
    let profile = try transaction.installationProfile()
    let numbers = try ComparedNumbers(
      of: selection, madeAt: profile.createdAt ?? days.now, during: days,
      within: .installation, in: transaction)
    let request = StatisticsRequest(numbers.period)
    let isBehind = try transaction.rollupsAreBehind()
    let trending = try TrendingRecipes.read(
      until: numbers.period.upperBound, limit: listed, within: .installation,
      isBehind: isBehind, in: transaction)
    let spreads = try RecipeSpreads.read(
      during: request, limit: listed, within: .installation, in: transaction)
    let tags = try TravellingTags.read(limit: listed, within: .installation, in: transaction)
    let creators = try CreatorRanking.read(
      during: request, limit: listed, within: .installation, isBehind: isBehind, in: transaction)
    guard let trending, let spreads, let tags, let creators else {
      preconditionFailure("the installation is within the operator's reach")
    }
    var family: FamilyOutline?
    if let furthest = spreads.recipes.first,
      let recipe = try transaction.statisticsRecipe(furthest.id)
    {
      family = try .below(
        try transaction.root(above: recipe), during: numbers.period, within: .installation,
        in: transaction)
    }
    return InstallationNumbers(
      profile: profile, numbers: numbers,
      communities: try CommunityOverview.Community.all(
        try transaction.communityProfiles(within: .installation), during: numbers.period,
        in: transaction),
      topRecipes: try RankedRecipe.top(
        listed, of: selection, during: numbers.period, within: .installation, in: transaction),
      furthestFamily: family, trending: trending, spreads: spreads, tags: tags,
      creators: creators,
      isBehind: isBehind)
  }
}
