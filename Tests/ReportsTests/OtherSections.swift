import Indexes
import RecipeModel
import Reports
import Testing

@testable import Statistics
@testable import Store

/// Sections of reports on recipes, creators and the installation, with invented names and numbers.
enum OtherSections {
  static func all(saying name: String = "Overnight country loaf") throws -> [any ReportSection] {
    let family = try family(name)
    return [
      GenerationsSection(family), LinesSection(family), OutgrowthsSection(family),
      SpreadSection(spreads(name)), TravellingTagsSection(try tags(name)),
      CreatorsSection(creators(name)), CohortsSection(cohorts()),
      TrendingSection(try trending(name)),
      TargetsSection(try targets()),
      PlacesSection([.init(community: name, recipes: 12), .init(community: nil, recipes: 3)]),
    ]
  }

  private static let moment = Instant(milliseconds: 1_783_000_000_000)

  private static func family(_ name: String) throws -> FamilyInsights {
    FamilyInsights(
      recipe: RecipeID(name), title: name, extent: .whole, zone: "Europe/Berlin",
      createdAt: moment, firstForkAt: moment.advanced(byMilliseconds: 3 * 86_400_000),
      generation: 0, recipes: 12, copies: 1, communities: 3, depth: 3, views: 9442, viewers: 1702,
      generations: [(1, 3518), (4, 2902), (5, 1936), (2, 285)].enumerated().map { depth, row in
        FamilyGeneration(
          depth: depth, made: row.0, living: row.0, communities: min(depth + 1, 3), views: row.1)
      },
      forks: [],
      members: [(name, 3518, 9442), ("Rye, too", 1240, 2250), ("Pain de campagne", 870, 870)].map {
        FamilyMemberViews(
          id: RecipeID($0.0), title: $0.0, community: name, kind: .variant, depth: 1, views: $0.1,
          lineViews: $0.2, lineViewers: 40)
      },
      outgrowths: [
        ForkOutgrowth(
          fork: RecipeID("lyon"), forkTitle: "Pain de campagne", origin: RecipeID(name),
          originTitle: name, kind: .share, day: try SampleReports.day("2026-10-03"),
          viewsThen: .init(fork: 301, origin: 300), viewsNow: .init(fork: 870, origin: 640))
      ],
      outgrowthCount: 1, beyond: nil, isBehind: false)
  }

  private static func spreads(_ name: String) -> RecipeSpreads {
    RecipeSpreads(
      zone: "Europe/Berlin",
      recipes: [
        RecipeSpread(
          id: RecipeID(name), title: name, community: name, communities: 3, depth: 3,
          descendants: 11, descendantsBeyondReach: 7, createdAt: moment,
          firstForkAt: moment.advanced(byMilliseconds: 7_200_000), forks: 4)
      ])
  }

  private static func tags(_ name: String) throws -> TravellingTags {
    TravellingTags(tags: [
      TravellingTag(
        name: name, recipes: 40, shares: 6,
        arrivals: try [("a", "2025-01-04"), ("b", "2026-03-09")].map { slug, day in
          TagArrival(
            community: CommunityID(slug), slug: slug, name: name,
            firstDay: try SampleReports.day(day), recipes: 20, shares: 3)
        })
    ])
  }

  private static func creators(_ name: String) -> CreatorRanking {
    CreatorRanking(
      zone: "UTC",
      creators: [
        CreatorReach(
          creator: UserID(name), username: name, recipes: 31, communities: 3, descendants: 12,
          forks: 9, views: 8120, viewers: UniqueCount(903), familyViews: 12_044,
          familyViewers: UniqueCount(1311))
      ], isBehind: false)
  }

  static func cohorts() -> MemberCohorts {
    let last = Month(year: 2026, month: 11)
    return MemberCohorts(
      profile: StoredCommunityProfile(
        key: CommunityKey(1), id: CommunityID("c"), name: "Circle", slug: "circle",
        description: "", timeZone: "UTC", createdAt: moment, members: 1, admins: 1, recipes: 1),
      lastMonth: last,
      cohorts: (0..<16).map { age in
        MemberCohort(
          month: Month(number: last.number - Int32(15 - age)), members: 10 + age, left: age / 4,
          active: (0...(15 - age)).map { max(10 + age - $0 * 2, 0) })
      }, isBehind: false)
  }

  private static func trending(_ name: String) throws -> TrendingRecipes {
    TrendingRecipes(
      zone: "Europe/Berlin", asOf: try SampleReports.day("2026-11-20"), halfLife: 7,
      recipes: [
        TrendingRecipe(
          id: RecipeID(name), title: name, community: name, score: 98_234, views: 1204,
          viewsBefore: 730)
      ], isBehind: false)
  }

  private static func targets() throws -> [TargetsSection.Target] {
    let day = try SampleReports.day("2026-11-21")
    func point(_ grain: Grain, _ ago: Int, _ count: Int, of value: Int) -> TargetPoint {
      var period = grain.period(of: day)
      for _ in 0..<ago { period = period.previous }
      return TargetPoint(period: period, count: UniqueCount(count), value: value)
    }
    return [
      TargetsSection.Target(
        .views, .weekly, value: 5000, current: point(.week, 0, 3120, of: 5000),
        past: (1...60).reversed().map { point(.week, $0, 5600 - $0 * 15, of: 5000) }),
      TargetsSection.Target(
        .recipes, .monthly, value: 30, current: point(.month, 0, 41, of: 30), past: []),
      TargetsSection.Target(.members, .quarterly, value: 100, current: nil, past: []),
    ]
  }
}
