import CommunityRules
import RecipeModel
import Store
import TestKit
import Testing

@testable import Metrics

struct TagViewTests {
  @Test(arguments: 0..<40)
  func `R7, R20: tags are those of living community recipes within reach, index or not`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      var generator = SeededGenerator(seed: seed)
      var installation = try Installation(in: folder)
      installation.fill(using: &generator)
      try installation.save()
      try check(installation, source: .baseTables)
      try installation.index()
      try check(installation, source: .index)
    }
  }

  private func check(_ installation: Installation, source: AnswerSource) throws {
    for user in installation.members.indices {
      let visible = installation.recipes.filter {
        $0.community != nil && !$0.isDeleted && installation.reaches(user, $0)
      }
      let names = Set(installation.recipes.flatMap(\.tags))
      func count(_ wanted: String...) -> Int {
        visible.count { $0.tags.isSuperset(of: wanted) }
      }
      try installation.read(installation.reach(of: user)) { view in
        let top = try #require(try view.topTags(limit: 99))
        #expect(top.source == source)
        #expect(
          top.tags.map { "\($0.recipes) \($0.name)" }
            == names.filter { count($0) > 0 }
            .sorted { (-count($0), $0) < (-count($1), $1) }
            .map { "\(count($0)) \($0)" })
        for name in names {
          let related = try view.relatedTags(to: FoldedName(name), limit: 99)
          #expect((related == nil) == (count(name) == 0))
          guard let related else { continue }
          #expect(related.tag.recipes == count(name))
          #expect(related.recipes == visible.count)
          #expect(
            Set(related.related.map { "\($0.name) \($0.together) \($0.recipes)" })
              == Set(
                names.filter { $0 != name && count($0, name) > 0 }
                  .map { "\($0) \(count($0, name)) \(count($0))" }))
        }
      }
    }
  }

  @Test func `related tags are ordered by how much they overlap`() throws {
    try withTemporaryFolder { folder in
      var installation = try Installation(in: folder)
      installation.communities = 1
      installation.members = [[0: .member]]
      for tags in [["Rye", "bread"], ["Rye", "bread"], ["rye", "quick"], ["quick"], ["quick"]] {
        installation.add(in: 0, by: 0, tags: Set(tags))
      }
      try installation.save()
      let found = try #require(
        try installation.read(installation.reach(of: 0)) {
          try $0.relatedTags(to: FoldedName(" RYE "), limit: 9)
        })
      #expect(found.tag.name == "Rye")
      #expect(found.tag.recipes == 3)
      #expect(
        found.related == [
          RelatedTag(name: "bread", recipes: 2, together: 2, jaccard: 2.0 / 3, lift: 5.0 / 3),
          RelatedTag(name: "quick", recipes: 3, together: 1, jaccard: 0.2, lift: 5.0 / 9),
        ])
      let first = try installation.read(.installation) {
        try $0.relatedTags(to: FoldedName("rye"), limit: 1)?.related.map(\.name)
      }
      #expect(first == ["bread"])
    }
  }

  @Test func `top tags of a community are asked for by its slug`() throws {
    try withTemporaryFolder { folder in
      var installation = try Installation(in: folder)
      installation.communities = 2
      installation.members = [[0: .member, 1: .member]]
      installation.add(in: 0, by: 0, tags: ["bread", "rye"])
      installation.add(in: 0, by: 0, tags: ["rye"])
      installation.add(in: 1, by: 0, tags: ["soup"])
      try installation.save()
      try installation.read(.installation) { (view) throws in
        let slug = FoldedName("SLUG-0-end")
        #expect(try view.topTags(in: slug, limit: 9)?.tags.map(\.name) == ["rye", "bread"])
        #expect(try view.topTags(in: slug, limit: 1)?.tags.map(\.recipes) == [2])
        #expect(try view.topTags(in: FoldedName("nowhere"), limit: 9) == nil)
      }
    }
  }
}
