import Communities
import CommunityRules
import RecipeModel
import Store
import Testing

struct TrashTests {
  private func ids(_ page: TrashPage) -> [String] {
    page.items.map { item in
      switch item.subject {
      case .recipe(let id, _, _): id.text
      case .community(let id, _, _): id.text
      }
    }
  }

  @Test func `R20: the trash shows what was deleted, by whom, until when, to who may restore it`()
    throws
  {
    try Village.with { (village) throws in
      let (actions, soup) = (village.actions, village.soup.id)
      try actions.deleteRecipe(soup, as: .ada)
      let item = try #require(try actions.listTrash(limit: 10, as: .cleo).items.first)
      #expect(item.subject == .recipe(soup, title: "Soup", creator: "Cleo"))
      #expect(item.community == "circle")
      #expect(item.deletedBy == "Ada")
      #expect(item.isRestorable)
      #expect(
        item.restorableUntil.milliseconds - item.deletedAt.milliseconds == 30 * 86_400_000)
      for (actor, count) in [(ActingAs.otto, 1), (.operator, 1), (.ben, 0), (.eve, 0)] {
        #expect(try actions.listTrash(limit: 10, as: actor).items.count == count)
      }
      #expect(try actions.listTrash(in: .own, limit: 10, as: .ada).items.isEmpty)
      #expect(try actions.listTrash(in: .community("circle"), limit: 10, as: .ben).items.isEmpty)
      #expect(throws: UnknownReference(.community, "circle")) {
        _ = try actions.listTrash(in: .community("circle"), limit: 10, as: .dora)
      }
      #expect(refusingRule { _ = try actions.listTrash(in: .own, limit: 1, as: .operator) } == .r7)
      village.clock.advance(days: 30)
      #expect(try actions.listTrash(limit: 10, as: .cleo).items.isEmpty)
    }
  }

  @Test func `R20: one's own catalogue is in one's own trash and in nobody else's`() throws {
    try Village.with { (village) throws in
      let copy = try #require(village.soup.personalCopy)
      try village.actions.deleteRecipe(copy, as: .cleo)
      #expect(ids(try village.actions.listTrash(in: .own, limit: 9, as: .cleo)) == [copy.text])
      for actor in [ActingAs.ada, .operator] {
        #expect(try village.actions.listTrash(limit: 9, as: actor).items.isEmpty)
      }
    }
  }

  @Test
  func `R7: who has left is not shown what was deleted there, and a page is full all the same`()
    throws
  {
    try Village.with { (village) throws in
      let actions = village.actions
      let copy = try #require(village.soup.personalCopy)
      try actions.deleteRecipe(copy, as: .cleo)
      village.clock.advance(days: 1)
      _ = try actions.leave("circle", as: .cleo)
      try actions.deleteRecipe(village.soup.id, as: .ada)
      for limit in [1, 9] {
        let page = try actions.listTrash(in: .own, limit: limit, as: .cleo)
        #expect(ids(page) == [copy.text])
        #expect(!page.hasMore)
      }
      #expect(try actions.listTrash(limit: 9, as: .cleo).items.count == 1)
      #expect(try actions.listTrash(limit: 9, as: .ada).items.count == 1)
    }
  }

  @Test func `R21: the operator sees a deleted community, and not one by one what went with it`()
    throws
  {
    try Village.with { (village) throws in
      let actions = village.actions
      _ = try actions.deleteCommunity("circle", as: .operator)
      let page = try actions.listTrash(limit: 10, as: .operator)
      let item = try #require(page.items.first)
      #expect(page.items.count == 1)
      #expect(item.deletedBy == nil)
      guard case .community(let id, _, recipes: 1) = item.subject else {
        Issue.record("the community is not shown with its recipe")
        return
      }
      #expect(try actions.listTrash(limit: 10, as: .ada).items.isEmpty)
      let number = String(try #require(item.deletion).value)
      for name in [number, id.text, "circle"] {
        for actor in [ActingAs.ada, .cleo] {
          #expect(throws: UnknownReference.self) {
            try actions.restoreDeleted(name, as: actor)
          }
        }
      }
      guard case .community(let restored) = try actions.restoreDeleted(number, as: .operator)
      else {
        Issue.record("a community was not restored")
        return
      }
      #expect(restored.slug == "circle")
      #expect(try actions.titles(in: .community("circle"), as: .ben) == ["Soup"])
    }
  }

  @Test func `R20: a deletion is restored by its number or by its recipe, by who may`() throws {
    try Village.with { (village) throws in
      let (actions, soup) = (village.actions, village.soup.id)
      for actor in [ActingAs.cleo, .ada] {
        try actions.deleteRecipe(soup, as: .cleo)
        #expect(refusingRule { _ = try actions.restoreDeleted(soup.text, as: .ben) } == .r20)
        #expect(throws: UnknownReference.self) { try actions.restoreDeleted(soup.text, as: .dora) }
        #expect(try actions.restoreDeleted(soup.text, as: actor) == .recipe(soup))
      }
      try actions.deleteRecipe(soup, as: .cleo)
      let item = try #require(try actions.listTrash(limit: 1, as: .operator).items.first)
      let number = String(try #require(item.deletion).value)
      #expect(try actions.restoreDeleted(number, as: .operator) == .recipe(soup))
      #expect(throws: UnknownReference.self) { try actions.restoreDeleted("99", as: .operator) }
    }
  }

  @Test func `R7: the numbers of deletions, which count all that there are, are the operator's`()
    throws
  {
    try Village.with { (village) throws in
      let actions = village.actions
      try actions.deleteRecipe(village.soup.id, as: .cleo)
      for actor in [ActingAs.cleo, .ada] {
        let items = try actions.listTrash(limit: 9, as: actor).items
        #expect(items.map(\.deletion) == [nil])
        #expect(throws: UnknownReference.self) { try actions.restoreDeleted("1", as: actor) }
      }
    }
  }

  @Test func `a page of the trash ends where it was told to, and says that there is more`() throws {
    try Village.with { (village) throws in
      for title in ["A", "B", "C"] {
        let recipe = try village.actions.createRecipe(
          RecipeRequest(in: .community("circle"), body: RecipeBody(title: title)), as: .ben)
        village.clock.advance()
        try village.actions.deleteRecipe(recipe.id, as: .ben)
      }
      let page = try village.actions.listTrash(limit: 2, as: .ada)
      #expect(page.hasMore)
      let titles = page.items.map { item -> String? in
        if case .recipe(_, let title, _) = item.subject { title } else { nil }
      }
      #expect(titles == ["C", "B"])
      #expect(try !village.actions.listTrash(limit: 3, as: .ada).hasMore)
    }
  }
}
