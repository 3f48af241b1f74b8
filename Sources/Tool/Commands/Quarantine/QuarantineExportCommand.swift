import Archives
import ArgumentParser
import Console
import JSONText
import RecipeModel
import Store

/// Writes what is in quarantine into a file.
struct QuarantineExportCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write the records in quarantine as JSON lines.",
    discussion: """
      Each line is what `levain quarantine show --json` gives of a record, its content included, \
      for whoever mends the archive.

      EXAMPLES:
        levain quarantine export rejected.jsonl
        levain quarantine export rejected.jsonl --run 0192f3

      JSON (levain.quarantine-export/1): file, records.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The file to write.", completion: .file(extensions: ["jsonl"]))
  var file: String

  @Option(help: "Only what this run met last: its id, or the beginning of it.")
  var run: String?

  /// How many records are held at once; each is 64 KiB at most.
  private static let page = 100

  func run(in session: CommandSession) throws -> QuarantineExportResult {
    let (path, name) = (file, run)
    return try session.openStore().read { transaction in
      let run = try name.map { try transaction.requireRun(named: $0).key }
      try OutputFolder.make(for: path)
      let file = try AtomicFile(path: path)
      var result = QuarantineExportResult(path: path, records: 0)
      var last: Int64 = 0
      while true {
        let records = try transaction.quarantine(
          of: run, after: last, limit: QuarantineExportCommand.page)
        guard let end = records.last else { break }
        for record in records { try file.write(QuarantineExportCommand.line(of: record)) }
        last = end.number
        result.records += records.count
      }
      try file.commit()
      return result
    }
  }

  private static func line(of record: QuarantinedRecord) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      record.writeMembers(to: &writer)
      record.writeContent(to: &writer)
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }
}

/// What was written.
struct QuarantineExportResult: CommandResult {
  var path: String
  var records: Int

  var schema: String { "quarantine-export/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("file", path)
    writer.member("records", records)
  }

  func show(on output: HumanOutput) {
    output.note("wrote \(Figures.count(records, "record", "records")) into \(path)")
  }
}
