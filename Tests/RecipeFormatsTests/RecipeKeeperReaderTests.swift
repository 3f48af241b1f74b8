import PipelineCore
import RecipeFormats
import RecipeModel
import Testing

struct RecipeKeeperReaderTests {
  private func page(_ recipes: String...) -> String {
    "<!DOCTYPE html><html><head><style>.recipe-details h2 {}</style></head><body>"
      + recipes.map { "<div class=\"recipe-details\">\($0)<hr /></div>" }.joined()
      + "</body></html>"
  }

  private func recipe(_ content: String) throws -> RecipeRecord {
    let pass = read(page(content), with: RecipeKeeperReader.self)
    #expect(pass.fault == nil && pass.rejections.isEmpty)
    return try #require(pass.records.first)
  }

  @Test func `every field has its place`() throws {
    let record = try recipe(
      """
      <meta content="a1-b2" itemprop="recipeId"><meta content="" itemprop="recipeShareId">
      <meta content="True" itemprop="recipeIsFavourite"><meta content="4" itemprop="recipeRating">
      <table><tr><td><img src="images/a1_0.jpg" class="recipe-photo"/></td><td>
      <h2 itemprop="name">Rye &amp; oat loaf</h2>
      <div>Courses: <span itemprop="recipeCourse">Bread, Breakfast</span></div>
      <div>Categories: <span>Rye</span><meta content="Rye" itemprop="recipeCategory">
      <meta content="" itemprop="recipeCategory"></div>
      <div>Collections: <span>Mine</span><meta content="Mine" itemprop="recipeCollection"></div>
      <div>Source: <span itemprop="recipeSource"><a href="https://e.org/rye">The Mill</a></span></div>
      <div>Serving size: <span itemprop="recipeYield">2 loaves</span></div>
      <div>Preparation time: <span>10 mins</span><meta content="PT10M" itemprop="prepTime"></div>
      <div>Cooking time: <span></span><meta content="PT0S" itemprop="cookTime"></div></td></tr>
      <tr><td><div class="recipe-ingredients" itemprop="recipeIngredients"><p><b>Dough</b></p>
      <p>500 g rye &#189;</p><p></p><p>Topping:</p><p>10 g oats</p></div></td>
      <td><div itemprop="recipeDirections"><p>1. Mix.</p><p></p><p><u>Oven:</u></p><p>2. Bake.</p>
      </div></td></tr></table>
      <div class="recipe-notes" itemprop="recipeNotes"><p>Keeps long.</p><p>Freezes.</p></div>
      <div>Calories: 571<meta content="571" itemprop="recipeNutCalories"></div>
      <div>Total Fat: 41.5g<meta content="41.5" itemprop="recipeNutTotalFat"></div>
      <meta content="soon" itemprop="recipeStatus">
      <div><img src="images/a1_0.jpg" class="recipe-photos" itemprop=photo0 /></div>
      <div><img src="images/a1_1.jpg" class="recipe-photos" itemprop=photo1 /></div>
      """)
    let body = record.body
    #expect(body.title == "Rye & oat loaf" && record.externalID == "a1-b2")
    #expect(record.tags == ["Bread", "Breakfast", "Rye", "Mine"])
    #expect(body.credit == Credit(source: "The Mill", url: "https://e.org/rye"))
    #expect(body.yield == Yield(text: "2 loaves", amount: Quantity(2), unit: "loaves"))
    #expect(body.times == Times(preparation: TimeSpan(text: "PT10M", minutes: 10)))
    #expect(body.ingredients.map(\.name) == ["Dough", "Topping"])
    #expect(body.ingredients.flatMap(\.ingredients).map(\.text) == ["500 g rye ½", "10 g oats"])
    #expect(
      body.steps == [StepGroup(steps: ["Mix."]), StepGroup(name: "Oven", steps: ["Bake."])])
    #expect(body.notes == ["Keeps long.\nFreezes."])
    #expect(
      body.nutrition == [
        NutritionFact(name: "Calories", value: "571"),
        NutritionFact(name: "Total Fat", value: "41.5g"),
      ])
    #expect(body.rating == Rating(value: 4))
    #expect(record.images == [.member(name: "images/a1_0.jpg"), .member(name: "images/a1_1.jpg")])
    #expect(
      record.extras == [
        JSONMember("recipeIsFavourite", .bool(true)), JSONMember("recipeStatus", .string("soon")),
      ])
  }

  @Test func `a recipe of nothing but a title is read, and one without is rejected`() throws {
    let pass = read(
      page(
        "<h2 itemprop=name>Soup</h2><div itemprop=recipeIngredients></div>",
        "<div itemprop=recipeIngredients><p>1 egg</p></div>", "<h2 itemprop=name>Salad"),
      with: RecipeKeeperReader.self)
    #expect(pass.records.map(\.body.title) == ["Soup", "Salad"])
    #expect(pass.records.first?.warnings.map(\.code) == [.missingIngredients, .missingSteps])
    #expect(pass.rejections.map(\.code) == [.missingTitle])
    #expect(pass.rejections.first?.raw.isEmpty == false)
  }

  @Test func `lines may be divided by breaks, and sources may be books`() throws {
    let record = try recipe(
      """
      <h2 itemprop=name>N</h2><span itemprop=recipeSource>Mill book, p. 3</span>
      <span itemprop=recipeYield>6</span>
      <div itemprop=recipeIngredients>1 egg<br>Salt</div><div itemprop=recipeDirections>Mix.</div>
      """)
    #expect(record.body.credit == Credit(source: "Mill book, p. 3"))
    #expect(record.body.yield?.text == "6 servings")
    #expect(record.body.ingredients.flatMap(\.ingredients).map(\.text) == ["1 egg", "Salt"])
  }

  @Test func `a record that is not ended is ended by the next one or by the page`() {
    let open = "<div class='recipe-details x'><div><h2 itemprop=name>"
    let pass = read("<html>\(open)A\(open)B</body></html>", with: RecipeKeeperReader.self)
    #expect(pass.records.map(\.body.title) == ["A", "B"] && pass.fault == nil)
    let cut = read("<html>\(open)A\(open)B", with: RecipeKeeperReader.self)
    #expect(cut.records.map(\.body.title) == ["A"] && cut.fault?.cause == .truncated)
    let none = read("<html></html>", with: RecipeKeeperReader.self)
    #expect(none.fault?.cause == .holdsNoRecipe(kind: "an export of Recipe Keeper"))
  }
}
