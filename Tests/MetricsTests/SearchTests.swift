import CommunityRules
import Metrics
import RecipeModel
import TestKit
import Testing

@testable import Store

struct SearchTests {
  @Test(arguments: 0..<40)
  func `R7, R20: a search finds the living recipes within reach that hold all words and tags`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      var generator = SeededGenerator(seed: seed)
      var installation = try Installation(in: folder)
      installation.fill(using: &generator)
      try installation.save()
      try installation.index()
      for reader in -1..<installation.members.count {
        for _ in 0..<12 {
          try check(Wanted(in: installation, using: &generator), for: reader, in: installation)
        }
      }
    }
  }

  /// What a query asks for.
  private struct Wanted {
    var words: Set<String> = []
    var tags: Set<String> = []
    var community: Int?

    init(in installation: Installation, using generator: inout SeededGenerator) {
      for word in Installation.vocabulary where Int.random(in: 0..<4, using: &generator) == 0 {
        words.insert(word)
      }
      for tag in Installation.commonTags where Int.random(in: 0..<4, using: &generator) == 0 {
        tags.insert(tag)
      }
      if Int.random(in: 0..<4, using: &generator) == 0 {
        community = Int.random(in: 0..<installation.communities, using: &generator)
      }
      if words.isEmpty, tags.isEmpty, community == nil { words = ["title"] }
    }

    var text: String {
      (words.sorted() + tags.sorted().map { "tag:\($0)" }
        + [community.map { "community:slug-\($0)-end" }].compactMap { $0 })
        .joined(separator: " ")
    }
  }

  private func check(
    _ wanted: Wanted, for reader: Int, in installation: Installation
  ) throws {
    func isWithinReach(_ recipe: SampleRecipe) -> Bool {
      !recipe.isDeleted && (reader < 0 || installation.reaches(reader, recipe))
    }
    let expected = installation.recipes.filter { recipe in
      let origin = recipe.origin.map { installation.recipes[$0 - 1] }
      let repeatsOrigin =
        recipe.kind == .personalCopy && wanted.tags.isEmpty
        && origin.map { isWithinReach($0) && $0.body == recipe.body } ?? false
      return isWithinReach(recipe) && !repeatsOrigin
        && wanted.words.isSubset(of: recipe.words + ["title"])
        && wanted.tags.isSubset(of: recipe.tags)
        && wanted.community.map { recipe.community == $0 } ?? true
    }
    let reach = reader < 0 ? Reach.installation : installation.reach(of: reader)
    try installation.read(reach) { view in
      let query = try SearchQuery(wanted.text)
      let page = try view.search(query, limit: 99)
      #expect(Set(page.hits.map(\.id)) == Set(expected.map(\.id)), "\(wanted.text)")
      #expect(page.hits.count == expected.count)
      #expect(page.unindexedRecipes == 0)
      var paged: [SearchHit] = []
      var offset: Int? = 0
      while let start = offset {
        let part = try view.search(query, offset: start, limit: 3)
        paged += part.hits
        offset = part.nextOffset
      }
      #expect(paged == page.hits)
    }
  }

  @Test(arguments: [
    "rye", "\"", "'", "rye\"", "rye'", "%", "_", "\\", "r_e", "ry%", "AND", "rye AND", "NOT rye",
    "NEAR(rye loaf)", "rye^2", "^rye", "-rye", "title:rye", "{title}:rye", "rye)", "(rye", "rye*)",
    "*", "**", "rye**", "\u{0}rye", "rye\u{0}", "'; DROP TABLE recipe; --", "tag:'; DROP",
    "community:%", "tag:\"", "\u{202E}rye", "🍞", "rye 🍞", "\u{1B}]0;x", "\"rye\" \"", "a:b:c",
    "\u{301}", "½", "ﬁ",
  ])
  func `sq-1: nothing that is typed breaks a search or finds more than it says`(
    text: String
  ) throws {
    try withTemporaryFolder { folder in
      var installation = try Installation(in: folder)
      installation.communities = 1
      installation.members = [[0: .member]]
      installation.add(in: 0, by: 0, words: ["rye"])
      installation.add(in: 0, by: 0, words: ["other"])
      try installation.save()
      try installation.index()
      guard let query = try? SearchQuery(text) else { return }
      let page = try installation.read(.installation) { try $0.search(query, limit: 9) }
      #expect(page.hits.count <= 1)
      #expect(!page.hits.contains { $0.title.contains("other") })
    }
  }

  @Test func `a word in the title ranks before one in the steps`() throws {
    try withTemporaryFolder { folder in
      var installation = try Installation(in: folder)
      installation.communities = 1
      installation.members = [[0: .member]]
      for _ in 0..<3 { installation.add(in: 0, by: 0) }
      try installation.save()
      try installation.store.write { (transaction) throws(StoreFault) in
        for (body, title, steps) in [(1, "rye", "loaf"), (2, "loaf", "rye"), (3, "cake", "bake")] {
          let said = RecipeBody(title: title, steps: [StepGroup(steps: [steps])])
          try transaction.index(IndexedText(said), of: BodyKey(Int64(body)))
        }
      }
      let ids = try installation.read(.installation) {
        try $0.search(SearchQuery("RYE"), limit: 9).hits.map(\.id.text)
      }
      // Were the columns equal, the younger one would come first.
      #expect(ids == ["recipe-1-end", "recipe-2-end"])
    }
  }

  @Test func `recipes that the index does not hold yet are counted, within reach`() throws {
    try withTemporaryFolder { folder in
      var installation = try Installation(in: folder)
      installation.communities = 2
      installation.members = [[0: .member], [1: .member]]
      installation.add(in: 0, by: 0, words: ["rye"])
      installation.add(in: 0, by: 0, words: ["rye"])
      installation.add(in: 1, by: 1, words: ["rye"])
      installation.recipes[1].isDeleted = true
      try installation.save()
      func unindexed(_ reach: Reach, _ text: String) throws -> Int {
        try installation.read(reach) {
          try $0.search(SearchQuery(text), limit: 9).unindexedRecipes
        }
      }
      #expect(try unindexed(.installation, "rye") == 2)
      #expect(try unindexed(installation.reach(of: 0), "rye") == 1)
      #expect(try unindexed(.installation, "rye community:slug-1-end") == 1)
      #expect(try unindexed(.installation, "community:slug-1-end") == 0)
      try installation.index()
      #expect(try unindexed(.installation, "rye") == 0)
    }
  }

  @Test func `without words the youngest recipes come first`() throws {
    try withTemporaryFolder { folder in
      var installation = try Installation(in: folder)
      installation.communities = 1
      installation.members = [[0: .member]]
      for _ in 0..<3 { installation.add(in: 0, by: 0, tags: ["Sour dough"]) }
      try installation.save()
      for text in ["community:slug-0-end", "tag:\"sour DOUGH\""] {
        let page = try installation.read(installation.reach(of: 0)) {
          try $0.search(SearchQuery(text), limit: 2)
        }
        #expect(page.hits.map(\.id.text) == ["recipe-3-end", "recipe-2-end"])
        #expect(page.nextOffset == 2)
      }
    }
  }
}
