import Indexes
public import RecipeModel
public import Statistics
import Store

extension Report {
  /// Makes the report of a community.
  ///
  /// - Parameters:
  ///   - numbers: Read within the reach of whoever gets the report; days are in the community's zone.
  ///   - targets: What the community asks for, and how it does at that moment.
  ///   - generatedAt: The moment it is made.
  public init(_ numbers: CommunityNumbers, targets: CommunityTargets?, generatedAt: Instant) {
    let profile = numbers.profile
    let compared = numbers.numbers
    let period = ReportPeriod(compared.period)
    let days = DailyViews.filled(compared)
    let steps = ActivityStep.steps(of: compared.days, during: period)
    var figures = KeyFiguresSection.Figure.measured(compared)
    figures += [
      .init("recipes", "Recipes", "in the community now", .init(profile.recipes)),
      .init(
        "members", "Members", "now, \(profile.admins.of("admin", "admins")) among them",
        .init(profile.members)),
    ]
    self.init(
      of: ReportSubject(
        .community, id: profile.slug, name: profile.name, description: profile.description,
        timeZone: profile.timeZone,
        isEmpty: profile.recipes == 0 && compared.totals.views.views == 0),
      during: period, generatedAt: generatedAt,
      warnings: ReportWarning.all(
        isBehind: numbers.isBehind, period: period, today: compared.today),
      sections: [
        KeyFiguresSection(figures),
        TargetsSection(targets?.targets.map { TargetsSection.Target($0) } ?? []),
        ViewsSection(
          of: "a recipe of the community", during: period, days: days,
          before: DailyViews.before(compared)),
        CalendarSection(of: days, during: period),
        TopRecipesSection(numbers.topRecipes, isBehind: numbers.isBehind),
        TrendingSection(numbers.trending),
        TagsSection(numbers.tags),
        TagTrendsSection(numbers.tagTrends),
        FamilySection(.mostForked, numbers.mostForkedFamily.map { RecipeFamily($0) }),
        SpreadSection(numbers.spreads),
        CreatorsSection(numbers.creators),
        NewRecipesSection(steps),
        ForksAndSharesSection(steps),
        CohortsSection(numbers.cohorts),
      ])
  }
}
