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

  @OptionGroup var days: DayOptions

  @Option(help: "The length of a period: day or month.", transform: choice)
  var by = RollupGrain.day

  func validate() throws {
    guard (community == nil) != (recipe == nil) else {
      throw ValidationError("Say of what: --community SLUG, or --recipe ID.")
    }
  }

  func run(in session: CommandSession) throws -> StatsResult {
    let span = days.span(by: by)
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
