import RecipeFormats
import RecipeModel
import Testing

struct MarkdownReaderTests {
  private func record(
    _ content: String, _ reader: any RecipeReader.Type
  ) throws -> RecipeRecord {
    let detection = RecipeReaders.detect(ContentSample(bytes: Array(content.utf8), isWhole: true))
    if case .reader(let found, _) = detection {
      #expect(found.format == reader.format)
    } else {
      Issue.record("it is not recognized")
    }
    let pass = read(content, with: reader)
    #expect(pass.rejections.isEmpty && pass.fault == nil && pass.records.count == 1)
    return try #require(pass.records.first)
  }

  @Test func `RecipeMD: every part has its place`() throws {
    let record = try record(
      """
      # Rye soup

      Plain
      and good.

      Even cold.

      *soup, quick*

      **4 bowls, 1,5 l**

      ---

      - *1 1/2 cups* rye flour, sifted
      - *2* onions
      - salt
      - *a pinch* pepper
      - *1 l* [vegetable stock](stock.md)

      ## Top

      - *2 - 3 tbsp* cream

      ### Green

      - dill

      ---

      Chop the onions
      and fry.

      1. Boil.
      2. Serve.

      ## Top

      Strew.
      """, RecipeMDReader.self)
    let body = record.body
    #expect(body.title == "Rye soup" && body.summary == "Plain\nand good.\n\nEven cold.")
    #expect(record.tags == ["soup", "quick"])
    #expect(body.yield == Yield(text: "4 bowls", amount: Quantity(4), unit: "bowls"))
    #expect(body.ingredients.map(\.name) == [nil, "Top", "Top: Green"])
    #expect(
      body.ingredients.flatMap(\.ingredients) == [
        Ingredient(
          text: "1 1/2 cups rye flour, sifted", quantity: Quantity(1.5), unit: "cups",
          item: "rye flour", note: "sifted"),
        Ingredient(text: "2 onions", quantity: Quantity(2), item: "onions"),
        Ingredient(text: "salt", item: "salt"),
        Ingredient(text: "a pinch pepper", item: "pepper"),
        Ingredient(
          text: "1 l vegetable stock", quantity: Quantity(1), unit: "l", item: "vegetable stock"),
        Ingredient(
          text: "2 - 3 tbsp cream", quantity: Quantity(2, upTo: 3), unit: "tbsp", item: "cream"),
        Ingredient(text: "dill", item: "dill"),
      ])
    #expect(body.steps.map(\.name) == [nil, "Top"])
    #expect(
      body.steps.flatMap(\.steps) == ["Chop the onions and fry.", "Boil.", "Serve.", "Strew."])
    #expect(
      record.extras == [
        JSONMember("yields", .string("1,5 l")),
        JSONMember("links", .object([JSONMember("vegetable stock", .string("stock.md"))])),
      ])
  }

  @Test func `RecipeMD: a title may be underlined, and instructions may be missing`() throws {
    let record = try record("Tea\n===\n\n***\n\n* _1 cup_ water\n* leaf\n", RecipeMDReader.self)
    #expect(record.body.title == "Tea" && record.body.steps.isEmpty)
    #expect(record.body.ingredients.flatMap(\.ingredients).map(\.text) == ["1 cup water", "leaf"])
    #expect(record.warnings == [RecordWarning(.missingSteps, field: "steps")])
  }

  @Test(arguments: [
    "# Tool\n\nWhat it does.\n\n---\n\nMIT\n", "# Changes\n\n- one\n- two\n\n---\n\n- three\n",
    "# Tool\n\n## Install\n\n- *make* it\n", "---\ntitle: A post\ndate: 2024-01-01\n---\n\nText.\n",
    "---\nlayout: page\ntitle: About\n---\n", "# Title\n\n***bold***\n",
  ])
  func `other Markdown is left alone`(content: String) {
    let sample = ContentSample(bytes: Array(content.utf8), isWhole: true, memberName: "README.md")
    #expect(RecipeMDReader.recognize(sample) == nil && ChowdownReader.recognize(sample) == nil)
  }

  @Test func `Chowdown: every part has its place`() throws {
    let record = try record(
      """
      ---
      layout: recipe
      title:  "Rye: soup"
      image: soup.jpg
      imagecredit: https://example.org/ida
      tags: soup, quick
      prep_time: 10 min
      yield: 4

      ingredients:
      - 1 onion
      - Salt: a pinch
      - Top:
        - 2 tbsp cream

      directions:
      - Chop.
      - Boil.
      ---

      Plain
      and good.
      """, ChowdownReader.self)
    let body = record.body
    #expect(body.title == "Rye: soup" && body.summary == "Plain and good.")
    #expect(record.tags == ["soup", "quick"] && record.images == [.member(name: "soup.jpg")])
    #expect(body.times.preparation?.minutes == 10 && body.yield?.text == "4 servings")
    #expect(body.ingredients.map(\.name) == [nil, "Top"])
    #expect(
      body.ingredients.flatMap(\.ingredients).map(\.text) == [
        "1 onion", "Salt: a pinch", "2 tbsp cream",
      ])
    #expect(body.steps.flatMap(\.steps) == ["Chop.", "Boil."])
    #expect(record.extras == [JSONMember("imagecredit", .string("https://example.org/ida"))])
  }

  @Test func `Chowdown: a meal names its components`() throws {
    let record = try record(
      "---\nlayout: recipe\ntitle: Dinner\ncomponents:\n- Soup\n- Salad\ningredients:\n---\n",
      ChowdownReader.self)
    #expect(
      record.extras == [
        JSONMember("components", .array([.string("Soup"), .string("Salad")]))
      ])
    #expect(record.warnings.map(\.code) == [.missingIngredients, .missingSteps])
  }
}
