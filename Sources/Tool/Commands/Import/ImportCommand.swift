import ArgumentParser
import Communities
import CommunityRules
import Import
import PipelineCore
import Pipelines

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
        levain import table.csv --into bakers --as ada@example.org --column title=Rezeptname
        levain import inbox/ --into bakers --as ada@example.org --plan --save plan.json
        levain import --apply plan.json
        levain import export.json --into bakers --as ada@example.org --source mill --mirror
        levain import community.tar

      The format is found by content; archives may be gzipped, in a zip or tar, or in a folder.
      The same archive imported again changes nothing. What cannot be read goes into quarantine
      and is listed by `levain quarantine list`. Without a target the operator brings in community
      archives, which name their own communities and people.

      --plan reads everything, says what would become of each record, and stores nothing. Kept with \
      --save, it is carried out by --apply as long as neither the archives nor the community have \
      changed. --max-errors reads the archives once before. --mirror deletes what the same source \
      gave earlier and holds no more, as far as the importer may and nobody works on it; without it \
      that is only listed.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var waiting: WaitOptions

  @Argument(help: "Archives, and folders of archives.", completion: .file())
  var paths: [String] = []

  @Option(help: ArgumentHelp("The community that gets the recipes.", valueName: "slug"))
  var into: String?

  @Option(help: ArgumentHelp("Whose own catalogue gets the recipes.", valueName: "email"))
  var catalogue: String?

  @Option(help: "The format, when it should not be found by content; see `levain formats`.")
  var format: String?

  @OptionGroup var columns: ColumnOptions

  @Option(help: "What the source is called; keeps equal ids of two sources apart.")
  var source: String?

  @OptionGroup var authors: AuthorOptions

  @Option(
    name: .customLong("tag-rules"),
    help: ArgumentHelp(
      "A file of rules (YAML): which tags of archives to split, rename, drop and add to.",
      valueName: "file"), completion: .file(extensions: ["yaml", "yml"]))
  var tagRules: String?

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

  @Flag(help: "Leave the full-text index to `levain index`.")
  var deferText = false

  @OptionGroup var safety: SafetyOptions
  @OptionGroup var planning: PlanOptions

  func validate() throws {
    guard planning.apply == nil else { return try validateApplication() }
    guard !paths.isEmpty else {
      throw ValidationError("Say what to import: one path or more, or --apply FILE.")
    }
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
    guard into != nil || catalogue != nil || !planning.isPlan else {
      throw ValidationError("Say what to plan an import into: --into SLUG, or --catalogue EMAIL.")
    }
  }

  /// A plan holds all settings; another one beside it would say something else.
  private func validateApplication() throws {
    let isAlone =
      paths.isEmpty && into == nil && catalogue == nil && actor.email == nil && format == nil
      && columns.columns.isEmpty && source == nil && authors.users == nil && tagRules == nil
      && tags.isEmpty && duplicates == .skip && nearDuplicates == .ignore && !deferText
      && safety.maxErrors == nil && !safety.mirror
    guard isAlone else {
      throw ValidationError("--apply FILE takes everything from the plan; leave out the rest.")
    }
  }

  func run(in session: CommandSession) throws -> OneOfSeveralResults {
    if let plan = planning.apply {
      return try session.atWorkbench(for: "import", waiting: waiting.patience) { bench in
        OneOfSeveralResults(try SavedPlanWork(path: plan).apply(at: bench))
      }
    }
    guard into != nil || catalogue != nil else {
      return try session.atWorkbench(for: "import", waiting: waiting.patience) { bench in
        OneOfSeveralResults(try ArchiveWork(paths: paths).run(at: bench))
      }
    }
    let place: PlaceName = into.map { .community($0) } ?? .catalogue
    let importer = actor.email ?? catalogue ?? ""
    let work = ImportWork(
      place: place, importer: importer, paths: paths, options: try importOptions(in: session),
      authors: authors.users, isMirror: safety.mirror, errorLimit: safety.maxErrors,
      namesAuthors: true)
    guard !planning.isPlan else {
      return try session.atReadingDesk { bench in
        OneOfSeveralResults(
          try planning.save.map { try SavedPlanWork(path: $0).save(work, at: bench) }
            ?? work.plan(try work.planned(at: bench), at: bench))
      }
    }
    return try session.atWorkbench(for: "import", waiting: waiting.patience) { bench in
      OneOfSeveralResults(try work.run(at: bench))
    }
  }

  private func importOptions(in session: CommandSession) throws -> ImportOptions {
    var options = ImportOptions()
    options.format = format
    options.columns = try columns.stated()
    options.sourceName = source
    if let tagRules {
      options.tagRules = try TagRulesFile.parse(
        try session.contents(of: tagRules), name: tagRules,
        environment: session.context.environment)
    }
    options.tags = tags
    options.duplicates = duplicates
    options.nearDuplicates = nearDuplicates
    options.indexesText = !deferText
    return options
  }
}
