import ArgumentParser
import Communities
import Console
import Indexes
import JSONText
import RecipeModel
import Statistics

/// Lists what is viewed most of late.
struct TrendingCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "trending", abstract: "List the recipes that are viewed most of late.",
    discussion: """
      A view counts as one on the day of reference, and half as much for each half-life that it \
      lies before. That day is the last one with a view, unless an earlier one is asked for.

      EXAMPLES:
        levain insights trending
        levain insights trending --community bakers --half-life 30 --as ada@example.org
        levain insights trending --on 2026-03-01

      JSON (levain.insights-trending/1): timeZone, asOf, halfLifeDays, recipes, each with id, \
      title, community, score (in views), views and viewsBefore (of the last half-life and the \
      one before), and behind.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var ranking: RankingOptions

  @Option(
    help: ArgumentHelp("The last day that counts.", valueName: "YYYY-MM-DD"), transform: calendarDay
  )
  var on: Day?

  @Option(help: ArgumentHelp("In how many days a view loses half its weight.", valueName: "days"))
  var halfLife = TrendWeights.keptHalfLife

  func validate() throws {
    guard (1...366).contains(halfLife) else {
      throw ValidationError("--half-life takes a number of days from 1 to 366.")
    }
  }

  func run(in session: CommandSession) throws -> TrendingResult {
    try session.read(as: actor) { reach, transaction in
      let trending = try TrendingRecipes.read(
        of: ranking.place(within: reach, in: transaction),
        until: on ?? StatisticsRequest.allDays.upperBound,
        weights: TrendWeights(halfLife: halfLife),
        limit: ranking.limit, within: reach, in: transaction)
      guard let trending else { throw UnknownReference(.community, ranking.community ?? "") }
      return TrendingResult(trending: trending)
    }
  }
}

/// What is viewed most of late.
struct TrendingResult: CommandResult {
  var trending: TrendingRecipes

  var schema: String { "insights-trending/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("timeZone", trending.zone)
    writer.member("asOf", trending.asOf?.description)
    writer.member("halfLifeDays", trending.halfLife)
    writer.list("recipes", trending.recipes) { recipe, writer in
      writer.member("id", recipe.id)
      writer.member("title", recipe.title)
      writer.member("community", recipe.community)
      writer.key("score")
      writer.double(Double(recipe.score) / 100)
      writer.member("views", recipe.views)
      writer.member("viewsBefore", recipe.viewsBefore)
    }
    writer.key("behind")
    writer.bool(trending.isBehind)
  }

  func show(on output: HumanOutput) {
    var table = TextTable(columns: [
      .init("recipe"), .init("community"), .init("score", .right), .init("views", .right),
      .init("before", .right), .init("id"),
    ])
    for recipe in trending.recipes {
      let cents = recipe.score % 100
      table.append([
        .init(recipe.title), .init(recipe.community ?? ""),
        .init("\(recipe.score / 100).\(cents < 10 ? "0" : "")\(cents)"), .init(recipe.views),
        .init(recipe.viewsBefore), .init(recipe.id.text),
      ])
    }
    output.table(table)
    let days = Figures.count(trending.halfLife, "day", "days")
    if let asOf = trending.asOf {
      output.note("as of \(asOf) (\(trending.zone)), with a half-life of \(days)")
    } else if !trending.isBehind {
      output.note("nothing was viewed")
    }
    if trending.isBehind {
      output.note("views wait to be counted: `levain rollup`")
    }
  }
}
