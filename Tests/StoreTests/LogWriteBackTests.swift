import Foundation
import TestKit
import Testing

@testable import Store

struct LogWriteBackTests {
  @Test func `a log begins anew where a transaction waits for it, and else goes on`() throws {
    let (waiting, beside) = (try logBytes(longest: 0), try logBytes(longest: .max))
    #expect(waiting < beside / 4)
  }

  @Test func `what is written back is in the file`() throws {
    try withTemporaryFolder { folder in
      let store = try RecipeStore.create(
        at: folder.appending(path: "levain.db").path, surroundings: .fixed)
      let log = try LogWriteBack(of: store)
      try store.writingMuch {
        try store.write { try fill($0) }
        let before = store.ownBytes()
        log.begin()
        log.wait()
        #expect(store.ownBytes() >= before + Int64(LogWriteBackTests.bytes))
      }
    }
  }

  private static let bytes = 1_000_000

  /// How long the log gets that ten transactions are written through; those that do not wait for it
  /// are open while it is written back.
  private func logBytes(longest: Int) throws -> Int {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "levain.db").path
      let store = try RecipeStore.create(at: path, surroundings: .fixed)
      let log = try LogWriteBack(of: store, longest: longest)
      try store.writingMuch {
        for _ in 0..<10 {
          log.waitIfLong()
          try store.write { transaction in
            try fill(transaction)
            if longest > 0 {
              log.begin()
              log.wait()
            }
          }
          log.begin()
        }
      }
      log.wait()
      let size = try FileManager.default.attributesOfItem(atPath: path + "-wal")[.size]
      return try #require(size as? Int)
    }
  }

  private func fill(_ transaction: WriteTransaction) throws {
    try transaction.execute("CREATE TABLE IF NOT EXISTS filling (bytes BLOB)")
    try transaction.execute("INSERT INTO filling VALUES (randomblob(\(LogWriteBackTests.bytes)))")
  }
}
