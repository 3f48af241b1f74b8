import PipelineCore
import RecipeFormats
import RecipeModel
import Testing

struct EasyRecipeDeluxeTests {
  private let rule = String(repeating: "_", count: 75)

  private var content: String {
    """
    Some words of whoever sent it.

    *Rye Soup*
    \(rule)

    Category: Soups
    Main Ingredient: Rye
    Cuisine Style: Nordic
    Yield: 4 bowls
    Preparation Time: :15
    Cooking Time: 1:05
    Rating: good
    \(rule)

    A soup for winter.

    [Ingredients]

    1 onion -- chopped
    1   l   water

    [Top]
    2 tbsp cream

    [Instruction]

    1. Chop the onion.
    2. Boil for 1 hour.

    [Note]

    Keeps well.
    231 Calories; 9g Fat; 4g Protein.


    *Salad
    \(rule)
    Category:
    Yield: 2
    Cooking Time:
    \(rule)
    [INGREDIENTS]
    Amount  Measure  Ingredient -- Preparation Method
    ------  -------  --------------------------------
    1 lettuce
    [Instructions]
    Toss.

    """
  }

  @Test func `every part has its place, in each of many recipes`() throws {
    let pass = read(content.replacing("\n", with: "\r\n"), with: EasyRecipeDeluxeReader.self)
    #expect(pass.rejections.isEmpty && pass.fault == nil && pass.records.count == 2)
    let record = try #require(pass.records.first)
    let body = record.body
    #expect(body.title == "Rye Soup" && body.summary == "A soup for winter.")
    #expect(record.tags == ["Soups", "Rye", "Nordic"])
    #expect(body.yield == Yield(text: "4 bowls", amount: Quantity(4), unit: "bowls"))
    #expect(body.times.preparation?.minutes == 15 && body.times.cooking?.minutes == 65)
    #expect(body.ingredients.map(\.name) == [nil, "Top"])
    #expect(
      body.ingredients.flatMap(\.ingredients).map(\.text)
        == ["1 onion -- chopped", "1 l water", "2 tbsp cream"])
    #expect(body.ingredients.first?.ingredients.first?.item == "onion")
    #expect(body.steps == [StepGroup(steps: ["Chop the onion.", "Boil for 1 hour."])])
    #expect(body.notes == ["Keeps well."])
    #expect(body.nutrition.map(\.value) == ["231 Calories", "9g Fat", "4g Protein"])
    #expect(record.extras == [JSONMember("Rating", .string("good"))])
    let second = try #require(pass.records.last)
    #expect(second.body.title == "Salad" && second.body.yield?.amount == Quantity(2))
    #expect(second.body.ingredients.flatMap(\.ingredients).map(\.text) == ["1 lettuce"])
    #expect(second.body.steps == [StepGroup(steps: ["Toss."])] && second.body.notes.isEmpty)
    #expect(second.tags.isEmpty && second.sourceDigest != record.sourceDigest)
  }

  @Test func `records stand where their titles do`() {
    let pass = read(content, with: EasyRecipeDeluxeReader.self)
    let lines = pass.elements.compactMap { element -> Int? in
      guard case .record(_, let place) = element else { return nil }
      return place.line
    }
    #expect(lines == [3, 36])
  }

  @Test func `recipes that differ only in their title differ`() {
    let one = "A\n\(rule)\nCategory: c\n\(rule)\n[Ingredients]\n1 egg\n\n"
    let pass = read(one + "B" + one.dropFirst(), with: EasyRecipeDeluxeReader.self)
    #expect(pass.records.map(\.body.title) == ["A", "B"])
    #expect(Set(pass.records.map(\.sourceDigest)).count == 2)
  }

  @Test func `a title with nothing below it is rejected, and the next is read`() {
    let pass = read(
      "A\n\(rule)\nCategory: c\n\(rule)\n\nB\n\(rule)\nCategory: c\n\(rule)\n[Instruction]\nBoil.\n",
      with: EasyRecipeDeluxeReader.self)
    #expect(pass.rejections.map(\.code) == [.notARecipe])
    #expect(pass.rejections.first?.location.line == 1)
    #expect(pass.records.map(\.body.title) == ["B"])
  }

  @Test func `a recipe beyond the limit is rejected, and the next keeps its title`() {
    let long = String(repeating: "x", count: 2_000)
    let pass = read(
      "A\n\(rule)\nCategory: c\n\(rule)\n[Instruction]\n\(long)\n\n"
        + "B\n\(rule)\nCategory: c\n\(rule)\n[Instruction]\nBoil.\n",
      with: EasyRecipeDeluxeReader.self, limits: ReaderLimits(maximumRecordBytes: 1_000))
    #expect(pass.rejections.map(\.code) == [.tooLarge])
    #expect(pass.records.map(\.body.title) == ["B"])
  }

  @Test func `it is told by its rules and sections, and from settings with sections`() {
    func format(_ content: String) -> String? {
      let sample = ContentSample(bytes: Array(content.utf8), isWhole: true)
      guard case .reader(let reader, _) = RecipeReaders.detect(sample) else { return nil }
      return reader.format.name
    }
    #expect(format(content) == "easy-recipe-deluxe")
    #expect(format("[Ingredients]\nonion=1\n[Instruction]\nboil=1\n") != "easy-recipe-deluxe")
    #expect(format("Title\n\(rule)\nCategory: tools\n[Files]\na.txt\n") != "easy-recipe-deluxe")
  }
}
