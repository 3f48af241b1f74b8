import PipelineCore
import RecipeFormats
import RecipeModel
import TestKit
import Testing

/// Every behaviour that the specification's canonical tests ask for, in texts of our own.
struct CooklangTests {
  private func record(
    _ content: String,
    at location: PipelineCore.SourceLocation = PipelineCore.SourceLocation(
      archive: "in/Rye_soup.cook")
  ) throws -> RecipeRecord {
    let cursor = CooklangReader.open(
      MemoryByteSource(Array(content.utf8)), at: location, limits: ReaderLimits())
    guard case .record(let record, _) = try cursor.next() else {
      throw ReadFault(.notRecognized(detail: "test"), at: nil)
    }
    #expect(try cursor.next() == nil)
    return record
  }

  /// Texts of one step that names something: the step, and ingredients or cookware.
  struct Case: CustomTestStringConvertible, Sendable {
    var source: String
    var step: String
    var ingredients: [Ingredient] = []
    var equipment: [String] = []
    var testDescription: String { source }
  }

  private static func some(_ name: String, isOptional: Bool = false) -> Ingredient {
    Ingredient(text: name, item: name, isOptional: isOptional)
  }

  private static func of(
    _ text: String, _ quantity: Double?, _ unit: String?, _ item: String, note: String? = nil,
    upTo upper: Double? = nil
  ) -> Ingredient {
    Ingredient(
      text: text, quantity: quantity.map { Quantity($0, upTo: upper) }, unit: unit, item: item,
      note: note)
  }

  static let cases: [Case] = [
    Case(source: "Add a bit of #salt", step: "Add a bit of salt", equipment: ["salt"]),
    Case(
      source: "@sage{2%leaves} -- a comment\nand more text", step: "sage and more text",
      ingredients: [of("2 leaves sage", 2, "leaves", "sage")]),
    Case(
      source: "-- a comment\n@sage{2%leaves}", step: "sage",
      ingredients: [of("2 leaves sage", 2, "leaves", "sage")]),
    Case(
      source: "Add @rye{3%ears}, @ginger{10%g} and @beer{1%l}.", step: "Add rye, ginger and beer.",
      ingredients: [
        of("3 ears rye", 3, "ears", "rye"), of("10 g ginger", 10, "g", "ginger"),
        of("1 l beer", 1, "l", "beer"),
      ]),
    Case(source: "Bake in #cake tin{}", step: "Bake in cake tin", equipment: ["cake tin"]),
    Case(
      source: "Bake in #9-inch cake tin{ }", step: "Bake in 9-inch cake tin",
      equipment: ["9-inch cake tin"]),
    Case(source: "Boil in #pot for long", step: "Boil in pot for long", equipment: ["pot"]),
    Case(source: "#cake tin{2}", step: "cake tin", equipment: ["2 cake tin"]),
    Case(source: "#cake tin{two flat}", step: "cake tin", equipment: ["two flat cake tin"]),
    Case(
      source: "@beer{1/2%cup}", step: "beer",
      ingredients: [of("1/2 cup beer", 0.5, "cup", "beer")]),
    Case(
      source: "@beer{01/2%cup}", step: "beer",
      ingredients: [of("01/2 cup beer", nil, "cup", "beer")]),
    Case(
      source: "@beer{1 / 2 %cup}", step: "beer",
      ingredients: [of("1 / 2 cup beer", 0.5, "cup", "beer")]),
    Case(
      source: "with @57 spice mix{ }", step: "with 57 spice mix",
      ingredients: [some("57 spice mix")]),
    Case(source: "Add @🌶", step: "Add 🌶", ingredients: [some("🌶")]),
    Case(
      source: "@rye{ 3 % ears }", step: "rye", ingredients: [of("3 ears rye", 3, "ears", "rye")]),
    Case(source: "@rye{3}", step: "rye", ingredients: [of("3 rye", 3, nil, "rye")]),
    Case(source: "@7herbs", step: "7herbs", ingredients: [some("7herbs")]),
    Case(
      source: "@type 405 flour{250%g}", step: "type 405 flour",
      ingredients: [of("250 g type 405 flour", 250, "g", "type 405 flour")]),
    Case(
      source: "@rye cut short and @dill", step: "rye cut short and dill",
      ingredients: [some("rye"), some("dill")]),
    Case(
      source: "@red wine{3}", step: "red wine", ingredients: [of("3 red wine", 3, nil, "red wine")]),
    Case(source: "@red wine{}", step: "red wine", ingredients: [some("red wine")]),
    Case(
      source: "@sage{few%leaves}", step: "sage",
      ingredients: [of("few leaves sage", nil, "leaves", "sage")]),
    Case(
      source: "@beer{7 k }", step: "beer", ingredients: [of("7 k beer", 7, nil, "beer", note: "k")]),
    Case(
      source: "Cut @leek every 1/2 inch at 200℃/Fan 180°C",
      step: "Cut leek every 1/2 inch at 200℃/Fan 180°C", ingredients: [some("leek")]),
    Case(source: "Fry for ~{1.5%minutes}", step: "Fry for 1.5 minutes"),
    Case(source: "Fry for ~{1/2%hour}", step: "Fry for 1/2 hour"),
    Case(source: "Fry for ~{10%minutes}", step: "Fry for 10 minutes"),
    Case(source: "Fry for ~leek{42%minutes}", step: "Fry for 42 minutes"),
    Case(source: "Let it ~rise, then bake", step: "Let it rise, then bake"),
    Case(source: "Let it ~rise⸫ then bake", step: "Let it rise⸫ then bake"),
    Case(source: "Let it ~rise\u{2009}then bake", step: "Let it rise then bake"),
    Case(
      source: "Add @rye, then bake", step: "Add rye, then bake", ingredients: [some("rye")]),
    Case(
      source: "Add @rye⸫ then bake", step: "Add rye⸫ then bake", ingredients: [some("rye")]),
    Case(
      source: "Add @rye\u{2009}then bake", step: "Add rye then bake", ingredients: [some("rye")]),
    Case(source: "in a #pan, fry", step: "in a pan, fry", equipment: ["pan"]),
    Case(source: "in a #pan⸫ fry", step: "in a pan⸫ fry", equipment: ["pan"]),
    Case(source: "in a #pan\u{2009}fry", step: "in a pan fry", equipment: ["pan"]),
    Case(
      source: "Top with @?dill tips{2%sprigs}", step: "Top with dill tips",
      ingredients: [
        Ingredient(
          text: "2 sprigs dill tips", quantity: Quantity(2), unit: "sprigs", item: "dill tips",
          isOptional: true)
      ]),
    Case(source: "with @?dill", step: "with dill", ingredients: [some("dill", isOptional: true)]),
    Case(
      source: "a #?meat fork{} helps", step: "a meat fork helps",
      equipment: ["meat fork (optional)"]),
    Case(source: "@??dill{}", step: "?dill", ingredients: [some("?dill", isOptional: true)]),
    Case(source: "Is there @rye{}?", step: "Is there rye?", ingredients: [some("rye")]),
    Case(
      source: "@onion{1}(peeled and diced)", step: "onion",
      ingredients: [of("1 onion, peeled and diced", 1, nil, "onion", note: "peeled and diced")]),
    Case(
      source: "@salt{=1%tsp} and @eggs{2-3}", step: "salt and eggs",
      ingredients: [
        of("1 tsp salt", 1, "tsp", "salt"), of("2-3 eggs", 2, nil, "eggs", upTo: 3),
      ]),
    Case(
      source: "@rye{1 cup} and @leek{1/2 sliced}", step: "rye and leek",
      ingredients: [
        of("1 cup rye", 1, "cup", "rye"), of("1/2 sliced leek", 0.5, nil, "leek", note: "sliced"),
      ]),
    Case(
      source: "@white wine|wine{1%cup}", step: "wine",
      ingredients: [of("1 cup white wine", 1, "cup", "white wine")]),
    Case(
      source: "Add @water{1%l}. Keep @-water{2%l}, pour @&water{500%ml} and @water.",
      step: "Add water. Keep water (2 l), pour water (500 ml) and water.",
      ingredients: [of("1 l water", 1, "l", "water")]),
    Case(
      source: "Ask ida@example.org about @rye{1} in C#7",
      step: "Ask ida@example.org about rye in C#7",
      ingredients: [of("1 rye", 1, nil, "rye")]),
    Case(
      source: "Add [- maybe @dill{} or\n@chives -] the @rye{}.", step: "Add the rye.",
      ingredients: [some("rye")]),
    Case(source: "Mix @rye.\\\nBake.", step: "Mix rye.\nBake.", ingredients: [some("rye")]),
  ]

  @Test(arguments: cases)
  func `a component is what the specification says`(_ test: Case) throws {
    let record = try record(test.source)
    #expect(record.body.steps.flatMap(\.steps) == [test.step])
    #expect(record.body.ingredients.flatMap(\.ingredients) == test.ingredients)
    #expect(record.body.equipment == test.equipment)
  }

  @Test(arguments: [
    "It is ~ {5}", "It is ~ 5", "Write to @ example{}", "Write @ example", "Soup # 10{}",
    "Soup # 5",
    "Add @? dill", "Heat to 200°C", "Boil 5L of water",
  ])
  func `a sign that no name follows is text, and text alone is no recipe`(source: String) throws {
    let record = try record("@rye{}\n\n\(source)\n")
    #expect(record.body.steps.flatMap(\.steps) == ["rye", source])
    #expect(read(source, with: CooklangReader.self).rejections.map(\.code) == [.notARecipe])
  }

  @Test(arguments: [
    ("---\nsourced: ida\n---\n", "sourced", "ida"),
    ("---\nchill time: 30 mins\n---\n", "chill time", "30 mins"),
    ("---\nchill time    :30 mins\n---\n", "chill time", "30 mins"),
    (">> sourced: ida\n", "sourced", "ida"),
    ("text\n>> chill time : 30 mins\ntext", "chill time", "30 mins"),
  ])
  func `metadata that has no field is kept by its key`(
    source: String, key: String, value: String
  ) throws {
    #expect(try record(source).extras == [JSONMember(key, .string(value))])
  }

  @Test func `dashes amid text open no front matter`() throws {
    let record = try record("hello @rye ---\nsourced: ida\n---")
    #expect(record.body.steps.flatMap(\.steps) == ["hello rye --- sourced: ida ---"])
    #expect(record.extras.isEmpty)
  }

  @Test func `every key, section, note and timer has its place`() throws {
    let record = try record(
      """
      ---
      title: "Rye: a story"
      description: |
        Plain
        and good.
      tags: [bread, rye]
      course: lunch
      servings: 1|2|3
      time:
        prep: 15 minutes
        cook: 1 hour
        rest: 2 days
      source:
        name: Idas book
        url: https://example.org/rye
        author: Ida
      nutrition:
        protein: 5 g
      locale: de-DE
      images:
        - https://example.org/rye.jpg
        - rye-2.jpg
      difficulty: easy
      verified: true
      ---
      Heat the #oven.

      = Dough

      Knead @rye flour{500%g} and @salt for ~kneading{5%minutes}.

      Add @./basics/Sour_dough.cook{150%g}.

      == Topping ==

      > Any seed will do.
      > Even none.

      Strew @seeds and @salt.
      """)
    let body = record.body
    #expect(body.title == "Rye: a story" && body.summary == "Plain\nand good.")
    #expect(record.tags == ["bread", "rye", "lunch"] && body.language == "de-DE")
    #expect(body.yield?.text == "1|2|3" && body.yield?.amount == Quantity(1))
    #expect(body.times.preparation?.minutes == 15 && body.times.cooking?.minutes == 60)
    #expect(
      body.credit == Credit(author: "Ida", source: "Idas book", url: "https://example.org/rye"))
    #expect(body.nutrition == [NutritionFact(name: "protein", value: "5 g")])
    #expect(body.steps.map(\.name) == [nil, "Dough", "Topping"])
    #expect(body.steps[1].steps == ["Knead rye flour and salt for 5 minutes.", "Add Sour dough."])
    #expect(body.ingredients.map(\.name) == ["Dough", "Topping"])
    #expect(
      body.ingredients.flatMap(\.ingredients).map(\.text) == [
        "500 g rye flour", "salt", "150 g Sour dough", "seeds",
      ])
    #expect(body.equipment == ["oven"] && body.notes == ["Any seed will do. Even none."])
    #expect(
      record.images.prefix(2) == [
        .remote(url: "https://example.org/rye.jpg"), .member(name: "rye-2.jpg"),
      ])
    #expect(
      record.extras == [
        JSONMember("time", .object([JSONMember("rest", .string("2 days"))])),
        JSONMember("difficulty", .string("easy")), JSONMember("verified", .string("true")),
        JSONMember("timers", .array([.string("kneading: 5 minutes")])),
        JSONMember("recipes", .array([.string("./basics/Sour_dough.cook")])),
      ])
    #expect(record.warnings.isEmpty)
  }

  @Test(arguments: [
    (PipelineCore.SourceLocation(archive: "in/Rye_soup.cook"), "Rye soup", "Rye_soup.*"),
    (
      PipelineCore.SourceLocation(archive: "a.zip", members: ["x/Rye soup no. 3.cook"]),
      "Rye soup no. 3",
      "Rye soup no. 3.*"
    ),
    (PipelineCore.SourceLocation(archive: "in/blob"), "blob", "blob.*"),
    (PipelineCore.SourceLocation(archive: "Soup.cook.gz"), "Soup", "Soup.*"),
  ])
  func `without a title the file's name is one, and pictures are called so`(
    place: PipelineCore.SourceLocation, title: String, picture: String
  ) throws {
    let record = try record("Boil @water{1%l}.", at: place)
    #expect(record.body.title == title)
    #expect(record.images.first == .sidecar(name: picture, isExpected: false))
    #expect(record.images.contains(.sidecar(name: picture.dropLast(1) + "1.*", isExpected: false)))
  }

  @Test(arguments: [
    "---\ntitle: Soup: a story\nservings: 2\n---\nBoil @water{1%l}.",
    "---\ntitle: Soup: a story\ntags:\n- a\n - b\n---\nBoil @water{1%l}.",
    "---\ntitle: \"Soup: a story\nx: [\n---\nBoil @water{1%l}.",
    "---\na: &a [x, x]\nb: &b [*a, *a]\ntitle: 'Soup: a story'\n---\nBoil @water{1%l}.",
    "---\r\ntitle: \"Soup: a story\"\r\nx: {a: {b: {c: 1}}}\r\n---\r\nBoil @water{1%l}.",
  ])
  func `front matter that is no YAML, or grows without end, is read by lines`(
    content: String
  ) throws {
    let record = try record(content)
    #expect(record.body.title.hasSuffix("Soup: a story"))
    #expect(record.body.steps.flatMap(\.steps) == ["Boil water."])
  }

  @Test(arguments: [
    ("Boil @water{1%l} for ~{5%minutes}.", Recognition.Confidence.certain),
    ("Boil @water{1%l}.", .likely), (">> servings: 2\n\nBoil @water.", .likely),
  ])
  func `it is known by its content`(content: String, confidence: Recognition.Confidence) {
    let sample = ContentSample(bytes: Array(content.utf8), isWhole: true, memberName: "blob")
    #expect(CooklangReader.recognize(sample)?.confidence == confidence)
  }

  @Test(arguments: [
    "@article{knuth84,\n  title={A},\n  year={1984}\n}\n",
    "@media print{a{color:red}}\n#id{margin:0}",
    "Hi @ida, see #12 and ~/work.", "@code{x} and @emph{y} and @dots{}\n", "mail me@example.org{}",
    "# Title\n\nUse `@decorator` and `#define X{1}`.\n", "@interface Foo {\n}\n@end",
    "(r\"#[0-9a-f]{8}\", X), (r\"@[a-z]{4%s}\" % n, Y), (\"~$x{5%d}\" % n)",
  ])
  func `other texts with such signs are not taken for it`(content: String) {
    let sample = ContentSample(bytes: Array(content.utf8), isWhole: true, memberName: "blob")
    #expect(CooklangReader.recognize(sample) == nil)
  }

  @Test func `without amounts its own ending decides`() {
    let bytes = Array("Boil @water in a #pot.".utf8)
    let named = ContentSample(bytes: bytes, isWhole: true, memberName: "a/Soup.cook")
    #expect(CooklangReader.recognize(named)?.confidence == .possible)
    #expect(CooklangReader.recognize(ContentSample(bytes: bytes, isWhole: true)) == nil)
  }
}
