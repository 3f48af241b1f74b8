import PipelineCore
import RecipeFormats
import RecipeModel
import Testing

struct CSVDialectTests {
  private func record(
    _ content: String, _ reader: any RecipeReader.Type
  ) throws -> RecipeRecord {
    let detection = RecipeReaders.detect(ContentSample(bytes: Array(content.utf8), isWhole: true))
    guard case .reader(let found, _) = detection else {
      throw ReadFault(.notRecognized(detail: "test"), at: nil)
    }
    #expect(found.format == reader.format)
    let pass = read(content, with: reader)
    #expect(pass.rejections.isEmpty && pass.fault == nil)
    return try #require(pass.records.first)
  }

  @Test func `RecipeNLG: lists of JSON, the link as it stands, foods in the extras`() throws {
    let record = try record(
      #"""
      ,title,ingredients,directions,link,source,NER
      0,No-Bake Treats,"[""1 c. brown sugar"", ""1/2 c. milk (2\u00b0)""]","[""Mix sugar; stir."", ""Cool.""]",www.example.org/r?id=1,Gathered,"[""brown sugar"", ""milk""]"
      """#, RecipeNLGReader.self)
    #expect(record.body.title == "No-Bake Treats" && record.externalID == nil)
    let ingredients = record.body.ingredients.flatMap(\.ingredients)
    #expect(ingredients.map(\.text) == ["1 c. brown sugar", "1/2 c. milk (2°)"])
    #expect(ingredients.map(\.unit) == ["c", "c"])
    #expect(record.body.steps.flatMap(\.steps) == ["Mix sugar; stir.", "Cool."])
    #expect(record.body.credit.url == "www.example.org/r?id=1")
    #expect(
      record.extras == [
        JSONMember("source", .string("Gathered")),
        JSONMember("NER", .array([.string("brown sugar"), .string("milk")])),
      ])
  }

  @Test func `Food.com: lists of Python, minutes beyond belief, seven numbers of nutrition`() throws
  {
    let record = try record(
      #"""
      name,id,minutes,contributor_id,submitted,tags,nutrition,n_steps,steps,description,ingredients,n_ingredients
      ida s  soup,137739,2147483647,47892,2005-09-16,"['60-minutes-or-less', 'soups']","[51.5, 0.0, 13.0, 0.0, 2.0, 0.0, 4.0]",2,"['chop onions', ""don't burn them""]","good
      soup","['onions', ""baker's salt"", 'caf\xe9']",3
      """#, FoodComReader.self)
    #expect(record.body.title == "ida s soup" && record.externalID == "137739")
    #expect(record.body.times.total == TimeSpan(text: "2147483647", minutes: nil))
    #expect(record.warnings == [RecordWarning(.unreadableValue, field: "minutes")])
    #expect(record.createdAt == Instant("2005-09-16"))
    #expect(record.tags == ["60-minutes-or-less", "soups"])
    #expect(record.body.steps.flatMap(\.steps) == ["chop onions", "don't burn them"])
    #expect(
      record.body.ingredients.flatMap(\.ingredients).map(\.text) == [
        "onions", "baker's salt", "café",
      ])
    #expect(record.body.summary == "good\nsoup")
    #expect(record.body.nutrition.first == NutritionFact(name: "calories", value: "51.5"))
    #expect(record.body.nutrition.count == 7)
    #expect(record.extras == [JSONMember("contributor_id", .string("47892"))])
  }

  @Test func `Food.com: lists of R, amounts beside their ingredients, NA for nothing`() throws {
    let record = try record(
      #"""
      "RecipeId","Name","AuthorName","CookTime","PrepTime","DatePublished","Images","RecipeCategory","Keywords","RecipeIngredientQuantities","RecipeIngredientParts","AggregatedRating","ReviewCount","Calories","RecipeServings","RecipeYield","RecipeInstructions"
      38,"Berry Ice","Ida","PT24H","PT45M",1999-08-09T21:46:00Z,"c(""https://example.org/1.jpg"", ""https://example.org/2.jpg"")","Desserts","c(""Fruit"", ""Easy"")","c(""4"", NA, ""1/2 - 3/4"")","c(""berries"", ""sugar"", ""lemon juice"")",4.5,4,170.9,4,NA,"c(""Mix."", ""Freeze."")"
      """#, FoodComReader.self)
    #expect(record.body.title == "Berry Ice" && record.body.credit.author == "Ida")
    #expect(record.body.times.cooking?.minutes == 1440 && record.images.count == 2)
    #expect(record.tags == ["Desserts", "Fruit", "Easy"])
    #expect(
      record.body.ingredients.flatMap(\.ingredients) == [
        Ingredient(text: "4 berries", quantity: Quantity(4), item: "berries"),
        Ingredient(text: "sugar", item: "sugar"),
        Ingredient(
          text: "1/2 - 3/4 lemon juice", quantity: Quantity(0.5, upTo: 0.75), item: "lemon juice"),
      ])
    #expect(record.body.rating == Rating(value: 4.5, count: 4))
    #expect(record.body.yield?.text == "4 servings")
    #expect(record.body.steps.flatMap(\.steps) == ["Mix.", "Freeze."])
    #expect(record.extras.isEmpty && record.warnings.isEmpty)
  }

  @Test func `Plan to Eat: headings start with a comma, itm counts pieces`() throws {
    let record = try record(
      """
      Title,Course,Cuisine,Main Ingredient,Description,Source,Url,Url Host,Prep Time,Cook Time,\
      Total Time,Servings,Yield,Ingredients,Directions,Tags,Rating,Public Url,Photo Url,Private,\
      Nutritional Score (generic),Calories,Created At
      Soup,Starter,German,Onion,Good.,Ida,https://example.org/soup,example.org,10,20,0,4,2 bowls,\
      ", Base
      2 itm Onions, chopped
      1 cup Water","Chop.

      Boil.","quick, easy",5,https://plantoeat.example/1,https://example.org/1.jpg,yes,7,120,\
      2024-01-02 03:04:05
      """, PlanToEatCSVReader.self)
    let body = record.body
    #expect(body.ingredients.map(\.name) == ["Base"])
    #expect(
      body.ingredients.flatMap(\.ingredients) == [
        Ingredient(
          text: "2 itm Onions, chopped", quantity: Quantity(2), item: "Onions", note: "chopped"),
        Ingredient(text: "1 cup Water", quantity: Quantity(1), unit: "cup", item: "Water"),
      ])
    #expect(body.steps.flatMap(\.steps) == ["Chop.", "Boil."])
    #expect(record.tags == ["Starter", "German", "Onion", "quick", "easy"])
    #expect(body.times.preparation?.minutes == 10 && body.times.cooking?.minutes == 20)
    #expect(body.times.total == nil && body.yield?.text == "4 servings")
    #expect(body.credit == Credit(source: "Ida", url: "https://example.org/soup"))
    #expect(body.rating == Rating(value: 5))
    #expect(body.nutrition == [NutritionFact(name: "Calories", value: "120")])
    #expect(record.images == [.remote(url: "https://example.org/1.jpg")])
    #expect(record.createdAt == Instant("2024-01-02T03:04:05Z"))
    #expect(
      record.extras.map(\.name) == [
        "Yield", "Public Url", "Private", "Nutritional Score (generic)",
      ])
  }

  @Test func `My Recipe Box: lists with semicolons, minutes, a last column without a name`() throws
  {
    let record = try record(
      """
      title,description,preparationTime,cookingTime,inactiveTime,totalTime,quantity,ingredients,\
      instructions,notes,nutrition,favorite,rating,categories,tags,video,source,originalPicture,
      Soup,Good.,10,20,5,35,4 bowls,"1 onion
      1 l water","Chop.
      Boil.",Keeps.,"calories : 120
      fat : 2 g",1,4,Starter;Soups,quick;easy,https://example.org/v,https://example.org/soup,\
      https://example.org/1.jpg,
      """, MyRecipeBoxReader.self)
    #expect(record.tags == ["Starter", "Soups", "quick", "easy"])
    #expect(
      record.body.nutrition == [
        NutritionFact(name: "calories", value: "120"), NutritionFact(name: "fat", value: "2 g"),
      ])
    #expect(record.body.times.total?.minutes == 35)
    #expect(record.body.credit == Credit(url: "https://example.org/soup"))
    #expect(record.images == [.remote(url: "https://example.org/1.jpg")])
    #expect(record.extras.map(\.name) == ["inactiveTime", "favorite", "video"])
  }

  @Test func `Cookmate: the column recipe holds the steps`() throws {
    let record = try record(
      """
      title,prepTime,cookTime,totalTime,quantity,description,ingredients,recipe,url,imageUrl,\
      nutrition,comments,rating,video,source,categories,tags
      Soup,10 min,PT20M,,4,Good.,"1 onion
      1 l water","Chop.
      Boil.",https://example.org/soup,https://example.org/1.jpg,,Keeps.,4,,Ida,Starter,quick
      """, CookmateCSVReader.self)
    #expect(record.body.steps.flatMap(\.steps) == ["Chop.", "Boil."])
    #expect(record.body.notes == ["Keeps."] && record.tags == ["Starter", "quick"])
    #expect(record.body.times.cooking?.minutes == 20)
    #expect(record.extras.isEmpty && record.warnings.isEmpty)
  }
}
