import Indexes
public import RecipeModel
public import Statistics

extension Report {
  /// Makes the report of a creator: of what they made, as far as the reader may see it.
  ///
  /// - Parameters:
  ///   - numbers: Read within the reach of whoever gets the report; days are the installation's.
  ///   - generatedAt: The moment it is made.
  public init(_ numbers: CreatorNumbers, generatedAt: Instant) {
    let period = ReportPeriod(numbers.numbers.period)
    let days = DailyViews.filled(numbers.numbers)
    let steps = ActivityStep.steps(of: numbers.numbers.days, during: period)
    self.init(
      of: ReportSubject(
        .creator, id: numbers.username, name: numbers.username, timeZone: numbers.numbers.zone,
        isEmpty: numbers.recipes == 0 && numbers.numbers.totals.views.views == 0),
      during: period, generatedAt: generatedAt,
      warnings: ReportWarning.all(
        isBehind: numbers.isBehind, period: period, today: generatedAt.day),
      sections: [
        KeyFiguresSection(
          KeyFiguresSection.Figure.measured(numbers.numbers) + [
            .init("recipes", "Recipes", "of theirs now", .init(numbers.recipes))
          ]),
        ViewsSection(
          of: "a recipe of theirs", during: period, days: days,
          before: DailyViews.before(numbers.numbers)),
        CalendarSection(of: days, during: period),
        TopRecipesSection(numbers.topRecipes),
        PlacesSection(numbers.places),
        NewRecipesSection(steps),
        ForksAndSharesSection(steps),
      ])
  }
}
