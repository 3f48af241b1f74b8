import ArgumentParser
import Console
import JSONText
import Metrics
import RecipeModel
import Store

/// Searches recipes.
struct SearchCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Find recipes by words in title, ingredients and steps.",
    discussion: """
      EXAMPLES:
        levain search rye starter
        levain search '"long rise"' tag:bread community:bakers
        levain search 'choc*' --as ada@example.org

      All words must be there; "quotes" keep words together, a star ends a beginning.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "Words, \"phrases\", beginnings*, tag:NAME, community:SLUG.")
  var words: [String]

  @Option(help: "How many recipes to list at most.")
  var limit = 20

  @Option(help: "How many recipes to leave out first.")
  var offset = 0

  func validate() throws {
    try PageLimit.check(limit, offset: offset)
  }

  func run(in session: CommandSession) throws -> SearchResult {
    let query = try SearchQuery(words.joined(separator: " "))
    return try session.look(as: actor) { view in
      SearchResult(page: try view.search(query, offset: offset, limit: limit))
    }
  }
}

/// What a search found.
struct SearchResult: CommandResult {
  var page: SearchPage

  var schema: String { "search/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("recipes")
    writer.array { writer in
      for hit in page.hits {
        writer.object { writer in
          writer.key("id")
          writer.string(hit.id.text)
          writer.key("title")
          writer.string(hit.title)
          if let slug = hit.communitySlug {
            writer.key("community")
            writer.string(slug)
          }
          writer.key("createdAt")
          writer.string(hit.createdAt.description)
        }
      }
    }
    writer.key("nextOffset")
    if let next = page.nextOffset { writer.integer(next) } else { writer.null() }
    writer.key("notIndexedYet")
    writer.integer(page.unindexedRecipes)
  }

  func show(on output: HumanOutput) {
    var table = TextTable(columns: [.init("recipe"), .init("community"), .init("id")])
    for hit in page.hits {
      table.append([.init(hit.title), .init(hit.communitySlug ?? ""), .init(hit.id.text)])
    }
    output.table(table)
    if let next = page.nextOffset { output.note("more with --offset \(next)") }
    if page.unindexedRecipes > 0 {
      output.note(
        "\(Figures.count(page.unindexedRecipes, "recipe is", "recipes are")) "
          + "not indexed yet: `levain index`")
    }
  }
}
