import ArgumentParser
@testable import Commands
import Console
import Foundation
import PipelineCore
import RecipeModel
import Synchronization
import TestKit

/// What the tool said, and how it ended.
struct Answer: Equatable {
  /// Both outputs, as they came.
  var text: String
  var exitCode: Int32
}

/// The tool run in this process, on a store in a folder, with a clock and a randomness of the
/// test's own.
struct ToolInProcess {
  let folder: URL
  let parser: CachingParser

  /// Runs a command at a moment; the ids that it makes follow from the moment and the salt alone.
  func run(_ arguments: [String], minute: Int, salt: Int = 0) -> Answer {
    let output = Output()
    let random = RandomBytes(seed: minute &* 1009 &+ salt)
    let context = CommandContext(
      surroundings: Surroundings(
        now: { Instant(milliseconds: ToolInProcess.start + Int64(minute) * 60_000) },
        randomBytes: { random.next() }),
      terminal: Terminal(
        writeOut: { output.append($0) }, writeError: { output.append($0) }, isOutTerminal: false,
        isErrorTerminal: false, width: { 80 }),
      environment: ["LEVAIN_STORE": folder.appending(path: "levain.db").path],
      heedsSignals: false, sleep: { _ in })
    let code = parser.run(arguments, with: CommandLineTool(context: context))
    return Answer(
      text: output.text.replacingOccurrences(of: folder.path, with: "<folder>"), exitCode: code)
  }

  /// Minute 0: the first of March 2026, in UTC.
  private static let start: Int64 = 1_772_323_200_000
}

/// Parses equal arguments once, since that is most of the work of a small command.
final class CachingParser {
  private var commands: [[String]: any ParsableCommand] = [:]

  func run(_ arguments: [String], with tool: CommandLineTool) -> Int32 {
    if let command = commands[arguments] { return tool.run(command, parsedFrom: arguments) }
    guard let command = try? Levain.parseAsRoot(arguments) else { return tool.run(arguments) }
    commands[arguments] = command
    return tool.run(command, parsedFrom: arguments)
  }
}

/// Everything that was written, in its order.
private final class Output: Sendable {
  private let bytes = Mutex<[UInt8]>([])

  var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

  func append(_ more: [UInt8]) { bytes.withLock { $0 += more } }
}

/// Ten bytes after ten bytes.
final class RandomBytes: Sendable {
  private let generator: Mutex<SeededGenerator>

  init(seed: Int) { generator = Mutex(SeededGenerator(seed: seed)) }

  func next() -> [UInt8] {
    generator.withLock { generator in
      (0..<10).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }
  }
}
