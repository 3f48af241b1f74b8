import CommunityRules
import PipelineCore
import RecipeModel
import Testing

struct RecipeTests {
  private let cleo = Actor.person(Cast.cleo)
  private let inCircle = RecipePlace.community(Cast.circle)

  @Test func `R8: a member's recipe is two records, the second their own linked copy`() throws {
    let decision = try CreateRecipe.decide(in: inCircle, by: cleo)
    #expect(decision.recipe.creator == Cast.cleo.id)
    #expect(decision.recipe.community == Cast.circle.id)
    #expect(decision.recipe.originKind == nil)
    let copy = try #require(decision.personalCopy)
    #expect(copy.creator == Cast.cleo.id)
    #expect(copy.community == nil)
    #expect(copy.originKind == .personalCopy)
  }

  @Test func `R8: a recipe in one's own catalogue is one record`() throws {
    let decision = try CreateRecipe.decide(in: .catalogue, by: .person(Cast.dora))
    #expect(decision.recipe.community == nil)
    #expect(decision.recipe.originKind == nil)
    #expect(decision.personalCopy == nil)
  }

  @Test func `R8: who is no member neither creates nor imports, and hears what to do`() {
    let creating = refusal { () throws(Refusal) in
      try CreateRecipe.decide(in: inCircle, by: .person(Cast.eve))
    }
    #expect(creating?.rule == .r8)
    let importing = refusal { () throws(Refusal) in
      try ImportRecipes.decide(into: inCircle, by: .person(Cast.eve))
    }
    #expect(
      importing?.message == """
        R8: eve cannot import into sourdough-circle: eve is not a member
        hint: an admin of sourdough-circle can invite eve
        """)
  }

  @Test(
    arguments: [
      (.unstated, Cast.ada.id, nil),
      (.named("Grandmother"), Cast.ada.id, "Grandmother"),
      (.user(Cast.ben, named: "Ben B."), Cast.ben.id, nil),
      (.user(Cast.eve, named: "Eve E."), Cast.ada.id, "Eve E."),
      (.user(Cast.ben.erased, named: "Ben B."), Cast.ada.id, "Ben B."),
      (.mapped(Cast.ben), Cast.ben.id, nil),
    ] as [(ImportRecipes.Author, UserID, String?)])
  func `R8: an author who is no member is credited as text, and the importer creates`(
    author: ImportRecipes.Author, creator: UserID, text: String?
  ) throws {
    let permission = try ImportRecipes.decide(into: inCircle, by: .person(Cast.ada))
    let credit = try permission.credit(author)
    #expect(credit.authorText == text)
    #expect(credit.records.recipe.creator == creator)
    #expect(credit.records.recipe.community == Cast.circle.id)
    #expect(credit.records.personalCopy?.creator == creator)
  }

  @Test func `R8: a mapping to somebody who is no member is refused`() throws {
    let permission = try ImportRecipes.decide(into: inCircle, by: .person(Cast.ada))
    let refused = refusal { () throws(Refusal) in try permission.credit(.mapped(Cast.eve)) }
    #expect(refused?.rule == .r8)
    #expect(
      refused?.what
        == "R8: ada cannot import into sourdough-circle with eve as an author: eve is not a member")
  }

  @Test func `R8: only an admin imports in the name of others, anybody in their own`() throws {
    let permission = try ImportRecipes.decide(into: inCircle, by: .person(Cast.ben))
    let own = try permission.credit(.mapped(Cast.ben))
    #expect(own.records.recipe.creator == Cast.ben.id && own.authorText == nil)
    let refused = refusal { () throws(Refusal) in try permission.credit(.mapped(Cast.ada)) }
    #expect(
      refused?.message == """
        R8: ben cannot import into sourdough-circle with ada as an author: only an admin imports in the \
        name of others
        hint: let an admin import, or leave ada out: the author is credited as text
        """)
  }

  @Test func `R8: everything in a catalogue is its owner's`() throws {
    let permission = try ImportRecipes.decide(into: .catalogue, by: .person(Cast.ada))
    let credit = try permission.credit(.user(Cast.ben, named: "Ben B."))
    #expect(credit.records.recipe.creator == Cast.ada.id)
    #expect(credit.records.personalCopy == nil)
    #expect(credit.authorText == "Ben B.")
    #expect(try permission.credit(.mapped(Cast.ada)).authorText == nil)
    let refused = refusal { () throws(Refusal) in try permission.credit(.mapped(Cast.ben)) }
    #expect(refused?.rule == .r8)
  }

  @Test(arguments: [Cast.recipe, Cast.copy])
  func `R9: an edit and new tags concern the one recipe asked for`(recipe: RecipeStanding) throws {
    #expect(try EditRecipe.decide(recipe, by: cleo).recipe == recipe.id)
    #expect(
      try TagRecipe.decide(.init(), on: recipe, carried: [], known: [], by: cleo).recipe
        == recipe.id)
  }

  @Test(arguments: [Cast.recipe, Cast.copy])
  func `R9: deleting a recipe leaves its personal copy, and the other way round`(
    recipe: RecipeStanding
  ) throws {
    let deletion = try DeleteRecipe.decide(recipe, as: Cast.deletion, by: cleo, at: Cast.now)
    let taken = [Cast.recipe, Cast.copy].filter {
      deletion.takes(Deletable(.recipe($0.id), in: $0.place.communityID, life: .living))
    }
    #expect(taken == [recipe])
  }

  @Test func `R9: the copy outlives its owner's membership, the recipe is out of reach`() throws {
    let away = Actor.person(Cast.cleo.away)
    _ = try EditRecipe.decide(Cast.copy, by: away)
    let refused = refusal { () throws(Refusal) in try EditRecipe.decide(Cast.recipe, by: away) }
    #expect(refused?.rule == .r7a)
  }

  @Test func `R7a: a recipe is its creator's again when they come back`() throws {
    let away = Actor.person(Cast.cleo.away)
    let refused = refusal { () throws(Refusal) in try EditRecipe.decide(Cast.recipe, by: away) }
    #expect(
      refused?.message == """
        R7a: cleo cannot edit recipe r-1: cleo has left sourdough-circle
        hint: an admin of sourdough-circle can invite cleo again
        """)
    #expect(try EditRecipe.decide(Cast.recipe, by: cleo).recipe == Cast.recipe.id)
  }

  @Test func `R10: a tag is put on once, however it is written, and shown as first seen`() throws {
    let decision = try TagRecipe.decide(
      .init(adding: [
        try TagName("SOUP"), try TagName(" Slow  Cooker"), try TagName("slow cooker"),
        try TagName("Rye"),
      ]),
      on: Cast.recipe, carried: [FoldedName("rye")], known: [try TagName("Soup")], by: cleo)
    #expect(decision.added.map(\.shown) == ["Soup", "Slow Cooker"])
    #expect(decision.removed.isEmpty)
  }

  @Test func `R10: a tag is taken off once, and only if the recipe carries it`() throws {
    let decision = try TagRecipe.decide(
      .init(
        adding: [try TagName("rye")],
        removing: [
          try TagName("SOUP"), try TagName("soup"), try TagName("bread"), try TagName("Rye"),
        ]),
      on: Cast.recipe, carried: [FoldedName("soup"), FoldedName("rye")], known: [], by: cleo)
    #expect(decision.added.isEmpty)
    #expect(decision.removed == [FoldedName("soup")])
  }

  @Test func `R12: a member, even an admin, does not edit another's recipe`() throws {
    _ = try EditRecipe.decide(Cast.recipe, by: cleo)
    for person in [Cast.ben, Cast.ada] {
      let refused = refusal { () throws(Refusal) in
        try EditRecipe.decide(Cast.recipe, by: .person(person))
      }
      #expect(refused?.rule == .r12)
    }
  }
}
