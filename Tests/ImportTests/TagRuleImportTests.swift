import CommunityRules
import Import
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Store

struct TagRuleImportTests {
  private static let archive = #"""
    {"title":"Soup","ingredients":["1 leek"],"tags":["Starter/Soup","imported"]}
    {"title":"Cake","ingredients":["1 egg"],"tags":["Nachtisch","DESSERT"]}
    {"title":"Salad","ingredients":["1 lettuce"],"tags":["Vegan"]}

    """#

  private func rules() throws -> TagRules {
    TagRules(
      splitAt: ["/"], rename: [.init(try TagName("nachtisch"), [try TagName("Dessert")])],
      drop: [try TagName("Imported")],
      add: [.init(try TagName("Vegan"), [try TagName("Vegetarian")])])
  }

  private func tags(in kitchen: Kitchen) throws -> [String] {
    try kitchen.texts(
      """
      SELECT b.title || ': ' || group_concat(t.name, ', ') FROM recipe r
        JOIN recipe_body b ON b.id = r.body_id JOIN recipe_tag rt ON rt.recipe_id = r.id
        JOIN (SELECT * FROM tag ORDER BY name) t ON t.id = rt.tag_id
       GROUP BY r.id, b.title ORDER BY r.community_id IS NULL, b.title
      """)
  }

  @Test func `recipes and their copies get the tags that the rules leave, and those of the import`()
    throws
  {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Self.archive)
      let rules = try rules()
      // What every recipe gets goes past the rules, even where they drop it.
      let outcome = try kitchen.run([path], tags: ["Imported"]) { $0.tagRules = rules }
      #expect(outcome.total.inserted == 3)
      let expected = [
        "Cake: Dessert, Imported", "Salad: Imported, Vegan, Vegetarian",
        "Soup: Imported, Soup, Starter",
      ]
      let found = try tags(in: kitchen).map { line in
        let parts = line.split(separator: ": ")
        return "\(parts[0]): " + parts[1].split(separator: ", ").sorted().joined(separator: ", ")
      }
      #expect(found == expected + expected)
      #expect(
        outcome.warnings.map { "\($0.count) \($0.warning.code.rawValue) \($0.warning.field)" }
          .filter { $0.contains("tag") } == [
            "1 tag-added tags", "1 tag-dropped tags", "1 tag-renamed tags", "1 tag-split tags",
          ])
    }
  }

  @Test func `rules are for what comes in: a source that is unchanged keeps its tags`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Self.archive)
      _ = try kitchen.run([path])
      let before = try kitchen.contents()
      let rules = try rules()
      #expect(try kitchen.run([path]) { $0.tagRules = rules }.total.unchanged == 3)
      #expect(try kitchen.contents() == before)
      _ = try kitchen.file("a.jsonl", Self.archive.replacing("1 leek", with: "2 leeks"))
      #expect(try kitchen.run([path]) { $0.tagRules = rules }.total.updated == 1)
      #expect(try tags(in: kitchen).contains { $0.hasPrefix("Soup: ") && !$0.contains("imported") })
      #expect(try kitchen.integer("SELECT COUNT(DISTINCT fingerprint) FROM run") == 3)
    }
  }
}
