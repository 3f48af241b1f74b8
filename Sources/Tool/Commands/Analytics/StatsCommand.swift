import ArgumentParser
import Communities
import JSONText
import PipelineCore
import RecipeModel
import Statistics
import Store

/// Shows the numbers of a community or a recipe.
struct StatsCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: "Show the views, viewers, shares and forks of something.",
    discussion: """
      EXAMPLES:
        levain stats --community bakers
        levain stats --recipe RECIPE --by month --as ada@example.org
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Option(help: ArgumentHelp("Of this community.", valueName: "slug"))
  var community: String?

  @Option(help: ArgumentHelp("Of this recipe, and of its family.", valueName: "id"))
  var recipe: String?

  @Option(help: ArgumentHelp("The first day (UTC).", valueName: "YYYY-MM-DD"))
  var from: String?

  @Option(help: ArgumentHelp("The day after the last one (UTC).", valueName: "YYYY-MM-DD"))
  var until: String?

  @Option(help: "The length of a period: day or month.", transform: choice)
  var by = RollupGrain.day

  func validate() throws {
    guard (community == nil) != (recipe == nil) else {
      throw ValidationError("Say of what: --community SLUG, or --recipe ID.")
    }
    for text in [from, until].compactMap({ $0 }) where Day(text) == nil {
      throw ValidationError("\(text) is no day; days are written like 2026-11-21.")
    }
  }

  func run(in session: CommandSession) throws -> StatsResult {
    let span = try DaySpan(from: from, until: until).span(by: by)
    return try session.openStore().read { transaction in
      let reach = try CommunityActions.reach(of: actor.acting, in: transaction)
      if let recipe {
        let numbers = try RecipeStatistics.read(
          of: RecipeID(recipe), during: span, within: reach, in: transaction)
        guard let numbers else { throw UnknownReference(.recipe, recipe) }
        return StatsResult.recipe(numbers)
      }
      let slug = community ?? ""
      guard let stored = try transaction.community(slug: slug),
        let numbers = try CommunityStatistics.read(
          of: stored.id, during: span, within: reach, in: transaction)
      else { throw UnknownReference(.community, slug) }
      return StatsResult.community(numbers)
    }
  }
}

/// Days as the command line names them: the first, and the one after the last.
struct DaySpan {
  var from: Day?
  var until: Day?

  init(from: String?, until: String?) {
    self.from = from.flatMap { Day($0) }
    self.until = until.flatMap { Day($0) }
  }

  init(first: Day?, end: Day?) {
    from = first
    until = end
  }

  /// The days as a closed range; a fault when the last comes before the first.
  func span(by grain: RollupGrain) throws -> StatisticsSpan {
    let all = StatisticsSpan.allDays
    let first = from ?? all.lowerBound
    let last = until?.advanced(by: -1) ?? all.upperBound
    guard first <= last else {
      throw ValidationError("--until must come after --from.")
    }
    return StatisticsSpan(first...last, by: grain)
  }
}
