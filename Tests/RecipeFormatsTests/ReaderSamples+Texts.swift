import RecipeFormats

extension ReaderSample {
  /// Texts in which a file is one recipe.
  static let texts: [ReaderSample] = [
    ReaderSample(
      reader: CooklangReader.self, layout: "front matter and steps of many lines",
      content: """
        ---
        title: Soup
        servings: 2
        ---
        -- a comment
        Chop @onion{1} and boil it in @water{1%l}
        for ~{20%minutes} in a #pot.

        > Keeps well.

        """, records: 1,
      withLongField: { "Boil @water{1%l}. ~" + String(repeating: "x", count: $0) + "\n" },
      isStrictUTF8: false),
    ReaderSample(
      reader: RecipeMDReader.self, layout: "many lines",
      content: """
        # Soup

        *quick, warm*

        **2 bowls**

        ---

        - *1* onion
        - *1 l* water

        ---

        Chop and boil.

        """, records: 1,
      withLongField: {
        "# T\n\n---\n\n- *1* egg\n\n---\n\n~" + String(repeating: "x", count: $0) + "\n"
      }, isStrictUTF8: false),
    ReaderSample(
      reader: ChowdownReader.self, layout: "many lines",
      content: """
        ---
        layout: recipe
        title: Soup
        ingredients:
        - 1 onion
        - 1 l water
        directions:
        - Chop.
        - Boil.
        ---

        Warm and good.

        """, records: 1,
      withLongField: {
        "---\ntitle: T\ningredients: [1 egg]\ndirections: [Boil.]\n---\n~"
          + String(repeating: "x", count: $0) + "\n"
      }, isStrictUTF8: false),
    ReaderSample(
      reader: SaffronReader.self, layout: "lines of two recipes",
      content: """
        Title: Soup
        Original URL: https://example.org/soup
        Cookbook: Idas book
        Section: Soups
        Ingredients:
        \t1 onion
        Instructions:
        \tBoil.
        Title: Salad
        Section: Salads
        Ingredients:
        \t1 lettuce
        Instructions:
        \tToss.

        """, records: 2,
      withLongField: {
        "Title: T\nSection: S\nIngredients:\n\t1 egg\nInstructions:\n\t~"
          + String(repeating: "x", count: $0) + "\n"
      }, isStrictUTF8: false),
    ReaderSample(
      reader: PepperplateReader.self, layout: "lines of a recipe",
      content: """
        Title: Soup
        Original URL: https://example.org/soup
        Active: 10 mins
        Ingredients:
          1 onion
        Instructions:
          Boil.

        """, records: 1,
      withLongField: {
        "Title: T\nOriginal URL: u\nIngredients:\n 1 egg\nInstructions:\n ~"
          + String(repeating: "x", count: $0) + "\n"
      }, isStrictUTF8: false),
    ReaderSample(
      reader: PlanToEatTextReader.self, layout: "lines of two recipes",
      content: """
        --------------
        Title: Soup
        Serves: 2
        Photo Url:
        Ingredients:
        1 onion
        Directions:
        Boil.
        --------------
        Title: Salad
        Ingredients:
        1 lettuce
        Directions:
        Toss.
        --------------

        """, records: 2,
      withLongField: {
        "Title: T\nServes: 2\nPhoto Url:\nIngredients:\n1 egg\nDirections:\n~"
          + String(repeating: "x", count: $0) + "\n"
      }, isStrictUTF8: false),
    ReaderSample(
      reader: ChefTapReader.self, layout: "many lines",
      content: """
        Soup

        https://example.org/soup

        Ingredients
        1 onion
        1 l water
        1 tsp salt

        Directions
        Chop the onion. Boil all of it.

        """, records: 1,
      withLongField: {
        "Soup\nhttps://example.org\n\nIngredients\n1 onion\n1 l water\n\nDirections\nBoil ~"
          + String(repeating: "x", count: $0) + "\n"
      }, isStrictUTF8: false),
    ReaderSample(
      reader: PlainTextReader.self, layout: "many lines",
      content: """
        Soupe

        Pour 4 personnes

        Ingrédients
        1 oignon
        1 l d'eau
        1 c. à café de sel

        Préparation
        Couper l'oignon. Faire cuire le tout.

        """, records: 1,
      withLongField: {
        "Soup\n\nIngredients\n1 onion\n1 l water\n\nDirections\nBoil ~"
          + String(repeating: "x", count: $0) + "\n"
      }, isStrictUTF8: false),
    ReaderSample(
      reader: AccuChefReader.self, layout: "lines of two recipes",
      content: """
        *****AccuChef Import File (C)
        ASoup
        BSoups
        MServings 2
        H1 l
        IWater
        JBoil.
        Z.....End of recipe definition
        *****AccuChef Import File (C)
        ASalad
        H1
        ILettuce
        JToss.
        Z.....End of recipe definition

        """, records: 2,
      withLongField: {
        "*****AccuChef Import File\nAT\nJ~" + String(repeating: "x", count: $0) + "\nZ.....End\n"
      }, isStrictUTF8: false),
    ReaderSample(
      reader: NowYoureCookingReader.self, layout: "lines of two recipes",
      content: """
        @@@@@ Now You're Cooking! Export Format

        Soup

        soups, quick

        1 l water

        Boil.

        ** Exported from Now You're Cooking! v5.59 **

        @@@@@ Now You're Cooking! Export Format

        Salad

        none

        1 lettuce

        Toss.

        """, records: 2,
      withLongField: {
        "@@@@@\nT\n\n1 egg\n\n~" + String(repeating: "x", count: $0) + "\n"
      }, isStrictUTF8: false),
    ReaderSample(
      reader: CookBookManagerReader.self, layout: "many lines",
      content: """
        name: Soup
        servings: '2'
        prep_time: PT10M
        ingredients:
        - 1 onion
        directions:
        - Chop.
        - Boil.

        """, records: 1,
      withLongField: {
        "name: T\ningredients:\n- 1 egg\nnotes: ~" + String(repeating: "x", count: $0) + "\n"
      }, isStrictUTF8: false),
  ]
}
