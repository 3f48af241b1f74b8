import Foundation
import Import
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Store

struct DuplicateImportTests {
  /// Records that say the same and come from different addresses.
  private func same(_ numbers: Range<Int>) -> String {
    numbers.map { number in
      """
      {"title":"Loaf","ingredients":["2 cups rye"],"directions":["Bake."],\
      "url":"https://example.org/\(number)"}
      """
    }.joined(separator: "\n") + "\n"
  }

  private let origins = """
    SELECT public_id || ' ' || coalesce(origin_id, '') FROM recipe
     WHERE origin_kind IS NOT 'personal_copy' ORDER BY id
    """

  @Test(arguments: DuplicateHandling.allCases, [1, 50])
  func `equal content is told where another place holds its text already`(
    handling: DuplicateHandling, batch: Int
  ) throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", same(0..<3))
      _ = try kitchen.run([path], intoCatalogue: true)
      let second = try kitchen.run([path], batchRecords: batch, duplicates: handling)
      let inserted = handling == .skip ? 1 : 3
      #expect(second.total.inserted == inserted && second.total.skipped == 3 - inserted)
      let variants = try kitchen.integer(
        """
        SELECT count(*) FROM recipe WHERE origin_kind = 'variant' AND community_id IS NOT NULL
        """)
      #expect(variants == (handling == .variant ? 2 : 0))
    }
  }

  @Test(arguments: [false, true], DuplicateHandling.allCases)
  func `equal content is left out, a variant of the first, or a recipe of its own`(
    intoCatalogue: Bool, handling: DuplicateHandling
  ) throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", same(0..<3))
      let first = try kitchen.run([path], intoCatalogue: intoCatalogue, duplicates: handling)
      let inserted = handling == .skip ? 1 : 3
      #expect(first.total.inserted == inserted && first.total.skipped == 3 - inserted)
      let variants = try kitchen.integer(
        "SELECT count(*) FROM recipe WHERE origin_kind = 'variant' AND origin_id = 1")
      #expect(variants == (handling == .variant ? 2 : 0))
      // R8: in a community each has its importer's personal copy.
      let copies = try kitchen.integer(
        "SELECT count(*) FROM recipe WHERE origin_kind = 'personal_copy'")
      #expect(Int(copies) == (intoCatalogue ? 0 : inserted))
      let again = try kitchen.run([path], intoCatalogue: intoCatalogue, duplicates: handling)
      #expect(again.total.unchanged == inserted)
    }
  }

  @Test func `what a deleted recipe says is nobody's duplicate`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("a.jsonl", same(0..<1))])
      try kitchen.store.write { transaction in
        try transaction.insertDeletion(DeletionKey(1), .recipe, by: nil, at: Kitchen.noon)
        try transaction.execute("UPDATE recipe SET deleted_at = 1, deletion_id = 1")
      }
      _ = try kitchen.run([try kitchen.file("b.jsonl", same(1..<2))], duplicates: .variant)
      #expect(
        try kitchen.integer("SELECT count(*) FROM recipe WHERE origin_kind = 'variant'") == 0)
    }
  }

  /// Says of the bodies of Kitchen's loaves that each is nearly the one before it.
  private func pretendToCompare(_ kitchen: Kitchen) throws {
    try kitchen.store.write { transaction in
      try transaction.removeSignatures()
      for later in 2...max(2, try transaction.lastBody().value) {
        try transaction.insert(
          NearDuplicateBodies(
            later: BodyKey(later), earlier: BodyKey(later - 1), score: 800 + Int(later)))
      }
    }
  }

  @Test func `near-duplicates are linked to what was there before them, or only listed`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let first = try kitchen.file("a.jsonl", Kitchen.lines(0..<1))
      let second = try kitchen.file("b.jsonl", Kitchen.lines(1..<3))
      _ = try kitchen.run([first])
      let plain = try kitchen.run([first], findNearDuplicates: { Issue.record("not asked for") })
      #expect(plain.nearDuplicates.isEmpty)
      let listed = try kitchen.run(
        [second], nearDuplicates: .list,
        findNearDuplicates: {
          try pretendToCompare(kitchen)
        })
      #expect(listed.nearDuplicates.map(\.recipe.title) == ["Loaf 1", "Loaf 2"])
      #expect(listed.nearDuplicates.map(\.base.title) == ["Loaf 0", "Loaf 1"])
      #expect(listed.nearDuplicates.map(\.score) == [802, 803])
      #expect(
        try kitchen.integer("SELECT count(*) FROM recipe WHERE origin_kind = 'variant'") == 0)
      let third = try kitchen.file("c.jsonl", Kitchen.lines(3..<5))
      let linked = try kitchen.run(
        [third], nearDuplicates: .variant,
        findNearDuplicates: {
          try pretendToCompare(kitchen)
        })
      #expect(linked.nearDuplicates.map(\.base.title) == ["Loaf 2", "Loaf 3"])
      #expect(
        try kitchen.texts(
          """
          SELECT b.title || ' of ' || y.title FROM recipe r JOIN recipe_body b ON b.id = r.body_id
            JOIN recipe o ON o.id = r.origin_id JOIN recipe_body y ON y.id = o.body_id
           WHERE r.origin_kind = 'variant' ORDER BY r.id
          """) == ["Loaf 3 of Loaf 2", "Loaf 4 of Loaf 3"])
      // What is in the catalogue as a personal copy is another place.
      #expect(
        try kitchen.integer(
          "SELECT count(*) FROM recipe WHERE origin_kind = 'variant' AND community_id IS NULL") == 0
      )
    }
  }

  @Test func `an import that stops before it links is the same in the end`() throws {
    try withTemporaryFolder { folder in
      let straight = try Kitchen(in: folder, named: "straight.db")
      let path = try straight.file("a.jsonl", Kitchen.lines(0..<6))
      _ = try straight.run(
        [path], nearDuplicates: .variant, findNearDuplicates: { try pretendToCompare(straight) })
      let stopped = try Kitchen(in: folder, named: "stopped.db")
      for _ in 0..<2 {
        #expect(throws: Interrupted()) {
          _ = try stopped.run(
            [path], nearDuplicates: .variant, findNearDuplicates: { throw Interrupted() })
        }
      }
      _ = try stopped.run(
        [path], nearDuplicates: .variant, findNearDuplicates: { try pretendToCompare(stopped) })
      let (ends, expected) = (try stopped.texts(origins), try straight.texts(origins))
      #expect(ends == expected)
      let linked = expected.count { !$0.hasSuffix(" ") }
      #expect(linked == 5)
      #expect(try stopped.integer("SELECT count(*) FROM run") == 1)
    }
  }
}
