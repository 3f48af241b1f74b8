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
        isBehind: numbers.isBehind, period: period, today: numbers.numbers.today),
      sections: [
        KeyFiguresSection(
          KeyFiguresSection.Figure.measured(numbers.numbers) + Report.figures(numbers)),
        ViewsSection(
          of: "a recipe of theirs", during: period, days: days,
          before: DailyViews.before(numbers.numbers)),
        CalendarSection(of: days, during: period),
        TopRecipesSection(numbers.topRecipes, isBehind: numbers.isBehind),
        PlacesSection(numbers.places),
        NewRecipesSection(steps),
        ForksAndSharesSection(steps),
      ])
  }
  /// What is told of a creator besides what was counted.
  private static func figures(_ numbers: CreatorNumbers) -> [KeyFiguresSection.Figure] {
    var figures: [KeyFiguresSection.Figure] = [
      .init("recipes", "Recipes", "of theirs now", .init(numbers.recipes))
    ]
    guard let reach = numbers.reach else { return figures }
    figures += [
      .init(
        "communities", "Communities reached", "with their recipes or what was made from these",
        .init(reach.communities)),
      .init(
        "forksByOthers", "Forks by others", "variants and shares that others made",
        .init(reach.forks)),
      .init(
        "familyViews", "Family views", "of their recipes in communities and all made from these",
        .init(reach.familyViews)),
      .init(
        "familyViewers", "Family viewers", "different signed-in people, of the same",
        reach.familyViewers),
    ]
    return figures
  }
}
