import ArgumentParser
import Communities
import Exports
import Metrics
import RecipeFormats
import RecipeModel

/// Takes recipes out in a format that other programs read.
struct ExportCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write recipes in a format that other programs read.",
    discussion: """
      EXAMPLES:
        levain export bakers --format paprika --to bakers.paprikarecipes --as ada@example.org
        levain export bakers --format json-ld --to bread.jsonld --tag bread
        levain export --catalogue ada@example.org --format cooklang --to recipes/
        levain export --search 'rye community:bakers' --format recipeml --to rye.xml

      A person takes out what they may see, the operator everything (R7). --to names one file, a zip \
      where the name ends so or the format stands in several files, or a folder where it ends with a \
      slash. Nothing is there until it is whole; a file is replaced only with --replace, a folder \
      never. `levain formats` lists what is written.

      Each recipe is read back as it was written; what does not come back as it was is counted by \
      field and told. What an import kept beside the fields goes out for the operator and the \
      recipe's creator only.

      JSON (levain.export/1): format, to, kind (document, zip, folder), recipes, files, pictures, \
      missingPictures, losses (field, recipes, why), unindexedRecipes.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The community's slug.")
  var community: String?

  @Option(help: ArgumentHelp("Whose own catalogue goes out.", valueName: "email"))
  var catalogue: String?

  @Option(
    help: ArgumentHelp(
      "What a search finds: words, \"phrases\", tag:NAME, community:SLUG.", valueName: "query"))
  var search: String?

  @Option(name: .customLong("tag"), help: "Only recipes that carry this tag; may be repeated.")
  var tags: [String] = []

  @Option(help: "The format; see `levain formats`.")
  var format: String

  @Option(
    help: ArgumentHelp("The file, zip or folder to write.", valueName: "path"),
    completion: .file())
  var to: String

  @Flag(help: "Replace a file that is there.")
  var replace = false

  func validate() throws {
    guard [community, catalogue, search].count(where: { $0 != nil }) == 1 else {
      throw ValidationError(
        "Say what goes out: a community, --catalogue EMAIL, or --search QUERY.")
    }
    guard search == nil || tags.isEmpty else {
      throw ValidationError("A search names tags itself: --search 'tag:NAME'.")
    }
    guard catalogue == nil || actor.email == nil || actor.email == catalogue else {
      throw ValidationError("A catalogue is its owner's alone; leave out --as.")
    }
    guard !to.isEmpty else { throw ValidationError("--to takes a path.") }
  }

  func run(in session: CommandSession) throws -> ExportResult {
    let writer = try RecipeWriters.required(format)
    let request = ExportRequest(
      try selection(), as: catalogue.map { .person(email: $0) } ?? actor.acting, by: writer,
      to: ExportDestination(path: to, isReplacing: replace))
    let store = try session.openStore()
    return try session.observed { observer in
      ExportResult(
        outcome: try RecipeExport(store: store, surroundings: session.surroundings)
          .run(request, observer: observer), losses: writer.losses)
    }
  }

  private func selection() throws -> ExportSelection {
    if let search { return .search(try SearchQuery(search)) }
    return .place(community.map { .community($0) } ?? .catalogue, tags: tags.map { FoldedName($0) })
  }
}
