import Processes
import Store
import Synchronization

/// Runs attempts of jobs as processes of this program.
///
/// They outlive it when it is killed, and are found again by who runs them.
final class ChildJobs: JobRunner {
  private let program: String
  private let environment: [String: String]
  private let options: [String]
  private let tell: @Sendable (JobEvent) -> Void
  private let orders: AsyncStream<Order>
  private let ordering: AsyncStream<Order>.Continuation
  private let stops = Mutex<[Int: StopRequest]>([:])

  private enum Order: Sendable {
    case start(JobAttempt, StopRequest)
    case adopt(ProcessIdentity, Int, StopRequest)
  }

  /// How long a run waits for another one that holds the store.
  static let patience = "1h"
  /// How long a run may take to end where it is whole.
  static let grace: Duration = .seconds(60)
  /// The variable that names the job to the run.
  static let variable = "LEVAIN_JOB"

  /// - Parameters:
  ///   - program: The path of this program.
  ///   - environment: What runs get, besides the name of their job.
  ///   - options: What is said to all runs.
  ///   - tell: Takes what becomes of attempts.
  init(
    program: String, environment: [String: String], options: [String],
    tell: @escaping @Sendable (JobEvent) -> Void
  ) {
    self.program = program
    self.environment = environment
    self.options = options
    self.tell = tell
    (orders, ordering) = AsyncStream.makeStream()
  }

  func start(_ attempt: JobAttempt) {
    ordering.yield(.start(attempt, newStop(for: attempt.place)))
  }

  func adopt(_ process: ProcessIdentity, at place: Int) {
    ordering.yield(.adopt(process, place, newStop(for: place)))
  }

  func end(_ place: Int, kills: Bool) {
    guard let stop = stops.withLock({ $0[place] }) else { return }
    if kills { stop.kill() } else { stop.ask() }
  }

  /// Takes no more orders.
  func finish() { ordering.finish() }

  /// Carries orders out, until there are no more.
  func run() async {
    await withDiscardingTaskGroup { group in
      for await order in orders {
        group.addTask { [self] in
          switch order {
          case .start(let attempt, let stop): await run(attempt, stop: stop)
          case .adopt(let process, let place, let stop):
            await process.outlast(stop: stop, grace: ChildJobs.grace)
            tell(.ended(place: place, .gone))
          }
        }
      }
    }
  }

  private func newStop(for place: Int) -> StopRequest {
    let stop = StopRequest()
    stops.withLock { $0[place] = stop }
    return stop
  }

  private func run(_ attempt: JobAttempt, stop: StopRequest) async {
    let place = attempt.place
    let child = ChildProcess(
      executable: program,
      arguments: ["run", attempt.pipeline.file, "--store", attempt.pipeline.storePath] + options
        + ["--wait", ChildJobs.patience],
      environment: environment.merging([ChildJobs.variable: "\(attempt.job.value)"]) { $1 },
      output: .errorsOnly, grace: ChildJobs.grace)
    let ending: JobEnding
    do throws(ChildFault) {
      let ended = try await child.run(
        stop: stop, didStart: { self.tell(.started(place: place, $0)) })
      switch ended.status {
      case .exited(let code): ending = .exited(code: code)
      case .signalled: ending = .signalled
      }
    } catch {
      ending = .notStarted(reason: error.what)
    }
    tell(.ended(place: place, ending))
  }
}
