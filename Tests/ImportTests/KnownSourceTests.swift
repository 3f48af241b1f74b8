import Foundation
import GRDB
@testable import Import
import PipelineCore
import RecipeModel
@testable import Store
import TestKit
import Testing

struct KnownSourceTests {
  /// Lines of a collection that changes from export to export: some new, some gone, some said twice,
  /// some in another order, some edited, some that are no recipes.
  private static func export(_ generator: inout SeededGenerator) -> String {
    var lines: [String] = []
    for number in 0..<40 where Int.random(in: 0..<10, using: &generator) < 8 {
      let version = Int.random(in: 0..<8, using: &generator) == 0 ? 2 : 1
      let id =
        number.isMultiple(of: 3)
        ? "" : #""url":"https://example.org/\#(number.isMultiple(of: 7) ? 7 : number)","#
      let line = """
        {\(id)"title":"Loaf \(number % 11)","ingredients":["\(number) cups rye"],\
        "directions":["Bake \(version)."],"tags":["Rye"],"yield":"\(number) loaves"}
        """
      lines.append(line)
      if Int.random(in: 0..<6, using: &generator) == 0 { lines.append(line) }
      if Int.random(in: 0..<9, using: &generator) == 0 { lines.append(#"{"rating":5}"#) }
    }
    if Bool.random(using: &generator) { lines.shuffle(using: &generator) }
    return lines.joined(separator: "\n") + "\n"
  }

  @Test(arguments: 0..<12, [DuplicateHandling.skip, .keep])
  func `records that are known are passed over, and nothing else ends differently`(
    seed: Int, duplicates: DuplicateHandling
  ) throws {
    try withTemporaryFolder { folder in
      var generator = SeededGenerator(seed: seed)
      let passing = try Kitchen(in: folder, named: "passing.db")
      let reading = try Kitchen(in: folder, named: "reading.db")
      for round in 0..<4 {
        let path = try passing.file("\(round).jsonl", KnownSourceTests.export(&generator))
        let batch = Int.random(in: 3...50, using: &generator)
        let passed = try passing.run([path], batchRecords: batch, duplicates: duplicates)
        // Who asks for authors has every record read.
        let read = try reading.run([path], batchRecords: batch, duplicates: duplicates) {
          $0.authors = [:]
        }
        #expect(passed.accounts == read.accounts)
        #expect(passed.warnings == read.warnings)
        let (left, right) = (try passing.contents(), try reading.contents())
        #expect(left == right)
        let victim = Int.random(in: 1...30, using: &generator)
        for kitchen in [passing, reading] {
          try kitchen.store.write { transaction in
            try transaction.database.execute(
              sql: """
                INSERT INTO deletion (kind, deleted_at, change) VALUES ('recipe', 1, 1);
                UPDATE recipe SET deleted_at = 1, deletion_id = last_insert_rowid()
                 WHERE id = \(victim) AND deleted_at IS NULL
                """)
          }
        }
      }
    }
  }

  @Test func `records that are known are not even looked up, and others are`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Kitchen.lines(0..<9))
      _ = try kitchen.run([path])
      // Whoever looks a record up by its id does not find this one, and says that it is a duplicate.
      try kitchen.store.write { (transaction) throws in
        try transaction.execute(
          "UPDATE recipe SET public_id = 'elsewhere' WHERE id = 1 AND community_id IS NOT NULL")
      }
      var total = try kitchen.run([path]).total
      #expect((total.unchanged, total.skipped) == (9, 0))
      total = try kitchen.run([path]) { $0.authors = [:] }.total
      #expect((total.unchanged, total.skipped) == (8, 1))
    }
  }

  @Test func `nothing is made ready of records that are known`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<9))])
      let later = Kitchen.lines(0..<4) + Kitchen.lines(4..<5, step: "Steam") + Kitchen.lines(5..<11)
      let request = kitchen.request([try kitchen.file("b.jsonl", later)], intoCatalogue: false)
      let known = try kitchen.store.read { try KnownSources(for: request, bytes: 9999, in: $0) }
      let tray = Tray()
      let session = ImportSession(
        request: request, files: nil, limits: RecipeImport.Limits(), checkpoint: Checkpoint(),
        known: known, observer: Observer(), activity: "importing", totalBytes: 0, destination: tray)
      try session.readAll()
      #expect(tray.items == "uuuuruuuurr")
    }
  }

  @Test func `a few records are read where walking the store would cost more`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("all.jsonl", Kitchen.lines(0..<60))])
      let one = Kitchen.lines(3..<4)
      let request = kitchen.request([try kitchen.file("one.jsonl", one)], intoCatalogue: false)
      let isKnown = { (bytes: Int64) in
        try kitchen.store.read { try KnownSources(for: request, bytes: bytes, in: $0) != nil }
      }
      let (few, many) = (try isKnown(Int64(one.utf8.count)), try isKnown(60 * 32))
      #expect(!few)
      #expect(many)
    }
  }
}

/// Remembers what it is handed, a letter for each: `u`nchanged, a `r`ecord, something `e`lse.
private final class Tray: BatchDestination {
  private(set) var items = ""

  var wantsTexts: Bool { false }

  func take(_ batch: ImportBatch, upTo _: Checkpoint, isLast _: Bool) {
    for item in batch.items {
      switch item {
      case .unchanged: items += "u"
      case .record: items += "r"
      case .rejection, .leftOut: items += "e"
      }
    }
  }

  func finish() {}
}
