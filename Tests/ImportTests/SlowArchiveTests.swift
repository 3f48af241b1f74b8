import PipelineCore
import RecipeModel
import Synchronization
import TestKit
import Testing

@testable import Import
@testable import Store

/// How long a transaction waits for archives that are read slowly.
struct SlowArchiveTests {
  /// How long each batch of a recipe takes to be read, how many batches there are, and how many of
  /// them each transaction stores.
  private static let paces: [(milliseconds: Int64, batches: Int, stored: [Int64])] = [
    (0, 20, [16, 4]),
    (300, 20, [16, 4]),
    // The eleventh comes six seconds after the first.
    (600, 14, [10, 4]),
    (1000, 8, [7, 1]),
    // The first comes at once.
    (1001, 6, [2, 1, 1, 1, 1]),
    (60_000, 4, [2, 1, 1]),
  ]

  @Test(arguments: paces.indices)
  func `a transaction is not kept open for archives that are slow`(index: Int) throws {
    let pace = Self.paces[index]
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Kitchen.lines(0..<pace.batches))
      let time = Mutex<Int64>(0)
      let outcome = try kitchen.run(
        [path], batchRecords: 1, batchesOfTransaction: 16,
        // Told of progress between two batches, on whose side the reading is.
        observer: Observer(progress: { step in
          if step.activity == "importing" { time.withLock { $0 += pace.milliseconds } }
        }),
        surroundings: Surroundings(
          now: { Kitchen.noon.advanced(byMilliseconds: time.withLock { $0 }) },
          randomBytes: Kitchen.surroundings.randomBytes))
      #expect(outcome.total.inserted == pace.batches)
      let stored = try kitchen.store.read { (transaction) throws(StoreFault) in
        try transaction.rows(
          """
          SELECT count(*) FROM recipe WHERE community_id IS NOT NULL GROUP BY change ORDER BY change
          """
        ) { ($0[0] as Int64?) ?? 0 }
      }
      #expect(stored == pace.stored)
    }
  }
}
