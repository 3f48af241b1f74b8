import Foundation
import TestKit
import Testing

@testable import Store

struct IntakeQueryPlanTests {
  @Test func `R20: proposals that come back with their recipes are found by those`() throws {
    try withTemporaryFolder { folder in
      let store = try RecipeStore.create(
        at: folder.appending(path: "levain.db").path, surroundings: .fixed)
      try store.write { (transaction) throws in
        _ = try Pantry(filling: transaction)
        let intake = try ArchiveIntake(transaction, run: RunKey(1), onConflict: .overwrite)
        let statements = try transaction.statements { try intake.overwriteRecipes() }
        let returning = try #require(statements.first { $0.hasPrefix("UPDATE proposal") })
        let plan = try QueryPlan(of: returning, in: transaction.database)
        #expect(plan.lines.filter { $0.contains("CORRELATED") } == [])
        // What is staged is read once, and nothing else as a whole.
        #expect(plan.scans.count == 1 && ["SCAN t", "SCAN i"].contains(plan.scans[0]))
      }
    }
  }
}
