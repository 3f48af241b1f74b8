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
    if outcome.total.quarantined > 0 {
      output.note(
        "\(Figures.count(outcome.total.quarantined, "record", "records")) in quarantine: "
          + "`levain quarantine list --run \(outcome.run.text)` lists them")
    }
    if let pace = outcome.pace { output.note(pace.sentence) }
  }
}
