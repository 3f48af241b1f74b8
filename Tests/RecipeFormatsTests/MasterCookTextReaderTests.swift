import PipelineCore
import RecipeFormats
import RecipeModel
import TestKit
import Testing

struct MasterCookTextReaderTests {
  private func recipe(_ ingredients: String, _ rest: String = "") -> String {
    """
                         *  Exported from  MasterCook  *

                                 Potato Soup

    Recipe By     : Ida
    Serving Size  : 4    Preparation Time :0:30
    Categories    : Soups                            Potatoes
                    Winter Food

      Amount  Measure       Ingredient -- Preparation Method
    --------  ------------  --------------------------------
    \(ingredients)

    \(rest)

                       - - - - - - - - - - - - - - - - - -

    """
  }

  private func record(_ content: String) throws -> RecipeRecord {
    let pass = read(content, with: MasterCookTextReader.self)
    #expect(pass.rejections.isEmpty && pass.fault == nil && pass.records.count == 1)
    return try #require(pass.records.first)
  }

  @Test func `every part has its place`() throws {
    let record = try record(
      recipe(
        "   1      cup           Water",
        """
           Boil the water
        until it boils.

           Serve.

        Description:
          "Plain and
        good."
        Source:
          "Idas book"
        S(Internet Address):
          "https://example.org/soup"
        Cuisine:
          "German"
        Copyright:
          "Ida 1998"
        Yield:
          "2 quarts"
        Start to Finish Time:
          "1:15"
        T(Cook Time):
          "0:45"
        """)
          + """

            Per Serving (excluding unknown items): 120 Calories; 3g
          Fat
            Exchanges: 1 Starch

          Serving Ideas : With bread

          NOTES : Keeps well.

          Even cold.


          Nutr. Assoc. : 0 0 0
          Bye, Ida
          """)
    let body = record.body
    #expect(body.title == "Potato Soup" && body.summary == "Plain and good.")
    #expect(
      body.credit
        == Credit(author: "Ida", source: "Idas book", url: "https://example.org/soup"))
    #expect(record.tags == ["Soups", "Potatoes", "Winter Food", "German"])
    #expect(body.yield?.text == "2 quarts")
    #expect(body.times.preparation?.minutes == 30 && body.times.cooking?.minutes == 45)
    #expect(body.times.total?.minutes == 75)
    #expect(body.steps.flatMap(\.steps) == ["Boil the water until it boils.", "Serve."])
    #expect(
      body.nutrition == [
        NutritionFact(
          name: "Per Serving (excluding unknown items)", value: "120 Calories; 3g Fat"),
        NutritionFact(name: "Exchanges", value: "1 Starch"),
      ])
    #expect(body.notes == ["Serving Ideas: With bread", "Keeps well.\nEven cold."])
    #expect(
      record.extras == [
        JSONMember("Copyright", .string("Ida 1998")), JSONMember("Serving Size", .string("4")),
      ])
    #expect(record.warnings.isEmpty)
  }

  @Test func `amount, measure, name and preparation are what their columns say`() throws {
    let record = try record(
      recipe(
        """
           1 1/2  ounces        Vodka
               4         cups  Potatoes -- peeled and
                                cubed
           1      1/2   cups   Crème fraîche
           2                    eggs
                                Salt
               1/2  pound       Leeks --
                                sliced
                                ***Top***
           1-2    tablespoons   Butter
        """))
    #expect(
      record.body.ingredients == [
        IngredientGroup(ingredients: [
          Ingredient(
            text: "1 1/2 ounces Vodka", quantity: Quantity(1.5), unit: "ounces", item: "Vodka"),
          Ingredient(
            text: "4 cups Potatoes -- peeled and cubed", quantity: Quantity(4), unit: "cups",
            item: "Potatoes", note: "peeled and cubed"),
          Ingredient(
            text: "1 1/2 cups Crème fraîche", quantity: Quantity(1.5), unit: "cups",
            item: "Crème fraîche"),
          Ingredient(text: "2 eggs", quantity: Quantity(2), item: "eggs"),
          Ingredient(text: "Salt", item: "Salt"),
          Ingredient(
            text: "1/2 pound Leeks -- sliced", quantity: Quantity(0.5), unit: "pound",
            item: "Leeks", note: "sliced"),
        ]),
        IngredientGroup(
          name: "Top",
          ingredients: [
            Ingredient(
              text: "1-2 tablespoons Butter", quantity: Quantity(1, upTo: 2),
              unit: "tablespoons", item: "Butter")
          ]),
      ])
  }

  @Test(arguments: [
    "* Exported from MasterCook *", "      *  Exported from  MasterCook II  *",
    "        *  Exported from  MasterCook Mac  *", "*Exported from MasterCook Deluxe 4.0*",
  ])
  func `first lines of any version start a recipe`(header: String) throws {
    let content = "Hello\n\n\(header)\n\n  Tea\n\n   Boil.\n\n\(header)\n\n  Coffee\n\n   Brew.\n"
    let detection = RecipeReaders.detect(ContentSample(bytes: Array(content.utf8), isWhole: true))
    guard case .reader(let reader, _) = detection else {
      Issue.record("it is not recognized")
      return
    }
    #expect(reader.format.name == "mastercook-text")
    let pass = read(content, with: MasterCookTextReader.self)
    #expect(pass.records.map(\.body.title) == ["Tea", "Coffee"])
    #expect(pass.records.first?.body.steps.flatMap(\.steps) == ["Boil."])
    let cut = RecordWarning(.repairedText, field: "end mark")
    #expect(pass.records.map { $0.warnings.contains(cut) } == [false, true])
  }

  @Test func `nothing known is nothing stated, and Windows quotes are read`() throws {
    let content = bytes(
      escaped: "* Exported from MasterCook *\r\n\r\n  Ida%92s Tea\r\n\r\nRecipe By     : \r\n"
        + "Serving Size  : 0    Preparation Time :0:00\r\nCategories    : \r\n\r\n"
        + "  Amount  Measure       Ingredient -- Preparation Method\r\n"
        + "--------  ------------  --------------------------------\r\n"
        + "   1      cup           Water\r\n\r\n   Boil.\r\n")
    let record = try #require(read(content, with: MasterCookTextReader.self).records.first)
    #expect(record.body.title == "Ida’s Tea" && record.tags.isEmpty)
    #expect(record.body.yield == nil && record.body.times == Times())
    #expect(record.body.credit == Credit())
    #expect(record.body.ingredients.flatMap(\.ingredients).map(\.text) == ["1 cup Water"])
    #expect(record.body.steps.flatMap(\.steps) == ["Boil."])
  }

  @Test func `a recipe without a title is rejected`() {
    let pass = read("* Exported from MasterCook *\n\n", with: MasterCookTextReader.self)
    #expect(pass.rejections.map(\.code) == [.missingTitle])
  }
}
