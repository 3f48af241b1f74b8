import Foundation
import RecipeCoding
import RecipeModel
import TestKit
import Testing

@testable import Store

struct RowBufferTests {
  private func withStore(_ body: (WriteTransaction) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let store = try RecipeStore.create(
        at: folder.appending(path: "levain.db").path, surroundings: .fixed)
      try store.write { try body($0) }
    }
  }

  @Test(arguments: [0, 1, 7, 8, 9, 31, 32, 33, 40, 73, 200], [false, true])
  func `all rows are stored in order, whatever their number`(
    count: Int, oneByOne: Bool
  ) throws {
    try withStore { transaction in
      try transaction.execute("CREATE TEMP TABLE thing (number INTEGER, text TEXT, bytes BLOB)")
      var buffer = RowBuffer("temp.thing", ["number", "text", "bytes"], oneByOne: oneByOne)
      var generator = SeededGenerator(seed: count)
      var expected: [String] = []
      for number in 0..<count {
        let text = String(repeating: "é\0", count: Int.random(in: 0...3, using: &generator))
        let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { UInt8($0 * 7 % 256) }
        buffer.beginRow()
        buffer.append(number)
        buffer.append(number.isMultiple(of: 5) ? nil : text)
        buffer.append(blob: bytes)
        expected.append("\(number) \(number.isMultiple(of: 5) ? "none" : text) \(bytes)")
      }
      try buffer.store(in: transaction.database)
      let isEmpty = buffer.isEmpty
      #expect(isEmpty)
      let stored = try transaction.rows("SELECT * FROM temp.thing ORDER BY rowid") { row in
        "\(row["number"] as Int) \((row["text"] as String?) ?? "none") \(row.bytes("bytes"))"
      }
      #expect(stored == expected)
    }
  }

  @Test func `a row that the schema refuses is a fault that names the constraint and the record`()
    throws
  {
    try withStore { transaction in
      try transaction.execute("CREATE TEMP TABLE pair (a INTEGER, b INTEGER, UNIQUE (a, b))")
      var buffer = RowBuffer("temp.pair", ["a", "b"])
      for (record, tag) in [1, 2, 3, 2].enumerated() {
        buffer.beginRow(of: record)
        buffer.append(1)
        buffer.append(tag)
      }
      do {
        try buffer.store(in: transaction.database)
        Issue.record("a row was stored twice")
      } catch let refusal as RowBuffer.Refusal {
        guard case .constraint = refusal.fault.cause else { throw refusal.fault }
        #expect(refusal.record == 3)
      }
    }
  }

  @Test func `what waits to be stored is there for whoever asks for it otherwise`() throws {
    try withStore { transaction in
      let pantry = try Pantry(filling: transaction)
      var coder = BodyCoder()
      let key = try transaction.storeBody(coder.code(RecipeBody(title: "Stock")))
      transaction.add([pantry.rye], to: pantry.copy)
      #expect(transaction.buffered.isEmpty == false)
      let count = try transaction.integer(
        "SELECT count(*) FROM recipe_body WHERE id = \(key.value)")
      #expect(count == 1)
      #expect(transaction.buffered.isEmpty)
      let next = try transaction.storeBody(coder.code(RecipeBody(title: "Broth")))
      #expect(next.value == key.value + 1)
    }
  }
}
