import RecipeFormats
import RecipeModel
import RecipeText
import Testing

/// What the programs that take the written files in insist on.
struct ProgramWriterTests {
  private let digest = Digest(bytes: Array(repeating: 7, count: 32))

  private func record(_ body: RecipeBody, tags: [String] = []) -> RecipeRecord {
    RecipeRecord(body: body, tags: tags, sourceDigest: digest)
  }

  @Test(arguments: [
    ("Crème Brûlée", "creme-brulee"), ("Grüße aus Łódź", "grusse-aus-lodz"),
    ("It's 2 o'clock", "it-s-2-o-clock"),
    ("  Soup -- with & without", "soup-with-without"), ("…", "recipe"),
  ])
  func `Mealie: a folder has the name that Mealie makes of the title`(
    title: String, slug: String
  ) throws {
    var writer = MealieWriter(.apart)
    let first = try #require(writer.write(record(RecipeBody(title: title))).first)
    #expect(first.name == "recipes/\(slug)/\(slug).json")
    let second = try #require(writer.write(record(RecipeBody(title: title))).first)
    #expect(second.name == "recipes/\(slug)-2/\(slug)-2.json")
  }

  @Test func `Tandoor: no text is longer than its database takes it`() throws {
    let long = String(repeating: "very ", count: 200) + "long"
    let body = RecipeBody(
      title: long, summary: long,
      ingredients: [
        IngredientGroup(
          name: long, ingredients: [IngredientLine.ingredient("2 cups \(long) flour")])
      ],
      steps: [StepGroup(name: long, steps: ["Stir."])])
    var writer = TandoorWriter(.apart)
    let written = writer.write(record(body, tags: [long]))
    let bytes = try #require(written.first?.bytes)
    let pass = read(bytes, with: TandoorReader.self)
    let back = try #require(pass.records.first)
    #expect(back.body.title.count <= 128)
    #expect(try #require(back.body.summary).count <= 512)
    #expect(back.tags.allSatisfy { $0.count <= 64 })
    #expect(back.body.steps.allSatisfy { ($0.name ?? "").count <= 128 })
    let lines = back.body.ingredients.flatMap(\.ingredients).map(\.text)
    #expect(lines.allSatisfy { $0.count <= 256 })
    // The line goes on in the next, whole.
    #expect(lines.joined(separator: " ") == "2 cups \(long) flour")
  }

  @Test(arguments: [
    ("6 rolls", "6 rolls"), ("2-3 loaves", "2 loaves"), ("12 servings", "12 servings"),
  ])
  func `Tandoor: servings are a number and what it counts`(text: String, shown: String) throws {
    var body = RecipeBody(title: "Rolls")
    body.yield = YieldText.yield(text)
    var writer = TandoorWriter(.apart)
    let bytes = try #require(writer.write(record(body)).first?.bytes)
    let pass = read(bytes, with: TandoorReader.self)
    #expect(pass.records.first?.body.yield?.text == shown)
  }

  @Test(arguments: ["---", "* * *", "*tag, tag*", "**4 servings**", "_one_"])
  func `RecipeMD: a summary is never taken for a rule, tags or yields`(_ line: String) throws {
    let body = RecipeBody(
      title: "Soup", summary: "Good.\n\n\(line)",
      ingredients: [IngredientGroup(ingredients: [IngredientLine.ingredient("1 cup water")])],
      steps: [StepGroup(steps: ["Boil it."])])
    var writer = RecipeMDWriter(.apart)
    let bytes = try #require(writer.write(record(body)).first?.bytes)
    let back = try #require(read(bytes, with: RecipeMDReader.self).records.first)
    #expect(back.body.summary == "Good.\n\n\\\(line)")
    #expect(back.body.ingredients == body.ingredients && back.body.steps == body.steps)
    #expect(back.tags.isEmpty && back.body.yield == nil)
  }
}
