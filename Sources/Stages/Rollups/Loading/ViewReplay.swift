public import PipelineCore
import RecipeCoding
import RecipeModel
public import Store

/// Takes events out of quarantine whose recipe or user has come meanwhile.
///
/// Each is read again as quarantine kept it, or as somebody mended it, and stored as if its log
/// were loaded again: an event that is stored already, because the log was, stays one. What still
/// cannot be taken stays pending. Killed at any moment and started again, a replay ends as one that
/// was never disturbed.
public struct ViewReplay: Sendable {
  private let store: RecipeStore
  private let surroundings: Surroundings
  /// How many records are taken in one transaction, and how many bytes of them.
  private let batch: (records: Int, bytes: Int)

  public init(
    store: RecipeStore, surroundings: Surroundings, batchRecords: Int = 50_000,
    batchBytes: Int = 16 << 20
  ) {
    precondition(batchRecords > 0 && batchBytes > 0, "a batch has at least one record")
    self.store = store
    self.surroundings = surroundings
    batch = (batchRecords, batchBytes)
  }

  /// Replays records that runs of kind `views` met.
  ///
  /// The caller holds the store's `RunLock`.
  ///
  /// - Parameters:
  ///   - records: Pending ones; what they say is read anew.
  ///   - mended: JSON lines that stand in for what was kept, by the numbers of the records.
  ///   - parent: The run of the pipeline that this is a stage of.
  ///   - observer: Told after each batch, asked whether to stop.
  /// - Returns: What became of every record; those that stay pending are quarantined in it.
  /// - Throws: `Interrupted` when the observer asks to stop; a `StoreFault`; a `ViewSegmentFault`
  ///   for a damaged day.
  public func run(
    _ records: [QuarantinedRecord], mended: [Int64: [UInt8]] = [:], parent: RunKey? = nil,
    observer: Observer = Observer()
  ) throws -> ViewLoadOutcome {
    let request = RunRequest(
      kind: .views, fingerprint: Digest.sha256(Array("views from quarantine".utf8)),
      label: "quarantine", parent: parent)
    let run = try store.write { (transaction) throws(StoreFault) in
      try transaction.beginRun(request, id: surroundings.freshID(), at: surroundings.now())
    }
    do {
      var session = ViewReplaySession(
        run: run, until: surroundings.now(), mended: mended, batch: batch)
      for log in ViewReplay.logs(of: records) {
        session.begin(log)
        while try store.write({ try session.storeBatch(in: $0) }) {
          observer.progress(
            Progress(
              activity: "replaying views", records: session.recordsSeen,
              bytes: Int64(session.recordsSeen), totalBytes: Int64(records.count)))
          if observer.shouldStop() { throw Interrupted() }
        }
      }
      return try finish(run)
    } catch {
      try store.abandon(run.key, because: error, at: surroundings.now())
      throw error
    }
  }

  /// The records log by log, each in their order.
  private static func logs(of records: [QuarantinedRecord]) -> [ViewReplaySession.Log] {
    var logs: [ViewReplaySession.Log] = []
    var places: [SourceLocation: Int] = [:]
    for record in records {
      let location = record.rejection.location
      let log = SourceLocation(archive: location.archive, members: location.members)
      if let place = places[log] {
        logs[place].numbers.append(record.number)
      } else {
        places[log] = logs.count
        logs.append(ViewReplaySession.Log(place: log, numbers: [record.number]))
      }
    }
    return logs
  }

  private func finish(_ run: StoredRun) throws -> ViewLoadOutcome {
    let accounts = try store.read { try $0.accounts(of: run.key) }
    var total = Account()
    for part in accounts { total += part.account }
    let exitCode: ExitCode = total.quarantined > 0 ? .quarantined : .done
    try store.write { (transaction) throws(StoreFault) in
      try transaction.finishRun(run.key, .succeeded, exitCode: exitCode, at: surroundings.now())
    }
    return ViewLoadOutcome(
      run: run.id, total: total, accounts: accounts, passedOver: [], passedOverCount: 0,
      exitCode: exitCode)
  }
}
