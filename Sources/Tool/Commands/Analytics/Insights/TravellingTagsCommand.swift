import ArgumentParser
import Communities
import Console
import JSONText
import RecipeModel
import Statistics

/// Lists the tags that came to most communities.
struct TravellingTagsCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "tags", abstract: "List the tags that travelled to most communities.",
    discussion: """
      With a community, only the tags that it uses are listed, with all communities within reach \
      that use them. The first day is that of the first living recipe with the tag, in the \
      community's time zone.

      EXAMPLES:
        levain insights tags
        levain insights tags --community bakers --as ada@example.org

      JSON (levain.insights-tags/1): tags, each with name, communities, recipes, shares and \
      arrivals, those with community, name, firstDay, recipes and shares.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var ranking: RankingOptions

  func run(in session: CommandSession) throws -> TravellingTagsResult {
    try session.read(as: actor) { reach, transaction in
      let tags = try TravellingTags.read(
        of: ranking.place(within: reach, in: transaction), limit: ranking.limit, within: reach,
        in: transaction)
      guard let tags else { throw UnknownReference(.community, ranking.community ?? "") }
      return TravellingTagsResult(tags: tags.tags)
    }
  }
}

/// The tags that came to most communities.
struct TravellingTagsResult: CommandResult {
  var tags: [TravellingTag]

  var schema: String { "insights-tags/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.list("tags", tags) { tag, writer in
      writer.member("name", tag.name)
      writer.member("communities", tag.communities)
      writer.member("recipes", tag.recipes)
      writer.member("shares", tag.shares)
      writer.list("arrivals", tag.arrivals) { arrival, writer in
        writer.member("community", arrival.slug)
        writer.member("name", arrival.name)
        writer.member("firstDay", arrival.firstDay.description)
        writer.member("recipes", arrival.recipes)
        writer.member("shares", arrival.shares)
      }
    }
  }

  func show(on output: HumanOutput) {
    var table = TextTable(columns: [
      .init("tag"), .init("communities", .right), .init("recipes", .right),
      .init("shares", .right), .init("first in"),
    ])
    for tag in tags {
      let arrivals = tag.arrivals.prefix(3).map { "\($0.slug) (\($0.firstDay))" }
      let more = tag.arrivals.count - arrivals.count
      table.append([
        .init(tag.name), .init(tag.communities), .init(tag.recipes), .init(tag.shares),
        .init(arrivals.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")),
      ])
    }
    output.table(table)
  }
}
