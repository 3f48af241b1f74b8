import ArgumentParser
import Communities
import Console
import JSONText
import RecipeCoding
import RecipeModel

/// Shows one recipe.
struct RecipeShowCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show one recipe to those who may see it.",
    discussion: """
      What a terminal would act on instead of showing it is written as \\u{…}; --json holds the \
      exact text.

      JSON (levain.recipe/1): id, community (the slug; not in a catalogue), creator, tags, origin \
      (kind, recipe, sharedFrom, sharedAt; as far as who acts may see it), imageURL, createdAt, \
      updatedAt, deletedAt (of a deleted one), body (title, summary, ingredients, steps, times, \
      yield, credit, nutrition, rating, notes, equipment, language).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The recipe's id.")
  var id: String

  @Flag(help: "Print a Markdown document: title, content and tags alone.")
  var markdown = false

  @Flag(help: "Show it although it is deleted, to who may restore it.")
  var includeDeleted = false

  func run(in session: CommandSession) throws -> RecipeShown {
    RecipeShown(
      recipe: try session.communities().showRecipe(
        RecipeID(id), includingDeleted: includeDeleted, as: actor.acting),
      isMarkdown: markdown)
  }
}

/// One recipe with all that it says.
struct RecipeShown: CommandResult {
  var recipe: RecipeDetails
  var isMarkdown: Bool

  var schema: String { "recipe/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("id", recipe.id)
    writer.member("community", recipe.community)
    writer.member("creator", recipe.creator)
    writer.member("tags", recipe.tags)
    if let origin = recipe.origin {
      writer.key("origin")
      writer.object { writer in
        writer.member("kind", origin.kind.rawValue)
        writer.member("recipe", origin.recipe)
        writer.member("sharedFrom", origin.sharedFrom)
        writer.member("sharedAt", origin.sharedAt)
      }
    }
    writer.member("imageURL", recipe.imageURL)
    writer.member("createdAt", recipe.createdAt)
    writer.member("updatedAt", recipe.updatedAt)
    writer.member("deletedAt", recipe.deletedAt)
    writer.key("body")
    recipe.body.write(to: &writer)
  }

  func show(on output: HumanOutput) {
    if isMarkdown {
      output.line("# \(recipe.body.title)")
    } else {
      output.facts(facts)
    }
    let content = recipe.body.markdown.dropLast()
    if !content.isEmpty {
      output.line("")
      output.lines(String(content))
    }
    if isMarkdown, !recipe.tags.isEmpty {
      output.line("")
      output.line("Tags: \(recipe.tags.joined(separator: ", "))")
    }
  }

  private var facts: [(name: String, value: String)] {
    var facts: [(name: String, value: String)] = [
      ("title", recipe.body.title), ("id", recipe.id.text),
      ("in", recipe.community ?? "the catalogue of \(recipe.creator)"),
      ("creator", recipe.creator),
    ]
    if let origin = recipe.origin { facts.append(("origin", origin.sentence)) }
    if !recipe.tags.isEmpty { facts.append(("tags", recipe.tags.joined(separator: ", "))) }
    if let imageURL = recipe.imageURL { facts.append(("picture", imageURL)) }
    facts += [
      ("created", recipe.createdAt.description), ("updated", recipe.updatedAt.description),
    ]
    if let deletedAt = recipe.deletedAt { facts.append(("deleted", deletedAt.description)) }
    return facts
  }
}

extension RecipeOriginDetails {
  /// Such as `variant of 0190…`, or `share from The Bakers`.
  fileprivate var sentence: String {
    let parts = [kind.noun, recipe.map { "of \($0.text)" }, sharedFrom.map { "from \($0)" }]
    return parts.compactMap { $0 }.joined(separator: " ")
  }
}

extension OriginKind {
  /// What a recipe of this origin is called.
  var noun: String {
    switch self {
    case .personalCopy: "personal copy"
    case .variant: "variant"
    case .share: "share"
    }
  }
}
