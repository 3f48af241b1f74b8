import GRDB
import RecipeModel
import TestKit
import Testing

@testable import Store

/// Recipes with all that was made from them.
struct LineTests {
  @Test(arguments: 0..<16)
  func `R22, R25: the lines below recipes are all that was made from them, by whatever way`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      var generator = SeededGenerator(seed: seed)
      let village = try Installation(in: folder)
      try grow(in: village, using: &generator)
      try village.store.read { transaction in
        let all = try transaction.lines(below: .everything)
        let one = try #require(all.randomElement(using: &generator))
        let some = (0..<5).compactMap { _ in all.randomElement(using: &generator)?.key }
        let scopes: [RecipeScope] =
          all.map { .recipes([$0.key]) } + [
            .recipes(some + some), .recipes([]), .recipes([RecipeKey(999)]),
            .creator(one.creator), .community(CommunityKey(1)),
            .communities([CommunityKey(1), CommunityKey(2)]),
          ]
        for scope in scopes {
          let told = try transaction.lines(below: scope)
          #expect(told == obviousLines(below: try transaction.recipeKeys(in: scope), of: all))
        }
      }
    }
  }

  @Test func `what was made from a recipe is read from an index alone`() throws {
    try withTemporaryFolder { folder in
      let village = try Installation(in: folder)
      try village.store.read { transaction in
        let steps = try GRDB.Row.fetchAll(
          transaction.database, sql: "EXPLAIN QUERY PLAN \(ReadTransaction.madeFromRecipe)",
          arguments: [1]
        ).map { $0["detail"] as String }
        #expect(steps.first == "SEARCH r USING COVERING INDEX ix_recipe_origin (origin_id=?)")
        // Of a deletion is asked whether it took an import back, by its key.
        #expect(steps.dropFirst().allSatisfy { !$0.hasPrefix("SCAN") })
      }
    }
  }

  /// Recipes of all kinds, living, deleted and purged, some of which make cycles.
  private func grow(
    in village: Installation, using generator: inout SeededGenerator
  ) throws {
    for user in ["ann", "bob"] { try village.add(user: user) }
    for community in ["north", "south"] { try village.add(community: community) }
    var places: [(id: String, community: String?, kind: OriginKind?)] = []
    for number in 0..<24 {
      let origin = places.suffix(8).randomElement(using: &generator)
      var kind = origin.flatMap { _ in OriginKind.allCases.randomElement(using: &generator) }
      if kind == .share, origin?.community == nil { kind = .variant }
      var community = ["north", "south", nil].randomElement(using: &generator) ?? nil
      if kind == .personalCopy { community = nil }
      if kind == .share { community = "south" }
      let id = "r\(number)"
      try village.add(
        recipe: id, in: community, from: origin?.id, as: kind,
        by: Bool.random(using: &generator) ? "ann" : "bob")
      places.append((id, community, kind))
    }
    for _ in 0..<2 {
      guard
        let low = places.filter({ $0.kind != .share && $0.kind != .personalCopy })
          .randomElement(using: &generator), let high = places.randomElement(using: &generator),
        low.id != high.id
      else { continue }
      try village.setOrigin(of: low.id, to: high.id)
    }
    for place in places where Int.random(in: 0..<4, using: &generator) == 0 {
      try village.delete(recipe: place.id)
      if Bool.random(using: &generator) { try village.purge(recipe: place.id) }
    }
  }

  /// Takes up what came from what was taken up, until nothing is added any more.
  private func obviousLines(below keys: [RecipeKey], of all: [LineNode]) -> [LineNode] {
    var taken = Set(keys).intersection(all.map(\.key))
    var isGrowing = true
    while isGrowing {
      let more = all.filter { $0.origin.map(taken.contains) ?? false && !taken.contains($0.key) }
      isGrowing = !more.isEmpty
      taken.formUnion(more.map(\.key))
    }
    return all.filter { taken.contains($0.key) }
  }
}
