import ArgumentParser
import BackupRepository
import Backups
import Console
import JSONText
import PipelineCore

/// Compares two snapshots.
struct BackupDiffCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Count by table what changed from one snapshot to another.",
    discussion: """
      What both hold in the same files is not read. In a table whose rows have no number of their \
      own, a row that was changed counts as one that went and one that came. Where the two are of \
      different schema versions, all rows of a table with other columns count as changed.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var place: RepositoryOptions

  @Argument(help: "The earlier snapshot, or the beginning of its name.")
  var earlier: String

  @Argument(help: "The later snapshot, or the beginning of its name.")
  var later: String

  func run(in session: CommandSession) throws -> SnapshotDifference {
    let repository = try session.openRepository(place.repository, place.secret)
    return try session.observed { observer in
      let comparison = SnapshotComparison(
        repository: repository, earlier: try repository.snapshot(named: earlier),
        later: try repository.snapshot(named: later), holder: session.holder(of: "backup diff"),
        observer: observer)
      return SnapshotDifference(
        earlier: comparison.earlier, later: comparison.later, summary: try comparison.run())
    }
  }
}

/// What changed from one snapshot to another.
struct SnapshotDifference: CommandResult {
  var earlier: SnapshotID
  var later: SnapshotID
  var summary: SnapshotComparison.Summary

  var schema: String { "snapshot-diff/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("earlier")
    writer.object { summary.earlier.writeSummary(of: earlier, to: &$0) }
    writer.key("later")
    writer.object { summary.later.writeSummary(of: later, to: &$0) }
    writer.key("tables")
    writer.array { writer in
      for table in summary.tables {
        writer.object { writer in
          writer.key("name")
          writer.string(table.name)
          for (name, count) in [
            ("rowsBefore", table.rowsBefore), ("rowsAfter", table.rowsAfter),
            ("added", table.added), ("changed", table.changed), ("removed", table.removed),
          ] {
            writer.key(name)
            writer.integer(count)
          }
        }
      }
    }
    writer.key("shards")
    writer.object { writer in
      writer.key("read")
      writer.integer(summary.shards.read)
      writer.key("all")
      writer.integer(summary.shards.all)
    }
  }

  func show(on output: HumanOutput) {
    if summary.earlier.store.installationID != summary.later.store.installationID {
      output.messages.warning("the two are of different installations")
    }
    if summary.earlier.scope != summary.later.scope {
      output.messages.warning("the two are not of the same part of it")
    }
    let differing = summary.tables.filter(\.differs)
    guard !differing.isEmpty else {
      return output.note("\(earlier) and \(later) hold the same rows")
    }
    var table = TextTable(columns: [
      .init("table"), .init("rows before", .right), .init("added", .right),
      .init("changed", .right), .init("removed", .right), .init("rows after", .right),
    ])
    for part in differing {
      table.append([
        .init(part.name), .init(part.rowsBefore), .init(part.added), .init(part.changed),
        .init(part.removed), .init(part.rowsAfter),
      ])
    }
    output.table(table)
    let same = summary.tables.count - differing.count
    output.note(
      "\(Figures.count(same, "table is", "tables are")) the same; read "
        + "\(Figures.count(summary.shards.read)) of "
        + Figures.count(summary.shards.all, "shard", "shards"))
  }
}
