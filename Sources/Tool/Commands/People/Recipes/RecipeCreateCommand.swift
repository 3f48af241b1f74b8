import ArgumentParser
import Communities
import CommunityRules
import JSONText
import RecipeModel

/// Creates a recipe.
struct RecipeCreateCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Create a recipe in a community or in one's own catalogue.",
    discussion: """
      In a community, where only members create recipes, the creator gets a copy of their own \
      beside it; the two live apart from then on. Prints the id of the recipe.

      EXAMPLES:
        levain recipe create --into bakers --as ada@example.org --title "Rye Bread" \\
          --ingredient "500 g rye flour" --ingredient "350 g water" \\
          --step "Mix and wait." --step "Bake for 50 minutes." --tag bread
        levain recipe create --catalogue ada@example.org --from rye-bread.json

      JSON (levain.recipe-created/1): id, personalCopy (the id of the creator's own copy; for a \
      community's recipe), leftOut (what of the file was not taken: pictures, fields), warnings \
      (about the file: each with code and field).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var location: RecipePlaceOptions
  @OptionGroup var text: RecipeTextOptions

  @Option(name: .customLong("tag"), help: "A tag that the recipe gets; repeat it.")
  var tags: [String] = []

  func validate() throws {
    guard text.title != nil || text.file != nil else {
      throw ValidationError("Say what the recipe is: --title TITLE, or --from FILE.")
    }
  }

  func run(in session: CommandSession) throws -> RecipeCreated {
    let actions = try session.communities()
    if text.file != nil {
      // As with every import, who may not is refused before anything is read (R8).
      _ = try actions.resolveImport(into: location.place, as: location.acting)
    }
    let record = try text.record()
    var body = record?.body ?? RecipeBody(title: "")
    text.apply(to: &body)
    let request = RecipeRequest(
      in: location.place, body: body,
      tags: try ((record?.tags ?? []) + tags).map { try TagName($0) },
      imageURL: record?.imageURL)
    let created = try actions.createRecipe(request, as: location.acting)
    return RecipeCreated(
      recipe: created, remarks: record.map { FileRemarks(on: $0, takesTagsAndPicture: true) })
  }
}

/// A recipe just created.
struct RecipeCreated: CommandResult {
  var recipe: CreatedRecipe
  /// Nil when it came from no file.
  var remarks: FileRemarks?

  var schema: String { "recipe-created/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("id", recipe.id)
    writer.member("personalCopy", recipe.personalCopy)
    remarks?.writeMembers(to: &writer)
  }

  func show(on output: HumanOutput) {
    output.line(recipe.id.text)
    if let copy = recipe.personalCopy { output.note("the creator's own copy: \(copy.text)") }
    remarks?.show(on: output)
  }
}

extension RecipeRecord {
  /// The first picture that is an address.
  var imageURL: String? {
    for case .remote(let url) in images { return url }
    return nil
  }
}
