import PipelineCore
import RecipeFormats
import RecipeModel
import Testing

struct PlainJSONReaderTests {
  @Test func `a line of a data set is read whole`() throws {
    let line = #"""
      {"directions":["Boil.","Serve."],"ingredients":["1 egg","salt"],"language":"en-US","source":"e.org","tags":["quick","Quick"],"title":"Egg","url":"http://e.org/1","image":"http://e.org/1.jpg","extra":7}
      """#
    let record = try #require(read(line, with: PlainJSONReader.self).records.first)
    #expect(record.body.title == "Egg")
    #expect(record.body.steps == [StepGroup(steps: ["Boil.", "Serve."])])
    #expect(record.body.ingredients.first?.ingredients.first?.quantity == Quantity(1))
    #expect(record.body.language == "en-US")
    #expect(record.body.credit == Credit(source: "e.org", url: "http://e.org/1"))
    #expect(record.tags == ["quick"])
    #expect(record.images == [.remote(url: "http://e.org/1.jpg")])
    #expect(record.extras == [JSONMember("extra", .integer(7))])
    #expect(record.warnings.isEmpty)
  }

  @Test(arguments: [
    #"{"Recipe_Name":"N","Ingredient List":"1 egg\n2 eggs","METHOD":"Mix.\nBake.","Prep-Time":20}"#,
    #"{"name":"N","ingredientLines":["1 egg","2 eggs"],"steps":["Mix.","Bake."],"prep_time":"20 min"}"#,
    #"{"recipe":{"title":"N","ingredients":["1 egg","2 eggs"],"instructions":["Mix.","Bake."],"prepTime":"20 min"}}"#,
    #"{"data":[{"title":"N","ingredients":[{"original":"1 egg"},{"amount":2,"name":"eggs"}],"analyzedInstructions":[{"name":"","steps":[{"number":1,"step":"Mix."},{"number":2,"step":"Bake."}]}],"prepTime":20}]}"#,
  ])
  func `spellings and wrappings of members do not matter`(json: String) throws {
    let record = try #require(read(json, with: PlainJSONReader.self).records.first)
    #expect(record.body.title == "N")
    #expect(record.body.ingredients.flatMap(\.ingredients).map(\.text) == ["1 egg", "2 eggs"])
    #expect(record.body.steps.flatMap(\.steps) == ["Mix.", "Bake."])
    #expect(record.body.times.preparation?.minutes == 20)
  }

  @Test func `of a member that stands twice the first value counts`() throws {
    let json = #"{"title":"A","title":"B","ingredients":["1 egg"],"ingredients":["salt"]}"#
    let plain = try #require(read(json, with: PlainJSONReader.self).records.first)
    let linked = try #require(
      read(
        #"{"@type":"Recipe","name":"A","name":"B","recipeIngredient":["1 egg"],"recipeIngredient":["salt"]}"#,
        with: JSONLDReader.self
      ).records.first)
    for record in [plain, linked] {
      #expect(record.body.title == "A")
      #expect(record.body.ingredients.flatMap(\.ingredients).map(\.text) == ["1 egg"])
    }
  }

  @Test func `of the parts of ingredients and steps that stand twice the first counts`() throws {
    let json = #"""
      {"title":"N","ingredients":[{"name":"flour","name":"x","amount":1,"amount":2,"unit":"cup",
        "unit":"x","note":"sifted","note":"x","optional":true,"optional":false},
        {"group":"Top","group":"x","items":null,"items":["salt"],"items":["x"]}],
        "steps":[{"@type":"HowToSection","@type":"HowToStep","name":"Dough","name":"x",
        "steps":["Mix."],"steps":["x"]},{"text":null,"text":"Bake.","text":"x"}]}
      """#
    let body = try #require(read(json, with: PlainJSONReader.self).records.first).body
    let flour = try #require(body.ingredients.first?.ingredients.first)
    #expect(flour.text == "1 cup flour, sifted" && flour.isOptional)
    #expect(body.ingredients.map(\.name) == [nil, "Top"])
    #expect(body.ingredients.last?.ingredients.map(\.text) == ["salt"])
    #expect(body.steps.map(\.name) == ["Dough", nil])
    #expect(body.steps.map(\.steps) == [["Mix."], ["Bake."]])
  }

  @Test func `groups of ingredients keep their headings`() throws {
    let json = #"""
      {"title":"N","ingredients":[{"group":"Dough","items":["1 egg"]},{"name":"Top","ingredients":["salt"]}]}
      """#
    let record = try #require(read(json, with: PlainJSONReader.self).records.first)
    #expect(record.body.ingredients.map(\.name) == ["Dough", "Top"])
  }

  @Test func `missing parts are warnings and a missing title is a rejection`() {
    let pass = read(
      """
      {"title":"N","ingredients":[],"directions":["Mix."]}
      {"title":"N","ingredients":["1 egg"],"directions":[]}
      {"ingredients":["1 egg"],"directions":["Mix."]}
      {"title":"N","email":"x"}
      {"a":[17]}
      {"title":"N","ingredients":["1 egg"]

      """, with: PlainJSONReader.self)
    #expect(
      pass.records.map(\.warnings) == [
        [RecordWarning(.missingIngredients, field: "ingredients")],
        [RecordWarning(.missingSteps, field: "steps")],
      ])
    #expect(
      pass.rejections.map(\.code) == [.missingTitle, .notARecipe, .notARecipe, .truncated])
    #expect(pass.rejections.map(\.location.line) == [3, 4, 5, 6])
  }

  @Test func `js-2: a line that is no UTF-8 is quarantined with its number and offset`() throws {
    let good = #"{"title":"N","ingredients":["1 egg"]}"#
    let lines = (1...5).map { number -> [UInt8] in
      var line = Array(good.utf8)
      if number == 3 { line[10] = 0xE9 }
      return line
    }
    let content = [0xEF, 0xBB, 0xBF] + Array(lines.joined(separator: [0x0D, 0x0A]))
    let pass = read(content, with: PlainJSONReader.self)
    #expect(pass.records.count == 4 && pass.fault == nil)
    let rejection = try #require(pass.rejections.first)
    #expect(rejection.code == .invalidEncoding)
    #expect(rejection.location.line == 3)
    #expect(rejection.location.byteOffset == Int64(3 + 2 * (good.utf8.count + 2) + 10))
    #expect(rejection.raw == lines[2])
  }

  @Test func `js-2: a line of 20 MB costs that line only`() {
    let good = #"{"title":"N","ingredients":["1 egg"]}"#
    let huge = #"{"title":""# + String(repeating: "x", count: 20_000_000) + #"","ingredients":[]}"#
    let pass = read([good, huge, good].joined(separator: "\n"), with: PlainJSONReader.self)
    #expect(pass.records.count == 2)
    #expect(pass.rejections.map(\.code) == [.tooLarge])
    #expect(pass.rejections.first?.location.line == 2)
  }

  @Test(
    arguments: [
      (String(repeating: "[", count: 100_000), nil),
      (#"{"title":"N","ingredients":["1 egg"],"n":1e400}"#, nil),
      (#"{"title":"N","ingredients":["1 egg"],"n":-0}"#, "N"),
      (#"{"title":"M","title":"N","ingredients":["1 egg"]}"#, "M"),
      (#"{"title":"N\ud800","ingredients":["1 egg"]}"#, "N\u{FFFD}"),
      (#"{"title":"N\u0000","ingredients":["1 egg"],}"#, "N"),
      (#"{"title":"N","ingredients":["1 egg"],"n":NaN}"#, "N"),
    ] as [(String, String?)])
  func `js-1: odd JSON has one outcome each`(json: String, title: String?) {
    let pass = read(json, with: PlainJSONReader.self)
    #expect(pass.records.map(\.body.title) == (title.map { [$0] } ?? []))
    #expect(title != nil || pass.fault != nil || !pass.rejections.isEmpty)
  }

  @Test func `js-1: a number with 100,000 digits is refused or read, never worse`() {
    let json =
      #"{"title":"N","ingredients":["1 egg"],"n":"# + String(repeating: "9", count: 100_000) + "}"
    #expect(read(json, with: PlainJSONReader.self).elements.count == 1)
  }

  @Test func `text that was repaired is a warning`() throws {
    let pass = read("{\"title\":\"N\",\"ingredients\":[\"1\tegg\",],}", with: PlainJSONReader.self)
    let record = try #require(pass.records.first)
    #expect(record.warnings.contains(RecordWarning(.repairedText, field: "record")))
  }

  @Test func `typed lines of a community archive are never claimed surely`() {
    for line in [
      #"{"type":"user","email":"a@b.c","username":"a"}"#,
      #"{"type":"recipe","id":"1","title":"N","ingredients":[],"steps":[]}"#,
      #"{"type":"recipe","id":"1","body":{"@type":"Recipe","name":"N"}}"#,
    ] {
      let sample = ContentSample(bytes: Array(line.utf8), isWhole: true)
      for reader in RecipeReaders.all {
        #expect(reader.recognize(sample).map { $0.confidence == .possible } ?? true)
      }
    }
  }
}
