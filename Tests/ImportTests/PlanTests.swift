import Archives
import Foundation
import Import
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Store

/// What an import would do, before it does it.
struct PlanTests {
  @Test(arguments: 0..<24)
  func `a plan changes nothing, and the import that follows does what it says`(seed: Int) throws {
    try withTemporaryFolder { folder in
      var pantry = Pantry(try Kitchen(in: folder), seed: seed)
      let kitchen = pantry.kitchen
      let duplicates = DuplicateHandling.allCases[seed % 3]
      let intoCatalogue = seed % 5 == 4
      for _ in 0..<6 {
        let paths = try (0...pantry.number(2)).map { _ in try pantry.archive() }
        let before = try kitchen.everything()
        let plan = try kitchen.plan(paths, intoCatalogue: intoCatalogue, duplicates: duplicates)
        #expect(try kitchen.everything() == before)
        let outcome = try kitchen.run(
          paths, intoCatalogue: intoCatalogue, batchRecords: 1 + pantry.number(7),
          duplicates: duplicates)
        #expect(plan.accounts == outcome.accounts)
        #expect(plan.total == outcome.total)
        #expect(plan.exitCode == outcome.exitCode)
        #expect(plan.warnings.sorted() == outcome.warnings.sorted())
        for _ in 0..<pantry.number(4) { try pantry.disturb() }
      }
    }
  }

  @Test func `the plan of an import that was interrupted counts what was stored already`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Kitchen.lines(0..<25) + "{}\n")
      #expect(throws: Interrupted.self) {
        try kitchen.run([path], batchRecords: 10, observer: Observer(shouldStop: { true }))
      }
      let plan = try kitchen.plan([path])
      let run = try #require(try kitchen.texts("SELECT public_id FROM run").first)
      #expect(plan.continued?.id == RunID(run))
      #expect((plan.total.inserted, plan.total.quarantined) == (25, 1))
      #expect(try kitchen.run([path]).accounts == plan.accounts)
    }
  }

  @Test func `a plan says what would be skipped, and for which reason`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<3))])
      try kitchen.deleteFirstRecipe()
      let elsewhere = Kitchen.lines(1..<4).replacingOccurrences(of: "/loaf/", with: "/bread/")
      let again = Kitchen.lines(3..<4).replacingOccurrences(of: "/loaf/", with: "/bun/")
      let path = try kitchen.file("b.jsonl", Kitchen.lines(0..<1) + elsewhere + again)
      let plan = try kitchen.plan([path])
      #expect((plan.total.inserted, plan.total.skipped) == (1, 4))
      #expect(plan.skippedAsDeleted == 1)
      #expect(plan.skippedAsSaidInTarget == 2)
      #expect(plan.skippedAsSaidInInput == 1)
      let variants = try kitchen.plan([path], duplicates: .variant)
      #expect((variants.total.inserted, variants.insertedAsVariants) == (4, 3))
    }
  }

  @Test func `a plan names new tags, samples, kept fields and what cannot be read`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<1))])
      let path = try kitchen.file(
        "b.jsonl",
        #"""
        {"title": "Soup", "ingredients": ["1 leek"], "tags": ["bread", "Soups"], "shelf": 3, "author": "Noor"}
        {"ingredients": ["1 egg"]}
        """#)
      let plan = try kitchen.plan([path])
      #expect(plan.newTags == ["Soups"])
      #expect(plan.newTagCount == 1)
      #expect(plan.keptFields.map(\.name) == ["shelf"])
      #expect(plan.keptFields.map(\.count) == [1])
      #expect(plan.samples.map(\.line) == ["inserted"])
      #expect(plan.samples.first?.records.map(\.title) == ["Soup"])
      #expect(plan.authors?.strangers.map(\.name) == ["Noor"])
      #expect(plan.rejections.map(\.code) == [.missingTitle])
      #expect(plan.rejections.allSatisfy { $0.raw.isEmpty && $0.location.line == 2 })
    }
  }

  @Test func `a plan ends as the import does, also when rejects were discarded`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Kitchen.lines(0..<2) + "{}\n")
      let first = try kitchen.plan([path]).exitCode
      #expect(first == .quarantined)
      #expect(try kitchen.run([path]).exitCode == first)
      try kitchen.store.write { (transaction) throws(StoreFault) in
        for record in try transaction.quarantine() { try transaction.discard(record) }
      }
      let second = try kitchen.plan([path])
      #expect((second.total.quarantined, second.exitCode) == (1, .done))
      #expect(try kitchen.run([path]).exitCode == second.exitCode)
    }
  }

  @Test func `a picture that a record carries is stored by the import and not by its plan`() throws
  {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let picture = Data(
        SamplePhotos.jpeg(exif: SamplePhotos.exif(bigEndian: true), packet: SamplePhotos.packet)
      ).base64EncodedString()
      let path = try kitchen.file(
        "a.jsonl",
        "{\"title\":\"Soup\",\"ingredients\":[\"1 leek\"],\"image\":\"data:image/jpeg;base64,\(picture)\"}\n"
      )
      let before = try kitchen.everything()
      let plan = try kitchen.plan([path])
      #expect(try kitchen.everything() == before)
      let outcome = try kitchen.run([path])
      #expect(plan.warnings == outcome.warnings)
      #expect(try kitchen.integer("SELECT count(*) FROM image") == 1)
    }
  }

  @Test func `a plan needs a store that it can read, and nothing more`() throws {
    try withTemporaryFolder { folder in
      let writable = try Kitchen(in: folder)
      let path = try writable.file("a.jsonl", Kitchen.lines(0..<3))
      // Somebody else writes: the lock is theirs, and a plan does not ask for it.
      let lock = try RunLock(storePath: writable.store.path, holder: "somebody")
      let planned = try writable.plan([path])
      #expect(planned.total.inserted == 3)
      withExtendedLifetime(lock) {}
      let readable = Kitchen(
        folder: folder,
        store: try RecipeStore.open(
          at: writable.store.path, migrations: Migration.all,
          access: .readOnly(writable.store.path)),
        cook: writable.cook, community: writable.community)
      #expect(try readable.plan([path]).total.inserted == 3)
      #expect(throws: StoreFault.self) { try readable.run([path]) }
    }
  }

  @Test func `a plan that is interrupted says so, and that nothing is stored`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Kitchen.lines(0..<3))
      #expect(throws: PlanInterrupted()) {
        try kitchen.plan([path], observer: Observer(shouldStop: { true }))
      }
    }
  }

  @Test func `a plan of what holds no recipes fails as the import does`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.txt", [0, 1, 2, 3])
      let planned = #expect(throws: ReadFault.self) { try kitchen.plan([path]) }
      let imported = #expect(throws: ReadFault.self) { try kitchen.run([path]) }
      #expect(planned == imported)
    }
  }
}

extension [ImportOutcome.WarningCount] {
  fileprivate func sorted() -> [String] {
    map { "\($0.warning.code) \($0.warning.field) \($0.count)" }.sorted()
  }
}
