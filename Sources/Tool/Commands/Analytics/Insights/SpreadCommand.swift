import ArgumentParser
import Communities
import Console
import JSONText
import RecipeModel
import Statistics

/// Lists the recipes that spread furthest.
struct SpreadCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "spread", abstract: "List the recipes that spread furthest.",
    discussion: """
      Forks are those made from the recipe itself in the days asked for; how far it spread is told \
      as of now.

      EXAMPLES:
        levain insights spread
        levain insights spread --community bakers --from 2026-01-01 --as ada@example.org

      JSON (levain.insights-spread/1): timeZone and recipes, each with id, title, community, \
      communities, depth, descendants, descendantsElsewhere, createdAt, firstForkAt, \
      millisecondsToFirstFork and forks.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var ranking: RankingOptions
  @OptionGroup var days: DayOptions

  func run(in session: CommandSession) throws -> SpreadResult {
    try session.read(as: actor) { reach, transaction in
      let spreads = try RecipeSpreads.read(
        of: ranking.place(within: reach, in: transaction), during: days.request(by: .day),
        limit: ranking.limit, within: reach, in: transaction)
      guard let spreads else { throw UnknownReference(.community, ranking.community ?? "") }
      return SpreadResult(spreads: spreads)
    }
  }
}

/// The recipes that spread furthest.
struct SpreadResult: CommandResult {
  var spreads: RecipeSpreads

  var schema: String { "insights-spread/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("timeZone", spreads.zone)
    writer.list("recipes", spreads.recipes) { recipe, writer in
      writer.member("id", recipe.id)
      writer.member("title", recipe.title)
      writer.member("community", recipe.community)
      writer.member("communities", recipe.communities)
      writer.member("depth", recipe.depth)
      writer.member("descendants", recipe.descendants)
      writer.member("descendantsElsewhere", recipe.descendantsBeyondReach)
      writer.member("createdAt", recipe.createdAt)
      writer.member("firstForkAt", recipe.firstForkAt)
      writer.member("millisecondsToFirstFork", Int(recipe.millisecondsToFirstFork))
      writer.member("forks", recipe.forks)
    }
  }

  func show(on output: HumanOutput) {
    var table = TextTable(columns: [
      .init("recipe"), .init("of"), .init("communities", .right), .init("depth", .right),
      .init("descendants", .right), .init("elsewhere", .right), .init("forks", .right),
      .init("first fork after"), .init("id"),
    ])
    for recipe in spreads.recipes {
      table.append([
        .init(recipe.title), .init(recipe.community), .init(recipe.communities),
        .init(recipe.depth), .init(recipe.descendants), .init(recipe.descendantsBeyondReach),
        .init(recipe.forks),
        .init(Figures.days(milliseconds: recipe.millisecondsToFirstFork)), .init(recipe.id.text),
      ])
    }
    output.table(table)
  }
}
