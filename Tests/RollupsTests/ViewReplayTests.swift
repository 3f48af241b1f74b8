import Foundation
import PipelineCore
import RecipeModel
import Synchronization
import TestKit
import Testing

@testable import Rollups
@testable import Store

/// Events that come out of quarantine.
struct ViewReplayTests {
  private func kitchen(_ body: (Installation) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let kitchen = try Installation(in: folder)
      try kitchen.add(user: "ann")
      try kitchen.add(community: "north")
      try kitchen.add(recipe: "soup", in: "north")
      try body(kitchen)
    }
  }

  private func pending(_ kitchen: Installation) throws -> [QuarantinedRecord] {
    try kitchen.store.read { try $0.quarantine() }
  }

  @discardableResult
  private func replay(
    _ records: [QuarantinedRecord], in kitchen: Installation, batchRecords: Int = 50_000,
    mended: [Int64: [UInt8]] = [:], observer: Observer = Observer()
  ) throws -> ViewLoadOutcome {
    try ViewReplay(
      store: kitchen.store, surroundings: kitchen.surroundings, batchRecords: batchRecords
    ).run(records, mended: mended, observer: observer)
  }

  @Test(arguments: [true, false])
  func `events of logs that take turns at one path are all replayed`(isTogether: Bool) throws {
    try kitchen { kitchen in
      for hour in 10..<13 {
        let path = try kitchen.file(
          "views.jsonl", [LogLine("cake", "ann", "2026-11-10T\(hour):00:00Z")].text)
        try kitchen.load([path])
      }
      try kitchen.add(recipe: "cake", in: "north")
      let records = try pending(kitchen)
      #expect(records.count == 3)
      if isTogether {
        try replay(records, in: kitchen)
      } else {
        for record in records { try replay([record], in: kitchen) }
      }
      #expect(try kitchen.events().count == 3)
      #expect(try pending(kitchen).isEmpty)
    }
  }

  @Test func `a line that is in quarantine for two reasons is one event`() throws {
    try kitchen { kitchen in
      let path = try kitchen.file(
        "views.jsonl", [LogLine("cake", "eve", "2026-11-10T10:00:00Z")].text)
      try kitchen.load([path])
      try kitchen.run("UPDATE quarantine SET code = 'record.other', fingerprint = zeroblob(32)")
      try kitchen.load([path])
      try kitchen.add(recipe: "cake", in: "north")
      try kitchen.add(user: "eve")
      let records = try pending(kitchen)
      #expect(records.count == 2)
      let outcome = try replay(records, in: kitchen)
      #expect(outcome.total.inserted == 1 && outcome.total.skipped == 1)
      #expect(try kitchen.events().count == 1)
    }
  }

  @Test(arguments: 1..<8)
  func `stopped after any batch and run again, a replay ends as if undisturbed`(
    batches: Int
  ) throws {
    try kitchen { kitchen in
      // Some of them cannot be taken yet, and two are equal.
      let lines = (0..<12).map { number in
        LogLine(number % 3 == 0 ? "pie" : "cake", "ann", "2026-11-10T10:0\(number / 2):00Z")
      }
      try kitchen.load(lines)
      try kitchen.add(recipe: "cake", in: "north")
      let left = Mutex(batches)
      let stop = Observer(shouldStop: {
        left.withLock { left in
          left -= 1
          return left == 0
        }
      })
      #expect(throws: Interrupted.self) {
        try replay(try pending(kitchen), in: kitchen, batchRecords: 1, observer: stop)
      }
      let outcome = try replay(try pending(kitchen), in: kitchen, batchRecords: 5)
      #expect(outcome.total.addsUp && outcome.total.quarantined == 4)
      #expect(try kitchen.events().count == 8)
      #expect(try pending(kitchen).count == 4)
    }
  }

  @Test func `what became possible while a replay was killed is taken when it goes on`() throws {
    try kitchen { kitchen in
      try kitchen.load((0..<4).map { LogLine("cake", "ann", "2026-11-10T10:0\($0):00Z") })
      let records = try pending(kitchen)
      #expect(throws: Interrupted.self) {
        try replay(records, in: kitchen, batchRecords: 3, observer: Observer(shouldStop: { true }))
      }
      try kitchen.add(recipe: "cake", in: "north")
      // Killed again, with one of them taken.
      #expect(throws: Interrupted.self) {
        try replay(records, in: kitchen, batchRecords: 1, observer: Observer(shouldStop: { true }))
      }
      #expect(try kitchen.events().count == 1 && pending(kitchen).count == 3)
      let outcome = try replay(records, in: kitchen, batchRecords: 2)
      #expect(outcome.total.read == 4 && outcome.total.inserted == 4 && outcome.total.addsUp)
      #expect(outcome.total.quarantined == 0 && outcome.exitCode == .done)
      #expect(try kitchen.events().count == 4 && pending(kitchen).isEmpty)
    }
  }

  @Test func `replays of other records are other runs, and leave nothing behind`() throws {
    try kitchen { kitchen in
      try kitchen.load((0..<4).map { LogLine("cake", "ann", "2026-11-10T10:0\($0):00Z") })
      let records = try pending(kitchen)
      var runs: Set<RunID> = []
      for record in records {
        #expect(throws: Interrupted.self) {
          try replay(
            [record], in: kitchen, batchRecords: 1, observer: Observer(shouldStop: { true }))
        }
        runs.insert(try replay([record], in: kitchen).run)
      }
      #expect(runs.count == 4)
      try kitchen.add(recipe: "cake", in: "north")
      let outcome = try replay(records, in: kitchen, batchRecords: 3)
      #expect(outcome.total.read == 4 && outcome.total.inserted == 4)
      let kept = try kitchen.store.write { transaction in
        try transaction.loggedViews(ofLog: 0, on: moment("2026-11-10T00:00:00Z").day)
      }
      #expect(kept == nil)
    }
  }
}
