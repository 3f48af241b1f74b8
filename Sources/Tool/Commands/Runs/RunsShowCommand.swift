import ArgumentParser
import Console
import Import
import JSONText
import PipelineCore
import RecipeModel
import Store

/// Shows one run.
struct RunsShowCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show one run: its stages, its account, and what it put into quarantine.",
    discussion: """
      EXAMPLES:
        levain runs show 0192f3
        levain runs show 0192f3 --json | jq .result.pace

      JSON (levain.run/1): what `levain runs list` gives, result (the run's own JSON as it was \
      kept; of an import without members and near-duplicates), members (the account by archive and \
      member), quarantine (the first 100 pending records), quarantined (how many). Of a pipeline \
      also pipeline (its name, the SHA-256 of its file and of its settings, whether it was run \
      whole) and stages (name, kind, state, attempts, beganAt, tookMilliseconds, run, exitCode, \
      inputs, failure, artefact, account, result).
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The run's id, or the beginning of it.")
  var run: String

  func run(in session: CommandSession) throws -> RunDetails {
    let name = run
    return try session.openStore().read { transaction in
      let run = try transaction.requireRun(named: name)
      return RunDetails(
        run: run, pipeline: try PipelineDetails(of: run.key, in: transaction),
        accounts: try transaction.accounts(of: run.key),
        quarantine: try transaction.quarantine(of: run.key, limit: RunDetails.listed),
        quarantined: try transaction.quarantineCount(of: run.key))
    }
  }
}

/// There is no such run, or more than one.
struct UnknownRun: Fault {
  var name: String
  var what: String { "there is no single run whose id starts with \(name.escapedForTerminal)" }
  var hint: String? { "`levain runs list` lists them" }
}

/// One run with everything that is kept of it.
struct RunDetails: CommandResult {
  var run: StoredRun
  /// Nil of a run that is no pipeline's.
  var pipeline: PipelineDetails?
  var accounts: [MemberAccount]
  /// The first of those that the run put into quarantine.
  var quarantine: [QuarantinedRecord]
  /// How many there are.
  var quarantined: Int

  /// How many records in quarantine are listed; the command for them lists all.
  static let listed = 100

  var schema: String { "run/1" }

  func writeMembers(to writer: inout JSONWriter) {
    run.writeMembers(to: &writer)
    if let result = run.result {
      writer.key("result")
      writer.raw(result.utf8)
    }
    pipeline?.writeMembers(to: &writer)
    writer.key("members")
    writer.array { writer in
      for part in accounts { part.write(to: &writer) }
    }
    writer.key("quarantine")
    writer.array { writer in
      for record in quarantine {
        writer.object { writer in record.writeMembers(to: &writer) }
      }
    }
    writer.member("quarantined", quarantined)
  }

  func show(on output: HumanOutput) {
    output.line("\(run.kind.rawValue) \(run.id.text): \(run.state.rawValue)")
    output.line(run.label)
    output.line(
      "started \(run.startedAt), attempt \(run.attempts)"
        + (run.duration.map { ", took \($0)" } ?? ""))
    if let failure = run.failure { output.lines(failure) }
    pipeline?.show(on: output)
    if !accounts.isEmpty {
      var total = Account()
      for part in accounts { total += part.account }
      output.table(AccountTable.make(accounts, total: total))
    }
    if let pace = run.result.flatMap({ ImportPace(fromResult: $0) }) { output.line(pace.sentence) }
    if !quarantine.isEmpty { QuarantineList(records: quarantine).show(on: output) }
    if quarantined > quarantine.count {
      output.note(
        "the first \(quarantine.count) of \(Figures.count(quarantined)) in quarantine: "
          + "`levain quarantine list --run \(run.id.text)` lists all")
    }
  }
}
