import ArgumentParser
import Console
import JSONText
import PipelineCore
import RecipeModel
import Rollups
import Store

/// Proves the rollups against the raw events.
struct ReconcileCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconcile",
    abstract: "Prove every rollup against the raw events, and name what differs.",
    discussion: "Ends with exit code 1 when a row says something else than the events.")

  @OptionGroup var options: GlobalOptions

  func run(in session: CommandSession) throws -> ReconcileResult {
    let store = try session.openStore()
    return try session.observed { observer in
      ReconcileResult(
        reconciliation: try Rollup(store: store, surroundings: session.surroundings)
          .reconcile(observer: observer))
    }
  }
}

/// Whether the rollups say what the events say.
struct ReconcileResult: CommandResult {
  var reconciliation: Reconciliation

  var schema: String { "reconcile/1" }
  var exitCode: PipelineCore.ExitCode { reconciliation.exitCode }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("proved")
    writer.bool(reconciliation.isProved)
    writer.key("behind")
    writer.bool(reconciliation.isBehind)
    writer.key("levels")
    writer.array { writer in
      for level in reconciliation.levels {
        writer.object { writer in
          writer.key("table")
          writer.string(level.table.name)
          writer.key("rows")
          writer.integer(level.rows)
          writer.key("stored")
          level.stored.write(to: &writer, withViewers: false)
          writer.key("raw")
          level.raw.write(to: &writer, withViewers: false)
        }
      }
    }
    writer.key("differences")
    writer.integer(reconciliation.differenceCount)
    writer.key("first")
    writer.array { writer in
      for difference in reconciliation.differences {
        writer.object { writer in
          writer.key("table")
          writer.string(difference.table.name)
          writer.key("key")
          writer.integer(difference.subject)
          writer.key("start")
          writer.string(difference.start.description)
          for (name, counts) in [("stored", difference.stored), ("raw", difference.raw)] {
            guard let counts else { continue }
            writer.key(name)
            counts.write(to: &writer)
          }
        }
      }
    }
  }

  func show(on output: HumanOutput) {
    var table = TextTable(columns: [
      .init("rollup"), .init("rows", .right), .init("views", .right),
      .init("views in events", .right), .init("shares", .right), .init("forks", .right),
    ])
    for level in reconciliation.levels {
      table.append([
        .init(level.table.name), .init(level.rows), .init(level.stored.views),
        .init(level.raw.views), .init(level.stored.shares), .init(level.stored.forks),
      ])
    }
    output.table(table)
    for difference in reconciliation.differences {
      let measures = RollupCounts.measures.compactMap { (name, value) -> String? in
        let (stored, raw) = (difference.stored?[keyPath: value], difference.raw?[keyPath: value])
        guard stored ?? 0 != raw ?? 0 else { return nil }
        return "\(name) \(stored ?? 0) stored, \(raw ?? 0) in the events"
      }
      output.line(
        "\(difference.table.name) \(difference.subject) \(difference.start): "
          + (measures.isEmpty ? "a row that counts nothing" : measures.joined(separator: "; ")))
    }
    output.note(
      reconciliation.isProved
        ? "every row says what the raw events say"
        : "\(Figures.count(reconciliation.differenceCount, "row differs", "rows differ"))")
    if reconciliation.isBehind { output.note("days wait to be counted: `levain rollup`") }
  }
}

extension RollupCounts {
  /// What is counted, as people are told of it.
  fileprivate static var measures: [(name: String, value: KeyPath<RollupCounts, Int>)] {
    [
      ("views", \.views), ("viewers", \.viewers), ("anonymous views", \.anonymous),
      ("shares", \.shares), ("forks", \.forks),
    ]
  }

  /// Writes the counts as a JSON object.
  func write(to writer: inout JSONWriter, withViewers: Bool = true) {
    writer.object { writer in
      writer.key("views")
      writer.integer(views)
      if withViewers {
        writer.key("viewers")
        writer.integer(viewers)
      }
      writer.key("anonymous")
      writer.integer(anonymous)
      writer.key("shares")
      writer.integer(shares)
      writer.key("forks")
      writer.integer(forks)
    }
  }
}
