import ArgumentParser
import PipelineCore
import Store

/// What imports could not read.
struct QuarantineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine",
    abstract: "List, show, replay, export and discard what could not be read.",
    discussion: """
      A record that cannot be read, or may not be stored, costs itself and nothing else: it is kept \
      with its place and the reason. Once the archive is mended, what was taken down is lifted, or the \
      software can read it, replay it, or import the archive again.
      """,
    subcommands: [
      QuarantineListCommand.self, QuarantineShowCommand.self, QuarantineReplayCommand.self,
      QuarantineExportCommand.self, QuarantineDiscardCommand.self,
    ])
}

/// There is no such record.
struct UnknownQuarantined: Fault {
  var number: Int64
  var what: String { "there is no record number \(number) in quarantine" }
  var hint: String? { "`levain quarantine list` lists them" }
}

extension ReadTransaction {
  /// The record with a number, or the fault that there is none.
  func requireQuarantined(_ number: Int64) throws -> QuarantinedRecord {
    guard let record = try quarantined(number) else { throw UnknownQuarantined(number: number) }
    return record
  }

  /// The run with a name, or the fault that there is no single one.
  func requireRun(named name: String) throws -> StoredRun {
    guard let run = try run(named: name) else { throw UnknownRun(name: name) }
    return run
  }
}
