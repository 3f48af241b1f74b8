import Foundation
import PipelineCore
import RecipeModel
import Synchronization
import TestKit
import Testing

@testable import Import
@testable import Store

/// What an import says of its pace, and of the record that hindered it.
struct ImportPaceTests {
  @Test func `an import says how fast it was and what took longest, as its clock measured it`()
    throws
  {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Kitchen.lines(0..<40))
      let size = try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
      var outcome = try kitchen.run([path], surroundings: .ticking)
      let pace = try #require(outcome.pace)
      #expect((pace.records, pace.bytes) == (40, Int64(size)))
      #expect(pace.shares.map(\.part).contains(.rows) && pace.shares.map(\.part).contains(.texts))
      #expect(
        pace.shares.allSatisfy { $0.milliseconds > 0 && $0.milliseconds <= pace.milliseconds })
      #expect(pace.slowest?.milliseconds == pace.shares.map(\.milliseconds).max())
      #expect(pace.recordsPerSecond == 40_000 / Double(pace.milliseconds))
      outcome = try kitchen.run([path])
      #expect(outcome.pace == nil, "a clock that stands still has no pace")
    }
  }

  @Test func `an attempt that goes on counts what it stored itself`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Kitchen.lines(0..<40))
      #expect(throws: Interrupted.self) {
        try kitchen.run([path], batchRecords: 30, observer: Observer(shouldStop: { true }))
      }
      let outcome = try kitchen.run([path], batchRecords: 30, surroundings: .ticking)
      #expect(outcome.total.read == 40)
      #expect(outcome.pace?.records == 10)
    }
  }

  @Test func `the slowest part is the first of the longest`() {
    func slowest(_ shares: [ImportPace.Share]) -> ImportPart? {
      ImportPace(records: 1, bytes: 1, milliseconds: 9, shares: shares)?.slowest?.part
    }
    let (reading, rows) = (
      ImportPace.Share(.reading, milliseconds: 3), ImportPace.Share(.rows, milliseconds: 5)
    )
    #expect(slowest([reading, rows]) == .rows)
    #expect(slowest([ImportPace.Share(.reading, milliseconds: 5), rows]) == .reading)
    #expect(slowest([]) == nil)
    #expect(ImportPace(records: 1, bytes: 1, milliseconds: 0, shares: []) == nil)
  }

  @Test func `a record that the store refuses is named, and a full disk is nobody's fault`() throws
  {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Kitchen.lines(0..<9))
      try kitchen.store.write { (transaction) throws in
        try transaction.execute(
          """
          CREATE TRIGGER refuse BEFORE INSERT ON recipe_source WHEN NEW.identity LIKE '%/6'
            BEGIN SELECT raise(FAIL, 'refused'); END
          """)
      }
      let fault = try #require(#expect(throws: StoreFault.self) { try kitchen.run([path]) })
      #expect(fault.cause == .constraint("refused"))
      #expect(fault.message.hasPrefix("\(path):7: "))
      #expect(StoreFault(.full).naming(SourceLocation(archive: path)).location == nil)
    }
  }
}

extension Surroundings {
  /// Kitchen's, with a clock that goes on by a millisecond whenever it is looked at.
  fileprivate static var ticking: Surroundings {
    let ticks = Ticks()
    return Surroundings(
      now: { Kitchen.noon.advanced(byMilliseconds: ticks.next()) },
      randomBytes: Kitchen.surroundings.randomBytes)
  }
}

private final class Ticks: Sendable {
  private let count = Mutex<Int64>(0)

  func next() -> Int64 {
    count.withLock { count in
      count += 1
      return count
    }
  }
}
