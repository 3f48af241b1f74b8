import Import
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Store

struct ErrorLimitTests {
  @Test(arguments: [
    ("0", 0, 10, false), ("0", 1, 10, true), ("2", 2, 10, false), ("2", 3, 10, true),
    ("0%", 0, 10, false), ("0%", 1, 10, true), ("20%", 2, 10, false), ("19.9%", 2, 10, true),
    ("100%", 10, 10, false), ("50%", 0, 0, false),
  ])
  func `a limit is a number of records or a share of them`(
    text: String, errors: Int, read: Int, isExceeded: Bool
  ) throws {
    let limit = try #require(ErrorLimit(text))
    #expect(limit.isExceeded(by: errors, of: read) == isExceeded)
    #expect(ErrorLimit(limit.description) == limit)
  }

  @Test(arguments: ["", "-1", "1.5", "101%", "-1%", "%", "nan%", "many", "1 %x"])
  func `what is no limit is none`(text: String) {
    #expect(ErrorLimit(text) == nil)
  }

  @Test func `beyond the limit nothing is stored, and the run says where the first ones are`()
    throws
  {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Kitchen.lines(0..<20) + "{}\n{}\n")
      let fault = #expect(throws: TooManyErrors.self) {
        try kitchen.run([path], batchRecords: 5) { $0.errorLimit = .records(1) }
      }
      #expect(fault?.exitCode == .thresholdExceeded)
      #expect((fault?.errors, fault?.read) == (2, 22))
      #expect(fault?.first.map(\.location.line) == [21, 22])
      #expect(try kitchen.integer("SELECT count(*) FROM recipe") == 0)
      #expect(try kitchen.texts("SELECT state || ' ' || exit_code FROM run") == ["failed 4"])
      let planned = try kitchen.plan([path]) { $0.errorLimit = .records(1) }
      #expect(planned.exitCode == .thresholdExceeded)
      // Under another limit it is the same work, gone on with.
      let outcome = try kitchen.run([path]) { $0.errorLimit = .percent(10) }
      #expect((outcome.total.inserted, outcome.total.quarantined) == (20, 2))
      #expect(try kitchen.texts("SELECT state || ' ' || exit_code FROM run") == ["succeeded 3"])
    }
  }

  @Test func `what is asked before anybody is made is kept as a run that failed`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      var request = kitchen.request(
        [try kitchen.file("a.jsonl", Kitchen.lines(0..<3) + "{}\n")], intoCatalogue: false)
      let importing = RecipeImport(store: kitchen.store, surroundings: Kitchen.surroundings)
      request.errorLimit = .records(1)
      try importing.requireFewErrors(in: request, observer: Observer())
      #expect(try kitchen.integer("SELECT count(*) FROM run") == 0)
      request.errorLimit = .records(0)
      #expect(throws: TooManyErrors.self) {
        try importing.requireFewErrors(in: request, observer: Observer())
      }
      #expect(try kitchen.texts("SELECT state || ' ' || exit_code FROM run") == ["failed 4"])
    }
  }

  @Test func `a run that has stored something before says that nothing more was stored`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Kitchen.lines(0..<20) + "{}\n")
      #expect(throws: Interrupted.self) {
        try kitchen.run([path], batchRecords: 5, observer: Observer(shouldStop: { true }))
      }
      let stored = try kitchen.integer("SELECT count(*) FROM recipe WHERE community_id = 1")
      #expect(stored > 0)
      let fault = #expect(throws: TooManyErrors.self) {
        try kitchen.run([path], batchRecords: 5) { $0.errorLimit = .records(0) }
      }
      #expect(fault?.isContinued == true)
      #expect(
        try kitchen.integer("SELECT count(*) FROM recipe WHERE community_id = 1") == stored)
    }
  }
}
