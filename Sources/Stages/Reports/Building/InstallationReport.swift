import Indexes
public import RecipeModel
public import Statistics
import Store

extension Report {
  /// Makes the report of the whole installation, for its operator.
  ///
  /// - Parameters:
  ///   - numbers: Days are the installation's, of each community its own.
  ///   - generatedAt: The moment it is made.
  public init(_ numbers: InstallationNumbers, generatedAt: Instant) {
    let profile = numbers.profile
    let period = ReportPeriod(numbers.numbers.period)
    let days = DailyViews.filled(numbers.numbers)
    let steps = ActivityStep.steps(of: numbers.numbers.days, during: period)
    self.init(
      of: ReportSubject(
        .installation, id: "", name: "All communities", timeZone: numbers.numbers.zone,
        isEmpty: profile.recipes == 0 && numbers.numbers.totals.views.views == 0),
      during: period, generatedAt: generatedAt,
      warnings: ReportWarning.all(
        isBehind: numbers.isBehind, period: period, today: numbers.numbers.today),
      sections: [
        KeyFiguresSection(
          KeyFiguresSection.Figure.measured(numbers.numbers) + [
            .init("communities", "Communities", "now", .init(profile.communities)),
            .init("users", "Users", "now", .init(profile.users)),
            .init("recipes", "Recipes", "in communities now", .init(profile.recipes)),
          ]),
        ViewsSection(
          of: "a recipe", during: period, days: days, before: DailyViews.before(numbers.numbers)),
        CommunitiesSection(numbers.communities),
        CalendarSection(of: days, during: period),
        TopRecipesSection(numbers.topRecipes, isBehind: numbers.isBehind),
        TrendingSection(numbers.trending),
        FamilySection(.furthest, numbers.furthestFamily.map { RecipeFamily($0) }),
        SpreadSection(numbers.spreads),
        TravellingTagsSection(numbers.tags),
        CreatorsSection(numbers.creators),
        NewRecipesSection(steps),
        ForksAndSharesSection(steps),
      ])
  }
}
