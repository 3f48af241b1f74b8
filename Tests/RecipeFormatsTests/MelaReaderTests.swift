import PipelineCore
import RecipeFormats
import RecipeModel
import Testing

struct MelaReaderTests {
  private let recipe = #"""
    {"id": "e.org/pancakes", "title": "Pancakes", "text": "Fluffy.", "images": ["AQID"],
     "categories": ["Breakfast, sweet", "Quick"], "yield": "8 pieces", "prepTime": "10 min",
     "cookTime": "", "totalTime": "25 minutes", "link": "https://e.org/pancakes",
     "ingredients": "# Batter\n200 g flour\n2 eggs\n\n# Top\nsyrup",
     "instructions": "# Batter\nMix.\n\n# Pan\n1. Fry.\n2. Turn.", "notes": "Keep **warm**.",
     "nutrition": "Calories: 210", "favorite": true, "wantToCook": false, "date": 694310400.5}
    """#

  @Test func `all members have their place`() throws {
    let record = try #require(read(recipe, with: MelaReader.self).records.first)
    let body = record.body
    #expect(record.externalID == "e.org/pancakes" && body.title == "Pancakes")
    #expect(body.summary == "Fluffy." && body.notes == ["Keep **warm**."])
    #expect(body.ingredients.map(\.name) == ["Batter", "Top"])
    #expect(
      body.steps == [
        StepGroup(name: "Batter", steps: ["Mix."]),
        StepGroup(name: "Pan", steps: ["Fry.", "Turn."]),
      ])
    #expect(body.yield?.amount == Quantity(8) && body.times.total?.minutes == 25)
    #expect(body.times.preparation?.minutes == 10 && body.times.cooking == nil)
    #expect(body.credit == Credit(url: "https://e.org/pancakes"))
    #expect(body.nutrition == [NutritionFact(name: "Calories", value: "210")])
    #expect(record.tags == ["Breakfast, sweet", "Quick"])
    #expect(record.images == [.embedded([1, 2, 3])])
    #expect(record.createdAt?.description == "2023-01-02T00:00:00.500Z")
    #expect(record.extras == [JSONMember("favorite", .bool(true))] && record.warnings.isEmpty)
  }

  @Test func `a link that is no address is the source`() throws {
    let content = recipe.replacing(#""https://e.org/pancakes""#, with: #""Grandmother's book""#)
    let record = try #require(read(content, with: MelaReader.self).records.first)
    #expect(record.body.credit == Credit(source: "Grandmother's book"))
  }

  @Test func `it is told from plain recipes`() {
    func format(_ content: String) -> String? {
      let sample = ContentSample(bytes: Array(content.utf8), isWhole: true)
      guard case .reader(let reader, _) = RecipeReaders.detect(sample) else { return nil }
      return reader.format.name
    }
    #expect(format(recipe) == "mela")
    #expect(
      format(recipe.replacing(#""favorite": true, "wantToCook": false, "#, with: "")) == "mela")
    #expect(
      format(#"{"id": "1", "title": "A", "ingredients": "b", "instructions": "c", "link": "d"}"#)
        == "plain-json")
    #expect(
      format(recipe.replacing(#""title""#, with: #""@type": "Recipe", "title""#)) == "json-ld")
  }

  @Test func `nulls everywhere say nothing`() {
    let nulls = #"""
      {"id": null, "title": "A", "text": null, "images": null, "categories": null, "yield": null,
       "prepTime": null, "ingredients": null, "instructions": null, "notes": null, "nutrition": null,
       "link": null, "date": null, "favorite": null, "wantToCook": null}
      """#
    let pass = read(nulls, with: MelaReader.self)
    #expect(pass.records.map(\.extras) == [[]])
    #expect(
      pass.records.map { Set($0.warnings.map(\.code)) } == [[.missingIngredients, .missingSteps]])
  }
}
