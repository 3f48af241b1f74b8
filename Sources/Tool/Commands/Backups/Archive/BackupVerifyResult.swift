import Backups
import Console
import JSONText
import PipelineCore

/// What a backup was found to be.
struct BackupVerifyResult: CommandResult {
  var file: String
  var summary: BackupVerification.Summary

  init(of file: String) throws(ReadFault) {
    self.file = file
    summary = try BackupVerification().run(path: file)
  }

  var schema: String { "backup-verify/1" }
  var exitCode: ExitCode { summary.isSound ? .done : .failed }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("file")
    writer.string(file)
    writer.key("sound")
    writer.bool(summary.isSound)
    writer.key("members")
    writer.integer(summary.members)
    writer.key("records")
    writer.integer(summary.records)
    writer.key("bytes")
    writer.integer(summary.bytes)
    writer.key("findings")
    writer.array { writer in
      for finding in summary.findings { writer.string(finding.description) }
    }
  }

  func show(on output: HumanOutput) {
    for finding in summary.findings { output.line(finding.description) }
    output.note(
      summary.isSound
        ? "verified: \(Figures.count(summary.records, "record", "records")) in "
          + "\(Figures.count(summary.members, "member", "members")), all as they should be"
        : "\(Figures.count(summary.findings.count, "finding", "findings"))")
  }
}
