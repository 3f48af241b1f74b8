import Foundation
import GRDB
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Backups
@testable import Store

/// Typed lines that other programs, or nobody friendly, wrote.
struct ForeignArchiveTests {
  static let ada =
    #"{"type":"user","id":"ada","email":"ada@example.org","username":"Ada","createdAt":"2026-01-01T00:00:00Z"}"#
  static let circle =
    #"{"type":"community","id":"c","slug":"circle","name":"Circle","description":"","visibility":"invite_only","timeZone":"UTC","createdAt":"2026-01-02T00:00:00Z"}"#
  static let admin =
    #"{"type":"membership","id":"m","userId":"ada","communityId":"c","role":"admin","joinedAt":"2026-01-02T00:00:00Z"}"#

  static func recipe(_ id: String, _ more: String = "") -> String {
    #"{"type":"recipe","id":"\#(id)","title":"Rye \#(id)","content":"Mix.\n\nBake.","tags":["Bread","bread "],"creatorId":"ada","communityId":"c","createdAt":"2026-01-03T00:00:00Z"\#(more)}"#
  }

  static func variant(_ id: String, of origin: String) -> String {
    recipe(id, #","originRecipeId":"\#(origin)","originKind":"variant""#)
  }

  static let village = [ada, circle, admin]

  @Test func `lines in any order make the same store`() throws {
    let lines =
      Self.village + [
        Self.recipe("r1"), Self.variant("r2", of: "r1"),
        #"{"type":"view","recipeId":"r2","userId":"ada","viewedAt":"2026-01-04T00:00:00Z"}"#,
      ]
    let forward = try bring(lines)
    let backward = try bring(lines.reversed())
    #expect(forward.rejections == [])
    #expect(backward.rejections == [])
    #expect(forward.dump == backward.dump)
    #expect(forward.dump["recipe"]?.count == 2)
    #expect(forward.dump["tag"]?.count == 1)
    #expect(forward.outcome.total.inserted == 6)
    #expect(forward.dirtyDays == ["2026-01-04", "2026-01-05"])
  }

  @Test func `R2: a community without a living admin is refused with all that hangs on it`() throws
  {
    let member = Self.admin.replacingOccurrences(of: "admin", with: "member")
    let result = try bring([
      Self.ada, Self.circle, member, Self.recipe("r1"),
      #"{"type":"view","recipeId":"r1","viewedAt":"2026-01-04T00:00:00Z"}"#,
    ])
    #expect(
      result.codes == ["ruleRefused", "unknownReference", "unknownReference", "unknownReference"])
    #expect(result.dump["user"]?.count == 1)
    #expect(result.outcome.total.addsUp)
    #expect(result.outcome.total.quarantined == 4)
  }

  @Test func `id-1: cycles are refused with their path, a missing origin makes a root`() throws {
    let result = try bring(
      Self.village + [
        Self.variant("a", of: "b"), Self.variant("b", of: "a"), Self.variant("self", of: "self"),
        Self.variant("orphan", of: "nowhere"), Self.variant("below", of: "a"),
      ])
    #expect(result.codes == ["lineageCycle", "lineageCycle", "lineageCycle"])
    #expect(result.rejections.contains { $0.message.hasSuffix("a -> b -> a") })
    #expect(result.outcome.missingOrigins == 2)
    #expect(result.dump["recipe"]?.count == 2)
  }

  @Test func `id-1: a chain of 20,000 recipes is taken in, whatever its order`() throws {
    let count = 20_000
    let result = try bring(
      Self.village
        + (1...count).reversed().map { Self.variant("r\($0)", of: "r\($0 - 1)") }
        + [Self.recipe("r0")])
    #expect(result.outcome.total.inserted == count + 4)
    #expect(result.outcome.missingOrigins == 0)
  }

  @Test(arguments: [
    (
      #"{"type":"membership","id":"x","userId":"nobody","communityId":"c","role":"member","joinedAt":"2026-01-02T00:00:00Z"}"#,
      "unknownReference"
    ),
    (
      #"{"type":"membership","id":"x","userId":"ada","communityId":"c","role":"admin","joinedAt":"2026-01-02T00:00:00Z"}"#,
      "conflictingIdentity"
    ),
    (
      #"{"type":"membership","id":"x","userId":"ada","communityId":"c","role":"owner","joinedAt":"2026-01-02T00:00:00Z"}"#,
      "invalidValue"
    ),
    (
      #"{"type":"membership","id":"x","userId":"ada","communityId":"c","role":"admin","joinedAt":"2026-01-02T00:00:00Z","deletedAt":"2026-01-01T00:00:00Z"}"#,
      "invalidValue"
    ),
    (
      #"{"type":"user","id":"x","email":"ADA@example.org","username":"Other","createdAt":"2026-01-01T00:00:00Z"}"#,
      "conflictingIdentity"
    ),
    (
      #"{"type":"user","id":"ada","email":"ada@example.org","username":"Eva","createdAt":"2026-01-01T00:00:00Z"}"#,
      "conflictingIdentity"
    ),
    (#"{"type":"user","id":"x","nickname":"Ada","username":"x"}"#, "missingValue"),
    (
      #"{"type":"tag","id":"x","name":"rye","colour":"brown"}"#, "unknownField"
    ),
    (#"{"type":"oven"}"#, "invalidValue"),
    ("{\"type\":", "malformedJSON"),
  ])
  func `mb-1: a record that cannot be is refused with its line`(line: String, code: String) throws {
    let result = try bring(Self.village + [line])
    #expect(result.codes == [code])
    #expect(result.rejections.first?.location.line == 4)
    #expect(result.rejections.first.map { !$0.raw.isEmpty } == true)
    #expect(result.outcome.total.inserted == 3)
  }

  @Test func `js-2: BOM, CRLF, a bad line and no last line feed cost one record`() throws {
    var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
    bytes += Array("\(Self.ada)\r\n\(Self.circle)\r\n".utf8)
    let offset = bytes.count
    bytes += Array("{\"type\":\"tag\",\"id\":\"t\",\"name\":\"".utf8) + [0xFF]
    bytes += Array("\"}\r\n\(Self.admin)\r\n\(Self.recipe("r1"))".utf8)
    let result = try bring(bytes: bytes)
    #expect(result.codes == ["invalidEncoding"])
    #expect(result.rejections.first?.location.line == 3)
    #expect(result.rejections.first?.location.byteOffset == Int64(offset))
    #expect(result.outcome.total.inserted == 4)
  }

  @Test func `js-2: a line beyond the limit is passed over`() throws {
    let large = "{\"type\":\"tag\",\"name\":\"" + String(repeating: "a", count: 17 << 20) + "\"}"
    let result = try bring([large] + Self.village)
    #expect(result.codes == ["tooLarge"])
    #expect(result.rejections.first?.raw.count == Rejection.rawLimit)
    #expect(result.outcome.total.inserted == 3)
  }

  @Test func `what was deleted elsewhere stays deleted, and comes twice without a change`() throws {
    let lines = Self.village + [Self.recipe("r1", #","deletedAt":"2026-02-01T00:00:00Z""#)]
    let result = try bring(lines)
    #expect(result.dump["deletion"]?.count == 1)
    #expect(result.second.total.unchanged == 4)
  }

  @Test func `a file that holds no community archive is refused`() throws {
    #expect(throws: ReadFault.self) { try bring(["{\"@type\":\"Recipe\",\"name\":\"Rye\"}"]) }
  }

  // MARK: - Bringing

  struct Brought {
    var outcome: CommunityArchiveImport.Outcome
    var second: CommunityArchiveImport.Outcome
    var rejections: [Rejection]
    var dump: [String: [String]]
    var dirtyDays: [String]

    /// The names of the codes, sorted.
    var codes: [String] { rejections.map { "\($0.code)" }.sorted() }
  }

  private func bring(_ lines: [String]) throws -> Brought {
    try bring(bytes: Array(lines.joined(separator: "\n").utf8))
  }

  /// Imports into an empty store, twice; the second time must change nothing.
  private func bring(bytes: [UInt8]) throws -> Brought {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "lines.jsonl")
      try Data(bytes).write(to: path)
      let (store, run) = try VillageGenerator.emptyStore(
        at: folder.appending(path: "levain.db").path)
      let importing = CommunityArchiveImport(store: store, run: run)
      var rejections: [Rejection] = []
      let outcome = try importing.run(paths: [path.path]) { rejections += $0 }
      let dump = try StoreDump.dump(store)
      let dirty = try store.read { transaction in
        try transaction.rows("SELECT day FROM rollup_dirty ORDER BY day") {
          Day(number: $0[0]).description
        }
      }
      let second = try importing.run(paths: [path.path])
      #expect(try StoreDump.dump(store) == dump)
      #expect(second.total.inserted == 0)
      #expect(second.total.quarantined == outcome.total.quarantined)
      return Brought(
        outcome: outcome, second: second, rejections: rejections, dump: dump, dirtyDays: dirty)
    }
  }
}
