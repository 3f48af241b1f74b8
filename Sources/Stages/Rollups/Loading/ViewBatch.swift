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
    var events: [Day: [ViewEvent]] = [:]
    /// Events that an earlier attempt stored; they only tell what the log has held so far.
    var replayed: [Day: [ViewEvent]] = [:]
  }

  private var parts: [Part] = []
  private var rejections: [Rejection] = []
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

  mutating func add(_ event: ViewEvent) {
    parts[parts.count - 1].account.read += 1
    parts[parts.count - 1].events[event.at.day, default: []].append(event)
    count += 1
  }

  mutating func replay(_ event: ViewEvent) {
    parts[parts.count - 1].replayed[event.at.day, default: []].append(event)
    count += 1
  }

  mutating func skip() {
    parts[parts.count - 1].account.read += 1
    parts[parts.count - 1].account.skipped += 1
  }

  mutating func reject(_ rejection: Rejection) {
    parts[parts.count - 1].account.read += 1
    parts[parts.count - 1].account.quarantined += 1
    rejections.append(rejection)
    count += 1
  }

  /// Notes an event that stays in quarantine, where it is already.
  mutating func stayRejected() {
    parts[parts.count - 1].account.read += 1
    parts[parts.count - 1].account.quarantined += 1
  }

  // MARK: - Storing

  /// Stores everything, and makes the batch ready for what follows.
  mutating func store(of run: StoredRun, in transaction: WriteTransaction) throws {
    let days = Set(parts.flatMap { Array($0.events.keys) + Array($0.replayed.keys) })
    let rules = try transaction.viewRules()
    for day in days.sorted() {
      try store(day, rules: rules, in: transaction)
    }
    for rejection in rejections {
      try transaction.quarantine(
        rejection, run: run.key, fingerprint: ViewBatch.fingerprint(of: rejection),
        at: run.referenceAt)
    }
    for part in parts where part.account.read > 0 {
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
    count = 0
    isContinued = open != nil
    lastIsOpen = false
  }

  private mutating func store(
    _ day: Day, rules: ViewRules, in transaction: WriteTransaction
  ) throws {
    var stored: [ViewEvent] = []
    if parts.contains(where: { $0.events[day] != nil }),
      let payload = try transaction.viewSegment(on: day)
    {
      stored = try ViewSegment.decode(payload, on: day)
    }
    var hasChanged = false
    for index in parts.indices {
      let new = parts[index].events[day] ?? []
      let replayed = parts[index].replayed[day] ?? []
      guard !new.isEmpty || !replayed.isEmpty else { continue }
      let part = parts[index]
      var ofLog: [ViewEvent] = []
      if part.isContinued, let payload = try transaction.loggedViews(ofLog: part.log, on: day) {
        ofLog = try ViewSegment.decode(payload, on: day)
      }
      ofLog += replayed + new
      ofLog.sortForCounting()
      if !new.isEmpty {
        let union = ViewSegment.union(stored, ofLog)
        stored = union.events
        hasChanged = hasChanged || !union.changesNothing
        // Events of earlier batches are booked already, also where it is now that they are stored
        // or told to be a robot's.
        let inserted = min(union.added, new.count)
        let updated = min(union.reclassified, new.count - inserted)
        parts[index].account.inserted += inserted
        parts[index].account.updated += updated
        parts[index].account.unchanged += new.count - inserted - updated
      }
      if lastIsOpen, index == parts.count - 1 {
        try transaction.keepLoggedViews(
          ViewSegment.encode(ofLog, on: day), ofLog: part.log, on: day)
      }
    }
    guard hasChanged else { return }
    try transaction.storeViewSegment(
      ViewSegment.encode(stored, on: day), events: stored.count, on: day)
    try transaction.markDirty([day])
    try markNextDay(after: day, rules: rules, in: transaction)
  }

  /// An event shortly before midnight can make one of the next day a repeat.
  private func markNextDay(
    after day: Day, rules: ViewRules, in transaction: WriteTransaction
  ) throws {
    let next = day.advanced(by: 1)
    guard rules.reachesOverMidnight,
      parts.contains(where: { part in
        !rules.tail(of: part.events[day] ?? [], on: day).isEmpty
      }),
      try !transaction.viewSegmentSizes(in: next...next).isEmpty
    else { return }
    try transaction.markDirty([next])
  }

  private static func fingerprint(of rejection: Rejection) -> Digest {
    let place = rejection.location
    let parts = [
      "views", place.archive, place.memberPath, rejection.code.rawValue, "\(place.line ?? -1)",
      "\(place.byteOffset ?? -1)",
    ]
    return Digest.sha256(parts.flatMap { Array($0.utf8) + [0] } + rejection.raw)
  }
}
