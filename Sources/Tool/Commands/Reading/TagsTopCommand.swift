import ArgumentParser
import Communities
import Console
import JSONText
import Metrics
import RecipeModel
import Store

/// Lists the most used tags.
struct TagsTopCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "top", abstract: "List the tags on most recipes.")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Option(help: ArgumentHelp("Only in this community.", valueName: "slug"))
  var community: String?

  @Option(help: "How many tags to list at most.")
  var limit = 20

  func validate() throws {
    try PageLimit.check(limit)
  }

  func run(in session: CommandSession) throws -> TopTagsResult {
    try session.look(as: actor) { view in
      guard let top = try view.topTags(in: community.map { FoldedName($0) }, limit: limit) else {
        throw UnknownReference(.community, community ?? "")
      }
      return TopTagsResult(top: top)
    }
  }
}

/// The most used tags.
struct TopTagsResult: CommandResult {
  var top: TopTags

  var schema: String { "tags-top/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("tags")
    writer.array { writer in
      for tag in top.tags {
        writer.object { writer in
          writer.key("name")
          writer.string(tag.name)
          writer.key("recipes")
          writer.integer(tag.recipes)
        }
      }
    }
  }

  func show(on output: HumanOutput) {
    var table = TextTable(columns: [.init("tag"), .init("recipes", .right)])
    for tag in top.tags { table.append([.init(tag.name), .init(tag.recipes)]) }
    output.table(table)
    if let remark = top.source.remark { output.note(remark) }
  }
}
