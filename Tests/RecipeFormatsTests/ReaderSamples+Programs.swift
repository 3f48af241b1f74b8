import RecipeFormats

/// Samples of what other recipe programs write as backups.
extension ReaderSample {
  static let programs: [ReaderSample] = [
    ReaderSample(
      reader: CroutonReader.self, layout: "one object",
      content: #"""
        {"uuid": "A", "name": "Soup", "serves": 2, "duration": 5, "cookingDuration": 10,
         "defaultScale": 1, "webLink": "https://e.org", "ingredients": [{"order": 0, "ingredient":
         {"name": "onion"}, "quantity": {"amount": 1, "quantityType": "ITEM"}}],
         "steps": [{"order": 0, "step": "Cook.", "isSection": false}], "isPublicRecipe": false}
        """#,
      records: 1,
      withLongField: { count in
        #"{"name":"T","webLink":"","serves":1,"defaultScale":1,"steps":[],"notes":"~"#
          + String(repeating: "x", count: count) + #""}"#
      },
      nested: #"{"name":"T","webLink":"","serves":1,"steps":"# + deepArrays + "}"),
    ReaderSample(
      reader: MealieReader.self, layout: "a full backup",
      content: #"""
        {"alembic_version": [{"version_num": "1"}],
         "ingredient_foods": [{"id": "f", "name": "onion"}],
         "recipes": [{"id": "a", "name": "Soup", "slug": "soup"},
          {"id": "b", "name": "Salad", "slug": "salad"}],
         "recipes_ingredients": [{"recipe_id": "a", "quantity": 1, "food_id": "f"},
          {"recipe_id": "b", "note": "1 lettuce"}],
         "recipe_instructions": [{"recipe_id": "a", "text": "Cook."},
          {"recipe_id": "b", "text": "Toss."}]}
        """#,
      records: 2,
      withLongField: { count in
        #"{"alembic_version":[],"recipes":[{"id":"a","name":"T","description":"~"#
          + String(repeating: "x", count: count) + #""}]}"#
      },
      nested: #"{"alembic_version":[],"recipes":[{"id":"a","name":"T","x":"# + deepArrays + "}]}"),
    ReaderSample(
      reader: MealieReader.self, layout: "one export",
      content: #"""
        {"name": "Soup", "slug": "soup", "recipe_ingredient": [{"note": "1 onion", "food": null}],
         "recipe_instructions": [{"title": "", "text": "Cook."}], "org_url": "", "extras": {}}
        """#,
      records: 1,
      withLongField: { count in
        #"{"name":"T","slug":"t","org_url":"","recipe_instructions":[],"description":"~"#
          + String(repeating: "x", count: count) + #""}"#
      },
      nested: #"{"name":"T","slug":"t","recipe_instructions":[],"x":"# + deepArrays + "}"),
    ReaderSample(
      reader: MelaReader.self, layout: "one object",
      content: #"""
        {"id": "A", "title": "Soup", "text": "", "images": [], "categories": ["Soups"], "yield": "2",
         "prepTime": "", "cookTime": "", "totalTime": "", "ingredients": "1 onion",
         "instructions": "Cook.", "notes": "", "nutrition": "", "link": "", "wantToCook": false}
        """#,
      records: 1,
      withLongField: { count in
        #"{"title":"T","wantToCook":true,"ingredients":"","instructions":"~"#
          + String(repeating: "x", count: count) + #""}"#
      },
      nested: #"{"title":"T","wantToCook":true,"instructions":"# + deepArrays + "}"),
    ReaderSample(
      reader: NextcloudReader.self, layout: "one object",
      content: #"""
        {"@context": "http:\/\/schema.org", "@type": "Recipe", "name": "Soup", "id": "1",
         "recipeIngredient": ["1 onion"], "recipeInstructions": ["Cook."], "printImage": false}
        """#,
      records: 1,
      withLongField: { count in
        #"{"@type":"Recipe","name":"T","printImage":true,"description":"~"#
          + String(repeating: "x", count: count) + #""}"#
      },
      nested: #"{"@type":"Recipe","name":"T","printImage":true,"x":"# + deepArrays + "}"),
    ReaderSample(
      reader: RecipeSageReader.self, layout: "a collection",
      content: #"""
        {"recipes": [
         {"@context": "http://schema.org", "@type": "Recipe", "identifier": "a", "datePublished": "",
          "description": "", "image": [], "name": "Soup", "recipeIngredient": ["1 onion"],
          "recipeInstructions": [{"@type": "HowToStep", "text": "Cook."}]},
         {"@context": "http://schema.org", "@type": "Recipe", "identifier": "b", "datePublished": "",
          "description": "", "image": [], "name": "Salad", "recipeIngredient": ["1 lettuce"],
          "recipeInstructions": [{"@type": "HowToStep", "text": "Toss."}]}]}
        """#,
      records: 2,
      withLongField: { count in
        #"[{"@context":"http://schema.org","@type":"Recipe","name":"T","description":"~"#
          + String(repeating: "x", count: count) + #""}]"#
      },
      nested: #"{"recipes":[{"@type":"Recipe","name":"T","x":"# + deepArrays + "}]}"),
    ReaderSample(
      reader: TandoorReader.self, layout: "one export",
      content: #"""
        {"name": "Soup", "description": "", "keywords": [{"name": "quick"}],
         "steps": [{"name": "", "instruction": "Cook.", "ingredients": [{"food": {"name": "onion"},
          "unit": null, "amount": 1.0, "note": "", "is_header": false, "no_amount": false}], "time": 5,
          "order": 0, "show_as_header": true}], "working_time": 5, "waiting_time": 10, "servings": 2}
        """#,
      records: 1,
      withLongField: { count in
        #"{"name":"T","working_time":1,"waiting_time":1,"steps":[],"description":"~"#
          + String(repeating: "x", count: count) + #""}"#
      },
      nested: #"{"name":"T","working_time":1,"waiting_time":1,"steps":"# + deepArrays + "}"),
  ]

  /// XML and the smaller programs' JSON.
  static let smallPrograms: [ReaderSample] = [
    ReaderSample(
      reader: CookmateReader.self, layout: "two recipes",
      content: """
        <?xml version="1.0" encoding="utf-8"?>
        <cookbook version="66"><recipe><title>Soup</title><preptime>P0DT0H5M</preptime>
        <ingredient><li>1 onion</li></ingredient><recipetext><li>Cook.</li></recipetext></recipe>
        <recipe><title>Crème</title><ingredient><li>cream</li></ingredient></recipe></cookbook>
        """,
      records: 2,
      withLongField: { count in
        "<cookbook><recipe><title>T</title><comments>~" + String(repeating: "x", count: count)
          + "</comments></recipe></cookbook>"
      },
      nested: "<cookbook><recipe>" + String(repeating: "<a>", count: 100_000),
      isStrictUTF8: false),
    ReaderSample(
      reader: LivingCookbookReader.self, layout: "two recipes",
      content: """
        <?xml version="1.0" encoding="UTF-8"?>
        <fdx FileVersion="4.0"><Recipes><Recipe Name="Soup" ID="1"><RecipeIngredients>
        <RecipeIngredient Quantity="1" Ingredient="onion" Heading="N"/></RecipeIngredients>
        <RecipeProcedures><RecipeProcedure><ProcedureText>Cook.</ProcedureText></RecipeProcedure>
        </RecipeProcedures></Recipe><Recipe Name="Crème" ID="2"/></Recipes></fdx>
        """,
      records: 2,
      withLongField: { count in
        "<fdx><Recipe Name=\"T\"><RecipeTip>~" + String(repeating: "x", count: count)
          + "</RecipeTip></Recipe></fdx>"
      },
      nested: "<fdx><Recipe>" + String(repeating: "<a>", count: 100_000), isStrictUTF8: false),
    ReaderSample(
      reader: DomesticaReader.self, layout: "an array",
      content: #"""
        [{"name": "Soup", "servings": 2, "timePrep": 5, "timeCook": 10, "ingredients": "1 onion",
          "directions": "Cook.", "source": "", "image": ""},
         {"name": "Salad", "servings": 1, "timePrep": 5, "timeCook": 0, "ingredients": "1 lettuce",
          "directions": "Toss.", "source": "", "image": ""}]
        """#,
      records: 2,
      withLongField: { count in
        #"[{"name":"T","timePrep":1,"ingredients":"","directions":"~"#
          + String(repeating: "x", count: count) + #""}]"#
      },
      nested: #"{"name":"T","timePrep":1,"ingredients":"# + deepArrays + "}"),
    ReaderSample(
      reader: OpenEatsReader.self, layout: "a fixture",
      content: #"""
        [{"model": "recipe_groups.tag", "pk": 1, "fields": {"title": "quick"}},
         {"model": "recipe.recipe", "pk": 1, "fields": {"title": "Soup", "directions": "Cook.",
          "tags": [1]}},
         {"model": "recipe.recipe", "pk": 2, "fields": {"title": "Salad", "directions": "Toss."}},
         {"model": "ingredient.ingredientgroup", "pk": 7, "fields": {"title": "", "recipe": 1}},
         {"model": "ingredient.ingredient", "pk": 9, "fields": {"title": "onion", "numerator": 1,
          "denominator": 1, "measurement": "", "ingredient_group": 7}}]
        """#,
      records: 2,
      withLongField: { count in
        #"[{"model":"recipe.recipe","pk":1,"fields":{"title":"T","info":"~"#
          + String(repeating: "x", count: count) + #""}}]"#
      },
      nested: #"[{"model":"recipe.recipe","pk":1,"fields":"# + deepArrays + "}]"),
    ReaderSample(
      reader: OpenRecipesReader.self, layout: "JSON lines",
      content: #"""
        {"_id":{"$oid":"a"},"name":"Soup","ingredients":"1 onion","ts":{"$date":1},"cookTime":"PT"}
        {"_id":{"$oid":"b"},"name":"Salad","ingredients":"1 lettuce","ts":{"$date":2},"cookTime":"PT"}

        """#,
      records: 2,
      withLongField: { count in
        #"{"_id":{"$oid":"a"},"name":"T","ts":1,"ingredients":"~"#
          + String(repeating: "x", count: count) + #""}"#
      },
      nested: #"{"_id":{"$oid":"a"},"name":"T","ts":1,"ingredients":"# + deepArrays + "}"),
    ReaderSample(
      reader: RecetteTekReader.self, layout: "an array",
      content: #"""
        [{"title": "Soup", "ingredients": "1 onion", "instructions": "Cook.", "quantity": "2",
          "preparationTime": "5", "pictures": [""], "originalPicture": ""},
         {"title": "Salad", "ingredients": "1 lettuce", "instructions": "Toss.", "quantity": "1",
          "preparationTime": "5", "pictures": [""], "originalPicture": ""}]
        """#,
      records: 2,
      withLongField: { count in
        #"[{"title":"T","pictures":[],"originalPicture":"","ingredients":"","instructions":"~"#
          + String(repeating: "x", count: count) + #""}]"#
      },
      nested: #"{"title":"T","pictures":[],"quantity":"","ingredients":"# + deepArrays + "}"),
  ]

  private static let deepArrays =
    String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
}
