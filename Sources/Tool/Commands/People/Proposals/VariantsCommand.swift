import ArgumentParser
import Communities
import Console
import JSONText
import Metrics
import RecipeModel
import Store

/// Lists the variants of a recipe.
struct VariantsCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "variants",
    abstract: "List the variants of a recipe, the youngest or the most popular first.",
    discussion: """
      Popular is what was viewed most, then what was forked most, as `levain rollup` counted it.

      EXAMPLES:
        levain variants RECIPE --by popular --as ada@example.org

      JSON (levain.variants/1): variants, each with id, title, creator, createdAt, views, forks; \
      nextOffset (what --offset takes for the next page; not on the last one).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The recipe's id.")
  var recipe: String

  @Option(help: "The order: recent or popular.", transform: choice)
  var by = VariantOrder.recency

  @Option(help: "How many to list at most, up to 10000.")
  var limit = 50

  @Option(help: "How many to leave out before.")
  var offset = 0

  func validate() throws {
    try PageLimit.check(limit, offset: offset)
  }

  func run(in session: CommandSession) throws -> VariantList {
    try session.look(as: actor) { view in
      // One more than asked for tells whether there is a next page.
      guard
        let rows = try view.variants(
          of: RecipeID(recipe), by: by, offset: offset, limit: limit + 1)
      else { throw UnknownReference(.recipe, recipe) }
      return VariantList(
        variants: Array(rows.prefix(limit)),
        nextOffset: rows.count > limit ? offset + limit : nil)
    }
  }
}

/// A page of variants.
struct VariantList: CommandResult {
  var variants: [VariantRow]
  /// Nil on the last page.
  var nextOffset: Int?

  var schema: String { "variants/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("variants")
    writer.array { writer in
      for variant in variants {
        writer.object { writer in
          writer.member("id", variant.id)
          writer.member("title", variant.title)
          writer.member("creator", variant.creator)
          writer.member("createdAt", variant.createdAt)
          writer.member("views", variant.views)
          writer.member("forks", variant.forks)
        }
      }
    }
    if let nextOffset { writer.member("nextOffset", nextOffset) }
  }

  func show(on output: HumanOutput) {
    guard !variants.isEmpty else { return output.note("no variants") }
    var table = TextTable(columns: [
      .init("id", .right), .init("title"), .init("creator"), .init("views", .right),
      .init("forks", .right),
    ])
    for variant in variants {
      table.append([
        .init(variant.id.text), .init(variant.title, .emphasis), .init(variant.creator),
        .init(Figures.count(variant.views)), .init(Figures.count(variant.forks)),
      ])
    }
    output.table(table)
    if let nextOffset { output.note("more with --offset \(nextOffset)") }
  }
}
