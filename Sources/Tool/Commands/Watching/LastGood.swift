import Console
import JSONText
import PipelineCore
import RecipeModel
import Store

/// When something that is to be done again and again was last done well.
struct LastGood {
  /// Something that was done, or was to be.
  struct Event {
    var at: Instant
    var what: String
  }

  var name: String
  /// The last one that ended well.
  var good: Event?
  /// A later one that did not.
  var failed: Event?
  /// How old the good one may be; nil where nobody asks.
  var limit: StatedDuration?

  init(_ name: String, good: Event? = nil, failed: Event? = nil, limit: StatedDuration? = nil) {
    self.name = name
    self.good = good
    self.failed = failed
    self.limit = limit
  }

  /// What the runs of a kind say; of one repository of backups when its id is given.
  ///
  /// They are as old as their last start: what a pipeline refers to may be long ago when it goes on.
  init(
    _ name: String, _ kind: RunKind, repository id: String? = nil, limit: StatedDuration? = nil,
    in transaction: ReadTransaction
  ) throws(StoreFault) {
    let good = try transaction.lastGoodRun(kind, repository: id)
    let last = try transaction.lastRun(kind, repository: id)
    let isWorse = last.map { $0.key != good?.key && $0.state != .running } ?? false
    self.init(
      name, good: good.map { Event(at: $0.startedAt, what: $0.label) },
      failed: isWorse ? last.flatMap { Event(failureOf: $0) } : nil, limit: limit)
  }

  /// How old the good one is, in milliseconds.
  func age(at now: Instant) -> Int64? {
    good.map { max(0, now.milliseconds - $0.at.milliseconds) }
  }

  /// Nil where nobody asks.
  func isOverdue(at now: Instant) -> Bool? {
    // What is said to be of the future tells nothing of the past.
    limit.map { limit in
      good.map { $0.at > now || now.milliseconds - $0.at.milliseconds > limit.milliseconds } ?? true
    }
  }

  /// Writes it as a member of its name.
  func write(to writer: inout JSONWriter, at now: Instant) {
    writer.key(name)
    writer.object { writer in
      writer.key("good")
      if let good {
        writer.object { writer in
          writer.member("at", good.at)
          writer.key("age")
          writer.integer((age(at: now) ?? 0) / 1000)
          writer.member("what", good.what)
        }
      } else {
        writer.null()
      }
      if let failed {
        writer.key("failed")
        writer.object { writer in
          writer.member("at", failed.at)
          writer.member("why", failed.what)
        }
      }
      if let isOverdue = isOverdue(at: now) { writer.member("overdue", isOverdue) }
    }
  }
}

extension LastGood.Event {
  /// A run that ended otherwise than well; nil for one that did end well.
  init?(failureOf run: StoredRun) {
    switch run.state {
    case .running: return nil
    case .succeeded:
      guard let code = run.exitCode, code != ExitCode.done.rawValue else { return nil }
      self.init(at: run.startedAt, what: "\(run.label): it found something")
    case .failed, .interrupted, .undone:
      self.init(
        at: run.startedAt, what: run.failure ?? "\(run.label): it was \(run.state.rawValue)")
    }
  }
}

extension HumanOutput {
  /// Shows when things were last done well, and warns of what went wrong since.
  func show(_ items: [LastGood], at now: Instant) {
    var table = TextTable(columns: [
      .init(""), .init("last good"), .init("age", .right), .init("what"), .init(""),
    ])
    for item in items {
      table.append([
        .init(item.name), .init(item.good?.at.description ?? "never"),
        .init(item.age(at: now).map { Figures.duration(milliseconds: $0) } ?? ""),
        .init(item.good?.what ?? ""),
        item.isOverdue(at: now) == true ? .init("overdue", .failure) : "",
      ])
    }
    self.table(table)
    for item in items {
      if let failed = item.failed {
        let reason = failed.what.split(separator: "\n").first ?? ""
        messages.warning("the \(item.name) of \(failed.at) did not end well: \(reason)")
      }
    }
  }
}
