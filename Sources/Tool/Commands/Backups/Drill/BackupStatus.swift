import JSONText
import PipelineCore
import RecipeModel

/// How old the last good backup, verification and drill are.
struct BackupStatus: CommandResult {
  var now: Instant
  var items: [LastGood]

  var schema: String { "backup-status/1" }
  var exitCode: ExitCode { items.contains { $0.isOverdue(at: now) == true } ? .overdue : .done }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("overdue", exitCode == .overdue)
    for item in items { item.write(to: &writer, at: now) }
  }

  func show(on output: HumanOutput) {
    output.show(items, at: now)
  }
}
