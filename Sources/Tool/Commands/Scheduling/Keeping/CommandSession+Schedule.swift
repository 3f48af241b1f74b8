import Console
import Foundation
import Logging
import PipelineCore
import Processes
import Schedule
import ServiceLifecycle
import Store
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

extension CommandSession {
  /// Keeps the schedules of pipeline files, with attempts as processes of this program.
  ///
  /// - Parameters:
  ///   - files: The pipeline files.
  ///   - role: Whether the schedules are kept, or jobs only run.
  ///   - isAsked: Whether a run of each is asked for, whatever its schedule says.
  ///   - endsWhenIdle: Whether it ends when nothing more is due; otherwise when it is stopped.
  /// - Returns: The keeper at the end, and what it said.
  /// - Throws: `ScheduleFault` where the process cannot be what it has to be.
  func keepSchedules(
    of files: [String], role: ScheduleLock.Role, isAsked: Bool = false, endsWhenIdle: Bool
  ) throws -> (keeper: ScheduleKeeper, log: JobLog) {
    let (events, continuation) = AsyncStream.makeStream(of: ScheduleEvent.self)
    let tell: @Sendable (ScheduleEvent) -> Void = { continuation.yield($0) }
    let jobs = ChildJobs(
      program: try ownProgram(), environment: context.environment, options: optionsOfRuns,
      tell: { tell(.job($0)) })
    let log = JobLog(messages: messages)
    let end = Mutex<ScheduleKeeper?>(nil)
    let service = ScheduleService(
      keeper: ScheduleKeeper(
        files: files, role: role, isAsked: isAsked,
        desk: JobDesk(session: self, runner: jobs, log: log)),
      endsWhenIdle: endsWhenIdle, jobs: jobs, events: events, tell: tell,
      now: context.surroundings.now, report: { keeper in end.withLock { $0 = keeper } })
    if context.heedsSignals { holdBackSignals() }
    let services: [any Service] =
      [service] + (context.heedsSignals ? [SignalService(tell: tell)] : [])
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: services.map {
          .init(
            service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
            failureTerminationBehavior: .gracefullyShutdownGroup)
        }, logger: Logger(label: "levain", factory: { _ in SwiftLogNoOpLogHandler() })))
    let failure = Awaited { () async -> String? in
      do { try await group.run() } catch { return "\(error)" }
      return nil
    }
    if let failure = failure.value() ?? nil { throw ScheduleFault(what: failure) }
    guard let keeper = end.withLock({ $0 }) else {
      throw ScheduleFault(what: "the schedule ended before it began")
    }
    return (keeper, log)
  }

  /// Holds signals back in this thread and all that it makes, so that only who waits for them hears.
  private func holdBackSignals() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGTERM, SIGINT, SIGHUP] { sigaddset(&signals, signal) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// The path of this program.
  func ownProgram() throws -> String {
    guard let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    else { throw ScheduleFault(what: "the system does not say where this program is (/proc)") }
    return path
  }

  /// What is said to runs as it was to this process.
  private var optionsOfRuns: [String] {
    let verbosity: [String] =
      switch options.verbosity {
      case .quiet: ["--quiet"]
      case .normal: []
      case .verbose: ["--verbose"]
      }
    return verbosity + (options.noColor ? ["--no-color"] : [])
  }
}

/// Something is in the way of keeping any schedule.
struct ScheduleFault: Fault {
  var what: String
}
