import PipelineCore
import RecipeFormats
import RecipeModel
import Testing

struct LabelledTextTests {
  private func records(
    _ content: String, _ reader: any RecipeReader.Type
  ) throws -> [RecipeRecord] {
    let detection = RecipeReaders.detect(ContentSample(bytes: Array(content.utf8), isWhole: true))
    if case .reader(let found, _) = detection {
      #expect(found.format == reader.format)
    } else {
      Issue.record("it is not recognized")
    }
    let pass = read(content, with: reader)
    #expect(pass.rejections.isEmpty && pass.fault == nil)
    return pass.records
  }

  @Test func `Saffron: every label has its place`() throws {
    let records = try records(
      """
      Title: Rye soup
      Description: Plain
      and good.
      Source: Ida
      Original URL: https://example.org/soup
      Yield: 4 bowls
      Prep: 10 mins
      Cook: 1 hr
      Total: 1 hr 10 mins
      Cookbook: Idas book
      Section: Soups
      Image: https://example.org/soup.jpg
      Mood: good
      Ingredients:
      \t1 onion
      \tFor the top:
      \t2 tbsp cream
      Instructions:
      \tChop: fine.
      \tBoil.
      """, SaffronReader.self)
    let record = try #require(records.first)
    let body = record.body
    #expect(body.title == "Rye soup" && body.summary == "Plain\nand good.")
    #expect(body.credit == Credit(source: "Ida", url: "https://example.org/soup"))
    #expect(body.yield?.text == "4 bowls" && body.times.preparation?.minutes == 10)
    #expect(body.times.cooking?.minutes == 60 && body.times.total?.minutes == 70)
    #expect(record.tags == ["Idas book", "Soups"])
    #expect(record.images == [.remote(url: "https://example.org/soup.jpg")])
    #expect(body.ingredients.map(\.name) == [nil, "For the top"])
    #expect(body.ingredients.flatMap(\.ingredients).map(\.text) == ["1 onion", "2 tbsp cream"])
    #expect(body.steps.flatMap(\.steps) == ["Chop: fine.", "Boil."])
    #expect(record.extras == [JSONMember("Mood", .string("good"))] && record.warnings.isEmpty)
  }

  @Test func `Pepperplate: groups stand unindented, notes come last`() throws {
    let records = try records(
      """
      Title: Rye soup
      Description:
      Source: Ida
      Original URL: https://example.org/soup
      Yield: 4
      Active: 10 mins
      Total: 1 hr
      Tags: soup, quick
      Image: soup.jpg

      Ingredients:
        1 onion
      Top:
        2 tbsp cream

      Instructions:
        Chop.

        Boil.

      Notes:
        Keeps well.
      """, PepperplateReader.self)
    let record = try #require(records.first)
    #expect(record.body.ingredients.map(\.name) == [nil, "Top"])
    #expect(record.body.steps.flatMap(\.steps) == ["Chop.", "Boil."])
    #expect(record.body.notes == ["Keeps well."] && record.tags == ["soup", "quick"])
    #expect(record.body.times.preparation?.minutes == 10)
    #expect(record.images == [.member(name: "soup.jpg")] && record.extras.isEmpty)
  }

  @Test func `Plan to Eat: rules divide recipes, circumflexes tags`() throws {
    let records = try records(
      """
      --------------
      Title: Rye soup
      Source: Ida
      Url: https://example.org/soup
      Serves: 4
      Prep Time: 10 min
      Cook Time: 20 min
      Tags: soup^quick easy
      Photo Url: https://example.org/soup.jpg

      Ingredients:
      1 onion

      Directions:
      Chop.
      Boil.
      --------------
      Title: Salad
      Photo Url:
      Ingredients:
      1 lettuce
      Directions:
      Toss.
      --------------
      """, PlanToEatTextReader.self)
    #expect(records.map(\.body.title) == ["Rye soup", "Salad"])
    let record = try #require(records.first)
    #expect(record.tags == ["soup", "quick easy"] && record.body.yield?.text == "4 servings")
    #expect(record.body.steps.flatMap(\.steps) == ["Chop.", "Boil."])
    #expect(record.body.credit == Credit(source: "Ida", url: "https://example.org/soup"))
  }

  @Test func `a recipe without a title is rejected, and the others are read`() {
    let content =
      "Title:\nSection: A\nIngredients:\n\t1 egg\nTitle: B\nSection: B\nIngredients:\n\t2 eggs\n"
    let pass = read(content, with: SaffronReader.self)
    #expect(pass.records.map(\.body.title) == ["B"])
    #expect(pass.rejections.map(\.code) == [.missingTitle])
  }

  @Test(arguments: [
    "Title: A book\nAuthor: Ida\nDate: 1998\n", "Title: x\nSource: y\n", "Titles: a, b\n",
  ])
  func `other labelled texts are left alone`(content: String) {
    let sample = ContentSample(bytes: Array(content.utf8), isWhole: true)
    guard case .nothing = RecipeReaders.detect(sample) else {
      Issue.record("a reader claims it")
      return
    }
  }
}
