import JSONText
import PipelineCore
import RecipeCoding
import RecipeModel
import TestKit
import Testing

struct BodyCodingTests {
  static func randomBody(seed: Int) -> RecipeBody {
    var random = SeededGenerator(seed: seed)
    func text() -> String { "t\(Int.random(in: 0..<1000, using: &random))é\"\n" }
    func maybe<Value>(_ make: () -> Value) -> Value? {
      Bool.random(using: &random) ? make() : nil
    }
    func many<Value>(_ make: () -> Value) -> [Value] {
      (0..<Int.random(in: 0..<4, using: &random)).map { _ in make() }
    }
    func quantity() -> Quantity {
      Quantity(0.25, upTo: maybe { Double(Int.random(in: 1..<9, using: &random)) })
    }
    func span() -> TimeSpan { TimeSpan(text: text(), minutes: maybe { 75 }) }
    return RecipeBody(
      title: text(), summary: maybe(text),
      ingredients: many {
        IngredientGroup(
          name: maybe(text),
          ingredients: many {
            Ingredient(
              text: text(), quantity: maybe(quantity), unit: maybe(text), item: maybe(text),
              note: maybe(text), isOptional: Bool.random(using: &random))
          })
      },
      steps: many { StepGroup(name: maybe(text), steps: many(text)) },
      times: Times(preparation: maybe(span), cooking: maybe(span), total: maybe(span)),
      yield: maybe { Yield(text: text(), amount: maybe(quantity), unit: maybe(text)) },
      credit: Credit(author: maybe(text), source: maybe(text), url: maybe(text)),
      nutrition: many { NutritionFact(name: text(), value: text()) },
      rating: maybe { Rating(value: 4.5, best: 5, count: maybe { 12 }) },
      notes: many(text), equipment: many(text), language: maybe { "de" })
  }

  func read(_ json: [UInt8]) throws -> Result<RecipeBody, FieldFault> {
    let parser = JSONParser()
    return try json.withUnsafeBufferPointer { buffer in
      parser.parse(buffer) { element -> Result<RecipeBody, FieldFault> in
        Result { () throws(FieldFault) in try RecipeBody(element) }
      }
    }.get()
  }

  @Test(arguments: 0..<200)
  func `a body survives its JSON, byte for byte`(seed: Int) throws {
    let body = Self.randomBody(seed: seed)
    var coder = BodyCoder()
    let coded = coder.code(body)
    let back = try read(coded.json).get()
    #expect(back == body)
    #expect(coder.code(back) == coded)
  }

  @Test(arguments: [
    (#"{}"#, FieldFault(.missing, pointer: "/title")),
    (#"{"title":""}"#, FieldFault(.invalid, pointer: "/title")),
    (#"{"title":1}"#, FieldFault(.wrongType, pointer: "/title")),
    (#"{"title":"a","colour":1}"#, FieldFault(.unknown, pointer: "/colour")),
    (
      #"{"title":"a","ingredients":[{"ingredients":[{"text":"x"},{"item":"y"}]}]}"#,
      FieldFault(.missing, pointer: "/ingredients/0/ingredients/1/text")
    ),
    (
      #"{"title":"a","yield":{"text":"4","amount":{"lower":4,"upper":2}}}"#,
      FieldFault(.invalid, pointer: "/yield/amount")
    ),
  ])
  func `a body that breaks the format is refused with its place`(
    json: String, fault: FieldFault
  ) throws {
    #expect(try read(Array(json.utf8)) == .failure(fault))
  }

  @Test func `content is equal when title, ingredients and steps are`() {
    var coder = BodyCoder()
    let first = RecipeBody(
      title: "Rye", ingredients: [.init(ingredients: [.init(text: "1 cup rye")])],
      steps: [.init(steps: ["Bake."])])
    var second = first
    second.credit.url = "https://example.org/rye"
    second.ingredients[0].ingredients[0].quantity = Quantity(1)
    #expect(coder.code(first).contentDigest == coder.code(second).contentDigest)
    #expect(coder.code(first).digest != coder.code(second).digest)
    second.steps[0].steps = ["Bake", "."]
    #expect(coder.code(first).contentDigest != coder.code(second).contentDigest)
  }

  @Test func `markdown shows what the body says`() {
    let body = RecipeBody(
      title: "Rye", summary: "Dark.",
      ingredients: [.init(name: "Dough", ingredients: [.init(text: "1 cup rye")])],
      steps: [.init(steps: ["Mix.", "Bake."])],
      times: Times(total: TimeSpan(text: "2 h", minutes: 120)), yield: Yield(text: "1 loaf"),
      credit: Credit(author: "Ada"), notes: ["Keeps a week."])
    #expect(
      body.markdown == """
        Dark.

        Makes 1 loaf · Total 2 h

        ## Ingredients

        ### Dough

        - 1 cup rye

        ## Method

        1. Mix.
        2. Bake.

        ## Notes

        Keeps a week.

        Source: Ada

        """)
  }
}

struct SourceIdentityTests {
  @Test func `the first of id, address and title is the identity`() {
    var record = RecipeRecord(
      body: RecipeBody(title: " Rye  Bread"), externalID: "7",
      sourceDigest: Digest(bytes: Array(repeating: 0, count: 32)))
    record.body.credit.url = "https://example.org/rye"
    #expect(SourceIdentity(of: record).kind == .externalID)
    record.externalID = ""
    #expect(SourceIdentity(of: record).value == "https://example.org/rye")
    record.body.credit.url = nil
    #expect(SourceIdentity(of: record).value == "rye bread")
  }

  @Test func `the same names give the same id, and parts do not run together`() {
    #expect(NameBasedID.make(["ab", "c"]) == NameBasedID.make(["ab", "c"]))
    #expect(NameBasedID.make(["ab", "c"]) != NameBasedID.make(["a", "bc"]))
    #expect(NameBasedID.make(["a"]).count == 36)
  }
}
