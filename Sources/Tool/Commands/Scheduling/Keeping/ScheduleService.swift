import PipelineCore
import RecipeModel
import Schedule
import ServiceLifecycle
import UnixSignals

/// What happens to a schedule that is kept.
enum ScheduleEvent: Sendable {
  case job(JobEvent)
  case tick
  /// Files are to be read again.
  case reload
  case stop
  case stopAtOnce
}

/// Keeps schedules until it is stopped, or until nothing more is due.
struct ScheduleService: Service {
  /// How it begins, and when it has ended.
  let keeper: ScheduleKeeper
  /// Whether it ends when nothing is to be done until something is due that is not yet.
  let endsWhenIdle: Bool
  let jobs: ChildJobs
  let events: AsyncStream<ScheduleEvent>
  let tell: @Sendable (ScheduleEvent) -> Void
  let now: @Sendable () -> Instant
  /// What became of each pipeline, at the end.
  let report: @Sendable (ScheduleKeeper) -> Void

  private let ticks = OneAtATime()

  /// The clock is asked so often: it may be set, and the machine may have slept.
  static let pause: Duration = .seconds(1)

  /// How long a store in use may keep the ends of attempts from being recorded when it stops.
  static let recording: Duration = .seconds(10)

  func run() async {
    await withGracefulShutdownHandler {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await tick() }
        group.addTask { await jobs.run() }
        await keep()
        jobs.finish()
        group.cancelAll()
      }
    } onGracefulShutdown: {
      tell(.stop)
    }
  }

  /// Tells that time passes; not again until that was heard, or a stop would wait behind many.
  private func tick() async {
    while !Task.isCancelled {
      try? await Task.sleep(for: ScheduleService.pause)
      if ticks.begin() { tell(.tick) }
    }
  }

  private func keep() async {
    var keeper = keeper
    // Until when ends are tried to be recorded, once everything is to end.
    var deadline: ContinuousClock.Instant?
    defer { report(keeper) }
    keeper.turn(at: now())
    if endsWhenIdle, keeper.isIdle { return }
    for await event in events {
      switch event {
      case .job(let event): keeper.take(event, at: now())
      case .tick: ticks.end()
      case .reload: keeper.lookAgain()
      case .stop: keeper.stop(kills: false)
      case .stopAtOnce: keeper.stop(kills: true)
      }
      keeper.turn(at: now())
      guard keeper.isStopping else {
        if endsWhenIdle, keeper.isIdle { return }
        continue
      }
      guard !keeper.isRunning else { continue }
      let last = deadline ?? .now.advanced(by: ScheduleService.recording)
      if keeper.isSettled || last <= .now { return }
      deadline = last
    }
  }
}

/// Turns signals into what they mean to a schedule.
///
/// The first SIGTERM or SIGINT lets what runs end where it is whole, the second ends it at once;
/// SIGHUP reads the files again.
struct SignalService: Service {
  let tell: @Sendable (ScheduleEvent) -> Void

  func run() async {
    var isStopping = false
    let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint, .sighup)
    for await signal in signals.cancelOnGracefulShutdown() {
      if signal == .sighup {
        tell(.reload)
      } else {
        tell(isStopping ? .stopAtOnce : .stop)
        isStopping = true
      }
    }
  }
}
