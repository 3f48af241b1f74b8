import Import
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Store

struct OriginTests {
  /// Recipes by their letter, each based on another's letter or on nothing.
  private func lines(_ recipes: [(name: String, origin: String?)]) -> String {
    recipes.map { recipe in
      let origin = recipe.origin.map { #","isBasedOn":{"@id":"https://r.example/\#($0)"}"# } ?? ""
      return
        #"{"@type":"Recipe","@id":"https://r.example/\#(recipe.name)","name":"\#(recipe.name)""#
        + #","recipeIngredient":["1 \#(recipe.name)"]\#(origin)}"#
    }.joined(separator: "\n") + "\n"
  }

  /// `child<parent`, of the recipes in the community, by title.
  private func edges(of kitchen: Kitchen) throws -> [String] {
    try kitchen.texts(
      """
      SELECT b.title || '<' || coalesce(ob.title, '') || ' ' || coalesce(r.origin_kind, '')
        FROM recipe r JOIN recipe_body b ON b.id = r.body_id
        LEFT JOIN recipe o ON o.id = r.origin_id LEFT JOIN recipe_body ob ON ob.id = o.body_id
       WHERE r.community_id IS NOT NULL ORDER BY b.title
      """)
  }

  @Test func `a recipe without an address is based on another by its id`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let file = try kitchen.file(
        "all.jsonl",
        """
        {"id":"1","title":"a","ingredients":["1 a"],"directions":["Mix."]}
        {"id":"2","title":"b","ingredients":["1 b"],"directions":["Mix."],"basedOn":"1"}
        {"id":"3","title":"c","ingredients":["1 c"],"directions":["Mix."],"forkedFrom":"2"}

        """)
      _ = try kitchen.run([file])
      let edges = try edges(of: kitchen)
      #expect(edges == ["a< ", "b<a variant", "c<b variant"])
    }
  }

  @Test(
    arguments: [
      [("a", nil), ("b", "a"), ("c", "b")],
      [("c", "b"), ("b", "a"), ("a", nil)],
      [("b", "a"), ("c", "b"), ("a", nil)],
    ] as [[(name: String, origin: String?)]], [1, 2, 500])
  func `a recipe based on another of its archive is a variant of it, in whatever order they come`(
    recipes: [(name: String, origin: String?)], batch: Int
  ) throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let file = try kitchen.file("all.jsonl", lines(recipes))
      _ = try kitchen.run([file], batchRecords: batch)
      let edges = try edges(of: kitchen)
      #expect(edges == ["a< ", "b<a variant", "c<b variant"])
      let left = try kitchen.integer("SELECT count(*) FROM origin_request")
      #expect(left == 0)
    }
  }

  @Test func `nothing becomes a variant of a recipe in another community than it is imported to`()
    throws
  {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let soups = try kitchen.store.write { transaction in
        try transaction.insert(
          NewCommunity(
            id: CommunityID("soups"), slug: "soups", name: "Soups", createdAt: Kitchen.noon))
      }
      _ = try kitchen.run([try kitchen.file("a.jsonl", lines([("a", nil)]))])
      // So taking it back takes no fork from there.
      let other = try kitchen.file("b.jsonl", lines([("b", "a"), ("c", "b")]))
      _ = try kitchen.run([other]) { request in
        request.target = ImportRequest.Target(
          place: .community(soups), id: "soups", label: "soups")
      }
      #expect(try edges(of: kitchen) == ["a< ", "b< ", "c<b variant"])
    }
  }

  @Test func `a circle of origins is opened where it would close, and told`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let file = try kitchen.file("all.jsonl", lines([("a", "c"), ("b", "a"), ("c", "b")]))
      let outcome = try kitchen.run([file])
      let edges = try edges(of: kitchen)
      #expect(edges == ["a< ", "b<a variant", "c<b variant"])
      #expect(
        outcome.warnings.contains {
          $0.warning == RecordWarning(.circularOrigin, field: "origin") && $0.count == 1
        })
    }
  }

  @Test func `what is based on itself or on nothing known stands alone`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let file = try kitchen.file("all.jsonl", lines([("a", "a"), ("b", "elsewhere")]))
      _ = try kitchen.run([file])
      let edges = try edges(of: kitchen)
      #expect(edges == ["a< ", "b< "])
    }
  }

  @Test func `a later import finds the origins of an earlier one, and of what changed since`()
    throws
  {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let first = try kitchen.file("first.jsonl", lines([("a", nil), ("b", nil)]))
      let second = try kitchen.file("second.jsonl", lines([("b", "a"), ("c", "a")]))
      _ = try kitchen.run([first])
      _ = try kitchen.run([second])
      let edges = try edges(of: kitchen)
      #expect(edges == ["a< ", "b<a variant", "c<a variant"])
    }
  }

  @Test func `a near-duplicate that descends from a recipe does not become its origin`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let file = try kitchen.file("all.jsonl", lines([("a", "b"), ("b", nil), ("c", nil)]))
      let outcome = try kitchen.run(
        [file], nearDuplicates: .variant,
        findNearDuplicates: {
          try kitchen.store.write { transaction in
            for (later, earlier) in [(2, 1), (3, 2)] {
              try transaction.insert(
                NearDuplicateBodies(
                  later: BodyKey(Int64(later)), earlier: BodyKey(Int64(earlier)), score: 900))
            }
          }
        })
      #expect(outcome.nearDuplicates.count == 2)
      let edges = try edges(of: kitchen)
      #expect(edges == ["a<b variant", "b< ", "c<b variant"])
    }
  }

  @Test(arguments: 0..<20)
  func `any order of any origins gives the same forest as a slow count`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let names = "abcdefghijkl".map { String($0) }
    let recipes = names.shuffled(using: &generator).map { name in
      (
        name: name,
        origin: Bool.random(using: &generator) ? names.randomElement(using: &generator) : nil
      )
    }
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let file = try kitchen.file("all.jsonl", lines(recipes))
      _ = try kitchen.run([file], batchRecords: Int.random(in: 1...12, using: &generator))
      let edges = try edges(of: kitchen)
      #expect(edges == expected(recipes))
    }
  }

  /// First those whose origin came before, then the others in order unless that closes a circle.
  private func expected(_ recipes: [(name: String, origin: String?)]) -> [String] {
    var parents: [String: String] = [:]
    var seen: Set<String> = []
    var later: [(String, String)] = []
    for (name, origin) in recipes {
      if let origin, seen.contains(origin) { parents[name] = origin }
      if let origin, !seen.contains(origin) { later.append((name, origin)) }
      seen.insert(name)
    }
    for (name, origin) in later where name != origin {
      var top = origin
      while let next = parents[top] { top = next }
      if top != name { parents[name] = origin }
    }
    return recipes.map { recipe in
      parents[recipe.name].map { "\(recipe.name)<\($0) variant" } ?? "\(recipe.name)< "
    }.sorted()
  }
}
