import Communities
import CommunityRules
import Duplicates
import RecipeModel
import Store
import Testing

struct DuplicateTests {
  private static let stew = RecipeBody(
    title: "Bean stew",
    ingredients: [
      IngredientGroup(
        ingredients: ["white beans", "carrots", "thyme", "garlic"].map {
          Ingredient(text: $0, item: $0)
        })
    ],
    steps: [StepGroup(steps: ["Soak the beans over night, and simmer them for two hours."])])

  /// The stew, and nearly the stew.
  private static func stew(_ number: Int) -> RecipeBody {
    var body = stew
    if number > 0 {
      body.title += " \(number)"
      body.ingredients[0].ingredients.removeLast()
    }
    return body
  }

  /// A village where two members made nearly the same stew; Cleo's comes first.
  private func withStews(
    _ body: (Village, _ first: RecipeID, _ second: RecipeID) throws -> Void
  ) throws {
    try Village.with { (village) throws in
      var stews: [RecipeID] = []
      for (number, person) in [ActingAs.cleo, .ben].enumerated() {
        let tag = try TagName(number == 0 ? "Winter" : "Beans")
        stews.append(
          try village.actions.createRecipe(
            RecipeRequest(
              in: .community("circle"), body: DuplicateTests.stew(number), tags: [tag]),
            as: person
          ).id)
      }
      #expect(try DuplicateStage.run(on: village.store).pairs == 1)
      try body(village, stews[0], stews[1])
    }
  }

  private func pairs(
    _ village: Village, in place: PlaceName = .community("circle"),
    states: Set<DuplicateState> = [.open], minimumScore: Int = 0, as acting: ActingAs
  ) throws -> [[String]] {
    try village.actions.listDuplicates(
      in: place, minimumScore: minimumScore, states: states, limit: 9, as: acting
    ).duplicates.map { [$0.first.title, $0.second.title, $0.state.rawValue] }
  }

  private let open = [["Bean stew", "Bean stew 1", "open"]]

  @Test func `R7: the duplicates of a community are its members' to see`() throws {
    try withStews { (village, _, _) throws in
      for acting in [ActingAs.ada, .ben, .operator] {
        #expect(try pairs(village, as: acting) == open)
      }
      #expect(throws: UnknownReference.self) { try pairs(village, as: .eve) }
      // Each has one of the two in their own catalogue.
      #expect(try pairs(village, in: .catalogue, as: .cleo) == [])
      #expect(refusingRule { _ = try pairs(village, in: .catalogue, as: .operator) } == .r7)
    }
  }

  @Test func `R7: what is alike in two places is no pair`() throws {
    try Village.with { (village) throws in
      for (number, (place, person)) in [
        (PlaceName.community("circle"), ActingAs.cleo), (.community("rye-house"), .eve),
        (.catalogue, .dora),
      ].enumerated() {
        _ = try village.actions.createRecipe(
          RecipeRequest(in: place, body: DuplicateTests.stew(number)), as: person)
      }
      #expect(try DuplicateStage.run(on: village.store).pairs == 3)
      #expect(try pairs(village, as: .ada) == [])
      #expect(try pairs(village, in: .community("rye-house"), as: .eve) == [])
      #expect(try pairs(village, in: .catalogue, as: .dora) == [])
    }
  }

  @Test func `a page ends where it should, and says what was not compared yet`() throws {
    try withStews { (village, _, _) throws in
      for number in 2...3 {
        _ = try village.actions.createRecipe(
          RecipeRequest(in: .community("circle"), body: DuplicateTests.stew(number)), as: .ben)
      }
      let partial = try village.actions.listDuplicates(
        in: .community("circle"), limit: 9, as: .ada)
      #expect(partial.duplicates.count == 1 && !partial.isComplete && partial.nextOffset == nil)
      _ = try DuplicateStage.run(on: village.store)
      let all = try village.actions.listDuplicates(in: .community("circle"), limit: 9, as: .ada)
      #expect(all.duplicates.count == 6 && all.isComplete && all.nextOffset == nil)
      #expect(all.duplicates.map(\.score) == all.duplicates.map(\.score).sorted(by: >))
      let page = try village.actions.listDuplicates(
        in: .community("circle"), offset: 1, limit: 2, as: .ada)
      #expect(page.duplicates == Array(all.duplicates[1...2]) && page.nextOffset == 3)
      #expect(try pairs(village, minimumScore: 1000, as: .ada) == [])
    }
  }

  @Test func `equal content is listed, each with the first that says it`() throws {
    try Village.with { (village) throws in
      for person in [ActingAs.cleo, .ben, .ada] {
        _ = try village.actions.createRecipe(
          RecipeRequest(in: .community("circle"), body: DuplicateTests.stew), as: person)
      }
      _ = try DuplicateStage.run(on: village.store)
      let found = try village.actions.listDuplicates(in: .community("circle"), limit: 9, as: .ada)
      #expect(found.duplicates.map(\.score) == [1000, 1000])
      #expect(found.duplicates.map(\.first.creator) == ["Cleo", "Cleo"])
      #expect(found.duplicates.map(\.second.creator) == ["Ben", "Ada"])
    }
  }

  @Test func `R20: what is merged is deleted, and can be given back`() throws {
    try withStews { (village, first, second) throws in
      let merged = try village.actions.mergeRecipe(second, into: first, as: .operator)
      #expect(merged.tags == ["Beans", "Winter"] && merged.keptTags)
      #expect(try pairs(village, as: .ada) == [])
      try village.actions.restoreRecipe(second, as: .ben)
      #expect(try pairs(village, as: .ada) == open)
      let entries = try village.store.read { (transaction) throws in
        try transaction.auditEntries(about: .recipe(second)).map(\.action)
          + transaction.auditEntries(about: .recipe(first)).map(\.action)
      }
      #expect(
        entries == [
          "recipe.create", "recipe.delete", "recipe.restore", "recipe.create", "recipe.tag",
        ])
    }
  }

  @Test
  func `R20: its creator or an admin merges a recipe, whose tags only the other's creator adds`()
    throws
  {
    try withStews { (village, first, second) throws in
      let actions = village.actions
      #expect(
        refusingRule { _ = try actions.mergeRecipe(second, into: first, as: .cleo) } == .r20)
      #expect(throws: UnknownReference.self) {
        try actions.mergeRecipe(second, into: first, as: .eve)
      }
      let merged = try actions.mergeRecipe(second, into: first, as: .ben)
      #expect(merged.tags == ["Winter"] && !merged.keptTags)
      #expect(
        refusingRule { _ = try actions.mergeRecipe(second, into: first, as: .ben) } == .r20)
    }
  }

  @Test func `a recipe is merged with no recipe of another place, nor with itself`() throws {
    try withStews { (village, first, second) throws in
      let copy = try #require(village.soup.personalCopy)
      for (one, other) in [(first, first), (first, copy)] {
        #expect(
          refusingRule { _ = try village.actions.mergeRecipe(one, into: other, as: .cleo) }
            == .r20)
        #expect(
          refusingRule { try village.actions.dismissDuplicate(one, other, as: .cleo) } == .r20)
      }
      // In one's own catalogue it is the owner's to do.
      let mine = try village.actions.createRecipe(
        RecipeRequest(in: .catalogue, body: DuplicateTests.stew(7)), as: .cleo
      ).id
      _ = try village.actions.mergeRecipe(mine, into: copy, as: .cleo)
      #expect(try village.actions.titles(in: .catalogue, as: .cleo) == ["Bean stew", "Soup"])
      _ = second
    }
  }

  @Test func `what is dismissed is not listed again, unless asked for`() throws {
    try withStews { (village, first, second) throws in
      // Either creator may, in either order; who only is a member may not.
      let third = try village.actions.createRecipe(
        RecipeRequest(in: .community("circle"), body: DuplicateTests.stew(2)), as: .ada
      ).id
      _ = try DuplicateStage.run(on: village.store)
      #expect(
        refusingRule { try village.actions.dismissDuplicate(first, third, as: .ben) } == .r20)
      try village.actions.dismissDuplicate(second, first, as: .cleo)
      try village.actions.dismissDuplicate(first, third, as: .otto)
      #expect(try pairs(village, as: .ada) == [["Bean stew 1", "Bean stew 2", "open"]])
      #expect(try pairs(village, states: [.dismissed], as: .ada).count == 2)
      #expect(try pairs(village, states: Set(DuplicateState.allCases), as: .ada).count == 3)
    }
  }

  @Test func `R15: variants of each other, and of one recipe, are linked`() throws {
    try withStews { (village, first, second) throws in
      try village.store.write { (transaction) throws in
        let base = try #require(try transaction.recipe(first)).key
        let variant = try #require(try transaction.recipe(second)).key
        let soup = try #require(try transaction.recipe(village.soup.id)).key
        let isLinked = try transaction.link(variant, asVariantOf: base)
        let isLinkedAgain = try transaction.link(variant, asVariantOf: soup)
        #expect(isLinked && !isLinkedAgain)
      }
      #expect(try pairs(village, as: .ada) == [])
      #expect(
        try pairs(village, states: [.linked], as: .ada) == [["Bean stew", "Bean stew 1", "linked"]])
    }
  }
}
