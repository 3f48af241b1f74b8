import Foundation
import FullText
import GRDB
import Import
import PipelineCore
import RecipeCoding
import RecipeModel
import Synchronization
import TestKit
import Testing

@testable import Store

struct TextIndexTests {
  @Test(arguments: [1, 7, 500])
  func `what is imported can be searched at once, as after a rebuild`(batch: Int) throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let first = try kitchen.file("first.jsonl", Kitchen.lines(0..<20))
      let second = try kitchen.file("second.jsonl", Kitchen.lines(10..<30, step: "Steam"))
      _ = try kitchen.run([first], batchRecords: batch)
      _ = try kitchen.run([second], batchRecords: batch)
      let found = try kitchen.words()
      #expect(found.contains { $0.hasPrefix("steam ") })
      #expect(try FullTextStage.run(on: kitchen.store).bodies == 0)
      try FullTextStage.run(on: kitchen.store, rebuilding: true)
      let rebuilt = try kitchen.words()
      #expect(found == rebuilt)
    }
  }

  @Test func `behind texts that are not indexed yet, an import leaves its own to the stage`() throws
  {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let first = try kitchen.file("first.jsonl", Kitchen.lines(0..<3))
      let second = try kitchen.file("second.jsonl", Kitchen.lines(3..<5))
      _ = try kitchen.run([first], indexesText: false)
      _ = try kitchen.run([second])
      let words = try kitchen.words()
      #expect(words.isEmpty)
      #expect(try FullTextStage.run(on: kitchen.store).bodies == 5)
    }
  }

  @Test func `a text that somebody writes between two imports is not left out`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let first = try kitchen.file("first.jsonl", Kitchen.lines(0..<3))
      let second = try kitchen.file("second.jsonl", Kitchen.lines(3..<5))
      _ = try kitchen.run([first])
      var coder = BodyCoder()
      let written = coder.code(RecipeBody(title: "Gnocchi"))
      _ = try kitchen.store.write { (transaction) throws(StoreFault) in
        try transaction.storeBody(written)
      }
      _ = try kitchen.run([second])
      #expect(try FullTextStage.run(on: kitchen.store).bodies == 3)
      let words = try kitchen.words()
      #expect(words.contains { $0.hasPrefix("gnocchi ") })
    }
  }
}

extension TextIndexTests {
  @Test(arguments: [(batch: 20, isTold: true), (91, false), (500, false)])
  func `indexing texts is told of where it is done on the side, and nowhere else`(
    batch: Int, isTold: Bool
  ) throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let file = try kitchen.file("all.jsonl", Kitchen.lines(0..<90))
      let activities = Mutex<[String]>([])
      let observer = Observer(progress: { step in
        activities.withLock { $0.append(step.activity) }
      })
      _ = try kitchen.run([file], batchRecords: batch, observer: observer)
      #expect(activities.withLock { $0.contains("indexing texts") } == isTold)
      activities.withLock { $0 = [] }
      let more = try kitchen.file("more.jsonl", Kitchen.lines(90..<180))
      _ = try kitchen.run([more], batchRecords: batch, observer: observer)
      #expect(activities.withLock { !$0.isEmpty && !$0.contains("indexing texts") })
    }
  }

  @Test func `an index that is begun on the side is whole, and searched like any other`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let file = try kitchen.file("all.jsonl", Kitchen.lines(0..<90))
      _ = try kitchen.run([file], batchRecords: 20, batchesOfTransaction: 2)
      let found = try kitchen.words()
      #expect(found.contains { $0.hasPrefix("bake ") })
      #expect(try FullTextStage.run(on: kitchen.store).bodies == 0)
      try kitchen.store.write { transaction in
        try transaction.execute("INSERT INTO recipe_text (recipe_text) VALUES ('integrity-check')")
      }
      try FullTextStage.run(on: kitchen.store, rebuilding: true)
      let rebuilt = try kitchen.words()
      #expect(found == rebuilt)
    }
  }

  @Test(arguments: [(numbers: 7, atOnce: 3), (10, 10), (30, 1), (90, 7), (91, 100)])
  func `an index built in parts, some of whose bodies are gone, is the one of a rebuild`(
    numbers: Int64, atOnce: Int
  ) throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let first = try kitchen.file("first.jsonl", Kitchen.lines(0..<50))
      _ = try kitchen.run([first], intoCatalogue: true, indexesText: false)
      let draft = try TextIndexDraft(
        storePath: kitchen.store.path, numbersOfTransaction: numbers, readAtOnce: atOnce)
      try draft.follow(upTo: BodyKey(20))
      try kitchen.store.write { (transaction) throws in
        try transaction.database.execute(
          sql: """
            DELETE FROM recipe_source WHERE recipe_id BETWEEN 30 AND 44;
            DELETE FROM recipe_tag WHERE recipe_id BETWEEN 30 AND 44;
            DELETE FROM recipe WHERE id BETWEEN 30 AND 44;
            DELETE FROM recipe_body WHERE id BETWEEN 30 AND 44;
            """)
      }
      let second = try kitchen.file("second.jsonl", Kitchen.lines(50..<90))
      _ = try kitchen.run([second], intoCatalogue: true, indexesText: false)
      try draft.follow(upTo: BodyKey(60))
      try draft.takeOver()
      let found = try kitchen.words()
      #expect(try FullTextStage.run(on: kitchen.store).bodies == 0)
      try FullTextStage.run(on: kitchen.store, rebuilding: true)
      let rebuilt = try kitchen.words()
      #expect(found == rebuilt)
      #expect(rebuilt.count { $0.hasPrefix("bake ") } == 75)
      #expect(throws: StoreFault.self, "the index that is there is not replaced") {
        try draft.takeOver()
      }
    }
  }

  @Test func `behind an index that holds texts, those of many batches are indexed as they come`()
    throws
  {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("first.jsonl", Kitchen.lines(0..<3))])
      // More batches than wait for the index together, in two transactions and a part.
      let second = try kitchen.file("second.jsonl", Kitchen.lines(3..<150))
      _ = try kitchen.run([second], batchRecords: 3, batchesOfTransaction: 22)
      let found = try kitchen.words()
      #expect(found.count { $0.hasPrefix("bake ") } == 150)
      #expect(try FullTextStage.run(on: kitchen.store).bodies == 0)
      try FullTextStage.run(on: kitchen.store, rebuilding: true)
      let rebuilt = try kitchen.words()
      #expect(found == rebuilt)
    }
  }

  @Test func `nothing is left beside the store of the index that was begun there`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let file = try kitchen.file("all.jsonl", Kitchen.lines(0..<40))
      #expect(throws: Interrupted.self) {
        try kitchen.run([file], batchRecords: 20, observer: Observer(shouldStop: { true }))
      }
      let empty = try kitchen.words()
      #expect(empty.isEmpty)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(!names.contains { $0.contains("draft") })
    }
  }
}

extension Kitchen {
  /// Every word of the full-text index with the body, the column and the place it stands at.
  fileprivate func words() throws -> [String] {
    try store.write { transaction in
      try transaction.database.execute(
        sql: """
          CREATE VIRTUAL TABLE IF NOT EXISTS temp.word USING fts5vocab(main, recipe_text, instance)
          """)
      return try String.fetchAll(
        transaction.database,
        sql: """
          SELECT term || ' ' || doc || ' ' || col || ' ' || offset FROM temp.word
           ORDER BY term, doc, col, offset
          """)
    }
  }
}
