import PipelineCore
import RecipeFormats
import RecipeModel
import Testing

/// open-recipes, RecetteTek, Domestica and OpenEats.
struct SmallProgramTests {
  private func format(_ content: String) -> String? {
    let sample = ContentSample(bytes: Array(content.utf8), isWhole: true)
    guard case .reader(let reader, _) = RecipeReaders.detect(sample) else { return nil }
    return reader.format.name
  }

  // MARK: - open-recipes

  private let openRecipe = #"""
    {"_id":{"$oid":"5160756b"},"name":"Drop Biscuits &amp; Gravy","ingredients":"Biscuits\n3 cups flour\r\n2 eggs","url":"https://e.org/b","image":"https://e.org/b.jpg","ts":{"$date":1365276011104},"cookTime":"PT30M","source":"thepioneerwoman","recipeYield":"12","datePublished":"2013-03-11","prepTime":"PT","description":"Late Saturday.","recipeCategory":"Breakfast","dateModified":{"$date":1365276012000},"creator":"Ree"}
    """#

  @Test func `a line of open-recipes has all but instructions`() throws {
    let record = try #require(read(openRecipe, with: OpenRecipesReader.self).records.first)
    let body = record.body
    #expect(body.title == "Drop Biscuits & Gravy" && body.summary == "Late Saturday.")
    #expect(
      body.ingredients.flatMap { $0.ingredients.map(\.text) } == [
        "Biscuits", "3 cups flour", "2 eggs",
      ])
    #expect(body.times.cooking?.minutes == 30 && body.times.preparation == nil)
    #expect(body.credit == Credit(author: "Ree", source: "thepioneerwoman", url: "https://e.org/b"))
    #expect(record.externalID == "5160756b" && record.tags == ["Breakfast"])
    #expect(record.createdAt?.description == "2013-03-11T00:00:00.000Z")
    #expect(record.updatedAt?.description == "2013-04-06T19:20:12.000Z")
    #expect(record.images == [.remote(url: "https://e.org/b.jpg")])
    #expect(record.extras == [JSONMember("ts", .string("2013-04-06T19:20:11.104Z"))])
    #expect(record.warnings == [RecordWarning(.missingSteps, field: "steps")])
  }

  // MARK: - RecetteTek

  private let recetteTek = #"""
    [{"title": "Crêpes", "description": "Fines.", "ingredients": "Pâte :\n250 g farine\n3 œufs",
      "instructions": "Mélanger.\nCuire.", "quantity": "12 crêpes", "preparationTime": "10",
      "cookingTime": "0", "totalTime": "", "inactiveTime": "30", "keywords": "dessert;facile",
      "categories": "Goûter", "pictures": ["/storage/emulated/0/rtk/crepes.jpg"],
      "originalPicture": "https://e.org/c.jpg", "url": "https://e.org/c", "notes": "Au rhum.",
      "nutrition": "Calories : 120 kcal", "favorite": true, "rating": 5, "video": ""}]
    """#

  @Test func `a recipe of RecetteTek is read`() throws {
    let record = try #require(read(recetteTek, with: RecetteTekReader.self).records.first)
    let body = record.body
    #expect(body.title == "Crêpes" && body.notes == ["Au rhum."])
    #expect(body.ingredients.map(\.name) == ["Pâte"])
    #expect(body.steps == [StepGroup(steps: ["Mélanger.", "Cuire."])])
    #expect(body.times == Times(preparation: TimeSpan(text: "10", minutes: 10)))
    #expect(body.yield?.amount == Quantity(12) && body.rating == Rating(value: 5))
    #expect(body.nutrition == [NutritionFact(name: "Calories", value: "120 kcal")])
    #expect(record.tags == ["dessert", "facile", "Goûter"])
    #expect(record.images == [.member(name: "crepes.jpg"), .remote(url: "https://e.org/c.jpg")])
    #expect(record.extras.map(\.name) == ["inactiveTime", "favorite"])
  }

  // MARK: - Domestica

  private let domestica = #"""
    [{"name": "Stew", "servings": "4", "timePrep": 20, "timeCook": "90", "source": "https://e.org/s",
      "ingredients": "1 kg beef\n\nSauce:\n1 l stock", "directions": "Brown.\nBraise.",
      "image": "data:image/jpeg;base64,AQID"}]
    """#

  @Test func `a recipe of Domestica is read`() throws {
    let record = try #require(read(domestica, with: DomesticaReader.self).records.first)
    let body = record.body
    #expect(body.ingredients.map(\.name) == [nil, "Sauce"])
    #expect(body.steps == [StepGroup(steps: ["Brown.", "Braise."])])
    #expect(body.times.preparation?.minutes == 20 && body.times.cooking?.minutes == 90)
    #expect(body.yield == Yield(text: "4 servings", amount: Quantity(4), unit: "servings"))
    #expect(body.credit.url == "https://e.org/s" && record.images == [.embedded([1, 2, 3])])
    #expect(record.extras.isEmpty)
  }

  // MARK: - OpenEats

  private let openEats = #"""
    [{"model": "auth.user", "pk": 1, "fields": {"username": "ida", "password": "secret"}},
     {"model": "ingredient.ingredient", "pk": 2, "fields": {"title": "sugar", "numerator": 1.0,
      "denominator": 2.0, "measurement": "cup", "ingredient_group": 5}},
     {"model": "ingredient.ingredient", "pk": 1, "fields": {"title": "flour", "numerator": 4.0,
      "denominator": 2.0, "measurement": "cups", "ingredient_group": 5}},
     {"model": "ingredient.ingredient", "pk": 3, "fields": {"title": "salt", "numerator": 0,
      "denominator": 1, "measurement": "pinch", "ingredient_group": 6}},
     {"model": "recipe.recipe", "pk": 11, "fields": {"title": "Cake", "slug": "cake", "author": 1,
      "photo": "upload/recipe_photos/cake.jpg", "cuisine": 3, "course": 4, "tags": [8], "info": "Soft.",
      "source": "https://e.org/cake", "prep_time": 15, "cook_time": 0, "servings": 8,
      "directions": "Mix.\r\nBake.", "rating": 0, "pub_date": "2018-03-05T17:06:01Z",
      "update_date": "2018-03-06", "public": true}},
     {"model": "ingredient.ingredientgroup", "pk": 5, "fields": {"title": "Batter", "recipe": 11}},
     {"model": "ingredient.ingredientgroup", "pk": 6, "fields": {"title": "", "recipe": 11}},
     {"model": "recipe_groups.cuisine", "pk": 3, "fields": {"title": "French"}},
     {"model": "recipe_groups.course", "pk": 4, "fields": {"title": "Dessert"}},
     {"model": "recipe_groups.tag", "pk": 8, "fields": {"title": "party"}},
     {"model": "rating.rating", "pk": 1, "fields": {"recipe": 11, "comment": "Nice.", "rating": 4}},
     {"model": "rating.rating", "pk": 2, "fields": {"recipe": 11, "comment": "", "rating": 5}},
     {"model": "list.grocerylist", "pk": 1, "fields": {"title": "Shop"}}]
    """#

  @Test func `the rows of a fixture are joined`() throws {
    let pass = read(openEats, with: OpenEatsReader.self)
    #expect(pass.rejections.isEmpty && pass.fault == nil && pass.records.count == 1)
    let record = try #require(pass.records.first)
    let body = record.body
    #expect(body.title == "Cake" && body.summary == "Soft." && record.externalID == "11")
    #expect(body.ingredients.map(\.name) == ["Batter", nil])
    #expect(
      body.ingredients.flatMap { $0.ingredients.map(\.text) }
        == ["1/2 cup sugar", "2 cups flour", "pinch salt"])
    #expect(body.ingredients.first?.ingredients.map(\.quantity) == [Quantity(0.5), Quantity(2)])
    #expect(body.steps == [StepGroup(steps: ["Mix.", "Bake."])])
    #expect(body.times.preparation?.minutes == 15 && body.times.cooking == nil)
    #expect(body.rating == Rating(value: 4.5, count: 2))
    #expect(body.credit == Credit(url: "https://e.org/cake"))
    #expect(Set(record.tags) == ["French", "Dessert", "party"])
    #expect(record.images == [.member(name: "upload/recipe_photos/cake.jpg")])
    #expect(record.createdAt?.description == "2018-03-05T17:06:01.000Z")
    #expect(Set(record.extras.map(\.name)) == ["slug", "comments"])
    let leftOut = pass.elements.contains(
      .leftOut(RecordWarning(.leftOut, field: "list.grocerylist"), count: 1))
    #expect(leftOut && !"\(pass.elements)".contains("secret"))
  }

  @Test func `ingredients of no recipe, and a fixture without recipes, are told`() {
    let orphans = openEats.replacing(#""recipe": 11}},"#, with: #""recipe": 12}},"#)
    #expect(
      read(orphans, with: OpenEatsReader.self).rejections.map(\.code) == [.unknownReference])
    let empty = #"[{"model": "recipe_groups.tag", "pk": 1, "fields": {"title": "a"}}]"#
    #expect(read(empty, with: OpenEatsReader.self).rejections.map(\.code) == [.notARecipe])
    let broken = openEats.replacing(#""title": "party""#, with: #""title" "party""#)
    let pass = read(broken, with: OpenEatsReader.self)
    #expect(pass.records.count == 1 && pass.rejections.map(\.code) == [.malformedJSON])
  }

  // MARK: - All

  @Test func `they are told from plain recipes and from one another`() {
    #expect(format(openRecipe) == "open-recipes" && format(recetteTek) == "recettetek")
    #expect(format(domestica) == "domestica" && format(openEats) == "openeats")
    #expect(
      format(#"{"_id": "1", "name": "A", "ingredients": "b", "instructions": "c", "ts": 1}"#)
        == "plain-json")
    #expect(
      format(#"{"title": "A", "ingredients": ["b"], "instructions": ["c"], "pictures": []}"#)
        == "plain-json")
    #expect(format(#"{"name": "A", "ingredients": ["b"], "directions": ["c"]}"#) == "plain-json")
    #expect(format(#"[{"model": "blog.post", "pk": 1, "fields": {"title": "A"}}]"#) == nil)
  }

  @Test(arguments: [
    #"{"_id":{"$oid":"a"},"name":"A","ingredients":null,"ts":null,"url":null,"cookTime":null,"image":null}"#,
    #"[{"title":"A","ingredients":null,"instructions":null,"pictures":null,"originalPicture":null,"quantity":null}]"#,
    #"[{"name":"A","servings":null,"timePrep":null,"timeCook":null,"ingredients":null,"directions":null,"image":null}]"#,
    #"[{"model":"recipe.recipe","pk":1,"fields":{"title":"A","tags":null,"course":null,"photo":null,"info":null}}]"#,
  ])
  func `nulls everywhere say nothing`(content: String) throws {
    let name = try #require(format(content))
    let reader = try #require(RecipeReaders.named(name))
    let pass = read(content, with: reader)
    #expect(pass.records.map(\.extras) == [[]])
    #expect(
      pass.records.map { Set($0.warnings.map(\.code)) } == [[.missingIngredients, .missingSteps]])
  }
}
