import PipelineCore
import RecipeFormats
import RecipeModel
import Testing

struct MealieReaderTests {
  /// The tables of a small backup; `changes` replace tables by name.
  static func backup(_ changes: [String: String] = [:]) -> String {
    let recipe = "0b7c1d2e3f4051627384950a1b2c3d4e"
    let tables: [(String, String)] = [
      ("alembic_version", #"[{"version_num": "0000000000ab"}]"#),
      ("groups", #"[{"id": "g1", "name": "Home"}]"#),
      ("tags", #"[{"id": "t1", "name": "Quick, easy"}, {"id": "t2", "name": "Unused"}]"#),
      ("categories", #"[{"id": "c1", "name": "Soups"}]"#),
      ("tools", #"[{"id": "o1", "name": "Large pot"}]"#),
      ("users", #"[{"id": "u1", "full_name": "Ida", "email": "i@e.org", "password": "secret"}]"#),
      (
        "ingredient_units",
        #"""
        [{"id": "n1", "name": "gram", "plural_name": "grams", "abbreviation": "g",
          "use_abbreviation": true}, {"id": "n2", "name": "cup", "plural_name": "cups"}]
        """#
      ),
      (
        "ingredient_foods",
        #"[{"id": "f1", "name": "carrot", "plural_name": "carrots"}, {"id": "f2", "name": "lentils"}]"#
      ),
      (
        "recipes",
        #"""
        [{"id": "\#(recipe)", "slug": "lentil-soup", "user_id": "u1", "group_id": "g1",
          "name": "Lentil soup", "name_normalized": "lentil soup", "description": "Warm.",
          "image": "aBc1", "total_time": "1 hour", "prep_time": "15 minutes", "perform_time": "45 min",
          "cook_time": null, "recipe_yield": "bowls", "recipe_yield_quantity": 6.0,
          "recipe_servings": 3.0, "recipeCuisine": "Turkish", "rating": 4.0,
          "org_url": "https://e.org/soup", "date_added": "2023-08-19",
          "date_updated": "2023-08-28T11:20:34.461248", "created_at": "2023-08-19T14:56:51.598570",
          "last_made": "2023-09-01T00:00:00", "is_ocr_recipe": false},
         {"id": "0b7c1d2e-3f40-5162-7384-950a1b2c3d4f", "slug": "toast", "name": "Toast",
          "image": null}]
        """#
      ),
      (
        "recipes_ingredients",
        #"""
        [{"id": 3, "recipe_id": "\#(recipe)", "position": 2, "title": null, "note": "Salt to taste",
          "quantity": 1.0, "unit_id": null, "food_id": null, "original_text": null},
         {"id": 1, "recipe_id": "\#(recipe)", "position": 0, "title": "Soup", "note": "rinsed",
          "quantity": 250.0, "unit_id": "n1", "food_id": "f2",
          "original_text": "250 g red lentils (rinsed)"},
         {"id": 2, "recipe_id": "\#(recipe)", "position": 1, "title": "", "note": "", "quantity": 3.0,
          "unit_id": null, "food_id": "f1", "original_text": "2 carrots"},
         {"id": 4, "recipe_id": "\#(recipe)", "position": 3, "title": "To serve", "quantity": 1.0,
          "note": null, "referenced_recipe_id": "0b7c1d2e3f40-51627384950a1b2c3d4f"}]
        """#
      ),
      (
        "recipe_instructions",
        #"""
        [{"id": "s2", "recipe_id": "\#(recipe)", "position": 1, "title": "", "summary": "Simmer",
          "text": "Cook for **40 minutes**."},
         {"id": "s1", "recipe_id": "\#(recipe)", "position": 0, "title": "Soup", "text": "Fry."}]
        """#
      ),
      ("notes", #"[{"recipe_id": "\#(recipe)", "title": "Freezing", "text": "Freezes well."}]"#),
      (
        "recipe_nutrition",
        #"[{"id": 1, "recipe_id": "\#(recipe)", "calories": "210", "fat_content": null}]"#
      ),
      ("recipe_settings", #"[{"recipe_id": "\#(recipe)", "disable_amount": false}]"#),
      (
        "recipe_assets",
        #"[{"recipe_id": "\#(recipe)", "name": "Bowl", "file_name": "bowl.png"}]"#
      ),
      ("api_extras", #"[{"recipee_id": "\#(recipe)", "key_name": "cost", "value": "low"}]"#),
      ("recipes_to_tags", #"[{"recipe_id": "\#(recipe)", "tag_id": "t1"}]"#),
      ("recipes_to_categories", #"[{"recipe_id": "\#(recipe)", "category_id": "c1"}]"#),
      ("recipes_to_tools", #"[{"recipe_id": "\#(recipe)", "tool_id": "o1"}]"#),
      (
        "recipe_comments",
        #"""
        [{"recipe_id": "\#(recipe)", "user_id": "u1", "text": "More salt.",
          "created_at": "2024-01-02T03:04:05"}]
        """#
      ),
      (
        "recipe_timeline_events",
        #"""
        [{"recipe_id": "\#(recipe)", "event_type": "system", "subject": "Recipe Created"},
         {"recipe_id": "\#(recipe)", "event_type": "comment", "subject": "made this",
          "message": "Twice!", "timestamp": "2024-02-02T00:00:00"}]
        """#
      ),
      (
        "users_to_recipes",
        #"""
        [{"recipe_id": "\#(recipe)", "user_id": "u1", "rating": 5.0, "is_favorite": true},
         {"recipe_id": "\#(recipe)", "user_id": "u2", "rating": 4.0, "is_favorite": false}]
        """#
      ),
      ("group_meal_plans", #"[{"id": 1, "recipe_id": "\#(recipe)"}, {"id": 2, "title": "Out"}]"#),
      ("moon_phases", #"[{"id": 1}]"#),
    ]
    return "{" + tables.map { "\"\($0.0)\": \(changes[$0.0] ?? $0.1)" }.joined(separator: ",\n")
      + "}"
  }

  @Test func `the tables of a backup are joined`() throws {
    let pass = read(MealieReaderTests.backup(), with: MealieReader.self)
    #expect(pass.rejections.isEmpty && pass.fault == nil)
    #expect(pass.records.map(\.body.title) == ["Lentil soup", "Toast"])
    let record = try #require(pass.records.first)
    let body = record.body
    #expect(body.summary == "Warm." && body.notes == ["Freezing\nFreezes well."])
    #expect(body.times.preparation?.minutes == 15 && body.times.cooking?.minutes == 45)
    #expect(body.times.total?.minutes == 60)
    #expect(body.yield == Yield(text: "6 bowls", amount: Quantity(6), unit: "bowls"))
    #expect(body.rating == Rating(value: 4.5, count: 2))
    #expect(body.credit == Credit(url: "https://e.org/soup"))
    #expect(body.nutrition == [NutritionFact(name: "calories", value: "210")])
    #expect(body.equipment == ["Large pot"])
    #expect(record.tags == ["Turkish", "Soups", "Quick, easy"])
    #expect(record.externalID == "0b7c1d2e-3f40-5162-7384-950a1b2c3d4e")
    #expect(record.createdAt?.description == "2023-08-19T14:56:51.598Z")
    #expect(record.updatedAt?.description == "2023-08-28T11:20:34.461Z")
    #expect(
      record.images == [
        .sidecar(
          name: "data/recipes/0b7c1d2e-3f40-5162-7384-950a1b2c3d4e/images/original.*",
          isExpected: true),
        .sidecar(
          name: "data/recipes/0b7c1d2e-3f40-5162-7384-950a1b2c3d4e/assets/bowl.png",
          isExpected: true),
      ])
    #expect(pass.records[1].images.isEmpty)
  }

  @Test func `ingredients and steps stand in order below their headings`() throws {
    let body = try #require(
      read(MealieReaderTests.backup(), with: MealieReader.self).records.first?.body)
    #expect(body.ingredients.map(\.name) == ["Soup", "To serve"])
    #expect(
      body.ingredients.first?.ingredients == [
        Ingredient(
          text: "250 g red lentils (rinsed)", quantity: Quantity(250), unit: "g", item: "lentils",
          note: "rinsed"),
        Ingredient(text: "3 carrots", quantity: Quantity(3), item: "carrots"),
        Ingredient(text: "Salt to taste", item: "Salt to taste"),
      ])
    #expect(body.ingredients.last?.ingredients.map(\.text) == ["1 Toast"])
    #expect(
      body.steps == [StepGroup(name: "Soup", steps: ["Fry.", "Simmer\nCook for **40 minutes**."])])
  }

  @Test func `what has no field is kept, and what belongs to no recipe is counted`() throws {
    let pass = read(MealieReaderTests.backup(), with: MealieReader.self)
    let record = try #require(pass.records.first)
    let extras = Dictionary(uniqueKeysWithValues: record.extras.map { ($0.name, $0.value) })
    #expect(
      Set(extras.keys) == [
        "slug", "last_made", "recipe_servings", "original_text", "assets", "comments",
        "timeline_events", "extras", "favorites",
      ])
    #expect(extras["original_text"] == .array([.string("2 carrots")]))
    #expect(
      extras["comments"]
        == .array([
          .object([
            JSONMember("text", .string("More salt.")), JSONMember("user", .string("Ida")),
            JSONMember("created_at", .string("2024-01-02T03:04:05")),
          ])
        ]))
    #expect(extras["extras"] == .object([JSONMember("cost", .string("low"))]))
    #expect(!"\(record)".contains("secret"))
    let leftOut = pass.elements.compactMap { element -> String? in
      guard case .leftOut(let warning, let count) = element else { return nil }
      return "\(count) \(warning.field)"
    }
    #expect(leftOut == ["2 group_meal_plans", "1 moon_phases"])
  }

  @Test func `the layout of a backup and the dashes of its ids do not matter`() {
    let records = read(MealieReaderTests.backup(), with: MealieReader.self).records
    let oneLine = MealieReaderTests.backup().split(separator: "\n").joined()
    #expect(read(oneLine, with: MealieReader.self).records == records)
    #expect(read(oneLine + "\n\n", with: MealieReader.self).records == records)
    let dashed = oneLine.replacing(
      "0b7c1d2e3f4051627384950a1b2c3d4e", with: "0B7C1D2E-3F40-5162-7384-950A1B2C3D4E")
    #expect(read(dashed, with: MealieReader.self).records.map(\.body) == records.map(\.body))
  }

  @Test(arguments: [
    (["recipes": "[]"], Rejection.Code.unknownReference),
    (["recipes": "[]", "recipes_ingredients": "[]", "recipe_instructions": "[]"], .notARecipe),
    (["recipes": #"[{"id": "0b7c1d2e3f4051627384950a1b2c3d4e", "name": null}]"#], .missingTitle),
    (["recipes": #"[{"id": "a", "name": "A"}, {"id": "b" "name": "B"}]"#], .malformedJSON),
  ])
  func `what of a backup cannot be read is told`(changes: [String: String], code: Rejection.Code) {
    let pass = read(MealieReaderTests.backup(changes), with: MealieReader.self)
    #expect(pass.rejections.contains { $0.code == code })
    #expect(
      !pass.rejections.contains { String(decoding: $0.raw, as: UTF8.self).contains("secret") })
  }

  @Test func `a backup beyond the limit is refused as a whole`() {
    let pass = read(
      MealieReaderTests.backup(), with: MealieReader.self,
      limits: ReaderLimits(maximumRecordBytes: 50))
    #expect(pass.records.isEmpty && pass.rejections.first?.code == .tooLarge)
    let rows = (0..<200).map { #"{"id": "\#($0)", "name": "A recipe with a name"}"# }
    let large = #"{"alembic_version": [], "recipes": [\#(rows.joined(separator: ","))]}"#
    let refused = read(
      large, with: MealieReader.self, limits: ReaderLimits(maximumRecordBytes: 100))
    guard case .limitExceeded = refused.fault?.cause else {
      Issue.record("there is no fault")
      return
    }
    #expect(refused.records.isEmpty)
  }

  @Test func `a backup that ends between two tables gives no half recipes`() throws {
    let content = MealieReaderTests.backup()
    let cut = try #require(content.firstRange(of: ",\n\"notes\""))
    let pass = read(String(content[..<cut.lowerBound]), with: MealieReader.self)
    #expect(pass.records.isEmpty && pass.fault?.cause == .truncated)
  }

  // MARK: - Exports

  private let snake = #"""
    {"id": 5, "name": "Flatbread", "slug": "flatbread", "image": "flatbread", "description": "Thin.",
     "recipe_category": ["Bread"], "tags": ["vegan"], "rating": null, "date_added": "2021-10-28",
     "date_updated": "2021-10-30 12:33:30.454413", "recipe_yield": "8 pieces",
     "recipe_ingredient": [
       {"title": "Dough", "note": "240 g bread flour", "unit": null, "food": null,
        "disable_amount": true, "quantity": 1},
       {"title": null, "note": "170 g water", "unit": null, "food": null, "quantity": 1}],
     "recipe_instructions": [{"title": "Mix", "text": "Knead."}, {"title": "", "text": "Bake."}],
     "nutrition": {"calories": "90 kcal", "fat_content": null}, "tools": [], "total_time": null,
     "prep_time": "1 Day", "perform_time": "10-15 Minutes", "assets": [], "notes": [],
     "settings": {"disable_amount": false}, "org_url": "https://e.org/f", "extras": []}
    """#

  private let camel = #"""
    {"id": "0b7c1d2e-3f40-5162-7384-950a1b2c3d4e", "userId": "u", "householdId": "h", "groupId": "g",
     "name": "Flatbread", "slug": "flatbread", "image": null, "description": "Thin.",
     "recipeCategory": [{"id": "c", "name": "Bread", "slug": "bread"}],
     "tags": [{"id": "t", "name": "vegan", "slug": "vegan"}], "rating": 3.5,
     "dateAdded": "2021-10-28", "dateUpdated": "2021-10-30T12:33:30.454413", "recipeServings": 8.0,
     "recipeIngredient": [
       {"title": "Dough", "note": "sifted", "unit": {"name": "gram", "abbreviation": "g",
        "useAbbreviation": true}, "food": {"name": "bread flour"}, "quantity": 240,
        "display": "240 g bread flour sifted", "originalText": null},
       {"title": null, "note": "", "unit": "grams", "food": "water", "quantity": 170}],
     "recipeInstructions": [{"title": "Mix", "text": "Knead.", "ingredientReferences": []},
       {"title": "", "text": "Bake."}],
     "nutrition": {"calories": "90 kcal"}, "tools": [{"name": "Pan"}], "performTime": "12 minutes",
     "settings": {"disableAmount": false}, "orgURL": "https://e.org/f", "extras": {"a": "b"}}
    """#

  @Test func `an export in snake case is read`() throws {
    let record = try #require(read(snake, with: MealieReader.self).records.first)
    let body = record.body
    #expect(body.title == "Flatbread" && body.credit.url == "https://e.org/f")
    #expect(body.ingredients.map(\.name) == ["Dough"])
    #expect(
      body.ingredients.first?.ingredients.first
        == Ingredient(
          text: "240 g bread flour", quantity: Quantity(240), unit: "g", item: "bread flour"))
    #expect(body.steps == [StepGroup(name: "Mix", steps: ["Knead.", "Bake."])])
    #expect(body.times.preparation?.minutes == 1440 && body.times.cooking?.minutes == 15)
    #expect(record.tags == ["Bread", "vegan"] && record.externalID == "5")
    #expect(record.images == [.sidecar(name: "images/original.*", isExpected: true)])
    #expect(record.updatedAt?.description == "2021-10-30T12:33:30.454Z")
    #expect(record.extras.map(\.name) == ["slug"])
  }

  @Test func `an export in camel case is read`() throws {
    let record = try #require(read(camel, with: MealieReader.self).records.first)
    #expect(
      record.body.ingredients.first?.ingredients == [
        Ingredient(
          text: "240 g bread flour, sifted", quantity: Quantity(240), unit: "g",
          item: "bread flour", note: "sifted"),
        Ingredient(text: "170 grams water", quantity: Quantity(170), unit: "grams", item: "water"),
      ])
    #expect(record.body.yield == Yield(text: "8 servings", amount: Quantity(8), unit: "servings"))
    #expect(record.body.rating == Rating(value: 3.5) && record.body.equipment == ["Pan"])
    #expect(record.tags == ["Bread", "vegan"] && record.images.isEmpty)
    #expect(record.extras.map(\.name) == ["slug", "extras"])
  }

  @Test func `exports are told from plain recipes and linked data`() {
    func format(_ content: String) -> String? {
      guard
        case .reader(let reader, _) = RecipeReaders.detect(
          ContentSample(bytes: Array(content.utf8), isWhole: true))
      else { return nil }
      return reader.format.name
    }
    #expect(format(snake) == "mealie" && format(camel) == "mealie")
    #expect(format(MealieReaderTests.backup()) == "mealie")
    let linked = camel.replacing(#"{"id""#, with: #"{"@type": "Recipe", "id""#, maxReplacements: 1)
    #expect(format(linked) == "json-ld")
    let plain =
      #"{"name": "A", "recipeIngredient": ["b"], "recipeInstructions": ["c"], "slug": "d"}"#
    #expect(format(plain) == "plain-json")
  }

  @Test func `nulls everywhere say nothing`() {
    let nulls = #"""
      {"name": "A", "slug": null, "recipe_ingredient": null, "recipe_instructions": null, "tags": null,
       "recipe_category": null, "notes": null, "settings": null, "nutrition": null, "extras": null,
       "assets": null, "rating": null, "image": null, "recipe_yield": null, "org_url": null}
      """#
    let pass = read(nulls, with: MealieReader.self)
    #expect(pass.records.map(\.extras) == [[]])
    #expect(
      pass.records.map { Set($0.warnings.map(\.code)) } == [[.missingIngredients, .missingSteps]])
  }
}
