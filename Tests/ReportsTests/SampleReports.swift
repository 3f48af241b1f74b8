import Indexes
import RecipeModel
import Reports
import Statistics
import TestKit
import Testing

/// Reports made for these tests; all names and numbers are invented.
enum SampleReports {
  static func day(_ text: String) throws -> Day { try #require(Day(text)) }

  /// A lively community over eleven weeks, two days of which were not counted.
  static func rich() throws -> SampleReport {
    let period = ReportPeriod(first: try day("2026-09-07"), last: try day("2026-11-21"))
    let before = ReportPeriod(
      first: period.first.advanced(by: -period.length), last: period.first.advanced(by: -1))
    return SampleReport(
      name: "Sourdough Circle", id: "sourdough-circle",
      description: "Bakers who feed, share and pass on what rises.", timeZone: "Europe/Berlin",
      period: period, figures: figures,
      days: views(in: period, missing: try day("2026-10-14")),
      before: views(in: before, missing: try day("2026-01-01")).map { day in
        DailyViews(day: day.day, views: day.views * 4 / 5, viewers: day.viewers)
      },
      topRecipes: topRecipes, tags: tags, trends: trends, family: family,
      steps: [(9, 64, 38, 27), (10, 92, 61, 40), (11, 41, 42, 29)].map {
        month, new, forks, shares in
        ActivityStep(
          Grain.month.period(of: Month(year: 2026, month: month).firstDay),
          newRecipes: new, forks: forks, shares: shares)
      },
      warnings: [.rollupsBehind])
  }

  private static let figures: [KeyFiguresSection.Figure] = [
    .init(
      "views", "Views", "times somebody opened a recipe", UniqueCount(48_213),
      before: UniqueCount(41_870), yearBefore: UniqueCount(48_101)),
    .init(
      "viewers", "Viewers", "different signed-in people", UniqueCount(3112),
      before: UniqueCount(3240)),
    .init("recipes", "Recipes", "in the community now", UniqueCount(1268)),
    .init("members", "Members", "now, 3 admins among them", UniqueCount(184)),
  ]

  private static let trends = TagTrends(
    periods: (0..<11).compactMap { week in
      Day("2026-09-07").map { Grain.week.period(of: $0.advanced(by: week * 7)) }
    },
    trends: [
      .init(
        name: "sourdough", views: [880, 910, 1002, 990, 1120, 1180, 1090, 1210, 1300, 1280, 1404]),
      .init(name: "bread", views: [910, 902, 870, 880, 860, 840, 850, 800, 790, 801, 760]),
      .init(name: "Frühstück", views: [0, 0, 0, 12, 40, 66, 20, 8, 3, 0, 1]),
    ])

  private static func views(in period: ReportPeriod, missing: Day) -> [DailyViews] {
    var random = SeededGenerator(seed: 7)
    return (0..<period.length).compactMap { offset in
      let day = period.first.advanced(by: offset)
      guard day != missing, day != missing.advanced(by: 1) else { return nil }
      let weekend = (offset % 7) >= 5 ? 320 : 0
      let views = 420 + offset * 4 + weekend + Int.random(in: 0..<140, using: &random)
      let viewers = views / 3 + Int.random(in: 0..<40, using: &random)
      return DailyViews(day: day, views: views, viewers: UniqueCount(viewers))
    }
  }

  private static let topRecipes: [RankedRecipe] = [
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
    RankedRecipe(
      id: RecipeID("recipe-\(index + 1)"), title: row.0, views: row.1,
      viewers: UniqueCount(row.2), forks: row.3, familyViews: row.4)
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
  static func empty() throws -> SampleReport {
    SampleReport(
      name: "Quiet Kitchen", id: "quiet-kitchen", isEmpty: true,
      period: ReportPeriod(first: try day("2026-11-01"), last: try day("2026-11-21")),
      figures: [.init("views", "Views", "times somebody opened a recipe", .zero)])
  }

  /// One day with views, and nothing forked or tagged.
  static func singleDay() throws -> SampleReport {
    let first = try day("2026-11-20")
    return SampleReport(
      name: "Quiet Kitchen", id: "quiet-kitchen", period: ReportPeriod(first: first, last: first),
      figures: [
        .init("views", "Views", "times somebody opened a recipe", UniqueCount(9)),
        .init("viewers", "Viewers", "different people", UniqueCount(3, error: 0.0081)),
      ],
      days: [DailyViews(day: first, views: 9, viewers: UniqueCount(3))],
      topRecipes: [
        RankedRecipe(
          id: RecipeID("porridge"), title: "Porridge", views: 9, viewers: UniqueCount(3), forks: 0,
          familyViews: 9)
      ],
      steps: [
        ActivityStep(Grain.month.period(of: first), newRecipes: 2, forks: 0, shares: 0)
      ],
      warnings: [.periodOpen])
  }

  /// A report whose every text is the given one.
  static func saying(_ text: String) throws -> SampleReport {
    var report = try singleDay()
    report.name = text
    report.id = text
    report.description = text
    report.timeZone = text
    report.topRecipes = [
      RankedRecipe(
        id: RecipeID(text), title: text, views: 5, viewers: UniqueCount(3), forks: 1,
        familyViews: 8)
    ]
    report.tags = [TagUsage(name: text, recipes: 2, views: 5)]
    report.trends = TagTrends(
      periods: [Grain.day.period(of: report.period.first)], trends: [.init(name: text, views: [5])])
    report.family = RecipeFamily(nodes: [
      node(text, nil, 5, depth: 0, [1]),
      node(text, .share, 3, from: text, depth: 1, []),
    ])
    report.more = try OtherSections.all(saying: text)
    return report
  }

  /// Seven years, most of them with views.
  static func years() throws -> SampleReport {
    var report = try rich()
    report.period = ReportPeriod(first: try day("2020-01-01"), last: try day("2026-11-21"))
    report.days = views(in: report.period, missing: try day("2023-10-14"))
    report.before = []
    report.steps = ActivityStep.steps(
      of: (0..<80).map { month in
        CountedPeriod(
          Grain.day.period(of: Month(number: report.period.first.month.number + month).firstDay),
          MeasuredCounts(shares: Int(month) % 5, forks: Int(month) % 9, recipes: Int(month) * 3))
      }, during: report.period)
    report.family = chain(length: 200)
    return report
  }

  /// The lively community with every other section that there is.
  static func everything() throws -> SampleReport {
    var report = try rich()
    report.more = try OtherSections.all()
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

/// What a report of these tests says, to be changed and then made.
struct SampleReport {
  var name: String
  var id: String
  var description = ""
  var timeZone = "UTC"
  var isEmpty = false
  var period: ReportPeriod
  var generatedAt = Instant(milliseconds: 1_795_258_440_000)
  var figures: [KeyFiguresSection.Figure] = []
  var days: [DailyViews] = []
  var before: [DailyViews] = []
  var topRecipes: [RankedRecipe] = []
  var tags: [TagUsage] = []
  var trends = TagTrends(periods: [], trends: [])
  var family: RecipeFamily?
  var steps: [ActivityStep] = []
  var warnings: [ReportWarning] = []
  /// Sections that reports of other subjects have.
  var more: [any ReportSection] = []

  var report: Report {
    Report(
      of: ReportSubject(
        .community, id: id, name: name, description: description, timeZone: timeZone,
        isEmpty: isEmpty),
      during: period, generatedAt: generatedAt, warnings: warnings,
      sections: [
        KeyFiguresSection(figures),
        ViewsSection(of: "a recipe", during: period, days: days, before: before),
        CalendarSection(of: days, during: period),
        TopRecipesSection(topRecipes), TagsSection(tags), TagTrendsSection(trends),
        NewRecipesSection(steps), FamilySection(.mostForked, family),
        ForksAndSharesSection(steps),
      ] + more)
  }

  func rendered(as format: ReportFormat) -> [UInt8] { format.render(report) }

  func text(as format: ReportFormat) -> String {
    String(decoding: rendered(as: format), as: UTF8.self)
  }
}
