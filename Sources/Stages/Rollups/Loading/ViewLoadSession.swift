import EventLogs
import Indexes
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
  /// Events of that log, by where their lines start, that earlier attempts put in quarantine.
  private var quarantined: Set<Int64>?
  private var batch = ViewBatch()
  private let ids: SeenIDs
  private var references: ViewReferences
  private var block: [EventBytes] = []
  private let held = HeldEvents()
  private var isNew: [Bool] = []
  private var views: [ViewEvent] = []
  private var others: [Int] = []

  /// Begins where the checkpoint says; `expected` is about how many events there are, at most.
  init(
    walk: ViewLogWalk, run: StoredRun, checkpoint: Checkpoint, batchEvents: Int, expected: Int
  ) {
    self.walk = walk
    self.run = run
    self.checkpoint = checkpoint
    self.batchEvents = batchEvents
    batchLines = min(batchEvents, Int.max / 2) * 2
    ids = SeenIDs(expecting: expected)
    // A run that goes on later reads what the log holds by then.
    references = ViewReferences(
      until: max(run.referenceAt, run.startedAt), expecting: expected)
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
    while batch.count < batchEvents, lines < batchLines, !batch.isHeavy {
      let taken = try takeBlock(in: transaction)
      lines += taken
      if taken > 0 { continue }
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

  /// Takes the events that follow each other in memory; gives how many they are.
  private func takeBlock(in transaction: WriteTransaction) throws(StoreFault) -> Int {
    // What earlier attempts stored is looked at one by one.
    var next = walk.position
    next.records += 1
    guard !isStored(next) else { return 0 }
    let limit = batchEvents - batch.count
    guard !references.holdAll else {
      walk.readBlock(into: &block, limit: min(limit, IDDirectory.LookUps.limit))
      try takeReadBlock(in: transaction)
      return block.count
    }
    held.read(limit: limit) { walk.readBlock(into: &$0, limit: min($1, IDDirectory.LookUps.limit)) }
    try references.prepare(held.events, in: transaction)
    for start in stride(from: 0, to: held.events.count, by: IDDirectory.LookUps.limit) {
      block.removeAll(keepingCapacity: true)
      block += held.events[start...].prefix(IDDirectory.LookUps.limit)
      try takeReadBlock(in: transaction)
    }
    return held.events.count
  }

  private func takeReadBlock(in transaction: WriteTransaction) throws(StoreFault) {
    guard !block.isEmpty else { return }
    batch.enter(walk.place, format: walk.format)
    ids.insert(block.count, into: &isNew) { block[$0].id }
    try references.resolve(
      block, where: isNew, into: &views, others: &others, in: transaction)
    batch.add(views)
    batch.skip(block.count - views.count - others.count)
    for index in others {
      try take(block[index], isStored: false, in: transaction)
    }
  }

  private func take(_ event: EventBytes, in transaction: WriteTransaction) throws(StoreFault) {
    let isStored = isStored(walk.position)
    if let id = event.id, !ids.insert(id) {
      if !isStored { batch.skip() }
      return
    }
    // Of a log that was stored whole only the ids still matter.
    if isStored, !isInMemberOfCheckpoint { return }
    try take(event, isStored: isStored, in: transaction)
  }

  private func take(
    _ event: EventBytes, isStored: Bool, in transaction: WriteTransaction
  ) throws(StoreFault) {
    switch try references.resolve(event, in: transaction) {
    case .view(let view):
      if !isStored {
        batch.add(view)
      } else if try !isInQuarantine(event, in: transaction) {
        batch.replay(view)
      }
    case .refused(let code, let message):
      if !isStored { reject(event, code, message) }
    }
  }

  /// Whether an earlier attempt refused an event that could be taken now: what it booked stays true.
  private func isInQuarantine(
    _ event: EventBytes, in transaction: WriteTransaction
  ) throws(StoreFault) -> Bool {
    if let quarantined { return quarantined.contains(event.byteOffset) }
    let offsets = try transaction.quarantinedOffsets(
      by: run.key, archive: walk.place.archive, member: walk.place.memberPath)
    quarantined = offsets
    return offsets.contains(event.byteOffset)
  }

  private func reject(_ event: EventBytes, _ code: Rejection.Code, _ message: String) {
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
