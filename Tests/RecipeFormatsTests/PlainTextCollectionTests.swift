import PipelineCore
import RecipeFormats
import RecipeModel
import Testing

struct PlainTextCollectionTests {
  /// The words of one language for the parts of a recipe.
  struct Language: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var ingredients: String
    var directions: String
    var recipes: [(title: String, lines: [String], steps: [String])]

    /// The recipes one behind the other, with something between them.
    func text(between mark: String) -> String {
      recipes.map { recipe in
        """
        \(recipe.title)

        \(ingredients)
        \(recipe.lines.joined(separator: "\n"))

        \(directions)
        \(recipe.steps.joined(separator: "\n"))

        """
      }.joined(separator: mark)
    }
  }

  static let languages = [
    Language(
      testDescription: "English", ingredients: "Ingredients:", directions: "Directions:",
      recipes: [
        ("Rye Soup", ["1 onion", "2 tbsp oil"], ["Chop the onion.", "Fry it in the oil."]),
        ("Pea Salad", ["200 g peas", "salt"], ["Boil the peas.", "Serve cold"]),
        ("Oat Bread", ["500 g oats", "1 l water"], ["Mix everything and bake it for an hour."]),
      ]),
    Language(
      testDescription: "German", ingredients: "Zutaten für 4 Personen", directions: "Zubereitung",
      recipes: [
        ("Roggensuppe", ["1 Zwiebel", "2 EL Öl"], ["Die Zwiebel schneiden und braten."]),
        ("Erbsensalat", ["200 g Erbsen", "Salz"], ["Die Erbsen kochen.", "Kalt servieren."]),
      ]),
    Language(
      testDescription: "French", ingredients: "Ingrédients :", directions: "Préparation :",
      recipes: [
        ("Soupe de seigle", ["1 oignon", "2 c. à soupe d'huile"], ["Couper l'oignon."]),
        ("Salade de pois", ["200 g de pois", "sel"], ["Cuire les pois.", "Servir froid."]),
      ]),
    Language(
      testDescription: "Spanish", ingredients: "INGREDIENTES", directions: "ELABORACIÓN",
      recipes: [
        ("Sopa de centeno", ["1 cebolla", "2 cucharadas de aceite"], ["Cortar la cebolla."]),
        ("Ensalada de guisantes", ["200 g de guisantes", "sal"], ["Cocer los guisantes."]),
      ]),
    Language(
      testDescription: "Italian", ingredients: "Ingredienti", directions: "Procedimento",
      recipes: [
        ("Zuppa di segale", ["1 cipolla", "2 cucchiai d'olio"], ["Tagliare la cipolla."]),
        ("Insalata di piselli", ["200 g di piselli", "sale"], ["Cuocere i piselli."]),
      ]),
    Language(
      testDescription: "Norwegian", ingredients: "Ingredienser", directions: "Slik gjør du",
      recipes: [
        ("Rugsuppe", ["1 løk", "2 ss olje"], ["Skjær løken."]),
        ("Ertesalat", ["200 g erter", "salt"], ["Kok ertene."]),
      ]),
  ]

  private func titles(_ content: String) -> [String] {
    let pass = read(content, with: PlainTextReader.self)
    #expect(pass.rejections.isEmpty && pass.fault == nil)
    return pass.records.map(\.body.title)
  }

  @Test(
    arguments: languages,
    [
      "\n", "\n\n\n", "\n-----\n", "\n\u{C}\n", "\u{C}", "\n* * *\n\n", "\n==========\n\n",
      "----\n",
    ])
  func `recipes with a title, ingredients and directions each are told apart`(
    language: Language, mark: String
  ) {
    let pass = read(language.text(between: mark), with: PlainTextReader.self)
    #expect(pass.records.map(\.body.title) == language.recipes.map(\.title))
    for (record, recipe) in zip(pass.records, language.recipes) {
      #expect(record.body.ingredients.flatMap(\.ingredients).map(\.text) == recipe.lines)
      #expect(record.body.steps.flatMap(\.steps) == recipe.steps)
      #expect(record.warnings.isEmpty && record.extras.isEmpty)
    }
    #expect(Set(pass.records.map(\.sourceDigest)).count == language.recipes.count)
  }

  @Test(arguments: languages)
  func `a recipe alone and the same one among others is the same record`(
    language: Language
  ) throws {
    let among = read(language.text(between: "\n"), with: PlainTextReader.self).records
    for (index, recipe) in language.recipes.enumerated() {
      var alone = language
      alone.recipes = [recipe]
      let record = try #require(
        read(alone.text(between: ""), with: PlainTextReader.self).records.first)
      #expect(record.body == among[index].body)
    }
  }

  @Test func `every recipe says where it begins`() {
    let pass = read(Self.languages[0].text(between: "-----\n"), with: PlainTextReader.self)
    let lines = pass.elements.map { element -> Int? in
      guard case .record(_, let place) = element else { return nil }
      return place.line
    }
    #expect(lines == [1, 11, 21])
  }

  @Test func `what stands between title and ingredients belongs to its recipe`() {
    let pass = read(
      """
      Rye Soup
      by Ida

      A soup of my aunt's, who made it every Sunday in winter.

      Serves 4
      Prep time: 10 min

      Ingredients
      1 onion

      Directions
      Chop it.

      Notes
      Keeps well.

      Pea Salad

      A salad that everybody likes, even those who like no peas.

      Serves 2

      Ingredients
      200 g peas

      Directions
      Boil them.
      """, with: PlainTextReader.self)
    #expect(pass.records.map(\.body.title) == ["Rye Soup", "Pea Salad"])
    #expect(pass.records.map { $0.body.yield?.amount } == [Quantity(4), Quantity(2)])
    #expect(pass.records.map(\.body.notes) == [["Keeps well."], []])
    #expect(pass.records.allSatisfy { $0.body.summary != nil })
    #expect(pass.records.map { $0.body.steps.flatMap(\.steps) } == [["Chop it."], ["Boil them."]])
  }

  @Test func `without a gap the title stands behind a full stop`() {
    let text = """
      Rye Soup
      Ingredients
      1 onion
      Directions
      Chop it.
      Pea Salad
      Ingredients
      200 g peas
      Directions
      Boil them.
      """
    #expect(titles(text) == ["Rye Soup", "Pea Salad"])
  }

  @Test func `the heading of a chapter is no title, and is kept`() {
    let recipe = { (title: String) in
      "\(title)\n\nIngredients\n1 onion\n\nDirections\nChop it.\n\n"
    }
    let pass = read(
      "SOUPS\n\n\(recipe("Rye Soup"))\(recipe("Pea Soup"))SWEETS\n\n\(recipe("Apple Pie"))",
      with: PlainTextReader.self)
    #expect(pass.records.map(\.body.title) == ["Rye Soup", "Pea Soup", "Apple Pie"])
    #expect(
      pass.records.map(\.extras) == [
        [JSONMember("preface", .string("SOUPS"))], [], [JSONMember("preface", .string("SWEETS"))],
      ])
    #expect(
      pass.records.allSatisfy { $0.body.steps.flatMap(\.steps) == ["Chop it."] })
    let pages = ["Rye Soup", "Pea Soup"].map { "My book\n\n\(recipe($0))" }
    #expect(titles(pages.joined(separator: "\u{C}")) == ["Rye Soup", "Pea Soup"])
  }

  @Test func `without words for the parts, rules and wide gaps tell recipes apart`() {
    func recipe(_ title: String) -> String {
      """
      \(title)

      1 onion
      2 tbsp oil
      1 l water

      Chop the onion, fry it in the oil, add the water and boil it.

      """
    }
    for mark in ["\n-----\n", "\n\n", "\u{C}\n"] {
      let pass = read(
        recipe("Rye Soup") + mark + recipe("Pea Soup"), with: PlainTextReader.self)
      #expect(pass.records.map(\.body.title) == ["Rye Soup", "Pea Soup"])
      #expect(
        pass.records.allSatisfy {
          $0.warnings.map(\.code) == [.guessedValue, .guessedValue]
            && $0.body.ingredients.flatMap(\.ingredients).count == 3
        })
    }
    #expect(titles(recipe("Rye Soup") + recipe("The second day")) == ["Rye Soup"])
  }

  /// Texts that are one recipe, however often their parts are headed.
  @Test(arguments: [
    // A part with ingredients and directions of its own.
    "Lasagne\n\nIngredients\n500 g pasta\n\nDirections\nBoil the pasta.\n\nFor the sauce\n\nIngredients\n1 onion\n\nDirections\nChop it.\n",
    "Kuchen\n\nZutaten\n500 g Mehl\n\nZubereitung\nKneten.\n\nGlasur:\n\nZutaten\n1 Ei\n\nZubereitung\nVerrühren.\n",
    "Tarte\n\nIngrédients\n500 g de farine\n\nPréparation\nPétrir.\n\nPour la garniture\n\nIngrédients\n1 œuf\n\nPréparation\nBattre.\n",
    "Pie\n\nIngredients for the crust\n500 g flour\n\nDirections\nKnead.\n\nIngredients for the filling\n3 apples\n\nDirections\nCut.\n",
    // Groups of ingredients, divided by rules, and steps at the end.
    "Cake\n\nIngredients\n-----\n500 g flour\n-----\nTop\n\n1 egg\n-----\nDirections\n-----\nBake it.\n",
    "Cake\n====\n\nIngredients\n-----------\n500 g flour\n\nDirections\n----------\nBake it.\n",
    "Cake\n-----\nDough Day\n\nIngredients\n500 g flour\n-----\nFilling Day\n\nIngredients\n3 apples\n-----\nDirections\nBake it.\n",
    // Several sections of steps.
    "Bread\n\nIngredients\n500 g flour\n\nPreparation\nKnead it.\n\nThe Next Day\n\nMethod\nBake it.\n\nNotes\nKeeps well.\n",
    // The list is said twice, without a title between.
    "Bread\n\nIngredients\n500 g flour\n\nDirections\nKnead it.\n\nIngredients\n1 egg\n\nDirections\nBrush it.\n",
    // A chapter and one recipe of it.
    "BREADS\n------\n\nRye Bread\n\nIngredients\n500 g flour\n\nDirections\nKnead it.\n",
    // A second one that is only announced.
    "Bread\n\nIngredients\n500 g flour\n\nDirections\nKnead it.\n\nRye Bread\n\nIngredients\n\nDirections\nKnead it.\n",
    // Amounts among the steps.
    "Bread\n\n500 g flour\n1 l water\n1 tsp salt\n\nKnead it all for as long as it takes.\n\nDay Two\n\n1 egg\n2 tbsp milk\n1 tsp salt\n\nBrush the bread with it and bake it.\n",
  ])
  func `one recipe stays one`(content: String) {
    #expect(titles(content).count == 1)
  }

  @Test func `a large text is known when its front holds whole recipes`() {
    let many = (1...40).map { number in
      "Soup No. \(number)\n\nIngredients\n1 onion\n2 tbsp oil\n\nDirections\nChop and fry it.\n"
    }.joined(separator: "\n")
    let front = Array(many.utf8.prefix(2000))
    let sample = ContentSample(bytes: front, isWhole: false)
    #expect(PlainTextReader.recognize(sample)?.confidence == .likely)
    #expect(titles(many).count == 40)
  }
}
