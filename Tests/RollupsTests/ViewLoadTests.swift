import Archives
import Foundation
import PipelineCore
import RecipeModel
import Synchronization
import TestKit
import Testing

@testable import Rollups
@testable import Store

struct ViewLoadTests {
  private func kitchen(_ body: (Installation) throws -> Void) throws {
    try withTemporaryFolder { folder in
      try body(try ViewLoadTests.kitchen(in: folder, named: "levain"))
    }
  }

  private static func kitchen(in folder: URL, named name: String) throws -> Installation {
    let kitchen = try Installation(in: folder, named: name)
    for user in ["ann", "bob"] { try kitchen.add(user: user) }
    try kitchen.add(community: "north")
    for recipe in ["soup", "bread"] { try kitchen.add(recipe: recipe, in: "north") }
    return kitchen
  }

  /// Many events of few recipes and viewers, equal ones among them, over three days.
  private func crowd(seed: Int, count: Int) -> [LogLine] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { number in
      let start = moment("2026-11-10T00:00:00Z")
      let time = Int64.random(in: 0..<40, using: &random) * 6_000_000
      return LogLine(
        ["soup", "bread"].randomElement(using: &random) ?? "soup",
        ["ann", "bob", nil].randomElement(using: &random) ?? nil,
        start.advanced(byMilliseconds: time),
        id: number % 5 == 0 ? "event-\(number % 25)" : nil)
    }
  }

  @Test func `the same log twice changes nothing`() throws {
    try kitchen { kitchen in
      let log = try kitchen.file("views.jsonl", crowd(seed: 1, count: 200).text)
      let first = try kitchen.load([log])
      let events = try kitchen.segments()
      try kitchen.rollUp()
      let second = try kitchen.load([log])
      #expect(first.total.inserted + first.total.skipped == 200)
      #expect(second.total.inserted == 0)
      #expect(second.total.unchanged == first.total.inserted)
      #expect(try kitchen.segments() == events)
      #expect(try kitchen.store.read { try $0.dirtyDays() }.isEmpty)
    }
  }

  @Test(arguments: 0..<3)
  func `batches of any size store the same events`(seed: Int) throws {
    try withTemporaryFolder { folder in
      let lines = crowd(seed: seed, count: 150)
      let whole = try ViewLoadTests.kitchen(in: folder, named: "whole")
      let log = try whole.file("views.jsonl", lines.text)
      let short = try whole.file("short.jsonl", lines.prefix(40).map { $0 }.text)
      let outcome = try whole.load([log, short])
      for size in [2, 7, 60] {
        let pieces = try ViewLoadTests.kitchen(in: folder, named: "pieces-\(size)")
        let other = try pieces.load([log, short], batchEvents: size)
        #expect(try pieces.segments() == whole.segments())
        #expect(other.total == outcome.total)
      }
    }
  }

  @Test func `it does not matter over how many loads logs are spread`() throws {
    try withTemporaryFolder { folder in
      let together = try ViewLoadTests.kitchen(in: folder, named: "together")
      let apart = try ViewLoadTests.kitchen(in: folder, named: "apart")
      var lines = crowd(seed: 3, count: 120)
      for index in lines.indices { lines[index].id = nil }
      let first = try together.file("a.jsonl", lines.prefix(80).map { $0 }.text)
      let second = try together.file("b.jsonl", lines.suffix(80).map { $0 }.text)
      try together.load([first, second])
      try apart.load([second])
      try apart.load([first])
      #expect(try together.segments() == apart.segments())
    }
  }

  @Test(arguments: 1..<12)
  func `interrupted after any batch and run again, a load ends as if undisturbed`(
    batches: Int
  ) throws {
    try withTemporaryFolder { folder in
      let whole = try ViewLoadTests.kitchen(in: folder, named: "whole")
      let log = try whole.file(
        "views.jsonl", crowd(seed: 4, count: 100).text + "{\"recipeId\": \"soup\"}\n")
      let more = try whole.file("more.jsonl", crowd(seed: 5, count: 60).text)
      let outcome = try whole.load([log, more])
      let stopped = try ViewLoadTests.kitchen(in: folder, named: "stopped")
      let stop = StopAfter(batches)
      #expect(throws: Interrupted.self) {
        try stopped.load([log, more], batchEvents: 11, observer: stop.observer)
      }
      let rest = try stopped.load([log, more], batchEvents: 13)
      #expect(try stopped.segments() == whole.segments())
      #expect(rest.total == outcome.total)
      #expect(rest.accounts == outcome.accounts)
      #expect(try stopped.store.read { try $0.quarantine() }.count == 1)
    }
  }

  @Test func `an id that came before in the load is skipped, even in another file`() throws {
    try kitchen { kitchen in
      let first = try kitchen.file(
        "a.jsonl", [LogLine("soup", "ann", "2026-11-10T10:00:00Z", id: "1")].text)
      let second = try kitchen.file(
        "b.jsonl", [LogLine("soup", "ann", "2026-11-10T12:00:00Z", id: "1")].text)
      let outcome = try kitchen.load([first, second])
      #expect(outcome.total.inserted == 1 && outcome.total.skipped == 1)
    }
  }

  @Test(arguments: [
    (
      "{\"recipeId\": \"cake\", \"viewedAt\": \"2026-11-10T10:00:00Z\"}", "record.unknown-reference"
    ),
    (
      "{\"recipeId\": \"soup\", \"userId\": \"eve\", \"viewedAt\": \"2026-11-10T10:00:00Z\"}",
      "record.unknown-reference"
    ),
    ("{\"recipeId\": \"soup\", \"viewedAt\": \"2026-11-22T10:00:01Z\"}", "record.invalid-value"),
    ("{\"recipeId\": \"soup\", \"viewedAt\": \"yesterday\"}", "record.invalid-value"),
    ("{\"recipeId\": \"soup\"}", "record.missing-value"),
  ])
  func `a line that cannot be taken is quarantined with its place and once`(
    line: String, code: String
  ) throws {
    try kitchen { kitchen in
      let good = [LogLine("soup", "ann", "2026-11-10T10:00:00Z")].text
      // The rejected line may not name both fields; the good one shows that this is a log.
      let log = try kitchen.file("views.jsonl", good + line + "\n")
      for _ in 0..<2 {
        let outcome = try kitchen.load([log])
        #expect(outcome.exitCode == .quarantined)
        #expect(outcome.total.quarantined == 1 && outcome.total.addsUp)
      }
      let kept = try kitchen.store.read { try $0.quarantine() }
      #expect(kept.map(\.rejection.code.rawValue) == [code])
      #expect(kept.first?.rejection.location.line == 2)
      #expect(kept.first.map { !$0.rejection.raw.isEmpty } == true)
      #expect(try kitchen.segments().count == 1)
    }
  }

  @Test func `lines at one place of access logs that take turns are each in quarantine, and once`()
    throws
  {
    try kitchen { kitchen in
      let good = #"192.0.2.1 - ann [10/Nov/2026:10:00:00 +0000] "GET /recipes/soup HTTP/1.1" 200 5"#
      for _ in 0..<2 {
        for name in ["x", "y"] {
          let log = try kitchen.file("access.log", good + "\nnothing of \(name)\n")
          let outcome = try kitchen.load([log])
          #expect(outcome.total.quarantined == 1 && outcome.total.read == 2)
        }
      }
      let kept = try kitchen.store.read { try $0.quarantine() }
      #expect(kept.count == 2)
      #expect(Set(kept.map(\.rejection.location)).count == 1)
      #expect(kept.allSatisfy { $0.rejection.raw.isEmpty })
    }
  }

  @Test func `logs are found by content in folders and archives, and what is none is passed over`()
    throws
  {
    try kitchen { kitchen in
      let folder = kitchen.folder.appending(path: "logs")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      _ = try kitchen.file("logs/notes.txt", "nothing to see")
      _ = try kitchen.file("logs/recipe.json", #"{"name": "Soup"}"#)
      _ = try kitchen.file(
        "logs/table", "viewedAt,userId,recipeId\n2026-11-10T10:00:00Z,ann,soup\n")
      let packed = try AtomicFile(path: folder.appending(path: "old.bin").path)
      let gzip = GzipWriter(into: packed)
      try gzip.write([LogLine("bread", "bob", "2026-11-11T10:00:00Z")].text)
      try gzip.finish()
      try packed.commit()
      let outcome = try kitchen.load([folder.path])
      #expect(outcome.total.inserted == 2)
      #expect(outcome.accounts.map(\.format) == ["json-lines", "csv"])
      #expect(outcome.passedOver.count == 2 && outcome.passedOverCount == 2)
    }
  }

  @Test func `a log that is cut off gives what it has, and says that it is`() throws {
    try kitchen { kitchen in
      let whole = kitchen.folder.appending(path: "whole.gz").path
      let packed = try AtomicFile(path: whole)
      let gzip = GzipWriter(into: packed)
      var lines = crowd(seed: 6, count: 4000)
      for index in lines.indices { lines[index].id = "\(index &* 7919)" }
      try gzip.write(lines.text)
      try gzip.finish()
      try packed.commit()
      let bytes = try Data(contentsOf: URL(filePath: whole))
      let cut = kitchen.folder.appending(path: "cut.gz")
      try bytes.prefix(bytes.count / 2).write(to: cut)
      let outcome = try kitchen.load([cut.path])
      #expect(outcome.total.inserted > 100)
      #expect(outcome.exitCode == .quarantined)
      let codes = try kitchen.store.read { try $0.quarantine() }.map(\.rejection.code)
      #expect(codes.contains(.truncated))
    }
  }

  @Test(arguments: ["not a log at all", "PK\u{3}\u{4}broken"])
  func `a file that is no log is refused, and nothing is stored`(content: String) throws {
    try kitchen { kitchen in
      let path = try kitchen.file("views.jsonl", content)
      #expect(throws: ReadFault.self) { try kitchen.load([path]) }
      #expect(throws: ReadFault.self) { try kitchen.load([path + ".missing"]) }
      #expect(try kitchen.store.read { try $0.quarantine() }.isEmpty)
      #expect(try kitchen.segments().isEmpty)
    }
  }
}

/// Asks a run to stop after some batches.
private final class StopAfter: Sendable {
  private let batches: Mutex<Int>

  init(_ batches: Int) { self.batches = Mutex(batches) }

  var observer: Observer {
    Observer(
      progress: { _ in self.batches.withLock { $0 -= 1 } },
      shouldStop: { self.batches.withLock { $0 <= 0 } })
  }
}
