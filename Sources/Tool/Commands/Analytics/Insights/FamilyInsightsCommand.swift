import ArgumentParser
import Communities
import Console
import JSONText
import RecipeModel
import Statistics

/// Shows how a family of recipes grew.
struct FamilyInsightsCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "family",
    abstract: "Show a family's generations, its forks, and what outgrew its origin.",
    discussion: """
      Days are those of the installation's time zone. A line is a recipe with all that was made \
      from it; a fork has outgrown its origin when it was viewed more often in all.

      EXAMPLES:
        levain insights family RECIPE
        levain insights family RECIPE --whole --by quarter --as ada@example.org

      JSON (levain.insights-family/1): recipe, title, extent, timeZone, createdAt, firstForkAt, \
      millisecondsToFirstFork, generation, recipes, copies, communities, depth, views, viewers, \
      generations, forks, members, outgrown, outgrownCount, elsewhere (null, or recipes, distance \
      and views) and behind.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The recipe's id.")
  var recipe: String

  @Flag(help: "The whole tree that the recipe belongs to, not only its descendants.")
  var whole = false

  @OptionGroup var days: DayOptions

  @Option(
    help: "The periods that forks are counted in: hour, day, week, month, quarter or year.",
    transform: choice)
  var by = Grain.month

  @Option(help: "How many members and outgrown origins to list at most.")
  var limit = 20

  func validate() throws {
    try PageLimit.check(limit)
  }

  func run(in session: CommandSession) throws -> FamilyInsightsResult {
    try session.read(as: actor) { reach, transaction in
      let insights = try FamilyInsights.read(
        of: RecipeID(recipe), extent: whole ? .whole : .descendants, during: days.request(by: by),
        listed: limit, within: reach, in: transaction)
      guard let insights else { throw UnknownReference(.recipe, recipe) }
      return FamilyInsightsResult(insights: insights)
    }
  }
}

/// How a family grew.
struct FamilyInsightsResult: CommandResult {
  var insights: FamilyInsights

  var schema: String { "insights-family/1" }

  func show(on output: HumanOutput) {
    output.line("\(insights.title): \(insights.inWords)")
    if let milliseconds = insights.millisecondsToFirstFork {
      output.line("first fork after \(Figures.days(milliseconds: milliseconds))")
    }
    showGenerations(on: output)
    showForks(on: output)
    showMembers(on: output)
    showOutgrowths(on: output)
    if let beyond = insights.beyond {
      output.note(
        "and \(Figures.count(beyond.recipes, "recipe", "recipes")) elsewhere, up to "
          + "\(Figures.count(beyond.distance, "generation", "generations")) away, with "
          + Figures.count(beyond.views, "view", "views"))
    }
    if insights.isBehind {
      output.note("views wait to be counted: `levain rollup`")
    }
  }

  private func showGenerations(on output: HumanOutput) {
    var table = TextTable(columns: [
      .init("generation", .right), .init("made", .right), .init("living", .right),
      .init("communities", .right), .init("views", .right),
    ])
    for generation in insights.generations {
      table.append([
        .init(generation.depth), .init(generation.made), .init(generation.living),
        .init(generation.communities), .init(generation.views),
      ])
    }
    output.table(table)
  }

  private func showForks(on output: HumanOutput) {
    guard !insights.forks.isEmpty else { return }
    var table = TextTable(columns: [.init("period"), .init("forks", .right)])
    for period in insights.forks {
      table.append([.init(period.period.description), .init(period.forks)])
    }
    output.table(table)
  }

  private func showMembers(on output: HumanOutput) {
    var table = TextTable(columns: [
      .init("recipe"), .init("community"), .init("came as"), .init("generation", .right),
      .init("views", .right), .init("line views", .right), .init("line viewers", .right),
      .init("id"),
    ])
    for member in insights.members {
      table.append([
        .init(member.title), .init(member.community ?? ""), .init(member.kind?.rawValue ?? ""),
        .init(member.depth), .init(member.views), .init(member.lineViews),
        .init(member.lineViewers), .init(member.id.text),
      ])
    }
    output.table(table)
  }

  private func showOutgrowths(on output: HumanOutput) {
    for outgrowth in insights.outgrowths {
      let now = outgrowth.viewsNow
      output.line(
        "\(outgrowth.forkTitle) (\(outgrowth.fork.text)) outgrew \(outgrowth.originTitle) "
          + "(\(outgrowth.origin.text)) on \(outgrowth.day), and has "
          + "\(Figures.count(now.fork, "view", "views")) against \(now.origin)"
          + (outgrowth.isAhead ? "" : "; it is behind again"))
    }
    let more = insights.outgrowthCount - insights.outgrowths.count
    if more > 0 { output.note("and \(more) more that outgrew their origins") }
  }
}

extension FamilyInsights {
  fileprivate var inWords: String {
    let parts = [
      Figures.count(recipes, "recipe", "recipes"),
      Figures.count(communities, "community", "communities"),
      "\(Figures.count(depth, "generation", "generations")) deep",
      Figures.count(views, "view", "views"), Figures.count(viewers, "viewer", "viewers"),
    ]
    return parts.joined(separator: ", ")
  }
}

extension Figures {
  /// A stretch of time by its two largest units of days, hours, minutes and seconds.
  static func days(milliseconds: Int64) -> String {
    let seconds = milliseconds / 1000
    let units: [(Int64, String)] = [
      (seconds / 86_400, "d"), (seconds / 3600 % 24, "h"), (seconds / 60 % 60, "min"),
      (seconds % 60, "s"),
    ]
    let first = units.firstIndex { $0.0 > 0 } ?? 3
    return units[first...].prefix(2).filter { $0.0 > 0 || first == 3 }
      .map { "\($0.0) \($0.1)" }.joined(separator: " ")
  }
}
