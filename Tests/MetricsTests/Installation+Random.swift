import RecipeModel
import TestKit

extension Installation {
  static let vocabulary = ["rye", "levain", "soup", "stew", "cake"]
  static let commonTags = ["quick", "sweet", "baking"]

  /// Recipes, copies, variants, shares and deletions as the rules allow them.
  mutating func fill(using generator: inout SeededGenerator) {
    communities = Int.random(in: 2...4, using: &generator)
    for _ in 0..<Int.random(in: 2...4, using: &generator) {
      var roles: [Int: Role] = [:]
      for community in 0..<communities where Bool.random(using: &generator) {
        roles[community] = Bool.random(using: &generator) ? .admin : .member
      }
      members.append(roles)
    }
    for _ in 0..<Int.random(in: 5...30, using: &generator) { addRecipe(using: &generator) }
  }

  /// Adds one recipe with the next number and gives it; `body` nil makes one of its own.
  @discardableResult
  mutating func add(
    in community: Int?, by creator: Int, from origin: Int? = nil, _ kind: OriginKind? = nil,
    body: Int? = nil, words: [String] = [], tags: Set<String> = []
  ) -> Int {
    let number = recipes.count + 1
    recipes.append(
      SampleRecipe(
        number: number, community: community, creator: creator, origin: origin, kind: kind,
        body: body ?? number, words: body.map { recipes[$0 - 1].words } ?? words, tags: tags))
    return number
  }

  private mutating func addRecipe(using generator: inout SeededGenerator) {
    let creator = Int.random(in: 0..<members.count, using: &generator)
    let community = Int.random(in: 0..<communities, using: &generator)
    var tags: Set<String> = ["tag-\(community)-end"]
    for tag in Installation.commonTags where Bool.random(using: &generator) { tags.insert(tag) }
    let words = (0..<2).compactMap { _ in
      Installation.vocabulary.randomElement(using: &generator)
    }
    let origin = recipes.filter { $0.community != nil }.randomElement(using: &generator)
    let keepsBody = Bool.random(using: &generator)
    switch (Int.random(in: 0..<4, using: &generator), origin) {
    case (1, let origin?):
      add(
        in: origin.community, by: creator, from: origin.number, .variant, words: words,
        tags: origin.tags)
    case (2, let origin?), (3, let origin?):
      guard origin.community != community else { return }
      add(
        in: community, by: creator, from: origin.number, .share,
        body: keepsBody ? origin.body : nil, words: words, tags: tags)
    default:
      let recipe = add(in: community, by: creator, words: words, tags: tags)
      add(
        in: nil, by: creator, from: recipe, .personalCopy, body: keepsBody ? recipe : nil,
        words: words)
    }
    if Int.random(in: 0..<5, using: &generator) == 0 {
      let index = Int.random(in: recipes.indices, using: &generator)
      recipes[index].isDeleted = true
    }
  }
}
