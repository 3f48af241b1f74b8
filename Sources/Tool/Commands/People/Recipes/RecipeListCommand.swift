import ArgumentParser
import Communities
import Console
import JSONText
import RecipeModel
import Store

/// Lists recipes.
struct RecipeListCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the recipes of a community or of one's own catalogue, newest first.",
    discussion: """
      EXAMPLES:
        levain recipe list --in bakers --as ada@example.org
        levain recipe list --catalogue ada@example.org --limit 10

      JSON (levain.recipes/1): recipes, each with id, title, creator, origin (personal_copy, \
      variant or share), createdAt, updatedAt, deletedAt (of a deleted one); next (what --after \
      takes for the next page; not on the last one).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var location: RecipePlaceOptions

  @Option(help: "How many recipes to list at most, up to 10000.")
  var limit = 50

  @Option(
    help: ArgumentHelp(
      "Go on after the recipe with this id, the last one of the page before.", valueName: "id"))
  var after: String?

  @Flag(help: "List deleted ones too, to who may restore them.")
  var includeDeleted = false

  func validate() throws {
    guard (1...10_000).contains(limit) else {
      throw ValidationError("A page has 1 to 10000 recipes: --limit.")
    }
  }

  func run(in session: CommandSession) throws -> RecipeList {
    let store = try session.openStore()
    let cursor = try after.map { id in
      try store.read { try $0.cursor(after: RecipeID(id), in: location) }
    }
    let actions = CommunityActions(store: store, surroundings: session.surroundings)
    return RecipeList(
      page: try actions.listRecipes(
        in: location.place, includingDeleted: includeDeleted, after: cursor, limit: limit,
        as: location.acting))
  }
}

/// A page of recipes.
struct RecipeList: CommandResult {
  var page: RecipePage

  var schema: String { "recipes/1" }

  private var next: RecipeID? { page.next == nil ? nil : page.recipes.last?.id }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("recipes")
    writer.array { writer in
      for recipe in page.recipes { writer.object { writer in recipe.writeMembers(to: &writer) } }
    }
    writer.member("next", next)
  }

  func show(on output: HumanOutput) {
    guard !page.recipes.isEmpty else { return output.note("no recipes") }
    let hasDeleted = page.recipes.contains { $0.deletedAt != nil }
    // A part of an id is of no use, so its column is of the kind that is never cut.
    var table = TextTable(
      columns: [.init("id", .right), .init("title"), .init("creator"), .init("origin")]
        + (hasDeleted ? [.init("deleted")] : []))
    for recipe in page.recipes {
      table.append(
        [
          .init(recipe.id.text), .init(recipe.title, .emphasis), .init(recipe.creator),
          .init(recipe.originKind?.noun ?? ""),
        ] + (hasDeleted ? [.init(recipe.deletedAt?.description ?? "", .warning)] : []))
    }
    output.table(table)
    if let next { output.note("there are more: --after \(next.text)") }
  }
}

extension RecipeSummary {
  /// Writes the members of the recipe's JSON object.
  func writeMembers(to writer: inout JSONWriter) {
    writer.member("id", id)
    writer.member("title", title)
    writer.member("creator", creator)
    writer.member("origin", originKind?.rawValue)
    writer.member("createdAt", createdAt)
    writer.member("updatedAt", updatedAt)
    writer.member("deletedAt", deletedAt)
  }
}
