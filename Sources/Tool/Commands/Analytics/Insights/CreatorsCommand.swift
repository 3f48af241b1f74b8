import ArgumentParser
import Communities
import Console
import JSONText
import RecipeModel
import Statistics
import Store

/// Lists the creators whose recipes reach furthest.
struct CreatorsCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "creators", abstract: "List the creators whose recipes reach furthest.",
    discussion: """
      Days are those of the installation's time zone. Only recipes in communities count as \
      somebody's, not those of their catalogue. Family views are those of all that descends from \
      them, in whatever community.

      EXAMPLES:
        levain insights creators
        levain insights creators --community bakers --from 2026-01-01
        levain insights creators --creator ada@example.org --as ada@example.org

      JSON (levain.insights-creators/1): timeZone and creators, each with id, username, recipes, \
      communities, descendants, forks, views, viewers, familyViews and familyViewers; behind.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var ranking: RankingOptions
  @OptionGroup var days: DayOptions

  @Option(
    help: ArgumentHelp(
      "Of this user alone: a username, or an e-mail address (your own, or as the operator).",
      valueName: "user"))
  var creator: String?

  func validate() throws {
    if creator != nil, ranking.community != nil {
      throw ValidationError("Say --creator or --community, not both.")
    }
  }

  func run(in session: CommandSession) throws -> CreatorsResult {
    let request = days.request(by: .day)
    return try session.read(as: actor) { reach, transaction in
      if let creator {
        let user = try CommunityActions.user(
          named: creator, for: actor.acting, in: transaction)
        let own = try CreatorRanking.read(
          ofOnly: user, during: request, within: reach, in: transaction)
        guard let own else { throw UnknownReference.user(creator, for: actor.acting) }
        return CreatorsResult(ranking: own)
      }
      let found = try CreatorRanking.read(
        of: ranking.place(within: reach, in: transaction), during: request, limit: ranking.limit,
        within: reach, in: transaction)
      guard let found else { throw UnknownReference(.community, ranking.community ?? "") }
      return CreatorsResult(ranking: found)
    }
  }
}

/// The creators whose recipes reach furthest.
struct CreatorsResult: CommandResult {
  var ranking: CreatorRanking

  var schema: String { "insights-creators/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("timeZone", ranking.zone)
    writer.list("creators", ranking.creators) { creator, writer in
      writer.member("id", creator.creator)
      writer.member("username", creator.username)
      writer.member("recipes", creator.recipes)
      writer.member("communities", creator.communities)
      writer.member("descendants", creator.descendants)
      writer.member("forks", creator.forks)
      writer.member("views", creator.views)
      creator.viewers.write(as: "viewers", to: &writer)
      writer.member("familyViews", creator.familyViews)
      creator.familyViewers.write(as: "familyViewers", to: &writer)
    }
    writer.key("behind")
    writer.bool(ranking.isBehind)
  }

  func show(on output: HumanOutput) {
    var table = TextTable(columns: [
      .init("creator"), .init("recipes", .right), .init("communities", .right),
      .init("descendants", .right), .init("forks by others", .right), .init("views", .right),
      .init("viewers", .right), .init("family views", .right), .init("family viewers", .right),
    ])
    for creator in ranking.creators {
      table.append([
        .init(creator.username), .init(creator.recipes), .init(creator.communities),
        .init(creator.descendants), .init(creator.forks), .init(creator.views),
        .init(creator.viewers.inWords), .init(creator.familyViews),
        .init(creator.familyViewers.inWords),
      ])
    }
    output.table(table)
    if ranking.creators.contains(where: { $0.recipes == 0 }) {
      output.note("only recipes in communities are counted, and what was made from them")
    }
    if ranking.isBehind {
      output.note("views wait to be counted: `levain rollup`")
    }
  }
}
