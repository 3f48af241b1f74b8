import ArgumentParser
@testable import Commands
import Console
import Foundation
import PipelineCore
import Processes
import RecipeModel
import Schedule
@testable import Store
import Synchronization
import TestKit

/// Schedules that are kept with a clock and attempts of the test's own.
struct KeeperDesk {
  let folder: URL
  let runner = StagedRunner()
  let said = Said()

  static let start = Instant(milliseconds: 1_795_001_600_000)

  /// With a store at `levain.db`.
  init(in folder: URL) throws {
    self.folder = folder
    _ = try RecipeStore.create(at: storePath, surroundings: KeeperDesk.surroundings)
  }

  var storePath: String { folder.appending(path: "levain.db").path }

  private static let surroundings = Surroundings(
    now: { KeeperDesk.start }, randomBytes: { [UInt8](repeating: 7, count: 10) })

  /// Writes a pipeline file whose schedule has some keys; every hour unless they say otherwise.
  func write(
    _ name: String, schedule: String = "cron: '@hourly'", store: String? = nil,
    stages: String = "lineage"
  ) throws -> String {
    let file = folder.appending(path: "\(name).yaml").path
    try """
    pipeline: \(name)
    store: \(store ?? storePath)
    schedule: { \(schedule) }
    stages: [\(stages)]
    """.write(toFile: file, atomically: true, encoding: .utf8)
    return file
  }

  func keeper(
    of files: [String], role: ScheduleLock.Role = .keeping, isAsked: Bool = false
  ) throws -> ScheduleKeeper {
    let context = CommandContext(
      surroundings: KeeperDesk.surroundings,
      terminal: Terminal(
        writeOut: { _ in }, writeError: { [said] in said.append($0) }, isOutTerminal: false,
        isErrorTerminal: false, width: { 80 }),
      environment: [:], heedsSignals: false, sleep: { _ in })
    let session = CommandSession(context: context, options: try GlobalOptions.parse([]))
    return ScheduleKeeper(
      files: files, role: role, isAsked: isAsked,
      desk: JobDesk(session: session, runner: runner, log: JobLog(messages: session.messages)))
  }

  /// A moment some minutes after the start, which is 33 minutes and 20 seconds after the hour.
  func minute(_ minutes: Double) -> Instant {
    KeeperDesk.start.advanced(byMilliseconds: Int64(minutes * 60_000))
  }

  /// Does something to the store that no command does.
  func onStore(_ statement: String) throws {
    try RecipeStore.open(at: storePath).write { (transaction) throws(StoreFault) in
      try transaction.execute(statement)
    }
  }

  /// The jobs of a pipeline, the oldest first, in words.
  func jobs(of pipeline: String) throws -> [String] {
    try stored(pipeline).map { $0.job.summary }
  }

  func stored(_ pipeline: String) throws -> [StoredJob] {
    try RecipeStore.open(at: storePath).read { (transaction) throws(StoreFault) in
      try transaction.jobs(of: pipeline, limit: 100)
    }.reversed()
  }
}

/// Remembers what was asked of it.
final class StagedRunner: JobRunner {
  private let orders = Mutex<[String]>([])

  /// What was asked since it was last looked at: `start 0`, `adopt 0`, `end 0`, `kill 0`.
  func taken() -> [String] {
    orders.withLock { orders in
      defer { orders = [] }
      return orders
    }
  }

  func start(_ attempt: JobAttempt) { add("start \(attempt.place)") }
  func adopt(_ process: ProcessIdentity, at place: Int) { add("adopt \(place)") }
  func end(_ place: Int, kills: Bool) { add("\(kills ? "kill" : "end") \(place)") }

  private func add(_ order: String) { orders.withLock { $0.append(order) } }
}

/// What was said.
final class Said: Sendable {
  private let bytes = Mutex<[UInt8]>([])

  var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

  func append(_ more: [UInt8]) { bytes.withLock { $0 += more } }

  func count(_ words: String) -> Int { text.components(separatedBy: words).count - 1 }
}
