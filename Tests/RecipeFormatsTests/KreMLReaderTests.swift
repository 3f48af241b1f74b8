import PipelineCore
import RecipeFormats
import RecipeModel
import Testing

struct KreMLReaderTests {
  private func recipe(_ inside: String) throws -> RecipeRecord {
    let pass = read(
      """
      <?xml version="1.0" encoding="UTF-8" ?>
      <krecipes version="2.0" lang="en_US" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
       xsi:noNamespaceSchemaLocation="krecipes.xsd">
      <krecipes-category-structure><category name="Bread">
      <category name="Rye"></category></category></krecipes-category-structure>
      <krecipes-recipe>
      \(inside)
      </krecipes-recipe></krecipes>
      """, with: KreMLReader.self)
    #expect(pass.fault == nil)
    return try #require(pass.records.first)
  }

  @Test func `every part has its place`() throws {
    let record = try recipe(
      """
      <krecipes-description><title>Rye loaf</title>
      <author>Ida</author><author>Jo</author>
      <pictures><pic format="JPEG" id="1"><![CDATA[/9j/
      AQ==]]></pic></pictures>
      <category><cat>Bread</cat><cat>
      Rye
      </cat></category>
      <yield><amount><min>2</min><max>3</max></amount><type>loaves</type></yield>
      <preparation-time>01:30</preparation-time><origin>North</origin></krecipes-description>
      <krecipes-ingredients></krecipes-ingredients>
      <krecipes-instructions>
      Mix.

      2. Bake.</krecipes-instructions>
      <krecipes-ratings>
      <rating><comment>Good</comment><rater>Bo</rater><criterion>
      <criteria><name>Taste</name><stars>4.5</stars></criteria>
      <criteria><name>Ease</name><stars>3.5</stars></criteria></criterion></rating>
      <rating><comment/><rater>Al</rater><criterion>
      <criteria><name>Taste</name><stars>1</stars></criteria></criterion></rating>
      </krecipes-ratings>
      """)
    let body = record.body
    #expect(body.title == "Rye loaf" && body.credit.author == "Ida, Jo")
    #expect(record.images == [.embedded([0xFF, 0xD8, 0xFF, 0x01])])
    #expect(record.tags == ["Bread", "Rye"])
    #expect(body.yield == Yield(text: "2-3 loaves", amount: Quantity(2, upTo: 3), unit: "loaves"))
    #expect(body.times.preparation?.minutes == 90)
    #expect(body.steps == [StepGroup(steps: ["Mix.", "Bake."])])
    #expect(body.rating == Rating(value: 3, count: 2))
    #expect(record.extras.map(\.name) == ["origin", "krecipes-ratings"])
    #expect(record.warnings == [RecordWarning(.missingIngredients, field: "ingredients")])
  }

  @Test func `ingredients keep amount, unit and text as the file states them`() throws {
    let record = try recipe(
      """
      <krecipes-description><title>T</title><serving>5</serving>
      <preparation-time>00:00</preparation-time></krecipes-description>
      <krecipes-ingredients>
      <ingredient><name>flour, plain</name><amount>2</amount><unit>cups</unit></ingredient>
      <ingredient-group name="filling">
      <ingredient><name>cherries</name><amount><min>1.5</min><max>2</max></amount><unit>cans</unit>
      <prep>drained, halved</prep><substitutes><ingredient><name>plums</name><amount>0.5</amount>
      <unit>kg</unit></ingredient></substitutes></ingredient>
      </ingredient-group>
      <ingredient><name>eggs</name><amount>2</amount><unit></unit></ingredient>
      <ingredient><name>3 pinches of salt</name><amount>0</amount></ingredient>
      </krecipes-ingredients>
      """)
    #expect(
      record.body.ingredients == [
        IngredientGroup(ingredients: [
          Ingredient(
            text: "2 cups flour, plain", quantity: Quantity(2), unit: "cups", item: "flour, plain")
        ]),
        IngredientGroup(
          name: "filling",
          ingredients: [
            Ingredient(
              text: "1.5-2 cans cherries, drained, halved", quantity: Quantity(1.5, upTo: 2),
              unit: "cans", item: "cherries", note: "drained, halved"),
            Ingredient(
              text: "or 0.5 kg plums", quantity: Quantity(0.5), unit: "kg", item: "plums",
              note: "alternative"),
          ]),
        IngredientGroup(ingredients: [
          Ingredient(text: "2 eggs", quantity: Quantity(2), item: "eggs"),
          Ingredient(text: "3 pinches of salt", item: "3 pinches of salt"),
        ]),
      ])
    #expect(record.body.yield == Yield(text: "5 servings", amount: Quantity(5), unit: "servings"))
    #expect(record.body.times.preparation == nil)
  }

  @Test func `a recipe without a title is rejected and the next is read`() {
    let pass = read(
      """
      <krecipes><krecipes-recipe><krecipes-description/></krecipes-recipe><krecipes-recipe>
      <krecipes-description><title>N</title></krecipes-description></krecipes-recipe></krecipes>
      """, with: KreMLReader.self)
    #expect(pass.rejections.map(\.code) == [.missingTitle])
    #expect(pass.records.map(\.body.title) == ["N"])
  }
}
