import CommunityRules
import Metrics
import RecipeModel
import Store
import TestKit
import Testing

struct LineageViewTests {
  @Test(arguments: 0..<60)
  func `R19: every node is shown once or counted once, at its true depth`(seed: Int) throws {
    try withTemporaryFolder { folder in
      var generator = SeededGenerator(seed: seed)
      var installation = try Installation(in: folder)
      installation.fill(using: &generator)
      try installation.save()
      let slow = try trees(in: installation)
      for (reader, tree) in slow { check(tree, for: reader, in: installation) }
      try installation.index()
      let fast = try trees(in: installation)
      for ((_, slow), (_, fast)) in zip(slow, fast) {
        #expect(slow.source == .baseTables && fast.source == .index)
        #expect(slow.nodes == fast.nodes && slow.asked == fast.asked)
      }
    }
  }

  @Test(arguments: 0..<30)
  func `R18: two recipes meet in the nearest one that both were made from`(seed: Int) throws {
    try withTemporaryFolder { folder in
      var generator = SeededGenerator(seed: seed)
      var installation = try Installation(in: folder)
      installation.fill(using: &generator)
      try installation.save()
      let slow = try relations(in: installation)
      try installation.index()
      #expect(try relations(in: installation) == slow)
    }
  }

  /// The relations of all pairs for the operator and for all users, each as the whole tree says.
  private func relations(in installation: Installation) throws -> [LineageRelation?] {
    var relations: [LineageRelation?] = []
    for reader in -1..<installation.members.count {
      let reach = reader < 0 ? Reach.installation : installation.reach(of: reader)
      try installation.read(reach) { view in
        for first in installation.recipes {
          let tree = try view.lineage(of: first.id)
          for second in installation.recipes {
            let relation = try view.relation(of: first.id, to: second.id)
            relations.append(relation)
            try expect(
              relation, between: first.id, and: second.id,
              isSeen: tree != nil && view.lineage(of: second.id) != nil, in: installation)
          }
        }
      }
    }
    return relations
  }

  private func expect(
    _ relation: LineageRelation?, between first: RecipeID, and second: RecipeID, isSeen: Bool,
    in installation: Installation
  ) throws {
    #expect((relation != nil) == isSeen)
    guard let relation else { return }
    let (path, other) = (way(from: first, in: installation), way(from: second, in: installation))
    guard case .kin(let kinship) = relation else {
      #expect(Set(path).isDisjoint(with: other))
      return
    }
    let meeting = try #require(path.firstIndex { other.contains($0) })
    #expect(kinship.generations == meeting)
    #expect(kinship.otherGenerations == other.firstIndex(of: path[meeting]))
    #expect(kinship.ancestor.map { $0.id == path[meeting] } ?? true)
  }

  /// The recipe, what it was made from, and so on to the root.
  private func way(from recipe: RecipeID, in installation: Installation) -> [RecipeID] {
    var way: [RecipeID] = []
    var next = installation.recipes.first { $0.id == recipe }
    while let recipe = next {
      way.append(recipe.id)
      let origin = recipe.kind == .personalCopy ? nil : recipe.origin
      next = origin.map { installation.recipes[$0 - 1] }
    }
    return way
  }

  /// The trees of all recipes for the operator (reader -1) and for all users.
  private func trees(in installation: Installation) throws -> [(reader: Int, LineageTree)] {
    var trees: [(Int, LineageTree)] = []
    for reader in -1..<installation.members.count {
      let reach = reader < 0 ? Reach.installation : installation.reach(of: reader)
      try installation.read(reach) { view in
        for recipe in installation.recipes {
          if let tree = try view.lineage(of: recipe.id) { trees.append((reader, tree)) }
        }
      }
    }
    return trees
  }

  private func check(_ tree: LineageTree, for reader: Int, in installation: Installation) {
    guard case .recipe(let asked) = tree.nodes[tree.asked].subject,
      let start = installation.recipes.first(where: { $0.id == asked.id })
    else {
      Issue.record("the recipe asked for is not shown")
      return
    }
    let family = family(of: start, in: installation)
    #expect(tree.recipeCount == family.count)
    var shown: Set<RecipeID> = []
    for (index, node) in tree.nodes.enumerated() {
      #expect(node.parent.map { $0 < index } ?? (index == 0))
      guard case .recipe(let recipe) = node.subject else { continue }
      #expect(shown.insert(recipe.id).inserted)
      #expect(family[recipe.id] == node.depth)
    }
    let visible = installation.recipes.filter {
      family[$0.id] != nil && (reader < 0 || installation.reaches(reader, $0))
    }
    #expect(shown == Set(visible.map(\.id)))
  }

  /// The depth of every recipe in the family of one.
  private func family(
    of recipe: SampleRecipe, in installation: Installation
  ) -> [RecipeID: Int] {
    func trail(_ recipe: SampleRecipe) -> [RecipeID] {
      guard let origin = recipe.origin, recipe.kind != .personalCopy else { return [recipe.id] }
      return trail(installation.recipes[origin - 1]) + [recipe.id]
    }
    let root = trail(recipe)[0]
    var depths: [RecipeID: Int] = [:]
    for other in installation.recipes {
      let trail = trail(other)
      if trail[0] == root { depths[other.id] = trail.count - 1 }
    }
    return depths
  }

  @Test func `R19: what is out of sight is one node with a count and a distance`() throws {
    try withTemporaryFolder { folder in
      var installation = try Installation(in: folder)
      installation.communities = 2
      installation.members = [[0: .member], [1: .admin]]
      let root = installation.add(in: 0, by: 0)
      let shared = installation.add(in: 1, by: 1, from: root, .share)
      let varied = installation.add(in: 1, by: 1, from: shared, .variant)
      installation.add(in: 1, by: 1, from: root, .share)
      let back = installation.add(in: 0, by: 0, from: varied, .share)
      try installation.save()
      let tree = try #require(
        try installation.read(installation.reach(of: 0)) {
          try $0.lineage(of: installation.recipes[back - 1].id)
        })
      #expect(tree.nodes.map(\.depth) == [0, 1, 3])
      #expect(tree.nodes.map(\.parent) == [nil, 0, 1])
      #expect(tree.nodes[1].subject == .hidden(count: 3, distance: 2))
      #expect(tree.pathToRoot == [2, 1, 0])
      guard case .recipe(let recipe) = tree.nodes[2].subject else {
        Issue.record("the share back is not shown")
        return
      }
      #expect(recipe.sharedFrom == "Name-1-end")
      let whole = try #require(
        try installation.read(.installation) {
          try $0.lineage(of: installation.recipes[root - 1].id)
        })
      #expect(whole.nodes.map(\.depth) == [0, 1, 2, 3, 1])
      #expect(whole.children == [1, 4])
    }
  }

  @Test func `R18: lineage stays traceable when an ancestor or its community is deleted`() throws {
    try withTemporaryFolder { folder in
      var installation = try Installation(in: folder)
      installation.communities = 2
      installation.members = [[0: .member, 1: .member], [1: .member]]
      let root = installation.add(in: 0, by: 0)
      let variant = installation.add(in: 0, by: 0, from: root, .variant)
      let fork = installation.add(in: 1, by: 0, from: variant, .share)
      installation.recipes[root - 1].isDeleted = true
      installation.recipes[variant - 1].isDeleted = true
      try installation.save()
      try installation.store.write { (transaction) throws(StoreFault) in
        try transaction.deleteCommunity(1)
      }
      let id = installation.recipes[fork - 1].id
      let whole = try #require(try installation.read(.installation) { try $0.lineage(of: id) })
      #expect(whole.nodes.map(\.depth) == [0, 1, 2])
      #expect(whole.pathToRoot == [2, 1, 0])
      let seen = try #require(
        try installation.read(installation.reach(of: 1)) { try $0.lineage(of: id) })
      #expect(seen.nodes.map(\.depth) == [0, 2])
      #expect(seen.nodes[0].subject == .hidden(count: 2, distance: 2))
    }
  }

  @Test func `R20: a deleted recipe says nothing to members who could not restore it`() throws {
    try withTemporaryFolder { folder in
      var installation = try Installation(in: folder)
      installation.communities = 1
      installation.members = [[0: .member], [0: .member], [0: .admin]]
      let root = installation.add(in: 0, by: 0)
      let variant = installation.add(in: 0, by: 1, from: root, .variant)
      installation.recipes[root - 1].isDeleted = true
      try installation.save()
      let titles = try installation.members.indices.map { user in
        try installation.read(installation.reach(of: user)) { view in
          let tree = try view.lineage(of: installation.recipes[variant - 1].id)
          guard case .recipe(let recipe)? = tree?.nodes.first?.subject else { return "not shown" }
          return recipe.title ?? "untitled"
        }
      }
      #expect(titles == ["title-1-end", "untitled", "title-1-end"])
    }
  }

  @Test func `R15: variants are listed by recency or by popularity`() throws {
    try withTemporaryFolder { folder in
      var installation = try Installation(in: folder)
      installation.communities = 2
      installation.members = [[0: .member, 1: .member], [:]]
      let root = installation.add(in: 0, by: 0)
      for _ in 0..<3 { installation.add(in: 0, by: 0, from: root, .variant) }
      installation.add(in: 1, by: 0, from: root, .share)
      installation.add(in: 0, by: 0, from: root, .variant)
      installation.recipes[5].isDeleted = true
      try installation.save()
      try installation.store.write { (transaction) throws(StoreFault) in
        // What is shared elsewhere is counted elsewhere.
        try transaction.addViews([1: 20, 2: 7, 3: 4], in: 0, on: Day(number: 20_000))
        try transaction.addViews([3: 4], in: 0, on: Day(number: 20_031))
        try transaction.addViews([5: 99], in: 1, on: Day(number: 20_000))
      }
      let id = installation.recipes[root - 1].id
      func listed(_ order: VariantOrder, limit: Int = 9) throws -> [String] {
        try installation.read(installation.reach(of: 0)) {
          try $0.variants(of: id, by: order, limit: limit)?.map(\.id.text) ?? []
        }
      }
      #expect(try listed(.recency) == ["recipe-4-end", "recipe-3-end", "recipe-2-end"])
      #expect(try listed(.popularity) == ["recipe-3-end", "recipe-2-end", "recipe-4-end"])
      #expect(try listed(.popularity, limit: 1) == ["recipe-3-end"])
      #expect(
        try installation.read(installation.reach(of: 1)) {
          try $0.variants(of: id, by: .recency, limit: 9)
        } == nil)
    }
  }

  @Test func `R15: of variants that were viewed as often the more forked is more popular`() throws {
    try withTemporaryFolder { folder in
      var installation = try Installation(in: folder)
      installation.communities = 1
      installation.members = [[0: .member]]
      let root = installation.add(in: 0, by: 0)
      for _ in 0..<3 { installation.add(in: 0, by: 0, from: root, .variant) }
      for forked in [2, 3, 3] { installation.add(in: 0, by: 0, from: forked, .variant) }
      try installation.save()
      try installation.store.write { (transaction) throws(StoreFault) in
        try transaction.addViews([2: 5, 3: 5, 4: 5], in: 0, on: Day(number: 20_000))
      }
      let listed = try installation.read(installation.reach(of: 0)) { view in
        try view.variants(
          of: installation.recipes[root - 1].id, by: .popularity, limit: 9)?.map(\.id.text)
      }
      #expect(listed == ["recipe-3-end", "recipe-2-end", "recipe-4-end"])
    }
  }
}
