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
  /// Whether authors without a user and missing recipes are named, and not only counted.
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
    outcome.warnings.write(to: &writer)
    outcome.leftOut.write(to: &writer)
    if let census = outcome.authors { census.write(to: &writer, namesAuthors: namesAuthors) }
    outcome.missing?.write(to: &writer, namesRecipes: namesAuthors)
    if nearDuplicates != .ignore, isComplete { writeNearDuplicates(to: &writer) }
    outcome.pace?.write(to: &writer)
  }

  func show(on output: HumanOutput) {
    output.table(AccountTable.make(outcome.accounts, total: outcome.total))
    outcome.warnings.show(on: output)
    outcome.authors?.show(on: output, namesAuthors: namesAuthors)
    outcome.leftOut.show(on: output)
    outcome.missing?.show(on: output, isPlan: false, namesRecipes: namesAuthors)
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
}
