import ArgumentParser
import Console
import JSONText
import PipelineCore
import RecipeModel
import Store

/// Lists what is in quarantine.
struct QuarantineListCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the records in quarantine, oldest first.",
    discussion: """
      EXAMPLES:
        levain quarantine list
        levain quarantine list --run 0192f3 --limit 20
        levain quarantine list --state discarded

      JSON (levain.quarantine/1): records, of each number, state, run, code, message, archive, \
      member, line, byteOffset and pointer as far as they are known.
      """)

  @OptionGroup var options: GlobalOptions

  @Option(help: "Only what this run met last: its id, or the beginning of it.")
  var run: String?

  @Option(
    help: ArgumentHelp(
      "What became of them: pending, replayed or discarded.", valueName: "state"),
    transform: choice)
  var state = QuarantineState.pending

  @Option(help: "How many records to list at most.")
  var limit = 100

  @Option(help: "List what comes after this number.")
  var after: Int64 = 0

  func validate() throws {
    try PageLimit.check(limit)
  }

  func run(in session: CommandSession) throws -> QuarantineList {
    let (name, state, after, limit) = (run, state, after, limit)
    return try session.openStore().read { transaction in
      let run = try name.map { try transaction.requireRun(named: $0).key }
      return QuarantineList(
        records: try transaction.quarantine(of: run, state: state, after: after, limit: limit))
    }
  }
}

/// Records in quarantine.
struct QuarantineList: CommandResult {
  var records: [QuarantinedRecord]

  var schema: String { "quarantine/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("records")
    writer.array { writer in
      for record in records {
        writer.object { writer in record.writeMembers(to: &writer) }
      }
    }
  }

  func show(on output: HumanOutput) {
    guard !records.isEmpty else { return output.note("nothing is in quarantine") }
    var table = TextTable(columns: [
      .init("number", .right), .init("code"), .init("where"), .init("what"),
    ])
    for record in records {
      table.append([
        .init(Int(record.number)), .init(record.rejection.code.rawValue, .warning),
        .init(record.rejection.location.description), .init(record.rejection.message),
      ])
    }
    output.table(table)
  }
}

extension QuarantinedRecord {
  /// Writes the members of the record's JSON object, without its content.
  func writeMembers(to writer: inout JSONWriter) {
    let place = rejection.location
    writer.key("number")
    writer.integer(number)
    writer.member("state", state.rawValue)
    writer.member("run", run.text)
    writer.member("code", rejection.code.rawValue)
    writer.member("message", rejection.message)
    writer.member("archive", place.archive)
    writer.member("member", place.memberPath)
    for (name, value) in [
      ("line", place.line.map { Int64($0) }), ("byteOffset", place.byteOffset),
    ] {
      guard let value else { continue }
      writer.key(name)
      writer.integer(value)
    }
    if let pointer = place.pointer { writer.member("pointer", pointer) }
  }
}
