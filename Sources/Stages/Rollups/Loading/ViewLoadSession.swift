import EventLogs
import PipelineCore
import RecipeModel
import Store

/// One attempt at a load: gives what the walk finds to the batch, by the store's own keys.
final class ViewLoadSession {
  let walk: ViewLogWalk
  private let run: StoredRun
  private let batchEvents: Int
  /// An access log may have few events among many lines; a batch ends after so many of either.
  private let batchLines: Int
  /// What earlier attempts stored; up to here events are only looked at.
  private let checkpoint: Checkpoint
  private var batch = ViewBatch()
  private var ids = SeenIDs()
  private var references: ViewReferences

  init(walk: ViewLogWalk, run: StoredRun, checkpoint: Checkpoint, batchEvents: Int) {
    self.walk = walk
    self.run = run
    self.checkpoint = checkpoint
    self.batchEvents = batchEvents
    batchLines = min(batchEvents, Int.max / 8) * 8
    references = ViewReferences(until: run.referenceAt)
  }

  /// Reads and stores one batch; false when the input has ended.
  func storeBatch(in transaction: WriteTransaction) throws -> Bool {
    let goesOn = try fill(in: transaction)
    if !goesOn, !walk.foundLog, let trouble = walk.firstTrouble { throw trouble }
    try batch.store(of: run, in: transaction)
    if !isStored(walk.position) { try transaction.move(walk.position, of: run.key) }
    return goesOn
  }

  private func fill(in transaction: WriteTransaction) throws -> Bool {
    var lines = 0
    while batch.count < batchEvents, lines < batchLines {
      guard let step = try walk.next() else { return false }
      lines += 1
      switch step {
      case .memberEnd:
        batch.endLog()
      case .skipped:
        batch.enter(walk.place, format: walk.format)
        if !isStored(walk.position) { batch.skip() }
      case .rejected(let rejection):
        batch.enter(walk.place, format: walk.format)
        if !isStored(walk.position) { batch.reject(rejection) }
      case .event(let event):
        batch.enter(walk.place, format: walk.format)
        try take(event, in: transaction)
      }
    }
    return true
  }

  private func take(_ event: EventBytes, in transaction: WriteTransaction) throws {
    let isStored = isStored(walk.position)
    if let id = event.id, !ids.insert(id) {
      if !isStored { batch.skip() }
      return
    }
    // Of a log that was stored whole only the ids still matter.
    if isStored, !isInMemberOfCheckpoint { return }
    switch try references.resolve(event, in: transaction) {
    case .view(let view): if isStored { batch.replay(view) } else { batch.add(view) }
    case .refused(let code, let message): reject(event, code, message)
    }
  }

  private func reject(_ event: EventBytes, _ code: Rejection.Code, _ message: String) {
    guard !isStored(walk.position) else { return }
    var place = walk.place
    place.line = event.line
    place.byteOffset = event.byteOffset
    batch.reject(Rejection(code, message, at: place, raw: event.json))
  }

  // MARK: - Position

  private func isStored(_ position: Checkpoint) -> Bool {
    (position.archives, position.members, position.records)
      <= (checkpoint.archives, checkpoint.members, checkpoint.records)
  }

  private var isInMemberOfCheckpoint: Bool {
    (walk.position.archives, walk.position.members) == (checkpoint.archives, checkpoint.members)
  }
}
