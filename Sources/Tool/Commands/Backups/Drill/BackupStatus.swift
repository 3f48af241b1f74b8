import Console
import JSONText
import PipelineCore
import RecipeModel
import Store

/// How old the last good backup, verification and drill are.
struct BackupStatus: CommandResult {
  /// Something that was done, or was to be.
  struct Event {
    var at: Instant
    var what: String
  }

  /// One of the things that are to be done again and again.
  struct Item {
    var name: String
    /// The last one that ended well.
    var good: Event?
    /// A later one that did not.
    var failed: Event?
    /// How old the good one may be; nil where nobody asks.
    var limit: StatedDuration?
  }

  var now: Instant
  var items: [Item]

  var schema: String { "backup-status/1" }
  var exitCode: ExitCode { items.contains { isOverdue($0) == true } ? .overdue : .done }

  private func age(of event: Event) -> Int64 {
    max(0, now.milliseconds - event.at.milliseconds)
  }

  /// Nil where nobody asks.
  private func isOverdue(_ item: Item) -> Bool? {
    // What is said to be of the future tells nothing of the past.
    item.limit.map { limit in
      item.good.map { $0.at > now || age(of: $0) > limit.milliseconds } ?? true
    }
  }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("overdue", exitCode == .overdue)
    for item in items {
      writer.key(item.name)
      writer.object { writer in
        writer.key("good")
        if let good = item.good {
          writer.object { writer in
            writer.member("at", good.at)
            writer.key("age")
            writer.integer(age(of: good) / 1000)
            writer.member("what", good.what)
          }
        } else {
          writer.null()
        }
        if let failed = item.failed {
          writer.key("failed")
          writer.object { writer in
            writer.member("at", failed.at)
            writer.member("why", failed.what)
          }
        }
        if let isOverdue = isOverdue(item) { writer.member("overdue", isOverdue) }
      }
    }
  }

  func show(on output: HumanOutput) {
    var table = TextTable(columns: [
      .init(""), .init("last good"), .init("age", .right), .init("what"), .init(""),
    ])
    for item in items {
      table.append([
        .init(item.name), .init(item.good?.at.description ?? "never"),
        .init(item.good.map { Figures.duration(milliseconds: age(of: $0)) } ?? ""),
        .init(item.good?.what ?? ""),
        isOverdue(item) == true ? .init("overdue", .failure) : "",
      ])
    }
    output.table(table)
    for item in items {
      if let failed = item.failed {
        output.messages.warning("the \(item.name) of \(failed.at) did not end well: \(failed.what)")
      }
    }
  }
}

extension BackupStatus.Event {
  /// A run that ended otherwise than well; nil for one that did end well.
  init?(failureOf run: StoredRun) {
    switch run.state {
    case .running: return nil
    case .succeeded:
      guard let code = run.exitCode, code != ExitCode.done.rawValue else { return nil }
      self.init(at: run.referenceAt, what: "\(run.label): it found something")
    case .failed, .interrupted, .undone:
      self.init(
        at: run.referenceAt, what: run.failure ?? "\(run.label): it was \(run.state.rawValue)")
    }
  }
}
