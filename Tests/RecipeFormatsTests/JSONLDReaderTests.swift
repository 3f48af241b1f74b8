import PipelineCore
import RecipeFormats
import RecipeModel
import Testing

struct JSONLDReaderTests {
  /// Reads one recipe node with the given members.
  private func recipe(_ members: String) throws -> RecipeRecord {
    let pass = read(
      #"{"@context":"https://schema.org","@type":"Recipe","name":"N","# + members + "}",
      with: JSONLDReader.self)
    return try #require(pass.records.first)
  }

  struct Steps: CustomTestStringConvertible {
    var json: String
    var groups: [StepGroup]
    var testDescription: String { json }

    init(_ json: String, _ groups: [StepGroup]) {
      self.json = json
      self.groups = groups
    }
  }

  @Test(arguments: [
    Steps(#""Mix.\nBake.""#, [StepGroup(steps: ["Mix.", "Bake."])]),
    Steps(#""<p>Mix &amp; rest.</p><p>Bake.</p>""#, [StepGroup(steps: ["Mix & rest.", "Bake."])]),
    Steps(#"["Mix.", "Bake."]"#, [StepGroup(steps: ["Mix.", "Bake."])]),
    Steps(
      ###"["## Dough", "Mix.", "[Bake]", "Bake."]"###,
      [
        StepGroup(name: "Dough", steps: ["Mix."]), StepGroup(name: "Bake", steps: ["Bake."]),
      ]),
    Steps(
      #"[{"@type":"HowToStep","text":"Mix."},{"@type":"HowToStep","name":"Bake."}]"#,
      [
        StepGroup(steps: ["Mix.", "Bake."])
      ]),
    Steps(
      #"[{"@type":"HowToStep","name":"Mix the...","text":"Mix the flour."}]"#,
      [
        StepGroup(steps: ["Mix the flour."])
      ]),
    Steps(#"[{"@type":"HowToStep","name":"Step 1","text":"Mix."}]"#, [StepGroup(steps: ["Mix."])]),
    Steps(
      #"[{"@type":"HowToStep","name":"Knead","text":"Ten minutes."}]"#,
      [
        StepGroup(steps: ["Knead\nTen minutes."])
      ]),
    Steps(
      #"""
      [{"@type":"HowToSection","name":"Dough","itemListElement":[{"@type":"HowToStep","text":"Mix."}]},
       {"@type":"HowToStep","text":"Bake."}]
      """#,
      [StepGroup(name: "Dough", steps: ["Mix."]), StepGroup(steps: ["Bake."])]),
    Steps(
      #"""
      [{"@type":"HowToSection","name":"Dough"},{"@type":"HowToStep","text":"Mix."},
       {"@type":"HowToSection","name":"Oven"},{"@type":"HowToStep","text":"Bake."}]
      """#,
      [StepGroup(name: "Dough", steps: ["Mix."]), StepGroup(name: "Oven", steps: ["Bake."])]),
    Steps(
      #"[{"@type":"HowToSection","name":"Dough","itemListElement":"Mix.\nRest."}]"#,
      [StepGroup(name: "Dough", steps: ["Mix.", "Rest."])]),
    Steps(
      #"[{"@type":"HowToSection","name":"Dough","itemListElement":{"@type":"HowToStep","text":"Mix."}}]"#,
      [StepGroup(name: "Dough", steps: ["Mix."])]),
    Steps(
      #"""
      {"@type":"ItemList","itemListElement":[
        {"@type":"ListItem","position":2,"item":{"@type":"HowToStep","text":"Bake."}},
        {"@type":"ListItem","position":1,"item":"Mix."}]}
      """#,
      [StepGroup(steps: ["Mix.", "Bake."])]),
    Steps(
      #"{"10":"Last.","0":"Mix.","2":"Bake."}"#, [StepGroup(steps: ["Mix.", "Bake.", "Last."])]),
    Steps(#"[["Mix.", "Rest."], ["Bake."]]"#, [StepGroup(steps: ["Mix.", "Rest.", "Bake."])]),
    Steps(
      #"[{"@type":"HowToStep","itemListElement":[{"@type":"HowToDirection","text":"Mix."},{"@type":"HowToTip","text":"Wait."}]}]"#,
      [StepGroup(steps: ["Mix.", "Wait."])]),
    Steps(
      #""[{\"@type\":\"HowToStep\",\"text\":\"Mix.\"},{\"@type\":\"HowToStep\",\"text\":\"Bake.\"}]""#,
      [StepGroup(steps: ["Mix.", "Bake."])]),
    Steps("null", []), Steps("[]", []), Steps(#""""#, []),
  ])
  func `instructions are read in every form`(_ test: Steps) throws {
    let record = try recipe(#""recipeInstructions":"# + test.json)
    #expect(record.body.steps == test.groups)
    #expect(record.warnings.contains { $0.code == .missingSteps } == test.groups.isEmpty)
    #expect(record.extras.isEmpty)
  }

  @Test(arguments: [
    (#""recipeIngredient":["1 egg","2 cups flour"]"#, ["1 egg", "2 cups flour"]),
    (#""recipeIngredient":"1 egg\n2 cups flour""#, ["1 egg", "2 cups flour"]),
    (#""ingredients":["1 egg"]"#, ["1 egg"]),
    (#""recipeIngredient":[["1 egg"],["2 cups flour"]]"#, ["1 egg", "2 cups flour"]),
    (#""recipeIngredient":[null, "1 egg"]"#, ["1 egg"]),
    (#""recipeIngredient":[{"text":"1 egg"},{"name":"salt"}]"#, ["1 egg", "salt"]),
    (#""recipeIngredient":[{"value":2,"unitText":"cups","name":"flour"}]"#, ["2 cups flour"]),
    (#""recipeIngredient":["1\u00a0egg &amp; <b>salt</b>"]"#, ["1 egg & salt"]),
    (#""recipeIngredient":[null]"#, []),
  ])
  func `ingredients are read in every form`(json: String, lines: [String]) throws {
    let record = try recipe(json)
    #expect(record.body.ingredients.flatMap(\.ingredients).map(\.text) == lines)
    #expect(record.warnings.contains { $0.code == .missingIngredients } == lines.isEmpty)
  }

  @Test(arguments: [
    #"{"@typo":"Recipe","name":"Salad","recipeIngredient":["1 lettuce"]}"#,
    #"{"@type":"Recipee","name":"Salad","recipeInstructions":"Toss."}"#,
    #"{"name":"Salad","ingredients":["1 lettuce"],"instructions":"Toss."}"#,
  ])
  func `a recipe that is not said to be one is not passed over among others`(_ node: String) {
    let soup = #"{"@type":"Recipe","name":"Soup","recipeIngredient":["1 leek"]}"#
    for content in ["[\(soup),\(node)]", "{\"@graph\":[\(soup),\(node)]}", "\(soup)\n\(node)\n"] {
      let pass = read(content, with: JSONLDReader.self)
      #expect(pass.records.map(\.body.title) == ["Soup"])
      #expect(pass.rejections.map(\.code) == [.notARecipe])
    }
  }

  @Test func `headings among ingredients make groups`() throws {
    let record = try recipe(
      #""recipeIngredient":["1 egg","[Sauce]","1 onion","For the top:","1 leek"]"#)
    #expect(record.body.ingredients.map(\.name) == [nil, "Sauce", "For the top"])
  }

  @Test(
    arguments: [
      (#"4"#, "4", 4), (#""4 servings""#, "4 servings", 4),
      (#"["4","4 servings"]"#, "4 servings", 4),
      (#"[4, "4 servings"]"#, "4 servings", 4),
      (#"{"@type":"QuantitativeValue","value":6,"unitText":"pieces"}"#, "6 pieces", 6),
    ] as [(String, String, Double)])
  func `yields are read in every form`(json: String, text: String, amount: Double) throws {
    let yield = try #require(try recipe(#""recipeYield":"# + json).body.yield)
    #expect(yield.text == text)
    #expect(yield.amount == Quantity(amount))
  }

  @Test(
    arguments: [
      (#""https://e.org/a.jpg""#, [.remote(url: "https://e.org/a.jpg")]),
      (#"["https://e.org/a.jpg","https://e.org/a.jpg"]"#, [.remote(url: "https://e.org/a.jpg")]),
      (#"{"@type":"ImageObject","url":"//e.org/a.jpg"}"#, [.remote(url: "https://e.org/a.jpg")]),
      (#"[{"@type":"ImageObject","contentUrl":"images/a.jpg"}]"#, [.member(name: "images/a.jpg")]),
      (#"{"url":["https://e.org/a.jpg"]}"#, [.remote(url: "https://e.org/a.jpg")]),
      (#""data:image/png;base64,AQID""#, [.embedded([1, 2, 3])]),
      (#""/a.jpg""#, [.remote(url: "/a.jpg")]),
      (#"null"#, []),
    ] as [(String, [RecordImage])])
  func `images are read in every form`(json: String, images: [RecordImage]) throws {
    #expect(try recipe(#""image":"# + json).images == images)
  }

  @Test func `an embedded image that cannot be decoded is a warning`() throws {
    let record = try recipe(#""image":"data:image/png;base64,%%%""#)
    #expect(record.warnings.contains(RecordWarning(.unreadableImage, field: "image")))
  }

  @Test(
    arguments: [
      (#"{"@type":"Person","name":"Ida"}"#, "Ida"), (#"{"name":"Ida"}"#, "Ida"),
      (#"[{"@type":"Person","name":"Ida"},{"@type":"Person","name":"Jo"}]"#, "Ida, Jo"),
      (#""Ida""#, "Ida"), (#"{"@type":"Organization","name":"Mill"}"#, "Mill"), ("null", nil),
    ] as [(String, String?)])
  func `authors are read in every form`(json: String, author: String?) throws {
    #expect(try recipe(#""author":"# + json).body.credit.author == author)
  }

  @Test func `references inside a graph are followed and part of the digest`() throws {
    func graph(_ author: String) -> String {
      #"""
      {"@context":"https://schema.org","@graph":{"0":{"@type":"Person","@id":"#a","name":"\#(author)"},
       "1":{"@type":"ImageObject","@id":"#i","url":"https://e.org/i.jpg"},
       "2":{"@type":["Recipe","NewsArticle"],"name":"N","author":{"@id":"#a"},
            "image":{"@id":"#i"},"recipeIngredient":["1 egg"],"recipeInstructions":"Mix."}}}
      """#
    }
    let pass = read(graph("Ida"), with: JSONLDReader.self)
    let record = try #require(pass.records.first)
    #expect(record.body.credit.author == "Ida")
    #expect(record.images == [.remote(url: "https://e.org/i.jpg")])
    guard case .record(_, let place)? = pass.elements.first else { return }
    #expect(place.pointer == "/@graph/2")
    let other = try #require(read(graph("Jo"), with: JSONLDReader.self).records.first)
    #expect(other.sourceDigest != record.sourceDigest)
    let again = read(graph("Ida").replacing("  ", with: " "), with: JSONLDReader.self)
    #expect(again.records.first?.sourceDigest == record.sourceDigest)
  }

  @Test(arguments: [
    #"{"itemReviewed":{"@type":"Recipe","name":"N"}}"#,
    #"{"@type":"WebPage","mainEntity":{"@type":"http://schema.org/Recipe","name":"N"}}"#,
    #"{"@type":"ItemList","itemListElement":[{"item":{"@type":"Recipe","name":"N"}}]}"#,
    #"{"recipes":[{"@context":"http://schema.org","@type":"Recipe","name":"N"}]}"#,
    #"[{"@type":"WebSite","name":"S"},{"@type":"Recipe","name":"N"}]"#,
    #"<![CDATA[ {"@type":"Recipe","name":"N"} ]]>"#,
    "{\"@type\":\"Recipe\",\"name\":\"N\",\"description\":\"a\nb\",}",
  ])
  func `recipes are found wherever they stand`(json: String) {
    let pass = read(json, with: JSONLDReader.self)
    #expect(pass.records.map(\.body.title) == ["N"])
    #expect(pass.rejections.isEmpty)
  }

  @Test func `every other property has its place`() throws {
    let record = try recipe(
      #"""
      "description":"A <b>fine</b> loaf","url":"https://e.org/r","mainEntityOfPage":"https://e.org/p",
      "datePublished":"2026-01-02","dateCreated":"2025-01-02T03:04:05","dateModified":"2026-01-03T00:00:00Z",
      "prepTime":"PT20M","cookTime":{"@type":"Duration","minValue":"PT30M","maxValue":"PT40M"},
      "totalTime":["PT1H"],"keywords":"bread, rye","recipeCategory":["Bread","Baking"],
      "recipeCuisine":false,"suitableForDiet":"https://schema.org/LowSaltDiet",
      "nutrition":{"@type":"nutritionInformation","calories":"143 kcal","sodiumContent":"1 g"},
      "aggregateRating":{"@type":"AggregateRating","ratingValue":"4,5","ratingCount":"12"},
      "comment":[{"name":"Author Notes","text":"Keep warm."}],"tool":["Oven",{"@type":"HowToTool","name":"Tin"}],
      "inLanguage":"en","identifier":"r-1","creditText":"The Mill","cookingMethod":"Baking"
      """#)
    let body = record.body
    #expect(body.summary == "A fine loaf")
    #expect(body.credit == Credit(source: "The Mill", url: "https://e.org/r"))
    #expect(record.createdAt?.description == "2025-01-02T03:04:05.000Z")
    #expect(record.updatedAt?.description == "2026-01-03T00:00:00.000Z")
    #expect(body.times.preparation?.minutes == 20 && body.times.cooking?.minutes == 40)
    #expect(body.times.total == TimeSpan(text: "PT1H", minutes: 60))
    #expect(record.tags == ["bread", "rye", "Baking", "Low Salt"])
    #expect(
      body.nutrition == [
        NutritionFact(name: "calories", value: "143 kcal"),
        NutritionFact(name: "sodiumContent", value: "1 g"),
      ])
    #expect(body.rating == Rating(value: 4.5, best: 5, count: 12))
    #expect(body.notes == ["Keep warm."])
    #expect(body.equipment == ["Oven", "Tin"])
    #expect(body.language == "en" && record.externalID == "r-1")
    #expect(
      record.extras == [
        JSONMember("cookingMethod", .string("Baking")),
        JSONMember("mainEntityOfPage", .string("https://e.org/p")),
      ])
    #expect(record.warnings.contains(RecordWarning(.droppedMarkup, field: "description")))
  }

  @Test func `a headline is the title only where there is no name`() throws {
    let both = try recipe(#""headline":"Best N ever","recipeIngredient":["1 egg"]"#)
    #expect(both.body.title == "N")
    #expect(both.extras == [JSONMember("headline", .string("Best N ever"))])
    let first = read(
      #"{"@type":"Recipe","headline":"H","name":"N"}"#, with: JSONLDReader.self)
    #expect(first.records.map(\.body.title) == ["N"])
    let alone = read(#"{"@type":"Recipe","headline":"H"}"#, with: JSONLDReader.self)
    #expect(alone.records.map(\.body.title) == ["H"])
    #expect(alone.records.first?.extras.isEmpty == true)
  }

  @Test func `a damaged time keeps its text and is a warning`() throws {
    let record = try recipe(#""prepTime":"PTundefinedM""#)
    #expect(record.body.times.preparation == TimeSpan(text: "PTundefinedM", minutes: nil))
    #expect(record.warnings.contains(RecordWarning(.unreadableValue, field: "prepTime")))
  }

  @Test func `a document without a recipe is one rejection`() {
    for json in [#"{"@type":"Person","name":"Ida"}"#, #"[{"@type":"Person"},{"@type":"WebSite"}]"#]
    {
      let pass = read(json, with: JSONLDReader.self)
      #expect(pass.rejections.map(\.code) == [.notARecipe])
      #expect(pass.records.isEmpty)
    }
  }

  @Test func `a recipe without a name is rejected with its place`() throws {
    let pass = read(
      #"[{"@type":"Recipe","name":"N"},{"@type":"Recipe","name":" "}]"#, with: JSONLDReader.self)
    #expect(pass.records.count == 1)
    let rejection = try #require(pass.rejections.first)
    #expect(rejection.code == .missingTitle)
    #expect(rejection.location.pointer == "/1")
  }

  @Test(arguments: [true, false], [true, false])
  func `UTF-16 is recognized and read`(isLittle: Bool, hasMark: Bool) throws {
    let json = #"{"@type":"Recipe","name":"Crème 🍮","recipeIngredient":["1 egg"]}"#
    let bytes = ((hasMark ? "\u{FEFF}" : "") + json).utf16.flatMap { unit in
      let (low, high) = (UInt8(unit & 0xFF), UInt8(unit >> 8))
      return isLittle ? [low, high] : [high, low]
    }
    guard
      case .reader(let reader, _) = RecipeReaders.detect(ContentSample(bytes: bytes, isWhole: true))
    else {
      Issue.record("no reader claims it")
      return
    }
    let pass = read(bytes, with: reader, largestRead: 5)
    #expect(pass.records.map(\.body.title) == ["Crème 🍮"])
    #expect(pass.fault == nil)
  }

  @Test func `a broken document is refused once, not once more for holding no recipe`() {
    let pass = read(#"{"@type":"Recipe","name":"N","x":1e400}"#, with: JSONLDReader.self)
    #expect(pass.elements.count == 1)
    #expect(pass.rejections.map(\.code) == [.malformedJSON])
  }
}
