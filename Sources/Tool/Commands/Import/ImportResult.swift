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
  var nearDuplicates = NearDuplicateHandling.ignore

  var schema: String { "import/1" }
  var exitCode: ExitCode { outcome.exitCode }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("run")
    writer.string(outcome.run.text)
    writer.key("into")
    writer.string(label)
    writer.key("total")
    outcome.total.write(to: &writer)
    writer.key("members")
    writer.array { writer in
      for part in outcome.accounts { part.write(to: &writer) }
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
    if nearDuplicates != .ignore { writeNearDuplicates(to: &writer) }
  }

  func show(on output: HumanOutput) {
    output.table(AccountTable.make(outcome.accounts, total: outcome.total))
    for entry in outcome.warnings {
      output.note(
        "\(Figures.count(entry.count)) × \(entry.warning.code.rawValue) (\(entry.warning.field))")
    }
    for (reason, count) in outcome.leftOut.counts.sorted(by: { $0.key < $1.key }) {
      output.note("left out: \(Figures.count(count)) × \(reason)")
    }
    if nearDuplicates != .ignore { showNearDuplicates(on: output) }
    if outcome.total.quarantined > 0 {
      output.note(
        "\(Figures.count(outcome.total.quarantined, "record", "records")) in quarantine: "
          + "`levain runs show \(outcome.run.text)` lists them")
    }
  }
}
