import PipelineCore
import RecipeFormats
import RecipeModel
import Testing

struct CroutonReaderTests {
  private let crumb = #"""
    {"uuid": "8C2C-1", "name": "Cozy soup", "serves": 6, "defaultScale": 2, "duration": 15,
     "cookingDuration": 30, "rating": 4, "isPublicRecipe": false, "folderIDs": ["F-1"],
     "webLink": "https://e.org/soup", "sourceName": "e.org", "sourceImage": "BwgJ",
     "neutritionalInfo": "Calories: 528 kcal,\nServing Size: 1 serving", "notes": "Freezes.",
     "tags": [{"uuid": "t1", "color": "#FCBE56", "name": "Chicken"}, "Quick"], "images": ["AQID", "A*"],
     "ingredients": [
      {"uuid": "i2", "order": 2, "ingredient": {"uuid": "x", "name": "yellow onion, chopped"},
       "quantity": {"quantityType": "ITEM", "amount": 1}},
      {"uuid": "i0", "order": 0, "ingredient": {"uuid": "x", "name": "Soup"},
       "quantity": {"quantityType": "SECTION", "amount": 0}},
      {"uuid": "i1", "order": 1, "ingredient": {"uuid": "x", "name": "chicken"},
       "quantity": {"quantityType": "POUND", "amount": 0.75}},
      {"uuid": "i3", "order": 3, "ingredient": {"uuid": "x", "name": "salt and pepper"}},
      {"uuid": "i4", "order": 4, "ingredient": {"uuid": "x", "name": "broth"},
       "quantity": {"quantityType": "CUP", "amount": 5, "secondaryAmount": 6}}],
     "steps": [
      {"uuid": "s1", "order": 1, "step": "Chop.", "isSection": false},
      {"uuid": "s0", "order": 0, "step": "Soup", "isSection": true},
      {"uuid": "s2", "order": 2, "step": "1. Simmer.\nStir.", "isSection": false}]}
    """#

  @Test func `all members have their place`() throws {
    let record = try #require(read(crumb, with: CroutonReader.self).records.first)
    let body = record.body
    #expect(record.externalID == "8C2C-1" && body.title == "Cozy soup")
    #expect(body.yield == Yield(text: "6 servings", amount: Quantity(6), unit: "servings"))
    #expect(body.times.preparation?.minutes == 15 && body.times.cooking?.minutes == 30)
    #expect(body.credit == Credit(source: "e.org", url: "https://e.org/soup"))
    #expect(body.rating == Rating(value: 4) && body.notes == ["Freezes."])
    #expect(
      body.nutrition == [
        NutritionFact(name: "Calories", value: "528 kcal"),
        NutritionFact(name: "Serving Size", value: "1 serving"),
      ])
    #expect(record.tags == ["Chicken", "Quick"] && record.images == [.embedded([1, 2, 3])])
    #expect(record.warnings == [RecordWarning(.unreadableImage, field: "images")])
    #expect(record.extras.map(\.name) == ["defaultScale", "folderIDs"])
  }

  @Test func `ingredients and steps come by their order, below their headings`() throws {
    let body = try #require(read(crumb, with: CroutonReader.self).records.first?.body)
    #expect(body.ingredients.map(\.name) == ["Soup"])
    #expect(
      body.ingredients.first?.ingredients == [
        Ingredient(text: "0.75 lb chicken", quantity: Quantity(0.75), unit: "lb", item: "chicken"),
        Ingredient(
          text: "1 yellow onion, chopped", quantity: Quantity(1), item: "yellow onion, chopped"),
        Ingredient(text: "salt and pepper", item: "salt and pepper"),
        Ingredient(
          text: "5-6 cup broth", quantity: Quantity(5, upTo: 6), unit: "cup", item: "broth"),
      ])
    #expect(body.steps == [StepGroup(name: "Soup", steps: ["Chop.", "1. Simmer.\nStir."])])
  }

  @Test func `the picture of the site counts only without others`() throws {
    let bare = crumb.replacing(#""images": ["AQID", "A*"]"#, with: #""images": []"#)
    let record = try #require(read(bare, with: CroutonReader.self).records.first)
    #expect(record.images == [.embedded([7, 8, 9])])
  }

  @Test func `nulls and zeros say nothing`() {
    let nulls = #"""
      {"uuid": null, "name": "A", "serves": 0, "duration": 0, "cookingDuration": null, "webLink": null,
       "rating": 0, "ingredients": null, "steps": [{"step": null}], "tags": null, "images": null,
       "neutritionalInfo": null, "notes": null, "sourceImage": "", "folderIDs": []}
      """#
    let pass = read(nulls, with: CroutonReader.self)
    #expect(pass.records.map(\.extras) == [[]] && pass.records.map(\.body.times) == [Times()])
    #expect(pass.records.map(\.body.yield) == [nil])
    #expect(
      pass.records.map { Set($0.warnings.map(\.code)) } == [[.missingIngredients, .missingSteps]])
  }
}
