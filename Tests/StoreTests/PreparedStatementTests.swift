import Foundation
import RecipeModel
import TestKit
import Testing

@testable import Store

struct PreparedStatementTests {
  private func withStore(_ body: (WriteTransaction) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let store = try RecipeStore.create(
        at: folder.appending(path: "levain.db").path, surroundings: .fixed)
      try store.write { try body($0) }
    }
  }

  @Test func `what is bound is what is read, of every type`() throws {
    try withStore { transaction in
      let read = try transaction.row(
        "SELECT ?1 AS a, ?2 AS b, ?3 AS c, ?4 AS d, ?5 AS e, ?6 AS f",
        [Int64.min, "nul\0 and é", [UInt8]([0, 255]), nil as String?, true, [UInt8]()]
      ) { row in
        #expect(row["a"] as Int64 == .min)
        #expect(row["b"] as String == "nul\0 and é")
        #expect(row["c"] as [UInt8] == [0, 255])
        #expect(row["d"] as String? == nil)
        #expect(row.isNull("d") && !row.isNull("a"))
        #expect(row["e"] as Bool)
        #expect(row["f"] as [UInt8] == [])
        return true
      }
      #expect(read == true)
    }
  }

  @Test func `columns are found by name in any order, and again`() throws {
    try withStore { transaction in
      let rows = try transaction.rows("SELECT 1 AS a, 2 AS b, 3 AS c UNION ALL SELECT 4, 5, 6") {
        [$0["c"], $0["a"], $0["b"], $0["c"], $0["c"]] as [Int]
      }
      #expect(rows == [[3, 1, 2, 3, 3], [6, 4, 5, 6, 6]])
    }
  }

  @Test func `parameters are bound by name, wherever they stand and however often`() throws {
    try withStore { transaction in
      var arguments: StatementArguments = ["word": "b"]
      arguments += ["number": 2, "none": nil as Int64?]
      let text = try transaction.row(
        "SELECT :number || :word || :word || ifnull(:none, '-')", arguments
      ) {
        $0[0] as String
      }
      #expect(text == "2bb-")
    }
  }

  @Test func `what was bound before does not stay`() throws {
    try withStore { transaction in
      let sql = "SELECT ifnull(?, 'none')"
      _ = try transaction.row(sql, ["first"]) { $0[0] as String }
      let second = try transaction.row(sql, [nil as String?]) { $0[0] as String }
      #expect(second == "none")
    }
  }

  @Test func `a walk may ask the same query within`() throws {
    try withStore { transaction in
      var pairs: [[Int]] = []
      let sql = "SELECT 1 AS n UNION ALL SELECT 2"
      try transaction.eachRow(sql) { outer in
        let number: Int = outer["n"]
        try transaction.eachRow(sql) { pairs.append([number, $0["n"]]) }
      }
      #expect(pairs == [[1, 1], [1, 2], [2, 1], [2, 2]])
    }
  }

  @Test func `a row that the schema refuses is a constraint, and leaves the statement ready`()
    throws
  {
    try withStore { transaction in
      let sql = "INSERT INTO tag (public_id, name, folded, change) VALUES (?1, ?1, ?2, 1)"
      func insert(_ name: String) throws { try transaction.execute(sql, [name, name]) }
      try insert("rye")
      #expect {
        try insert("rye")
      } throws: { error in
        if case .constraint? = (error as? StoreFault)?.cause { return true }
        return false
      }
      try insert("oats")
    }
  }
}
