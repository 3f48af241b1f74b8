import BackupRepository
import Backups
import Console
import JSONText
import PipelineCore
import RecipeModel

/// What a drill proved.
struct DrillResult: CommandResult {
  var repository: String
  var repositoryID: String
  var snapshot: SnapshotID
  var summary: SnapshotRestoring.Summary
  /// How many numbers were held against others.
  var numbers: Int
  /// Whether the live store stood where the snapshot does.
  var isComparedWithLive: Bool
  var findings: DrillFindings

  var schema: String { "drill/1" }
  var exitCode: PipelineCore.ExitCode { findings.count == 0 ? .done : .failed }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("repository", repository)
    writer.member("repositoryId", repositoryID)
    writer.key("snapshot")
    writer.object { summary.manifest.writeSummary(of: snapshot, to: &$0) }
    writer.member("passed", findings.count == 0)
    writer.member("rows", summary.rows)
    writer.member("images", summary.images)
    writer.member("numbers", numbers)
    writer.member("comparedWith", isComparedWithLive ? "live" : "rows")
    writer.member("found", findings.count)
    writer.key("findings")
    writer.array { writer in
      for finding in findings.list {
        writer.object { writer in
          writer.member("about", finding.about.rawValue)
          writer.member("what", finding.what)
        }
      }
    }
  }

  func show(on output: HumanOutput) {
    for finding in findings.list { output.line("\(finding.about.rawValue): \(finding.what)") }
    let restored =
      "\(Figures.count(summary.rows, "row", "rows")), "
      + "\(Figures.count(summary.images, "picture", "pictures")), "
      + "\(Figures.count(numbers, "number", "numbers")) compared"
      + (isComparedWithLive ? ", also with the live store" : "")
    output.note(
      findings.count == 0
        ? "\(snapshot) can be restored: \(restored)"
        : "\(Figures.count(findings.count, "finding", "findings")) in \(snapshot): \(restored)")
    if summary.lackedImages > 0 {
      output.messages.warning(
        Figures.count(summary.lackedImages, "picture was missing", "pictures were missing")
          + " already when the snapshot was taken")
    }
  }
}
