import Indexes
import RecipeModel

/// One day of a batch, with all that decides what will be stored of it.
struct DayOfBatch: Sendable {
  /// What the batch has of one log.
  struct Log: Sendable {
    /// Which part of the batch it is.
    var part: Int
    /// What earlier batches took from the log, packed.
    var earlier: [UInt8]?
    var new: [ViewEvent]
    var newSwitched: [SwitchedView]
    /// What an earlier attempt stored; it only tells what the log has held so far.
    var replayed: [ViewEvent]
    var replayedSwitched: [SwitchedView]
    /// Whether later batches go on with the log.
    var goesOn: Bool

    var newCount: Int { new.count + newSwitched.count }
  }

  /// What became of the events of a log.
  struct Share: Sendable {
    var part: Int
    var inserted = 0
    var updated = 0
    var unchanged = 0
    /// All that was taken from the log so far, packed; nil when it does not go on.
    var kept: [UInt8]?
  }

  struct Outcome: Sendable {
    var day: Day
    /// All events of the day, packed; nil when nothing changed.
    var payload: [UInt8]?
    var events = 0
    var shares: [Share] = []
    /// Whether new events can make one of the next day a repeat.
    var reachesNextDay = false
  }

  var day: Day
  var rules: ViewRules
  /// What is stored of the day, packed.
  var stored: [UInt8]?
  var logs: [Log]

  /// The union of what is stored and each of the logs.
  func settled() throws(ViewSegmentFault) -> Outcome {
    var outcome = Outcome(day: day)
    var stored: [ViewEvent] = []
    if let payload = self.stored { stored = try ViewSegment.decode(payload, on: day) }
    var hasChanged = false
    for log in logs {
      let ofLog = try events(of: log, besides: stored)
      var share = Share(part: log.part)
      if log.newCount > 0 {
        let union = ViewSegment.union(stored, ofLog)
        stored = union.events
        hasChanged = hasChanged || !union.changesNothing
        // Events of earlier batches are booked already, also where it is now that they are stored
        // or told to be a robot's.
        share.inserted = min(union.added, log.newCount)
        share.updated = min(union.reclassified, log.newCount - share.inserted)
        share.unchanged = log.newCount - share.inserted - share.updated
      }
      if log.goesOn { share.kept = ViewSegment.encode(ofLog, on: day) }
      outcome.shares.append(share)
      outcome.reachesNextDay = outcome.reachesNextDay || reachesNextDay(log)
    }
    if hasChanged {
      outcome.payload = ViewSegment.encode(stored, on: day)
      outcome.events = stored.count
    }
    return outcome
  }

  /// All that was taken from a log so far, sorted.
  private func events(
    of log: Log, besides stored: [ViewEvent]
  ) throws(ViewSegmentFault) -> [ViewEvent] {
    var events = log.new
    if let earlier = log.earlier { events += try ViewSegment.decode(earlier, on: day) }
    events += log.replayed
    events.sortForCounting()
    let switched = log.newSwitched + log.replayedSwitched
    if !switched.isEmpty {
      events += SwitchedView.settle(switched, stored: stored, ofLog: events)
      events.sortForCounting()
    }
    return events
  }

  private func reachesNextDay(_ log: Log) -> Bool {
    rules.reachesOverMidnight
      && (!rules.tail(of: log.new, on: day).isEmpty
        || !rules.tail(of: log.newSwitched.map(\.event), on: day).isEmpty)
  }
}
