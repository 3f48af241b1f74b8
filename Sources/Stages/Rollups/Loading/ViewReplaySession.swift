import EventLogs
import Indexes
import PipelineCore
import RecipeModel
import Store

/// One attempt at a replay: gives what quarantine kept of a log to the batch.
struct ViewReplaySession {
  /// A log by its place, with the records that are replayed of it.
  struct Log {
    var place: SourceLocation
    var numbers: [Int64]
  }

  private let run: StoredRun
  private let mended: [Int64: [UInt8]]
  private let limit: (records: Int, bytes: Int)
  private let agents = AgentClassifier()
  private var references: ViewReferences
  private var batch = ViewBatch()
  private var log = Log(place: SourceLocation(archive: ""), numbers: [])
  private var next = 0
  /// Where in the log which events were taken from: quarantine may hold a line twice, for two
  /// reasons.
  private var taken: Set<Origin> = []
  /// How many records earlier attempts dealt with; what they could not take may be there by now.
  private let done: Int
  /// How many records were looked at.
  private(set) var recordsSeen = 0
  /// How many replayed records are looked at together.
  private static let rememberedAtOnce = 10_000

  /// A line with the event on it: logs that take turns have the same path, and other lines at the
  /// same places.
  private struct Origin: Hashable {
    var line: Int
    var byteOffset: Int64?
    var event: ViewEvent
  }

  init(
    run: StoredRun, done: Checkpoint, until now: Instant, mended: [Int64: [UInt8]],
    batch limit: (records: Int, bytes: Int)
  ) {
    self.run = run
    self.done = done.records
    self.mended = mended
    self.limit = limit
    references = ViewReferences(until: now)
  }

  mutating func begin(_ log: Log) {
    self.log = log
    next = 0
    taken = []
  }

  /// Stores one batch; false when the log is done.
  mutating func storeBatch(in transaction: WriteTransaction) throws -> Bool {
    guard next < log.numbers.count else { return false }
    batch.enter(log.place, format: "")
    if next == 0 { try rememberReplayed(in: transaction) }
    let records = try nextRecords(in: transaction)
    let outcomes = try outcomes(of: records, in: transaction)
    for (record, outcome) in zip(records, outcomes) {
      recordsSeen += 1
      let wasBooked = recordsSeen <= done
      guard case .view(let view) = outcome else {
        if wasBooked { continue }
        batch.stayRejected()
        try transaction.markMet(record.number, by: run.key)
        continue
      }
      if wasBooked {
        // What an earlier attempt took is booked as that.
        guard record.state == .pending else { continue }
        batch.comeFree()
      }
      if isAgain(view, of: record) {
        batch.skip()
      } else {
        batch.add(view)
      }
      try transaction.markReplayed(
        record.number, isMended: mended[record.number] != nil, by: run.key)
    }
    if next == log.numbers.count { batch.endLog() }
    try batch.store(of: run, in: transaction)
    if recordsSeen > done {
      try transaction.move(Checkpoint(records: recordsSeen), of: run.key)
    }
    return true
  }

  /// Notes what was replayed of the log before: of two equal events of one log both count, whether
  /// they are replayed together or one after the other.
  private mutating func rememberReplayed(in transaction: WriteTransaction) throws {
    var last: Int64 = 0
    while true {
      let replayed = try transaction.replayedRecords(
        archive: log.place.archive, member: log.place.memberPath, after: last,
        limit: ViewReplaySession.rememberedAtOnce)
      guard let number = replayed.last?.number else { return }
      last = number
      for (record, outcome) in zip(replayed, try outcomes(of: replayed, in: transaction)) {
        guard case .view(let view) = outcome, !isAgain(view, of: record) else { continue }
        batch.replay(view)
      }
    }
  }

  /// Whether an event was taken from its line before.
  private mutating func isAgain(_ view: LoadedView, of record: QuarantinedRecord) -> Bool {
    let place = record.rejection.location
    guard let line = place.line else { return false }
    return !taken.insert(Origin(line: line, byteOffset: place.byteOffset, event: view.event))
      .inserted
  }

  private mutating func nextRecords(
    in transaction: WriteTransaction
  ) throws(StoreFault) -> [QuarantinedRecord] {
    var records: [QuarantinedRecord] = []
    var bytes = 0
    while next < log.numbers.count, records.count < limit.records, bytes < limit.bytes {
      if let record = try transaction.quarantined(log.numbers[next]) {
        bytes += record.rejection.raw.count
        records.append(record)
      }
      next += 1
    }
    return records
  }

  /// What becomes of each record; nil for one that is no event to this day.
  private mutating func outcomes(
    of records: [QuarantinedRecord], in transaction: WriteTransaction
  ) throws -> [ViewReferences.Outcome?] {
    var outcomes = [ViewReferences.Outcome?](repeating: nil, count: records.count)
    var text: [UInt8] = []
    for record in records {
      // One line for each, so that lines count records: a blank one where there is no JSON line.
      text += line(of: record)
      text.append(0x0A)
    }
    let reader = EventLogReader(MemoryByteSource(text), at: log.place, agents: agents)
    while let element = try reader.nextBytes() {
      guard case .event(let event) = element else { continue }
      outcomes[event.line - 1] = try references.resolve(event, in: transaction)
    }
    return outcomes
  }

  private func line(of record: QuarantinedRecord) -> [UInt8] {
    var line = mended[record.number] ?? record.rejection.raw
    while let last = line.last, last == 0x0A || last == 0x0D { line.removeLast() }
    return line.first == UInt8(ascii: "{") && !line.contains(0x0A) ? line : []
  }
}
