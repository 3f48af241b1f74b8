import ArgumentParser
import Console
import Indexes
import JSONText
import PipelineCore
import RecipeModel
import Rollups
import Statistics
import Store

/// Proves the rollups against the raw events.
struct ReconcileCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconcile",
    abstract: "Prove what is told of views against the raw events, and name what differs.",
    discussion: """
      Every recipe on every day, the kept trend of every recipe, every community and the \
      installation by day, week, month, quarter and year, the \(Reconciliation.sampled) largest \
      families, tags and creators, and what was counted for every target. Ends with exit code 1 \
      when something says else than the events. What changed since the last rollup is told as \
      waiting for the next one, and is no difference.

      JSON (levain.reconcile/3): proved, behind (whether days wait to be counted), levels, each \
      with subject (recipe, trend, community, installation, family, tag, creator or target), by \
      (the length of a period), compared, views (as they are told, of trends weighted), \
      viewsInEvents and waiting; waiting (of all of them), differences (how many) and first, the \
      first \(Reconciliation.listed) of them, each with subject, period, told and raw.
      """)

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

  var schema: String { "reconcile/3" }
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
          writer.key("subject")
          writer.string(level.kind.rawValue)
          writer.key("by")
          writer.string(level.grain.rawValue)
          for (name, count) in [
            ("compared", level.periods), ("views", level.toldViews),
            ("viewsInEvents", level.rawViews), ("waiting", level.waiting),
          ] {
            writer.key(name)
            writer.integer(count)
          }
        }
      }
    }
    writer.key("waiting")
    writer.integer(reconciliation.waitingCount)
    writer.key("differences")
    writer.integer(reconciliation.differenceCount)
    writer.key("first")
    writer.array { writer in
      for difference in reconciliation.differences {
        writer.object { writer in
          writer.key("subject")
          writer.string(difference.subject.inWords)
          writer.key("period")
          writer.string(difference.period.description)
          for (name, counts) in [("told", difference.told), ("raw", difference.raw)] {
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
      .init("proved"), .init("by"), .init("compared", .right), .init("views", .right),
      .init("views in events", .right),
    ])
    for level in reconciliation.levels {
      table.append([
        .init(level.kind.rawValue), .init(level.grain.rawValue), .init(level.periods),
        .init(level.toldViews), .init(level.rawViews),
      ])
    }
    output.table(table)
    for difference in reconciliation.differences {
      let measures = Measure.allCases.compactMap { measure -> String? in
        let told = difference.told?[measure].value ?? 0
        let raw = difference.raw?[measure].value ?? 0
        return told == raw ? nil : "\(measure.rawValue) \(told) told, \(raw) in the events"
      }
      output.line(
        "\(difference.subject.inWords) \(difference.period): "
          + (measures.isEmpty ? "a row that counts nothing" : measures.joined(separator: "; ")))
    }
    output.note(outcome)
    if reconciliation.waitingCount > 0 {
      output.note("\(waiting) for the next rollup: `levain rollup`")
    } else if reconciliation.isBehind {
      output.note("days wait to be counted: `levain rollup`")
    }
  }

  private var outcome: String {
    guard reconciliation.isProved else {
      return Figures.count(reconciliation.differenceCount, "number differs", "numbers differ")
    }
    return reconciliation.waitingCount == 0
      ? "everything that is told says what the raw events say"
      : "everything that does not wait says what the raw events say"
  }

  private var waiting: String {
    let count = reconciliation.waitingCount
    let isOfTargets = reconciliation.levels.allSatisfy { $0.waiting == 0 || $0.kind == .target }
    return isOfTargets
      ? Figures.count(count, "point of a target waits", "points of targets wait")
      : Figures.count(count, "number waits", "numbers wait")
  }
}

extension Reconciliation.Subject {
  /// The kind and the store's own key, as an operator looks it up.
  var inWords: String {
    switch self {
    case .recipe(let key, let place):
      return "recipe \(key) (\(place.inWords))"
    case .trend(let key, let place): return "weighted views of recipe \(key) (\(place.inWords))"
    case .community(let key): return "community \(key)"
    case .installation: return "installation"
    case .family(let root): return "family \(root)"
    case .tag(let key): return "tag \(key)"
    case .creator(let key): return "creator \(key)"
    case .target(let key): return "target \(key)"
    }
  }
}

extension CalendarPlace {
  fileprivate var inWords: String {
    (community.map { "community \($0.value)" } ?? "catalogues") + ", \(zone)"
  }
}
