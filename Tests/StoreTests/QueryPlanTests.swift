import GRDB
import Testing

@testable import Store

/// One request to the store, for its statements.
struct Query: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var run: @Sendable (WriteTransaction, Pantry) throws -> Void

  init(_ name: String, _ run: @escaping @Sendable (WriteTransaction, Pantry) throws -> Void) {
    testDescription = name
    self.run = run
  }
}

struct QueryPlanTests {
  @Test(arguments: Query.ofPeople)
  func `no query of what people do reads a whole table`(query: Query) throws {
    try Pantry.with { transaction, pantry in
      let statements = try transaction.statements { try query.run(transaction, pantry) }
      #expect(!statements.isEmpty)
      for sql in statements {
        let plan = try QueryPlan(of: sql, in: transaction.database)
        #expect(plan.scans.isEmpty, "\(sql)")
      }
    }
  }

  @Test(arguments: Query.ofImports)
  func `no query that an import asks for each record reads a whole table`(query: Query) throws {
    try Pantry.with { transaction, pantry in
      for sql in try transaction.statements(of: { try query.run(transaction, pantry) }) {
        let plan = try QueryPlan(of: sql, in: transaction.database)
        #expect(plan.scans.isEmpty, "\(sql)")
      }
    }
  }

  @Test(arguments: [
    "SELECT * FROM recipe WHERE image_url = 'x'", "DELETE FROM user WHERE email = 'x'",
    "SELECT count(*) FROM recipe_body",
  ])
  func `a query that reads a whole table is noticed`(sql: String) throws {
    try Pantry.with { transaction, _ in
      let plan = try QueryPlan(of: sql, in: transaction.database)
      #expect(plan.scans.count == 1)
    }
  }
}
