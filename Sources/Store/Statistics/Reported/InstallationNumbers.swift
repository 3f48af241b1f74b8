import CommunityRules
import Indexes
import RecipeModel
public import Store

/// Everything that the report of the whole installation says, as plain values; the operator's alone.
public struct InstallationNumbers: Sendable, Equatable {
  /// One community among the others.
  public struct Community: Sendable, Equatable {
    public var profile: StoredCommunityProfile
    /// Over the same dates, in the community's own days (R28).
    public var totals: MeasuredCounts
  }

  public var profile: StoredInstallationProfile
  /// In the installation's days.
  public var numbers: ComparedNumbers
  /// All living communities, most viewed first.
  public var communities: [Community]
  /// Most viewed first.
  public var topRecipes: [RankedRecipe]
  /// The family with the most recipes, as the lineage index knows them; nil when nothing was forked.
  public var largestFamily: FamilyOutline?
  /// Whether something happened that the rollups do not say yet.
  public var isBehind: Bool

  /// Reads the numbers of everything.
  public static func read(
    during days: ReportedDays, listed: Int = 12, in transaction: ReadTransaction
  ) throws -> InstallationNumbers {
    let selection = try RecipeSelection.installation(in: transaction)
    let profile = try transaction.installationProfile()
    let numbers = try ComparedNumbers(
      of: selection, madeAt: profile.createdAt ?? days.today.start, during: days,
      within: .installation, in: transaction)
    var family: FamilyOutline?
    if let root = try transaction.largestFamilies(1).first {
      family = try .below(root, during: numbers.period, within: .installation, in: transaction)
    }
    return InstallationNumbers(
      profile: profile, numbers: numbers,
      communities: try communities(during: numbers.period, in: transaction),
      topRecipes: try RankedRecipe.top(
        listed, of: selection, during: numbers.period, within: .installation, in: transaction),
      largestFamily: family,
      isBehind: try transaction.isBehind(on: [], within: .installation))
  }

  private static func communities(
    during days: ClosedRange<Day>, in transaction: ReadTransaction
  ) throws -> [Community] {
    var found: [Community] = []
    var last = ""
    while true {
      let page = try transaction.communities(after: last, limit: 100)
      for stored in page {
        guard let profile = try transaction.communityProfile(stored.id) else { continue }
        let selection = try RecipeSelection.community(
          profile.key, zone: profile.timeZone, in: transaction)
        let numbers = try SubjectNumbers(
          of: selection, during: StatisticsSpan(days, by: .year), in: transaction)
        found.append(Community(profile: profile, totals: numbers.totals))
      }
      guard let next = page.last?.slug else { break }
      last = next
    }
    return found.sorted {
      ($1.totals.views.views, $0.profile.slug) < ($0.totals.views.views, $1.profile.slug)
    }
  }
}
