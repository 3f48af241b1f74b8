import ArgumentParser
import Communities
import Import
import JSONText
import PipelineCore

/// Imports recipe archives.
struct ImportCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Import recipe archives into a community or a person's own catalogue.",
    discussion: """
      EXAMPLES:
        levain import inbox/ --into bakers --as ada@example.org
        levain import cards.xml.gz more.zip --into bakers --as ada@example.org --tag Family
        levain import mine.paprikarecipes --catalogue ada@example.org
        levain import community.tar

      The format is found by content; archives may be gzipped, in a zip or tar, or in a folder.
      The same archive imported again changes nothing. What cannot be read goes into quarantine
      and is listed by `levain runs show`. Without a target the operator brings in community
      archives, which name their own communities and people.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "Archives, and folders of archives.", completion: .file())
  var paths: [String]

  @Option(help: ArgumentHelp("The community that gets the recipes.", valueName: "slug"))
  var into: String?

  @Option(help: ArgumentHelp("Whose own catalogue gets the recipes.", valueName: "email"))
  var catalogue: String?

  @Option(help: "The format, when it should not be found by content; see `levain formats`.")
  var format: String?

  @Option(help: "What the source is called; keeps equal ids of two sources apart.")
  var source: String?

  @Option(name: .customLong("tag"), help: "A tag that every recipe gets; may be repeated.")
  var tags: [String] = []

  @Option(
    help: ArgumentHelp(
      "What becomes of a recipe that the target says already: skip, variant or keep.",
      valueName: "what"), transform: choice)
  var duplicates = DuplicateHandling.skip

  @Option(
    help: ArgumentHelp(
      "What becomes of a recipe that the target nearly says: ignore, list or variant.",
      valueName: "what"), transform: choice)
  var nearDuplicates = NearDuplicateHandling.ignore

  func validate() throws {
    guard into == nil || catalogue == nil else {
      throw ValidationError("Recipes go to one place: --into SLUG, or --catalogue EMAIL.")
    }
    guard into != nil || catalogue != nil || actor.email == nil else {
      throw ValidationError("Say where the recipes go: --into SLUG, or --catalogue EMAIL.")
    }
    guard into == nil || actor.email != nil else {
      throw ValidationError("Say who imports into the community: --as EMAIL.")
    }
    guard catalogue == nil || actor.email == nil || actor.email == catalogue else {
      throw ValidationError("A catalogue is filled by its owner alone; leave out --as.")
    }
  }

  func run(in session: CommandSession) throws -> ImportCommandResult {
    guard into != nil || catalogue != nil else {
      return try session.atWorkbench(for: "import") { bench in
        .archive(try ArchiveWork(paths: paths).run(at: bench))
      }
    }
    let place: PlaceName = into.map { .community($0) } ?? .catalogue
    let importer = actor.email ?? catalogue ?? ""
    return try session.atWorkbench(for: "import") { bench in
      .recipes(
        try ImportWork(
          place: place, importer: importer, paths: paths, format: format, source: source,
          tags: tags, duplicates: duplicates, nearDuplicates: nearDuplicates
        ).run(at: bench))
    }
  }
}

/// What an import brought: recipes into one place, or whole communities.
enum ImportCommandResult: CommandResult {
  case recipes(ImportResult)
  case archive(ArchiveResult)

  private var result: any CommandResult {
    switch self {
    case .recipes(let result): result
    case .archive(let result): result
    }
  }

  var schema: String { result.schema }
  var exitCode: PipelineCore.ExitCode { result.exitCode }

  func writeMembers(to writer: inout JSONWriter) {
    result.writeMembers(to: &writer)
  }

  func show(on output: HumanOutput) {
    result.show(on: output)
  }
}
