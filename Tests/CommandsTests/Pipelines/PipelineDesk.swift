import ArgumentParser
@testable import Commands
import Console
import Foundation
import Glibc
import PipelineCore
import RecipeModel
@testable import Store
import Synchronization
import TestKit

/// A folder in which pipelines are run, at moments of the test's own.
final class PipelineDesk: Sendable {
  let folder: URL
  private let output = Mutex<[UInt8]>([])
  private let messages = Mutex<[UInt8]>([])
  private let slept = Mutex<[Duration]>([])
  private let random = RandomBytes(seed: 4)

  init(in folder: URL) {
    self.folder = folder
  }

  var storePath: String { folder.appending(path: "levain.db").path }
  /// What the last command printed as data.
  var out: String { output.withLock { String(decoding: $0, as: UTF8.self) } }
  /// What the last command said besides.
  var said: String { messages.withLock { String(decoding: $0, as: UTF8.self) } }
  /// The pauses of the last command.
  var pauses: [Duration] { slept.withLock { $0 } }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  /// Writes a file below the folder.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    let path = path(name)
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  /// Runs a command; `asked` is told how often the clock was asked, before each answer.
  @discardableResult
  func run(
    _ arguments: [String], minute: Int = 0, variables: [String: String] = [:],
    pausing: @escaping @Sendable (Int) -> Void = { _ in },
    asked: @escaping @Sendable (Int) -> Void = { _ in }
  ) -> Int32 {
    output.withLock { $0 = [] }
    messages.withLock { $0 = [] }
    slept.withLock { $0 = [] }
    let questions = Mutex(0)
    let context = CommandContext(
      surroundings: Surroundings(
        now: {
          asked(
            questions.withLock { questions in
              questions += 1
              return questions
            })
          return Instant(milliseconds: 1_795_000_000_000 + Int64(minute) * 60_000)
        },
        randomBytes: { [random] in random.next() }),
      terminal: Terminal(
        writeOut: { [self] bytes in output.withLock { $0 += bytes } },
        writeError: { [self] bytes in messages.withLock { $0 += bytes } },
        isOutTerminal: false, isErrorTerminal: false, width: { 80 }),
      environment: ["LEVAIN_STORE": storePath, "HERE": folder.path].merging(variables) { $1 },
      heedsSignals: false,
      sleep: { [self] pause in
        let count = slept.withLock { slept in
          slept.append(pause)
          return slept.count
        }
        pausing(count)
      })
    return CommandLineTool(context: context).run(arguments)
  }

  /// The JSON of a command that ends well.
  func json(_ arguments: [String], minute: Int = 0) throws -> [String: Any] {
    run(arguments + ["--json", "--quiet"], minute: minute)
    return try JSONSerialization.jsonObject(with: Data(out.utf8)) as? [String: Any] ?? [:]
  }

  /// A command at work that says nothing.
  func session() throws -> CommandSession {
    let silent = Terminal(
      writeOut: { _ in }, writeError: { _ in }, isOutTerminal: false, isErrorTerminal: false,
      width: { 80 })
    let context = CommandContext(
      surroundings: Surroundings(
        now: { Instant(milliseconds: 1_795_000_000_000) },
        randomBytes: { [random] in random.next() }),
      terminal: silent, environment: [:], heedsSignals: false, sleep: { _ in })
    return CommandSession(
      context: context, options: try GlobalOptions.parse([]), storePath: storePath)
  }

  func store() throws -> RecipeStore { try RecipeStore.open(at: storePath) }

  /// The newest runs of pipelines, the newest first.
  func pipelineRuns() throws -> [StoredRun] {
    try store().read { try $0.runs(limit: 1000) }.filter { $0.kind == .pipeline }
  }

  /// The stages of the newest run: name, state and how often it was begun.
  func stages() throws -> [String] {
    guard let run = try pipelineRuns().first else { return [] }
    return try store().read { try $0.stages(of: run.key) }.map {
      "\($0.name) \($0.state.rawValue) \($0.attempts)"
    }
  }

  /// What is in one of two stores and not in the other.
  func differences(from other: PipelineDesk) throws -> [String] {
    let (mine, theirs) = (try tables(), try other.tables())
    return Set(mine.keys).union(theirs.keys).sorted().flatMap { table in
      let difference = (mine[table] ?? []).difference(from: theirs[table] ?? [])
      return difference.prefix(3).map { "\(table): \($0)" }
    }
  }

  /// Every table without the books of runs, and without ids and numbers that are fresh in each run.
  private func tables() throws -> [String: [String]] {
    let aside: Set = [
      "run", "pipeline_run", "run_stage", "run_input", "known_input", "run_account", "run_warning",
      "run_checkpoint",
      "import_request", "run_change", "run_recipe_change", "index_state", "removal",
      "rollup_state",
    ]
    let fresh: Set = [
      "change", "run_id", "first_run_id", "replayed_by_id", "installation.public_id",
    ]
    return try store().read { (transaction) throws in
      let names = try transaction.rows(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
      ) { $0[0] as String }.filter { !aside.contains($0) && !$0.hasPrefix("recipe_text") }
      var tables: [String: [String]] = [:]
      for table in names {
        let isLog = ["activity", "audit_log"].contains(table)
        let columns = try transaction.rows(
          "SELECT name FROM pragma_table_info(?)", [table]
        ) { $0[0] as String }.filter {
          !fresh.contains($0) && !fresh.contains("\(table).\($0)")
            && !(isLog && ["id", "public_id", "entity_id"].contains($0))
        }
        let line = columns.map { "quote(\"\($0)\")" }.joined(separator: " || '|' || ")
        tables[table] = try transaction.rows("SELECT \(line) FROM \"\(table)\" ORDER BY 1") {
          $0[0] as String
        }
      }
      return tables
    }
  }
}

extension PipelineDesk {
  /// The folder of samples that comes along.
  static let samples = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "samples").path
}
