import Indexes
import PipelineCore
import RecipeCoding
import RecipeModel
import Statistics
import Store

/// What is stored in one transaction: events by log and day, rejections, and their accounts.
///
/// A log is a multiset of events, and so is the store: each event is there as often as in the log
/// that has it most often. So it does not matter how logs are spread over loads, and a log that
/// is loaded again changes nothing. A log longer than a batch is remembered day by day as far as
/// it was read; what was read of it replaces a part of itself.
struct ViewBatch {
  private struct Part {
    /// Which log of the load it is of.
    var log: Int
    var place: SourceLocation
    var format = ""
    /// Whether earlier batches took events of the same log.
    var isContinued: Bool
    var account = Account()
    var new = EventsByDay()
    var newSwitched: [Day: [SwitchedView]] = [:]
    /// Events that an earlier attempt stored; they only tell what the log has held so far.
    var replayed = EventsByDay()
    var replayedSwitched: [Day: [SwitchedView]] = [:]

    var days: [Day] {
      new.days + newSwitched.keys + replayed.days + replayedSwitched.keys
    }
  }

  /// How many days are packed between two that wait to be stored.
  private static let daysAtOnce = 64

  private var parts: [Part] = []
  private var rejections: [Rejection] = []
  private var rejectedBytes = 0
  /// Whether its rejections alone are worth a transaction: they are larger than events.
  var isHeavy: Bool { rejections.count >= 50_000 || rejectedBytes >= 16 << 20 }
  private var logsEnded = 0
  private var lastIsOpen = false
  private var isContinued = false
  /// How many events and rejections it holds.
  private(set) var count = 0

  // MARK: - Filling

  /// Makes the log at a place the one that events are taken from.
  mutating func enter(_ place: SourceLocation, format: String) {
    if !lastIsOpen {
      parts.append(Part(log: logsEnded, place: place, isContinued: isContinued))
      lastIsOpen = true
    }
    if !format.isEmpty { parts[parts.count - 1].format = format }
  }

  /// Notes that all of the log was read.
  mutating func endLog() {
    logsEnded += 1
    lastIsOpen = false
    isContinued = false
  }

  mutating func add(_ events: [ViewEvent]) {
    parts[parts.count - 1].account.read += events.count
    parts[parts.count - 1].new.add(events)
    count += events.count
  }

  mutating func add(_ view: LoadedView) {
    parts[parts.count - 1].account.read += 1
    switch view {
    case .plain(let event): parts[parts.count - 1].new.add(event)
    case .switched(let view):
      parts[parts.count - 1].newSwitched[view.event.at.day, default: []].append(view)
    }
    count += 1
  }

  mutating func replay(_ view: LoadedView) {
    switch view {
    case .plain(let event): parts[parts.count - 1].replayed.add(event)
    case .switched(let view):
      parts[parts.count - 1].replayedSwitched[view.event.at.day, default: []].append(view)
    }
    count += 1
  }

  mutating func skip(_ count: Int = 1) {
    parts[parts.count - 1].account.read += count
    parts[parts.count - 1].account.skipped += count
  }

  mutating func reject(_ rejection: Rejection) {
    parts[parts.count - 1].account.read += 1
    parts[parts.count - 1].account.quarantined += 1
    rejections.append(rejection)
    rejectedBytes += rejection.raw.count
    count += 1
  }

  /// Notes an event that stays in quarantine, where it is already.
  mutating func stayRejected() {
    parts[parts.count - 1].account.read += 1
    parts[parts.count - 1].account.quarantined += 1
  }

  /// Takes back that an earlier attempt noted an event as one that stays: it is to be booked anew.
  mutating func comeFree() {
    parts[parts.count - 1].account.read -= 1
    parts[parts.count - 1].account.quarantined -= 1
  }

  // MARK: - Storing

  /// Stores everything, and makes the batch ready for what follows.
  mutating func store(of run: StoredRun, in transaction: WriteTransaction) throws {
    let days = Set(parts.flatMap(\.days)).sorted()
    let rules = try transaction.viewRules()
    for start in stride(from: 0, to: days.count, by: ViewBatch.daysAtOnce) {
      let some = try days[start..<min(start + ViewBatch.daysAtOnce, days.count)].map { day in
        try dayOfBatch(day, rules: rules, in: transaction)
      }
      for outcome in try some.mapConcurrently({ try $0.settled() }) {
        try store(outcome, in: transaction)
      }
    }
    for rejection in rejections {
      try transaction.quarantine(
        rejection, run: run.key, fingerprint: ViewBatch.fingerprint(of: rejection),
        at: run.referenceAt)
    }
    for part in parts where part.account != Account() {
      try transaction.add(
        MemberAccount(
          archive: part.place.archive, member: part.place.memberPath, format: part.format,
          account: part.account),
        to: run.key)
    }
    let open = lastIsOpen ? parts.last : nil
    if parts.contains(where: \.isContinued) || open != nil {
      try transaction.forgetLoggedViews(exceptOfLog: open?.log)
    }
    parts.removeAll()
    rejections.removeAll()
    rejectedBytes = 0
    count = 0
    isContinued = open != nil
    lastIsOpen = false
  }

  private func dayOfBatch(
    _ day: Day, rules: ViewRules, in transaction: WriteTransaction
  ) throws -> DayOfBatch {
    var work = DayOfBatch(day: day, rules: rules, logs: [])
    for (index, part) in parts.enumerated() {
      let log = DayOfBatch.Log(
        part: index,
        earlier: part.isContinued ? try transaction.loggedViews(ofLog: part.log, on: day) : nil,
        new: part.new[day], newSwitched: part.newSwitched[day] ?? [],
        replayed: part.replayed[day], replayedSwitched: part.replayedSwitched[day] ?? [],
        goesOn: lastIsOpen && index == parts.count - 1)
      let replays = log.replayed.count + log.replayedSwitched.count
      if log.newCount + replays > 0 { work.logs.append(log) }
    }
    if work.logs.contains(where: { $0.newCount + $0.replayedSwitched.count > 0 }) {
      work.stored = try transaction.viewSegment(on: day)
    }
    return work
  }

  private mutating func store(
    _ outcome: DayOfBatch.Outcome, in transaction: WriteTransaction
  ) throws(StoreFault) {
    for share in outcome.shares {
      parts[share.part].account.inserted += share.inserted
      parts[share.part].account.updated += share.updated
      parts[share.part].account.unchanged += share.unchanged
      if let kept = share.kept {
        try transaction.keepLoggedViews(kept, ofLog: parts[share.part].log, on: outcome.day)
      }
    }
    guard let payload = outcome.payload else { return }
    try transaction.storeViewSegment(payload, events: outcome.events, on: outcome.day)
    try transaction.markDirty([outcome.day])
    // An event shortly before midnight can make one of the next day a repeat.
    let next = outcome.day.advanced(by: 1)
    if outcome.reachesNextDay, try !transaction.viewSegmentSizes(in: next...next).isEmpty {
      try transaction.markDirty([next])
    }
  }

  private static func fingerprint(of rejection: Rejection) -> Digest {
    let place = rejection.location
    let parts = [
      "views", place.archive, place.memberPath, rejection.code.rawValue, "\(place.line ?? -1)",
      "\(place.byteOffset ?? -1)", rejection.mark.map { "\($0)" } ?? "",
    ]
    return Digest.sha256(parts.flatMap { Array($0.utf8) + [0] } + rejection.raw)
  }
}
