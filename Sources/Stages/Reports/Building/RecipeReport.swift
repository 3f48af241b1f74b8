import Indexes
public import RecipeModel
public import Statistics

extension Report {
  /// Makes the report of a recipe with its family.
  ///
  /// - Parameters:
  ///   - numbers: Read within the reach of whoever gets the report (R19).
  ///   - generatedAt: The moment it is made.
  public init(_ numbers: RecipeNumbers, generatedAt: Instant) {
    let period = ReportPeriod(numbers.direct.period)
    let days = DailyViews.filled(numbers.direct)
    let place = numbers.communityName.map { "in \($0)" } ?? "in a catalogue"
    self.init(
      of: ReportSubject(
        .recipe, id: numbers.recipe.text, name: numbers.title,
        description: "By \(numbers.creatorName), \(place).", timeZone: numbers.direct.zone),
      during: period, generatedAt: generatedAt,
      warnings: ReportWarning.all(
        isBehind: numbers.isBehind, period: period, today: numbers.direct.today),
      sections: [
        KeyFiguresSection(
          KeyFiguresSection.Figure.measured(numbers.direct) + Report.figures(numbers)),
        ViewsSection(
          of: "the recipe itself", during: period, days: days,
          before: DailyViews.before(numbers.direct)),
        FamilySection(.own, RecipeFamily(numbers.tree)),
        GenerationsSection(numbers.insights),
        LinesSection(numbers.insights),
        OutgrowthsSection(numbers.insights),
        CalendarSection(of: days, during: period),
        ForksAndSharesSection(ActivityStep.steps(of: numbers.direct.days, during: period)),
      ])
  }

  /// What is told of the family; what lies beyond the reader's communities as one number (R19).
  private static func figures(_ numbers: RecipeNumbers) -> [KeyFiguresSection.Figure] {
    var figures: [KeyFiguresSection.Figure] = [
      .init(
        "familyMembers", "Family",
        numbers.viewsBeyondReach == nil
          ? "recipes: itself and all made from it" : "recipes that you may see, itself among them",
        .init(numbers.members)),
      .init(
        "familyViews", "Family views",
        "of it and what was made from it, days as in "
          + numbers.familyZone, .init(numbers.family.totals.views.views)),
      .init(
        "familyViewers", "Family viewers", "different signed-in people",
        numbers.family.totals.viewers),
    ]
    if let beyond = numbers.viewsBeyondReach {
      figures.append(
        .init(
          "viewsElsewhere", "Views elsewhere", "of its family in communities you are not in",
          .init(beyond)))
    }
    return figures
  }
}
