import CommunityRules
import JSONText
import Metrics
import RecipeModel
import Store
import TestKit
import Testing

struct PrivacyTests {
  @Test(arguments: 0..<60)
  func `R7, R19: nothing of a community shows to an outsider, whatever they ask`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      var generator = SeededGenerator(seed: seed)
      var installation = try Installation(in: folder)
      installation.fill(using: &generator)
      try installation.save()
      if Bool.random(using: &generator) { try installation.index() }
      for user in installation.members.indices {
        let output = try everything(for: user, in: installation)
        for secret in secrets(from: user, in: installation) where output.contains(secret) {
          Issue.record("user \(user) is shown \(secret)")
        }
      }
    }
  }

  /// Whatever a user may not read anywhere.
  private func secrets(from user: Int, in installation: Installation) -> [String] {
    var secrets: [String] = []
    var named: Set<Int> = []
    var readableBodies: Set<Int> = []
    for recipe in installation.recipes where installation.reaches(user, recipe) {
      if installation.mayRead(user, recipe) { readableBodies.insert(recipe.body) }
      if recipe.kind == .share, let origin = recipe.origin,
        let community = installation.recipes[origin - 1].community
      {
        named.insert(community)
      }
    }
    for recipe in installation.recipes {
      if !installation.reaches(user, recipe) { secrets.append(recipe.id.text) }
      if !readableBodies.contains(recipe.body) { secrets.append("title-\(recipe.body)-end") }
    }
    for community in 0..<installation.communities
    where installation.members[user][community] == nil {
      secrets += ["slug-\(community)-end", "community-\(community)-end", "tag-\(community)-end"]
      if !named.contains(community) { secrets.append("Name-\(community)-end") }
    }
    // Of people, those alone are named whose variants one may read.
    let authors = Set(
      installation.recipes.filter { $0.kind == .variant && installation.mayRead(user, $0) }
        .map(\.creator))
    return secrets
      + installation.members.indices.filter { !authors.contains($0) }.map { "user-\($0)-end" }
  }

  /// The answers to every question, one after the other.
  private func everything(for user: Int, in installation: Installation) throws -> String {
    try installation.read(installation.reach(of: user)) { view in
      var output = ""
      for recipe in installation.recipes {
        let tree = try view.lineage(of: recipe.id)
        #expect((tree != nil) == installation.mayRead(user, recipe))
        guard let tree else { continue }
        var writer = JSONWriter()
        tree.write(to: &writer)
        output += String(decoding: writer.bytes, as: UTF8.self)
        output += tree.text + tree.dot + tree.mermaid
        output += "\(try view.variants(of: recipe.id, by: .recency, limit: 99) ?? [])"
      }
      output += "\(try view.topTags(limit: 99)?.tags.map(\.name) ?? [])"
      for community in 0..<installation.communities {
        let slug = "slug-\(community)-end"
        let isMember = installation.members[user][community] != nil
        let top = try view.topTags(in: FoldedName(slug), limit: 99)
        #expect((top != nil) == isMember)
        output += "\(top?.tags.map(\.name) ?? [])"
        let tag = FoldedName("tag-\(community)-end")
        output += "\(try view.relatedTags(to: tag, limit: 99)?.related.map(\.name) ?? [])"
        for query in ["title community:\(slug)", "community:\(slug)", "tag:\(tag.text)"] {
          output += "\(try view.search(SearchQuery(query), limit: 99).hits)"
        }
      }
      for tag in Installation.commonTags {
        output +=
          "\(try view.relatedTags(to: FoldedName(tag), limit: 99)?.related.map(\.name) ?? [])"
      }
      for query in ["title*", "end"] + Installation.vocabulary {
        output += "\(try view.search(SearchQuery(query), limit: 99).hits)"
      }
      return output
    }
  }
}
