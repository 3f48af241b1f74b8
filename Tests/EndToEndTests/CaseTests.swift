import Foundation
import TestKit
import Testing

/// One folder of Tests/Cases: a script, and what it must print and return.
struct Case: CustomTestStringConvertible, Sendable {
  var folder: URL

  var testDescription: String {
    folder.pathComponents.suffix(2).joined(separator: "/")
  }

  /// Every folder that holds a `cmd`, in order.
  static let all: [Case] = {
    let cases = Tool.root.appending(path: "Tests/Cases")
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: cases.path)) ?? []
    return names.filter { $0.hasSuffix("/cmd") }.sorted().map {
      Case(folder: cases.appending(path: String($0.dropLast(4))))
    }
  }()
}

struct CaseTests {
  @Test func `there are cases`() {
    #expect(Case.all.count > 20)
  }

  @Test func `steadying a text takes out what differs from run to run, and nothing else`() {
    let folder = URL(filePath: "/somewhere/else")
    let text = """
      importing: 1 234 records in 12 ms
      took 1.2 s: 1 234 records/s, 3.4 MB/s; longest: storing rows (1.0 s)
      made 01a1fe21-5849-7cd4-bd6b-ed3d2fffc35b (70.9 kB) at 2026-11-21T12:43:05.934Z in 3.2 s
      Rye: 12 records kept

      """
    #expect(
      text.steadied(in: folder) == """
        made <id> (<size>) at <moment> in <duration>
        Rye: 12 records kept

        """)
  }

  /// `UPDATE_GOLDEN=1` writes what came out; a missing expectation is written and fails.
  @Test(arguments: Case.all)
  func `the tool prints and returns what the case says`(_ case: Case) throws {
    try withTemporaryFolder { folder in
      let script = try String(contentsOf: `case`.folder.appending(path: "cmd"), encoding: .utf8)
      // Under a short name of its own: the columns of a table are as wide as the paths in it.
      try FileManager.default.copyItem(
        at: Tool.root.appending(path: "samples"), to: folder.appending(path: "samples"))
      let outcome = try Tool.script(script, in: folder, environment: ["SAMPLES": "samples"])
      try compare(outcome.out.steadied(in: folder), with: "expected.out", of: `case`)
      try compare(outcome.error.steadied(in: folder), with: "expected.err", of: `case`)
      try compare("\(outcome.exitCode)\n", with: "expected.exit", of: `case`)
    }
  }

  private func compare(_ text: String, with name: String, of case: Case) throws {
    #expect(!text.contains(Tool.root.path), "\(name) would differ in a clone elsewhere")
    let file = `case`.folder.appending(path: name)
    let updates = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"
    let expected = try? String(contentsOf: file, encoding: .utf8)
    if updates || expected == nil { try text.write(to: file, atomically: true, encoding: .utf8) }
    guard !updates else { return }
    #expect(expected == text, "\(name)")
  }
}

extension String {
  /// The text without what differs from run to run: progress, fresh ids, moments, durations, the
  /// folder.
  func steadied(in folder: URL) -> String {
    let patterns: [(String, String)] = [
      // Progress comes by the clock: how many lines of it depends on how busy the machine is.
      (#"(?m)^[a-z ]+: [0-9\x{202F}\x{2009} ]+records?\b.*\n"#, ""),
      // How fast an import was, where the clock does not stand still.
      (#"(?m)^took [^\n]* records/s, .*\n"#, ""),
      (#","pace":\{[^{}]*\{[^{}]*\}\}"#, ""),
      (#"[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"#, "<id>"),
      // A snapshot is named after what it says, of which the ids are fresh.
      (#"(\d{8}T\d{6}Z)-[0-9a-f]{8}"#, "$1-<digest>"),
      (#"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"#, "<moment>"),
      (#""tookMilliseconds":\d+"#, #""tookMilliseconds":0"#),
      // Fresh ids pack into a few bytes more or less.
      (#"\(\d+(\.\d+)? (bytes|kB|MB)\)"#, "(<size>)"),
      (#"process \d+"#, "process <number>"),
      (#"\b\d+(\.\d+)? (ms|s|min)\b"#, "<duration>"),
    ]
    var text = replacingOccurrences(of: folder.path, with: "<folder>")
    for (pattern, replacement) in patterns {
      text = text.replacingOccurrences(
        of: pattern, with: replacement, options: .regularExpression)
    }
    return text
  }
}
