import PipelineCore
import RecipeFormats
import RecipeModel
import RecipeText
import Testing

struct TandoorReaderTests {
  private let recipe = #"""
    {"name": "Chili", "description": "Hot.", "keywords": [
      {"name": "Course: Main", "description": "", "created_at": "2023-05-01T14:54:16+02:00"},
      {"label": "Old", "icon": null}],
     "steps": [
      {"name": "Sauce", "instruction": "Fry {{ ingredients[1] }} in a pan.\n\nAdd {% scale(2) %} chilies {{ x }}.",
       "ingredients": [
        {"food": null, "unit": null, "amount": 0.0, "note": "Spices", "is_header": true},
        {"food": {"name": "onion", "plural_name": "onions"}, "unit": null, "amount": 2.0, "note": "diced"},
        {"food": {"name": "chili powder", "plural_name": null}, "unit": {"name": "cup"}, "amount": 0.25,
         "note": "", "order": 0, "is_header": false, "no_amount": false},
        {"food": {"name": "salt"}, "unit": {"name": "tsp"}, "amount": 1.0, "no_amount": true},
        {"food": {"name": "Two 15 oz (425 g) cans tomato"}, "unit": null, "amount": 0.0, "note": ""}],
       "time": 10, "order": 2, "show_as_header": true},
      {"name": "", "instruction": "Soak the beans.", "ingredients": [
        {"food": {"name": "beans"}, "unit": {"name": "g", "plural_name": "grams"}, "amount": 1.0,
         "always_use_plural_unit": true}],
       "time": 0, "order": 1, "show_as_header": true, "file": {"name": "a.pdf"}},
      {"name": "", "instruction": "Serve.", "ingredients": [], "time": 0, "order": 3}],
     "working_time": 20, "waiting_time": 0, "internal": true,
     "nutrition": {"carbohydrates": 30.0, "fats": 5.5, "proteins": null, "calories": 200, "source": ""},
     "servings": 4, "servings_text": "bowls", "source_url": "https://e.org/chili"}
    """#

  @Test func `all members have their place`() throws {
    let record = try #require(read(recipe, with: TandoorReader.self).records.first)
    let body = record.body
    #expect(body.title == "Chili" && body.summary == "Hot.")
    #expect(body.times.preparation?.minutes == 20 && body.times.cooking == nil)
    #expect(body.yield == Yield(text: "4 bowls", amount: Quantity(4), unit: "bowls"))
    #expect(body.credit == Credit(url: "https://e.org/chili"))
    #expect(
      body.nutrition == [
        NutritionFact(name: "carbohydrates", value: "30"),
        NutritionFact(name: "fats", value: "5.5"),
        NutritionFact(name: "calories", value: "200"),
      ])
    #expect(record.tags == ["Course: Main", "Old"])
    #expect(record.images == [.sidecar(name: "image.*", isExpected: false)])
    #expect(record.extras.map(\.name) == ["step_times", "steps"])
    #expect(
      record.extras.first?.value == .array([.integer(0), .integer(10), .integer(0)]))
    #expect(record.warnings.isEmpty)
  }

  @Test func `steps are sections, and their templates are filled in`() throws {
    let body = try #require(read(recipe, with: TandoorReader.self).records.first?.body)
    #expect(body.steps.map(\.name) == [nil, "Sauce", nil])
    #expect(
      body.steps.map(\.steps) == [
        ["Soak the beans."], ["Fry 2 onions in a pan.", "Add 2 chilies {{ x }}."], ["Serve."],
      ])
    #expect(body.ingredients.map(\.name) == [nil, "Spices"])
    #expect(
      body.ingredients.map(\.ingredients) == [
        [Ingredient(text: "1 grams beans", quantity: Quantity(1), unit: "grams", item: "beans")],
        [
          Ingredient(
            text: "2 onions, diced", quantity: Quantity(2), item: "onions", note: "diced"),
          Ingredient(
            text: "0.25 cup chili powder", quantity: Quantity(0.25), unit: "cup",
            item: "chili powder"),
          Ingredient(text: "tsp salt", unit: "tsp", item: "salt"),
          IngredientLine.ingredient("Two 15 oz (425 g) cans tomato"),
        ],
      ])
  }

  @Test(arguments: [
    (recipeWithoutMarks, "plain-json"),
    (
      #"{"name": "A", "steps": [{"instruction": "b", "ingredients": []}], "working_time": 1, "servings_text": ""}"#,
      "tandoor"
    ),
    (
      #"{"@type": "Recipe", "name": "A", "steps": [], "working_time": 1, "waiting_time": 1}"#,
      "json-ld"
    ),
  ])
  func `it is told from its neighbours`(content: String, name: String) {
    guard
      case .reader(let reader, _) = RecipeReaders.detect(
        ContentSample(bytes: Array(content.utf8), isWhole: true))
    else {
      Issue.record("nothing knows it")
      return
    }
    #expect(reader.format.name == name)
  }

  private static let recipeWithoutMarks =
    #"{"name": "A", "ingredients": ["b"], "steps": ["c"], "source_url": "https://e.org"}"#

  @Test func `a front that is cut inside the first step is still recognized`() {
    let front = String(recipe.prefix(900))
    #expect(
      TandoorReader.recognize(ContentSample(bytes: Array(front.utf8), isWhole: false))?.confidence
        == .certain)
  }

  @Test func `nulls everywhere say nothing`() {
    let nulls = #"""
      {"name": "A", "description": null, "keywords": null, "steps": [{"name": null, "instruction": null,
       "ingredients": null, "time": null, "order": null}, {"ingredients": [{"food": null, "unit": null,
       "amount": null, "note": null}]}], "working_time": null, "waiting_time": null, "nutrition": null,
       "servings": null, "servings_text": null, "source_url": null, "internal": null}
      """#
    let pass = read(nulls, with: TandoorReader.self)
    #expect(pass.records.map(\.extras) == [[]])
    #expect(
      pass.records.map { Set($0.warnings.map(\.code)) } == [[.missingIngredients, .missingSteps]])
  }
}
