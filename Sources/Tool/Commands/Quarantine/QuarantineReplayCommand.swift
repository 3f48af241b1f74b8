import ArgumentParser
import Console
import JSONText
import PipelineCore
import RecipeModel
import Store

/// Imports again what is in quarantine, and loads its events.
struct QuarantineReplayCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Import again the archives of what is in quarantine, and load its events.",
    discussion: """
      The imports that met the records last are done again, by the same person under the rules and \
      with the same settings, each from all of its archives: what is stored stays, and records of \
      equal names are told apart by their order. A record that is not met again is replayed; one that \
      still cannot be read stays pending, with exit code 3. With --file, records that you mended there \
      are read in the place of those that the archives hold. Relative paths are relative to the current \
      folder, as they were. View events are taken as they were kept, their logs are not needed: \
      each goes into its day once its recipe and its user are there. With --file they are JSON lines.

      EXAMPLES:
        levain quarantine replay
        levain quarantine replay 7 12
        levain quarantine replay --run 0192f3
        levain quarantine export mended.jsonl && $EDITOR mended.jsonl
        levain quarantine replay --file mended.jsonl

      JSON (levain.quarantine-replayed/1): imports (as `levain import --json` gives each), views (as \
      `levain views --json` gives it, if there were events), replayed and pending (the numbers of the \
      records).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var waiting: WaitOptions

  @Argument(help: "The records' numbers; without any all that are pending.")
  var numbers: [Int64] = []

  @Option(help: "Only what this run met last: its id, or the beginning of it.")
  var run: String?

  @Option(
    help: "Records as `levain quarantine export` wrote them, their content mended.",
    completion: .file(extensions: ["jsonl"]))
  var file: String?

  func validate() throws {
    guard numbers.isEmpty || run == nil else {
      throw ValidationError("Name records by their numbers or by their run, not by both.")
    }
  }

  func run(in session: CommandSession) throws -> ReplayResult {
    let (numbers, run) = (numbers, run)
    let mended = try file.map { path in
      try MendedFile(try session.contents(of: path), path: path)
    }
    return try session.atWorkbench(for: "quarantine replay", waiting: waiting.patience) { bench in
      try ReplayWork(numbers: numbers, run: run, mended: mended?.contents).run(at: bench)
    }
  }
}

/// What became of records that were in quarantine.
struct ReplayResult: CommandResult {
  var imports: [ImportResult]
  /// What became of events; nil when there were none.
  var views: ViewsResult?
  var replayed: [Int64]
  var pending: [Int64]

  var schema: String { "quarantine-replayed/1" }
  var exitCode: PipelineCore.ExitCode { pending.isEmpty ? .done : .quarantined }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("imports")
    writer.array { writer in
      for result in imports { writer.raw(result.json) }
    }
    if let views {
      writer.key("views")
      writer.raw(views.json)
    }
    for (name, numbers) in [("replayed", replayed), ("pending", pending)] {
      writer.key(name)
      writer.array { writer in
        for number in numbers { writer.integer(number) }
      }
    }
  }

  func show(on output: HumanOutput) {
    guard !(replayed.isEmpty && pending.isEmpty) else {
      return output.note("nothing is in quarantine")
    }
    for result in imports { result.show(on: output) }
    views?.show(on: output)
    output.note(
      "replayed \(Figures.count(replayed.count, "record", "records")), "
        + "\(Figures.count(pending.count)) still pending")
  }
}
