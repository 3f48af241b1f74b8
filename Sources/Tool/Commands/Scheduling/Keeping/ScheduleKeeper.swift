import PipelineCore
import RecipeModel
import Schedule
import Store

/// What a watch needs of the world.
struct JobDesk {
  var session: CommandSession
  var runner: any JobRunner
  var log: JobLog

  /// Opens the store of a pipeline; for one step, so that one that is replaced or mended meanwhile is
  /// found.
  func openStore(of pipeline: ScheduledPipeline) throws(StoreFault) -> RecipeStore {
    try RecipeStore.open(at: pipeline.storePath, patience: JobDesk.patience)
  }

  /// How many seconds a step waits for others, and with it all other schedules; it is taken again.
  static let patience = 0.2
}

/// Keeps the schedules of several pipelines, none of which is in the way of another.
///
/// It has no clock: whoever keeps it tells it the time, often, and what becomes of attempts.
struct ScheduleKeeper {
  private(set) var watches: [Watch]
  private let desk: JobDesk
  private(set) var isStopping = false

  init(files: [String], role: ScheduleLock.Role, isAsked: Bool = false, desk: JobDesk) {
    self.desk = desk
    watches = files.enumerated().map { index, file in
      Watch(place: index, file: file, role: role, isAsked: isAsked)
    }
  }

  /// Does all that is to be done at a moment.
  mutating func turn(at now: Instant) {
    for index in watches.indices {
      if isStopping {
        // What cannot be recorded now is found when the schedule begins again.
        try? watches[index].settle(at: now, on: desk)
      } else {
        watches[index].turn(at: now, on: desk)
      }
    }
  }

  /// Takes what became of an attempt; the time is taken next.
  mutating func take(_ event: JobEvent, at now: Instant) {
    switch event {
    case .started(let place, let process): watches[place].started(process, on: desk)
    case .ended(let place, let ending): watches[place].ended(ending, at: now, on: desk)
    }
  }

  /// Reads all files again, and looks again at what was in the way.
  mutating func lookAgain() {
    for index in watches.indices { watches[index].lookAgain() }
  }

  /// Begins nothing more, and asks what runs to end; or kills it.
  mutating func stop(kills: Bool = false) {
    isStopping = true
    for index in watches.indices { watches[index].end(because: .stopped, kills: kills, on: desk) }
  }

  /// Whether an attempt runs.
  var isRunning: Bool { watches.contains(where: \.isRunning) }

  /// Whether no attempt runs, and the end of each is recorded.
  var isSettled: Bool { watches.allSatisfy(\.isSettled) }

  /// Whether there is nothing to do until something is due that is not yet; what is in the way of a
  /// file and does not pass is nothing that waiting is for.
  var isIdle: Bool { watches.allSatisfy { $0.isIdle || $0.isHeldUp } }
}
