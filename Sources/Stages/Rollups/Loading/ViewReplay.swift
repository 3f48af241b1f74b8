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
      kind: .views, fingerprint: ViewReplay.fingerprint(of: records, mended: mended),
      label: "quarantine", parent: parent)
    let (run, done) = try store.write { (transaction) throws(StoreFault) in
      let run = try transaction.beginRun(
        request, id: surroundings.freshID(), at: surroundings.now())
      // An earlier run through the same connection may have ended in the middle of a log.
      try transaction.forgetLoggedViews(exceptOfLog: nil)
      return (run, try transaction.checkpoint(of: run.key))
    }
    do {
      var session = ViewReplaySession(
        run: run, done: done, until: surroundings.now(), mended: mended, batch: batch)
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
      return try finish(run, recordsSeen: session.recordsSeen)
    } catch {
      try store.abandon(run.key, because: error, at: surroundings.now())
      throw error
    }
  }

  /// The same records with the same in their place are the same work; once a run has taken some,
  /// the others are another.
  private static func fingerprint(
    of records: [QuarantinedRecord], mended: [Int64: [UInt8]]
  ) -> Digest {
    var text = Array("views from quarantine".utf8)
    for record in records {
      text += Array("\0\(record.number)".utf8)
      if let line = mended[record.number] { text += Digest.sha256(line).bytes }
    }
    return Digest.sha256(text)
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

  private func finish(_ run: StoredRun, recordsSeen: Int) throws -> ViewLoadOutcome {
    let accounts = try store.read { try $0.accounts(of: run.key) }
    var total = Account()
    for part in accounts { total += part.account }
    // The program checks its own books before it says that all is well.
    guard total.addsUp, total.read == recordsSeen else {
      throw ViewLoadFault.accountDoesNotAddUp(read: recordsSeen, booked: total.read)
    }
    let exitCode: ExitCode = total.quarantined > 0 ? .quarantined : .done
    try store.write { (transaction) throws(StoreFault) in
      try transaction.finishRun(run.key, .succeeded, exitCode: exitCode, at: surroundings.now())
    }
    return ViewLoadOutcome(
      run: run.id, total: total, accounts: accounts, passedOver: [], passedOverCount: 0,
      exitCode: exitCode)
  }
}
