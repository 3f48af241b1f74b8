import ArgumentParser
import Communities
import CommunityRules
import RecipeModel
import Store

/// What becomes of recipes, tags and people.
struct InsightsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "insights",
    abstract: "Show how recipes spread, what is trending, and who stays.",
    subcommands: [
      FamilyInsightsCommand.self, SpreadCommand.self, TravellingTagsCommand.self,
      TrendingCommand.self, CohortsCommand.self, CreatorsCommand.self,
    ])
}

/// Of which community a ranking is, and how long it is.
struct RankingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Of this community; all within reach unless given.", valueName: "slug"))
  var community: String?

  @Option(help: "How many to list at most.")
  var limit = 20

  func validate() throws {
    try PageLimit.check(limit)
  }

  /// The community that was named; nil when none was.
  func place(
    within reach: Reach, in transaction: ReadTransaction
  ) throws -> CommunityID? {
    guard let community else { return nil }
    guard let stored = try transaction.community(slug: community), reach.contains(stored.id) else {
      throw UnknownReference(.community, community)
    }
    return stored.id
  }
}

extension CommandSession {
  /// Reads one snapshot of the store within the reach of somebody (R7).
  func read<Result>(
    as actor: ActorOptions, _ body: (Reach, ReadTransaction) throws -> Result
  ) throws -> Result {
    try openStore().read { transaction in
      try body(try CommunityActions.reach(of: actor.acting, in: transaction), transaction)
    }
  }
}
