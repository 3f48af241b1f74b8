import Console
import Import
import JSONText
import PipelineCore
import RecipeArchives
import RecipeModel
import Store

/// The account of an import.
struct ImportResult: CommandResult {
  var outcome: ImportOutcome
  var label: String
  /// Whether authors without a user are named, and not only counted.
  var namesAuthors = false
  var nearDuplicates = NearDuplicateHandling.ignore
  /// Whether its JSON holds all; what is kept with the run names no author and no recipe, which may
  /// go, and leaves its members to the account that is kept anyway.
  private var isComplete = true

  init(
    outcome: ImportOutcome, label: String, namesAuthors: Bool = false,
    nearDuplicates: NearDuplicateHandling = .ignore
  ) {
    self.outcome = outcome
    self.label = label
    self.namesAuthors = namesAuthors
    self.nearDuplicates = nearDuplicates
  }

  /// What of it is kept with the run.
  var kept: ImportResult {
    var kept = self
    kept.namesAuthors = false
    kept.isComplete = false
    return kept
  }

  var schema: String { "import/1" }
  var exitCode: ExitCode { outcome.exitCode }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("run")
    writer.string(outcome.run.text)
    writer.key("into")
    writer.string(label)
    writer.key("total")
    outcome.total.write(to: &writer)
    writer.member("pending", outcome.pending)
    writer.member("replayed", outcome.replayed)
    if isComplete {
      writer.key("members")
      writer.array { writer in
        for part in outcome.accounts { part.write(to: &writer) }
      }
    }
    writer.key("warnings")
    writer.array { writer in
      for entry in outcome.warnings {
        writer.object { writer in
          writer.key("code")
          writer.string(entry.warning.code.rawValue)
          writer.key("field")
          writer.string(entry.warning.field)
          writer.key("count")
          writer.integer(entry.count)
        }
      }
    }
    writer.key("leftOut")
    writer.object { writer in
      for (reason, count) in outcome.leftOut.counts.sorted(by: { $0.key < $1.key }) {
        writer.key(reason)
        writer.integer(count)
      }
    }
    if let census = outcome.authors { writeAuthors(census, to: &writer) }
    if nearDuplicates != .ignore, isComplete { writeNearDuplicates(to: &writer) }
    outcome.pace?.write(to: &writer)
  }

  private func writeAuthors(_ census: AuthorCensus, to writer: inout JSONWriter) {
    writer.key("authors")
    writer.object { writer in
      writer.member("mappedRecipes", census.mappedRecipes)
      writer.member("recipesWithoutUser", census.strangersRecipes)
      writer.member("authorsWithoutUser", census.strangers.count)
      writer.member("unlistedRecipes", census.unlistedRecipes)
      guard namesAuthors else { return }
      writer.key("withoutUser")
      writer.array { writer in
        for stranger in census.strangers {
          writer.object { writer in
            writer.member("name", stranger.name)
            writer.member("recipes", stranger.recipes)
          }
        }
      }
    }
  }

  /// How many authors are nobody's, without their names.
  private func show(_ census: AuthorCensus, on output: HumanOutput) {
    if census.mappedRecipes > 0 {
      output.note(
        "by authors who are users: \(Figures.count(census.mappedRecipes, "recipe", "recipes"))")
    }
    guard census.strangersRecipes > 0 else { return }
    let more = census.unlistedRecipes > 0 ? "more than " : ""
    output.note(
      "authors without a user: \(more)\(Figures.count(census.strangers.count)), of "
        + "\(Figures.count(census.strangersRecipes, "recipe", "recipes"))"
        + (namesAuthors ? "; --json names them" : ""))
  }

  func show(on output: HumanOutput) {
    output.table(AccountTable.make(outcome.accounts, total: outcome.total))
    if let told = tagChanges { output.note(told) }
    for entry in outcome.warnings where ImportResult.tagWords[entry.warning.code] == nil {
      output.note(
        "\(Figures.count(entry.count)) × \(entry.warning.code.rawValue) (\(entry.warning.field))")
    }
    if let census = outcome.authors { show(census, on: output) }
    for (reason, count) in outcome.leftOut.counts.sorted(by: { $0.key < $1.key }) {
      output.note("left out: \(Figures.count(count)) × \(reason)")
    }
    if nearDuplicates != .ignore { showNearDuplicates(on: output) }
    if outcome.pending > 0 {
      output.note(
        "\(Figures.count(outcome.pending, "record", "records")) in quarantine: "
          + "`levain quarantine list --run \(outcome.run.text)` lists them")
    }
    let discarded = outcome.total.quarantined - outcome.pending
    if discarded > 0 {
      output.note(
        "\(Figures.count(discarded, "record was", "records were")) discarded or mended before")
    }
    if outcome.replayed > 0 {
      output.note(
        "\(Figures.count(outcome.replayed, "record", "records")) from quarantine could be read")
    }
    if let pace = outcome.pace { output.note(pace.sentence) }
  }

  /// What the tag rules did, such as `3 tags renamed, 2 dropped`; nil when they changed nothing.
  private var tagChanges: String? {
    var changes = outcome.warnings.compactMap { entry in
      ImportResult.tagWords[entry.warning.code].map { (count: entry.count, word: $0) }
    }
    guard !changes.isEmpty else { return nil }
    let first = changes.removeFirst()
    return
      (["\(Figures.count(first.count, "tag", "tags")) \(first.word)"]
      + changes.map { "\(Figures.count($0.count)) \($0.word)" }).joined(separator: ", ")
  }

  private static let tagWords: [RecordWarning.Code: String] = [
    .tagSplit: "split", .tagRenamed: "renamed", .tagDropped: "dropped", .tagAdded: "added",
  ]
}
