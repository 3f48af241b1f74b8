import Communities
import CommunityRules
import Foundation
import PipelineCore
import RecipeFormats
import RecipeModel
import TestKit
import Testing

@testable import Import
@testable import Store

/// What becomes of records in quarantine when their archive is read again.
struct ReplayTests {
  private static let bad =
    #"{"title":"","ingredients":["rye"],"directions":["Bake."],"url":"https://example.org/bad"}"#
    + "\n"

  private func states(_ kitchen: Kitchen) throws -> [String] {
    try kitchen.texts("SELECT state FROM quarantine ORDER BY id")
  }

  @Test func `what a whole run does not meet again is replayed, and what it meets stays pending`()
    throws
  {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let two = Kitchen.lines(0..<3) + Self.bad + Self.bad
      let path = try kitchen.file("a.jsonl", two)
      let other = try kitchen.file("other.jsonl", Kitchen.lines(3..<4) + Self.bad)
      #expect(try kitchen.run([path]).exitCode == .quarantined)
      _ = try kitchen.run([other])
      #expect(try states(kitchen) == ["pending", "pending", "pending"])
      // The first of the two is mended; the other archive is not read.
      _ = try kitchen.file("a.jsonl", Kitchen.lines(0..<4) + Self.bad)
      let outcome = try kitchen.run([path])
      // One of the two, which say the same, is still there, at another place of the file.
      #expect((outcome.replayed, outcome.pending) == (1, 1))
      #expect(try states(kitchen) == ["pending", "replayed", "pending"])
      #expect(try kitchen.integer("SELECT line FROM quarantine WHERE id = 1") == 5)
    }
  }

  @Test func `a record at its old place is met again, whatever was mended after it`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Self.bad + Self.bad)
      _ = try kitchen.file("b.jsonl", Kitchen.lines(0..<1))
      #expect(throws: Never.self) { try kitchen.run([folder.path]) }
      _ = try kitchen.file("a.jsonl", Self.bad + Kitchen.lines(7..<8))
      let outcome = try kitchen.run([folder.path])
      #expect((outcome.replayed, outcome.pending, outcome.exitCode) == (1, 1, .quarantined))
      #expect(try states(kitchen) == ["pending", "replayed"])
      _ = path
    }
  }

  @Test func `a run that stopped halfway replays nothing`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Kitchen.lines(0..<8) + Self.bad)
      _ = try kitchen.run([path])
      _ = try kitchen.file("a.jsonl", Kitchen.lines(0..<9))
      #expect(throws: Interrupted.self) {
        try kitchen.run([path], batchRecords: 3, observer: Observer(shouldStop: { true }))
      }
      #expect(try states(kitchen) == ["pending"])
      #expect(try kitchen.run([path], batchRecords: 3).replayed == 1)
      #expect(try states(kitchen) == ["replayed"])
    }
  }

  @Test func `what goes elsewhere is not replayed`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Kitchen.lines(0..<1) + Self.bad)
      _ = try kitchen.run([path])
      _ = try kitchen.file("a.jsonl", Kitchen.lines(0..<2))
      #expect(try kitchen.run([path], intoCatalogue: true).replayed == 0)
      #expect(try states(kitchen) == ["pending"])
    }
  }

  @Test func `a record that was discarded is met again without a word about it in the exit code`()
    throws
  {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Kitchen.lines(0..<1) + Self.bad)
      _ = try kitchen.run([path])
      try kitchen.store.write { transaction in
        try transaction.discard(try #require(try transaction.quarantined(1)))
      }
      let outcome = try kitchen.run([path])
      #expect((outcome.total.quarantined, outcome.pending, outcome.exitCode) == (1, 0, .done))
      #expect(try states(kitchen) == ["discarded"])
    }
  }

  @Test func `a record that broke again is pending again, and so is one whose run is taken back`()
    throws
  {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let broken = Kitchen.lines(0..<1) + Self.bad
      let path = try kitchen.file("a.jsonl", broken)
      _ = try kitchen.run([path])
      _ = try kitchen.file("a.jsonl", Kitchen.lines(0..<2))
      _ = try kitchen.run([path])
      #expect(try states(kitchen) == ["replayed"])
      try kitchen.undo(try kitchen.importRun())
      #expect(try states(kitchen) == ["pending"])
      _ = try kitchen.run([path])
      #expect(try states(kitchen) == ["replayed"])
      _ = try kitchen.file("a.jsonl", broken)
      #expect(try kitchen.run([path]).pending == 1)
      #expect(try states(kitchen) == ["pending"])
    }
  }

  @Test func `R23a: what was taken down is replayed once that is lifted`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Kitchen.lines(0..<2))
      _ = try kitchen.run([path], intoCatalogue: true)
      let recipe = try kitchen.recipe(0)
      let everywhere = try kitchen.people.takeDown(
        recipe, reason: try TakedownReason("asked for"), as: .operator)
      #expect(try kitchen.run([path]).pending == 1)
      _ = everywhere
      _ = try kitchen.people.liftTakedown(of: recipe, as: .operator)
      let outcome = try kitchen.run([path])
      #expect((outcome.replayed, outcome.pending, outcome.total.inserted) == (1, 0, 1))
    }
  }

  @Test func `what somebody mended is read in the place of what the archive holds, and stays so`()
    throws
  {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Kitchen.lines(0..<2) + Self.bad + "{\n")
      _ = try kitchen.run([path])
      let records = try kitchen.store.read { (transaction) throws(StoreFault) in
        try transaction.quarantine()
      }
      #expect(records.count == 2)
      let mended = Array(
        Self.bad.replacingOccurrences(of: #""title":"""#, with: #""title":"Good""#).utf8)
      var outcome = try kitchen.run([path]) { $0.mended = [records[0].fingerprint: mended] }
      #expect((outcome.total.inserted, outcome.replayed, outcome.pending) == (1, 1, 1))
      #expect(try states(kitchen) == ["replayed", "pending"])
      #expect(
        try kitchen.texts("SELECT identity FROM recipe_source").contains("https://example.org/bad"))
      // The archive still holds it as it was.
      outcome = try kitchen.run([path])
      #expect((outcome.total.quarantined, outcome.pending) == (2, 1))
      #expect(try states(kitchen) == ["replayed", "pending"])
      // What is no better, or only in part, leaves the record as it was.
      let better = Self.bad.replacingOccurrences(of: #""title":"""#, with: #""title":"Better""#)
        .replacingOccurrences(of: "/bad", with: "/better")
      for content in ["{}", "[]", better + "{}\n"] {
        outcome = try kitchen.run([path]) {
          $0.mended = [records[1].fingerprint: Array(content.utf8)]
        }
        #expect((outcome.replayed, outcome.pending, outcome.total.inserted) == (0, 1, 0))
        #expect(outcome.exitCode == .quarantined)
        #expect(try states(kitchen) == ["replayed", "pending"])
      }
      let kept = try kitchen.store.read { (transaction) throws(StoreFault) in
        try transaction.quarantined(records[1].number)
      }
      #expect(kept?.rejection == records[1].rejection)
      outcome = try kitchen.run([path]) {
        $0.mended = [records[1].fingerprint: Array(better.utf8)]
      }
      #expect((outcome.replayed, outcome.pending, outcome.total.inserted) == (1, 0, 1))
      #expect(try states(kitchen) == ["replayed", "replayed"])
    }
  }

  // MARK: - Settings

  static let requests: [ImportRequest] = {
    var requests = [request()]
    var full = request()
    full.paths = ["a b.zip", "ü/\"x\".json"]
    full.format = "csv"
    full.sourceName = "old \u{1F370} box"
    full.tags = ["One", "Two Words"]
    full.duplicates = .variant
    full.nearDuplicates = .list
    full.indexesText = false
    full.authors = [FoldedName("Ada Öl"): UserKey(7), FoldedName("ben"): UserKey(9)]
    full.columns =
      (try? StatedColumns([("title", "Rezeptname"), ("ingredients", "Zutaten")])) ?? .none
    if let soup = try? TagName("Soup"), let winter = try? TagName("Winter Dish") {
      full.tagRules = TagRules(
        splitAt: ["/", ", "], rename: [.init(soup, [winter, soup])], drop: [winter],
        add: [.init(winter, [soup])])
    }
    requests.append(full)
    var nobody = request()
    nobody.authors = [:]
    requests.append(nobody)
    return requests
  }()

  private static func request() -> ImportRequest {
    ImportRequest(
      target: ImportRequest.Target(place: .catalogue, id: "cook", label: "cook"),
      importer: UserKey(1), paths: ["a.jsonl"])
  }

  @Test(arguments: requests.indices)
  func `settings that were kept ask for the same import`(index: Int) throws {
    let request = Self.requests[index]
    let kept = try RepeatableImport(json: RepeatableImport(of: request).json, of: RunID("r"))
    #expect(kept == RepeatableImport(of: request))
    let again = kept.request(into: request.target, by: request.importer, authors: kept.authors)
    #expect(again.runRequest(of: []).fingerprint == request.runRequest(of: []).fingerprint)
    #expect((again.paths, again.options) == (request.paths, request.options))
  }

  @Test func `settings of another version are not read`() {
    #expect(throws: KeptSettingsFault(.otherVersion, of: RunID("r"))) {
      try RepeatableImport(json: #"{"version":2}"#, of: RunID("r"))
    }
  }

  /// What may happen to settings that were kept: a text of theirs, and what stands there instead.
  private static let damages: [(whole: String, damaged: String)] = [
    (#""paths":["a b.zip","#, #""paths":["a b.zip",1,"#),
    (#""format":"csv""#, #""format":7"#),
    (#""field":"ingredients""#, #""field":"smell""#),
    (#""header":"Zutaten""#, #""headers":"Zutaten""#),
    (#""split":["/",", "]"#, #""split":["/",""]"#),
    (#""drop":["Winter Dish"]"#, #""drop":[" "]"#),
    (#""tag":"Soup","#, #""name":"Soup","#),
    (#""add":[{"#, #""add":[7,{"#),
    (#""tags":["One","Two Words"]"#, #""tags":"One""#),
    (#""duplicates":"variant""#, #""duplicates":"sometimes""#),
    (#""nearDuplicates":"list","#, ""),
    (#""indexesText":false"#, #""indexesText":"no""#),
    (#""user":9"#, #""user":null"#),
    ("}", ""),
  ]

  @Test(arguments: damages.indices)
  func `damaged settings are refused, and no part of them is passed over`(index: Int) throws {
    let whole = RepeatableImport(of: Self.requests[1]).json
    let (from, to) = Self.damages[index]
    let place = try #require(whole.range(of: from, options: .backwards), "\(whole)")
    let damaged = whole.replacingCharacters(in: place, with: to)
    let fault = try #require(
      #expect(throws: KeptSettingsFault.self) {
        try RepeatableImport(json: damaged, of: RunID("r"))
      })
    guard case .damaged = fault.cause else {
      Issue.record("\(fault)")
      return
    }
  }
}
