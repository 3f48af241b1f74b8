import ArgumentParser
import Communities
import Console
import JSONText
import Metrics
import RecipeModel
import Store

/// Lists the tags that go with a tag.
struct TagsRelatedCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "related", abstract: "List the tags that stand on the same recipes as a tag.")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The tag.")
  var tag: String

  @Option(help: ArgumentHelp("Only in this community.", valueName: "slug"))
  var community: String?

  @Option(help: "How many tags to list at most.")
  var limit = 20

  func validate() throws {
    try PageLimit.check(limit)
  }

  func run(in session: CommandSession) throws -> RelatedTagsResult {
    try session.look(as: actor) { view in
      let related = try view.relatedTags(
        to: FoldedName(tag), in: community.map { FoldedName($0) }, limit: limit)
      guard let related else { throw UnknownReference(.tag, tag) }
      return RelatedTagsResult(related: related)
    }
  }
}

/// The tags that go with a tag.
struct RelatedTagsResult: CommandResult {
  var related: RelatedTags

  var schema: String { "tags-related/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("tag")
    writer.string(related.tag.name)
    writer.key("recipes")
    writer.integer(related.tag.recipes)
    writer.key("related")
    writer.array { writer in
      for tag in related.related {
        writer.object { writer in
          writer.key("name")
          writer.string(tag.name)
          writer.key("recipes")
          writer.integer(tag.recipes)
          writer.key("together")
          writer.integer(tag.together)
          writer.key("jaccard")
          writer.double(tag.jaccard)
          writer.key("lift")
          writer.double(tag.lift)
        }
      }
    }
  }

  func show(on output: HumanOutput) {
    var table = TextTable(columns: [
      .init("tag"), .init("together", .right), .init("recipes", .right),
      .init("overlap", .right), .init("lift", .right),
    ])
    for tag in related.related {
      table.append([
        .init(tag.name), .init(tag.together), .init(tag.recipes),
        .init("\(Int((tag.jaccard * 100).rounded())) %"),
        .init(String(Double(Int((tag.lift * 10).rounded())) / 10)),
      ])
    }
    output.table(table)
    if let remark = related.source.remark { output.note(remark) }
  }
}
