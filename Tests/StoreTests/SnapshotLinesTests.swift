import Foundation
import JSONText
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Store

/// Whoever reads a block reads it the same way: a heading, then rows.
struct SnapshotLinesTests {
  private let parser = JSONParser()
  private static let heading = #"{"table":"user","columns":["id","public_id"]}"#

  @Test(arguments: ["", "\n\n", "[1,\"u1\"]\n", "{}\n[1,\"u1\"]\n", "{\"table\":\"user\"}\n"])
  func `what has no heading is a block to nobody`(text: String) throws {
    let lines = Array(text.utf8)
    #expect(SnapshotInspection(of: lines, parser: parser) == nil)
    #expect(SnapshotPeople(lines, lookingFor: [], parser: parser) == nil)
    #expect(!SnapshotLine.each(of: lines, parser: parser) { _ in })
    try withTemporaryFolder { folder in
      let draft = try StoreDraft(at: folder.appending(path: "copy.db").path, schemaVersion: 1)
      #expect(throws: StoreFault.self) {
        try draft.load(lines, of: "user", at: SourceLocation(archive: "backup"))
      }
    }
  }

  @Test func `a heading alone is a block without rows, and empty lines are none`() throws {
    for text in [Self.heading, Self.heading + "\n", "\n\(Self.heading)\n\n"] {
      let lines = Array(text.utf8)
      let inspection = try #require(SnapshotInspection(of: lines, parser: parser))
      #expect(inspection.table == "user" && inspection.rows == 0 && inspection.brokenLine == nil)
      #expect(SnapshotPeople(lines, lookingFor: [], parser: parser)?.keys == [])
      #expect(SnapshotLine.each(of: lines, parser: parser) { _ in })
    }
  }

  @Test func `of a row that is none its line is told, and what takes no broken ones stops there`()
    throws
  {
    let lines = Array("\(Self.heading)\n[1,\"u1\"]\n{}\n[3,\"u3\"]\n[]\n".utf8)
    let inspection = try #require(SnapshotInspection(of: lines, parser: parser))
    #expect(inspection.brokenLine == 3 && inspection.rows == 2)
    #expect(inspection.keys == [1...1, 3...3])
    #expect(SnapshotPeople(lines, lookingFor: [], parser: parser) == nil)
    var keys: [Int64?] = []
    #expect(!SnapshotLine.each(of: lines, parser: parser) { keys.append($0.key) })
    #expect(keys == [1])
  }
}
