import RecipeModel
import Reports
import TestKit
import Testing

/// Reports made for these tests; all names and numbers are invented.
enum SampleReports {
  static func day(_ text: String) throws -> Day { try #require(Day(text)) }

  /// A lively community over eleven weeks, two days of which were not counted.
  static func rich() throws -> CommunityReport {
    let period = ReportPeriod(first: try day("2026-09-07"), last: try day("2026-11-21"))
    return CommunityReport(
      community: ReportedCommunity(
        name: "Sourdough Circle", slug: "sourdough-circle",
        description: "Bakers who feed, share and pass on what rises.", timeZone: "Europe/Berlin",
        members: 184, admins: 3, recipes: 1268),
      period: period, generatedAt: Instant(milliseconds: 1_795_258_440_000),
      totals: ReportTotals(
        views: 48_213, viewers: 3112, anonymousViews: 19_408, shares: 96, forks: 141),
      previousTotals: ReportTotals(
        views: 41_870, viewers: 3240, anonymousViews: 19_410, shares: 71, forks: 118),
      viewsByDay: views(in: period, missing: try day("2026-10-14")),
      topRecipes: topRecipes, tags: tags, mostForkedFamily: family,
      activityByMonth: [
        MonthlyActivity(month: Month(year: 2026, month: 9), newRecipes: 64, forks: 38, shares: 27),
        MonthlyActivity(month: Month(year: 2026, month: 10), newRecipes: 92, forks: 61, shares: 40),
        MonthlyActivity(month: Month(year: 2026, month: 11), newRecipes: 41, forks: 42, shares: 29),
      ],
      warnings: [.lineageBehind])
  }

  private static func views(in period: ReportPeriod, missing: Day) -> [DailyViews] {
    var random = SeededGenerator(seed: 7)
    return (0..<period.length).compactMap { offset in
      let day = period.first.advanced(by: offset)
      guard day != missing, day != missing.advanced(by: 1) else { return nil }
      let weekend = (offset % 7) >= 5 ? 320 : 0
      let views = 420 + offset * 4 + weekend + Int.random(in: 0..<140, using: &random)
      let viewers = views / 3 + Int.random(in: 0..<40, using: &random)
      return DailyViews(day: day, views: views, viewers: ViewerCount(viewers))
    }
  }

  private static let topRecipes: [TopRecipe] = [
    ("Grandmother’s rye with caraway", 4120, 1408, 22, 7310),
    ("Overnight country loaf", 3518, 1190, 31, 9442),
    ("Focaccia with too many tomatoes", 2904, 1011, 9, 3340),
    ("Crêpes de sarrasin", 2377, 804, 4, 2520),
    ("日本の柔らかい食パン (soft milk bread)", 2105, 790, 12, 4018),
    ("خبز الطابون", 1822, 611, 3, 1961),
    (
      "A discard cracker recipe whose title goes on for so long that no chart can show all of it",
      1604,
      588, 2, 1650
    ),
    ("Pão de queijo", 1377, 502, 5, 1702),
    ("Buckwheat starter from nothing", 1190, 466, 8, 2044),
    ("Baguettes, the slow way", 988, 391, 1, 1003),
    ("Spelt rolls", 871, 340, 0, 871),
    ("Bagels 🥯 for a crowd", 640, 288, 2, 702),
  ].enumerated().map { index, row in
    TopRecipe(
      title: row.0, id: RecipeID("recipe-\(index + 1)"), views: row.1,
      viewers: ViewerCount(row.2), forks: row.3, familyViews: row.4)
  }

  private static let tags: [TagUsage] = [
    TagUsage(name: "sourdough", recipes: 612, views: 25_310),
    TagUsage(name: "bread", recipes: 540, views: 22_904),
    TagUsage(name: "vegan", recipes: 318, views: 9120),
    TagUsage(name: "rye", recipes: 144, views: 7008),
    TagUsage(name: "weeknight", recipes: 97, views: 2203),
    TagUsage(name: "Frühstück", recipes: 61, views: 1502),
    TagUsage(name: "gluten-free", recipes: 40, views: 1330),
    TagUsage(name: "pizza", recipes: 28, views: 990),
  ]

  private static let family = RecipeFamily(nodes: [
    node("Overnight country loaf", nil, 3518, depth: 0, [1, 2, 3, 4]),
    node("Overnight country loaf with rye", .variant, 1240, depth: 1, [5, 6]),
    node("Country loaf, Lyon style", .share, 960, from: "Sourdough Circle", depth: 1, [7, 8, 9]),
    FamilyNode(.hidden(count: 7, distance: 3), depth: 1),
    node("Same-day country loaf", .variant, 702, depth: 1, []),
    node("Rye and walnut loaf", .variant, 512, depth: 2, []),
    node("Seeded rye loaf", .share, 310, from: "Sourdough Circle", depth: 2, [10]),
    node("Pain de campagne", .share, 870, from: "Boulangers de Lyon", depth: 2, []),
    node("Lyon loaf with olives", .variant, 244, depth: 2, [11]),
    FamilyNode(.hidden(count: 1, distance: 1), depth: 2),
    node("Seeded rye, no knead", .variant, 188, depth: 3, []),
    node("Olive loaf for the grill", .share, 97, from: "Boulangers de Lyon", depth: 3, []),
  ])

  static func node(
    _ title: String, _ kind: OriginKind?, _ views: Int, from community: String? = nil, depth: Int,
    _ children: [Int]
  ) -> FamilyNode {
    FamilyNode(
      .recipe(title: title, id: RecipeID(title.lowercased())), kind: kind, sharedFrom: community,
      views: views, depth: depth, children: children)
  }

  /// A community that has just been made.
  static func empty() throws -> CommunityReport {
    let period = ReportPeriod(first: try day("2026-11-01"), last: try day("2026-11-21"))
    return CommunityReport(
      community: ReportedCommunity(
        name: "Quiet Kitchen", slug: "quiet-kitchen", members: 1, admins: 1, recipes: 0),
      period: period, generatedAt: Instant(milliseconds: 1_795_258_440_000),
      totals: ReportTotals(views: 0, viewers: 0, anonymousViews: 0, shares: 0, forks: 0))
  }

  /// One day with views, and nothing forked or tagged.
  static func singleDay() throws -> CommunityReport {
    let period = ReportPeriod(first: try day("2026-11-20"), last: try day("2026-11-20"))
    var report = try empty()
    report.period = period
    report.community.recipes = 2
    report.totals = ReportTotals(
      views: 9, viewers: ViewerCount(3, isExact: false), anonymousViews: 2, shares: 0, forks: 0)
    report.viewsByDay = [DailyViews(day: period.first, views: 9, viewers: 3)]
    report.topRecipes = [
      TopRecipe(
        title: "Porridge", id: RecipeID("porridge"), views: 9, viewers: 3, forks: 0, familyViews: 9)
    ]
    report.activityByMonth = [
      MonthlyActivity(month: Month(year: 2026, month: 11), newRecipes: 2, forks: 0, shares: 0)
    ]
    report.warnings = [.periodOpen]
    return report
  }

  /// A report whose every text is the given one.
  static func saying(_ text: String) throws -> CommunityReport {
    var report = try singleDay()
    report.community.name = text
    report.community.slug = text
    report.community.description = text
    report.community.timeZone = text
    report.topRecipes = [
      TopRecipe(
        title: text, id: RecipeID(text), views: 5, viewers: 3, forks: 1, familyViews: 8)
    ]
    report.tags = [TagUsage(name: text, recipes: 2, views: 5)]
    report.mostForkedFamily = RecipeFamily(nodes: [
      node(text, nil, 5, depth: 0, [1]),
      node(text, .share, 3, from: text, depth: 1, []),
    ])
    return report
  }

  /// A family that is one chain of forks.
  static func chain(length: Int) -> RecipeFamily {
    RecipeFamily(
      nodes: (0..<length).map { depth in
        node(
          "Generation \(depth)", depth == 0 ? nil : .variant, 1, depth: depth,
          depth + 1 < length ? [depth + 1] : [])
      })
  }
}
