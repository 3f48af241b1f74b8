import PipelineCore
import RecipeFormats
import RecipeModel
import TestKit
import Testing

struct MealMasterReaderTests {
  private func body(_ lines: String, header: String? = nil) throws -> RecipeBody {
    let front =
      header
        ?? """
        MMMMM----- Recipe via Meal-Master (tm) v8.05

              Title: Soup
         Categories: Soups, Quick
              Yield: 4 servings


        """
    let pass = read(front + lines + "\nMMMMM\n", with: MealMasterReader.self)
    #expect(pass.rejections.isEmpty && pass.fault == nil && pass.records.count == 1)
    return try #require(pass.records.first).body
  }

  private func ingredients(_ lines: String) throws -> [Ingredient] {
    try body(lines).ingredients.flatMap(\.ingredients)
  }

  @Test func `every part has its place, and what stands between recipes is passed over`() throws {
    let pass = read(
      """
      From: ida@example.org
      Subject: soup

      ---------- Recipe via Meal-Master (tm) v8.02

            Title: Winter soup & bread
       Categories: Soups, Main dish
            Yield: 6 servings

        1 1/2 lb Potatoes; peeled, cubed
          1/2 c  Cream
            3    Leeks, sliced
            1 cn (14 oz) beans, white
                 -or cooked ones
                 Salt
      -----------------------------CROUTONS-----------------------------
            4 sl Bread
          2-3 tb Oil

        Boil the potatoes until
        they are soft.

        Add the rest.
        :Serve hot.

      -----------------------------CROUTONS-----------------------------
        Fry the bread.
      -----

      Enjoy!
      MMMMM----- Recipe via Meal-Master (tm) v8.02

            Title: Tea
         Servings: 2

            2 ts Tea
      MMMMM
      """, with: MealMasterReader.self)
    #expect(pass.fault == nil && pass.rejections.isEmpty && pass.records.count == 2)
    let record = try #require(pass.records.first)
    #expect(record.body.title == "Winter soup & bread")
    #expect(record.tags == ["Soups", "Main dish"] && record.warnings.isEmpty)
    #expect(
      record.body.yield == Yield(text: "6 servings", amount: Quantity(6), unit: "servings"))
    #expect(
      record.body.ingredients == [
        IngredientGroup(ingredients: [
          Ingredient(
            text: "1 1/2 lb Potatoes; peeled, cubed", quantity: Quantity(1.5), unit: "lb",
            item: "Potatoes", note: "peeled, cubed"),
          Ingredient(text: "1/2 c Cream", quantity: Quantity(0.5), unit: "c", item: "Cream"),
          Ingredient(
            text: "3 Leeks, sliced", quantity: Quantity(3), item: "Leeks", note: "sliced"),
          Ingredient(
            text: "1 cn (14 oz) beans, white or cooked ones", quantity: Quantity(1), unit: "cn",
            item: "(14 oz) beans", note: "white or cooked ones"),
          Ingredient(text: "Salt", item: "Salt"),
        ]),
        IngredientGroup(
          name: "CROUTONS",
          ingredients: [
            Ingredient(text: "4 sl Bread", quantity: Quantity(4), unit: "sl", item: "Bread"),
            Ingredient(
              text: "2-3 tb Oil", quantity: Quantity(2, upTo: 3), unit: "tb", item: "Oil"),
          ]),
      ])
    #expect(
      record.body.steps == [
        StepGroup(steps: [
          "Boil the potatoes until they are soft.", "Add the rest.", "Serve hot.",
        ]), StepGroup(name: "CROUTONS", steps: ["Fry the bread."]),
      ])
    #expect(pass.records.last?.body.yield?.unit == "servings")
    let places = pass.elements.map { element in
      guard case .record(_, let place) = element else { return 0 }
      return place.line ?? 0
    }
    #expect(places == [4, 31])
  }

  @Test(arguments: [
    "MMMMM----- Recipe via Meal-Master (tm) v7.07", "---------- Recipe via Meal-Master (tm) v8.05",
    "------------- Recipe Extracted from Meal-Master (tm) Database --------------",
    "MMMMM----------------Meal-Master recipe exported by AnyMeal-----------------",
    "MMMMM-----RECIPE VIA MEAL-MASTER",
  ])
  func `first lines of any version start a recipe`(header: String) throws {
    let content = header + "\n\n      Title: Soup\n\n      1 c  Water\n\n"
    let detection = RecipeReaders.detect(
      ContentSample(bytes: Array(("mail\n\n" + content).utf8), isWhole: true))
    guard case .reader(let reader, let recognition) = detection else {
      Issue.record("it is not recognized")
      return
    }
    #expect(reader.format.name == "mealmaster" && recognition.confidence == .certain)
    #expect(read(content, with: MealMasterReader.self).records.map(\.body.title) == ["Soup"])
  }

  @Test(
    arguments: [
      ("    2.5 g  butter", Quantity(2.5), "g", "butter"),
      ("   3/16 ts salt", Quantity(0.1875), "ts", "salt"),
      ("1-1 1/2 c  sugar", Quantity(1, upTo: 1.5), "c", "sugar"),
      ("  1/2-1 c  nuts", Quantity(0.5, upTo: 1), "c", "nuts"),
      ("      2 T  oil", Quantity(2), "T", "oil"), ("      2 t  oil", Quantity(2), "t", "oil"),
      ("      3 TB oil", Quantity(3), "TB", "oil"), ("      ½ c  milk", Quantity(0.5), "c", "milk"),
      ("      3    eggs", Quantity(3), nil, "eggs"), ("           salt", nil, nil, "salt"),
      ("        pn salt", nil, "pn", "salt"), ("      2\tts salt", Quantity(2), "ts", "salt"),
      (
        "100 2/3 ts abcdefghijklmnopqrstuvwxyzabc defghijk", Quantity(100 + 2.0 / 3), "ts",
        "abcdefghijklmnopqrstuvwxyzabc defghijk"
      ),
      ("  1 1/2 x  crème fraîche", Quantity(1.5), "x", "crème fraîche"),
    ] as [(String, Quantity?, String?, String)])
  func `amount, unit and text are what their columns say`(
    line: String, quantity: Quantity?, unit: String?, item: String
  ) throws {
    let ingredient = try #require(try ingredients(line).first)
    #expect(ingredient.quantity == quantity)
    #expect(ingredient.unit == unit)
    #expect(ingredient.item == item)
    #expect(ingredient.text.hasSuffix(item))
  }

  @Test(arguments: [
    "20 mg cholesterol", "1/2 apples.", "1 2/3 each.", "1 cup.", "  Posted on Apr 27,\n  1998.",
    "First line.\n  200.0 ml milk",
  ])
  func `text that only looks like an ingredient is a step`(lines: String) throws {
    let body = try body(lines)
    #expect(body.ingredients.isEmpty)
    let joined = lines.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " ")
    #expect(body.steps.flatMap(\.steps) == [joined])
  }

  @Test func `the left of two columns comes before the right one, each with its continuations`()
    throws
  {
    let lines = """
            1 c  first                               1 ts fourth
                 -one                                     -more
            2 c  second                              2 ts crème brûlée
            3 c  third                                    salt
      """
    #expect(
      try ingredients(lines).map(\.text) == [
        "1 c first one", "2 c second", "3 c third", "1 ts fourth more", "2 ts crème brûlée",
        "salt",
      ])
    let overTheEdge = """
            1 c  first                                    -continued
            2 ts second                              1 tb third
      """
    #expect(
      try ingredients(overTheEdge).map(\.text)
        == ["1 c first", "2 ts second continued", "1 tb third"])
  }

  @Test func `columns with gaps were written row by row`() throws {
    let lines = """
            1 c  first                               1 ts second
                 -one
            2 c  third                               2 ts fourth
      """
    #expect(
      try ingredients(lines).map(\.text) == [
        "1 c first one", "1 ts second", "2 c third", "2 ts fourth",
      ])
  }

  @Test func `sections may be empty, and steps may follow each of them`() throws {
    let body = try body(
      """
          250 g  flour
      MMMMM--------------------------------empty----------------------------------
      MMMMM-------------------------------glaze-----------------------------------
          150 g  sugar

        Bake.

      MMMMM-------------------------------sauce-----------------------------------
            1 c  milk

        Stir.
      """)
    #expect(body.ingredients.map(\.name) == [nil, "glaze", "sauce"])
    #expect(body.ingredients.first?.ingredients.map(\.text) == ["250 g flour", "empty"])
    #expect(body.steps.flatMap(\.steps) == ["Bake.", "Stir."])
  }

  @Test func `a continuation of nothing and columns that are off lose no text`() throws {
    #expect(try ingredients("           -John Doe-").map(\.text) == ["-John Doe-"])
    let shifted = try ingredients("      1 c  flour\n     2 ts sugar, brown\n      1 pn salt")
    #expect(shifted.map(\.unit) == ["c", "ts", "pn"])
    #expect(shifted.map(\.item) == ["flour", "sugar", "salt"])
  }

  @Test func `other labels are kept, and old categories stand apart by spaces`() throws {
    let pass = read(
      """
      MMMMM----- Recipe via Meal-Master (tm) v7.01
            Title: Soup
       Categories: Soups  Main dish   None
         Servings: 1 pie
          Cost: low

            1 c  Water
      MMMMM
      """, with: MealMasterReader.self)
    let record = try #require(pass.records.first)
    #expect(record.tags == ["Soups", "Main dish"])
    #expect(record.body.yield?.unit == "pie")
    #expect(record.extras == [JSONMember("Cost", .string("low"))])
    #expect(record.body.ingredients.first?.ingredients.count == 1)
  }

  @Test func `a recipe without a title is rejected, one without its end is read and marked`() throws
  {
    let pass = read(
      """
      MMMMM----- Recipe via Meal-Master (tm) v8.05
            Yield: 4
      MMMMM
      MMMMM----- Recipe via Meal-Master (tm) v8.05
            Title: Open
      MMMMM----- Recipe via Meal-Master (tm) v8.05
            Title: Cut

            1 c  Water
      """, with: MealMasterReader.self)
    #expect(pass.rejections.map(\.code) == [.missingTitle])
    #expect(pass.rejections.first?.location.line == 1)
    #expect(pass.records.map(\.body.title) == ["Open", "Cut"])
    let cut = RecordWarning(.repairedText, field: "end mark")
    #expect(pass.records.map { $0.warnings.contains(cut) } == [false, true])
  }

  @Test(arguments: [
    ("Kn%94del", "Knödel"), ("Kn%F6del", "Knödel"), ("KnÃ¶del", "Knödel"), ("Knödel", "Knödel"),
    ("Tom &amp; Kn&ouml;del", "Tom & Knödel"),
  ])
  func `a file is read in the encoding that it is in`(title: String, name: String) throws {
    let content = bytes(
      escaped: "MMMMM----- Recipe via Meal-Master\r\n\r\n      Title: \(title)"
        + "\r\n\r\n      1 c  Water\r\nMMMMM\r\n%1A")
    for largestRead in [1, 5, 4096] {
      let pass = read(content, with: MealMasterReader.self, largestRead: largestRead)
      let record = try #require(pass.records.first)
      #expect(record.body.title == name)
      #expect(record.body.ingredients.first?.ingredients.map(\.text) == ["1 c Water"])
    }
  }

  @Test func `old line ends divide lines as well`() {
    let content = "MMMMM----- Meal-Master\r\r      Title: Tea\r\r      1 c  Water\rMMMMM"
    let pass = read(content, with: MealMasterReader.self)
    #expect(pass.records.map(\.body.title) == ["Tea"])
    #expect(pass.records.first?.body.ingredients.count == 1)
  }
}
