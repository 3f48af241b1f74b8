import PipelineCore
import RecipeFormats
import RecipeModel
import TestKit
import Testing

struct CSVReaderTests {
  @Test func `every column has its place, and unknown ones are kept by their names`() throws {
    let pass = read(
      """
      Recipe Name,Description,Ingredients,Directions,Prep Time (min),Cook time [hours],Total Time,\
      Yield,Author,Source,Link,Photo URLs,Course,Cuisine,Tags,Calories,Rating,Notes,Equipment,\
      Language,UUID,Created At,Modified,My Column,,Step 2
      Soup,Good.,"For the base:
      1 onion, chopped
      ½ l water","1. Chop.
      2. Boil.",10,1.5,1 h 40 min,4 bowls,Ida,Idas book,https://example.org/soup,\
      "https://example.org/1.jpg,https://example.org/2.jpg",Starter,German,"quick, easy",120,4.5,\
      Keeps.,"Pot, spoon",en,A-1,2024-01-02,2024-02-03 04:05:06,mine,loose,Serve.
      """, with: CSVReader.self)
    #expect(pass.rejections.isEmpty && pass.fault == nil)
    let record = try #require(pass.records.first)
    let body = record.body
    #expect(body.title == "Soup" && body.summary == "Good.")
    #expect(body.ingredients.map(\.name) == ["For the base"])
    #expect(
      body.ingredients.flatMap(\.ingredients) == [
        Ingredient(
          text: "1 onion, chopped", quantity: Quantity(1), item: "onion", note: "chopped"),
        Ingredient(text: "½ l water", quantity: Quantity(0.5), unit: "l", item: "water"),
      ])
    #expect(body.steps.flatMap(\.steps) == ["Chop.", "Boil.", "Serve."])
    #expect(body.times.preparation?.minutes == 10 && body.times.preparation?.text == "10 min")
    #expect(body.times.cooking?.text == "1.5" && body.times.total?.minutes == 100)
    #expect(body.yield == Yield(text: "4 bowls", amount: Quantity(4), unit: "bowls"))
    #expect(
      body.credit == Credit(author: "Ida", source: "Idas book", url: "https://example.org/soup"))
    #expect(
      record.images == [
        .remote(url: "https://example.org/1.jpg"), .remote(url: "https://example.org/2.jpg"),
      ])
    #expect(record.tags == ["Starter", "German", "quick", "easy"])
    #expect(body.nutrition == [NutritionFact(name: "Calories", value: "120")])
    #expect(body.rating == Rating(value: 4.5) && body.notes == ["Keeps."])
    #expect(body.equipment == ["Pot", "spoon"] && body.language == "en")
    #expect(record.externalID == "A-1" && record.createdAt == Instant("2024-01-02"))
    #expect(record.updatedAt == Instant("2024-02-03T04:05:06Z"))
    #expect(
      record.extras == [
        JSONMember("My Column", .string("mine")), JSONMember("unnamed", .string("loose")),
      ])
  }

  @Test(arguments: [
    "title,ingredients\nTea,\"1 leaf\"\n", "title;ingredients\nTea;1 leaf\n",
    "title\tingredients\nTea\t1 leaf\n", "title|ingredients\nTea|1 leaf\n",
    "\u{FEFF}Title,Ingredients\r\nTea,1 leaf\r\n", "sep=;\r\ntitle;ingredients\r\nTea;1 leaf",
    "\n\nTITLE , \"ingredients\"\n\n\"Tea\", \"1 leaf\"\n,\n\n", "title,ingredients\rTea,1 leaf\r",
    "title,ingredients,notes\nTea,1 leaf\nTea,1 leaf", "title,ingredients\nTea,1 leaf,,\n",
    "title,ingredients\nTea,1 leaf\ntitle,ingredients\n",
  ])
  func `separators, line ends, blank and repeated lines make no difference`(content: String) throws
  {
    let detection = RecipeReaders.detect(ContentSample(bytes: Array(content.utf8), isWhole: true))
    guard case .reader(let reader, _) = detection else {
      Issue.record("it is not recognized")
      return
    }
    #expect(reader.format.name == "csv")
    let pass = read(content, with: reader)
    #expect(pass.rejections.isEmpty && pass.fault == nil)
    #expect(Set(pass.records.map(\.body.title)) == ["Tea"])
    #expect(
      Set(pass.records.flatMap(\.body.ingredients).flatMap(\.ingredients).map(\.text)) == ["1 leaf"]
    )
  }

  @Test(arguments: [
    (
      "Titel;Zutaten;Zubereitung;Portionen;Kategorie;Zubereitungszeit",
      ["title", "ingredients", "steps", "servings", "tags", nil]
    ),
    (
      "Titre;Ingrédients;Préparation;Temps de cuisson",
      ["title", "ingredients", "steps", "cook-time"]
    ),
    ("Nombre;Ingredientes;Elaboración;Raciones", ["title", "ingredients", "steps", "servings"]),
    ("Titolo;Ingredienti;Procedimento;Porzioni", ["title", "ingredients", "steps", "servings"]),
    (
      "Name,Zutat1,Zutat2,Schritt 1,Schritt 2",
      ["title", "ingredients", "ingredients", "steps", "steps"]
    ),
    (
      "Name of recipe,List of ingredients,prep_time,Recipe tags",
      ["title", "ingredients", "prep-time", "tags"]
    ),
    ("Title,Ingredients,Cleaned_Ingredients", ["title", "ingredients", nil]),
  ])
  func `headers are known in several languages, with numbers, and by a telling word`(
    header: String, meanings: [String?]
  ) {
    let sample = ContentSample(bytes: Array("\(header)\nx\n".utf8), isWhole: true)
    #expect(CSVReader.columns(of: sample).map(\.meaning?.rawValue) == meanings)
    #expect(CSVReader.recognize(sample)?.confidence == .likely)
  }

  @Test(arguments: [
    ("2 eggs; 1 cup flour", ["2 eggs", "1 cup flour"], false),
    ("2 eggs | 1 cup flour", ["2 eggs", "1 cup flour"], false),
    ("2 eggs, 1 cup flour, salt", ["2 eggs", "1 cup flour", "salt"], true),
    ("flour, sugar, eggs", ["flour", "sugar", "eggs"], true),
    ("1 onion, finely chopped", ["1 onion, finely chopped"], false),
    ("['2 eggs', \"1 cup baker's flour\", None]", ["2 eggs", "1 cup baker's flour"], false),
    ("[\"2 eggs\"", ["[\"2 eggs\""], false),
    ("['a' 'b'\n 'c']", ["a", "b", "c"], false),
    ("c(\"2 eggs\", \"caf\\u00e9\")", ["2 eggs", "café"], false),
    ("[\"\\ud83c\\udf45 tomato\"]", ["🍅 tomato"], false),
    ("1 egg<br>2 leaves", ["1 egg", "2 leaves"], false),
  ])
  func `ingredients in one cell are lists of some kind`(
    cell: String, lines: [String], isGuessed: Bool
  ) throws {
    let pass = read(
      "title,ingredients\nT,\"\(cell.replacing("\"", with: "\"\""))\"\n", with: CSVReader.self)
    let record = try #require(pass.records.first)
    #expect(record.body.ingredients.flatMap(\.ingredients).map(\.text) == lines)
    #expect(
      record.warnings.contains(RecordWarning(.guessedValue, field: "ingredients")) == isGuessed)
  }

  @Test func `a broken record costs itself, and says what stands around it`() {
    let pass = read(
      """
      title,ingredients,notes
      A,1 egg,x
      B,"1 egg,x
      C,1 egg,x
      D,1 egg,x,y
      E,1 egg,"he said "so" twice"
      ,1 egg,x
      F,1 egg,x
      """, with: CSVReader.self)
    #expect(pass.records.map(\.body.title) == ["A", "C", "E", "F"])
    #expect(pass.records[2].body.notes == ["he said \"so\" twice"])
    #expect(pass.records[2].warnings.contains(RecordWarning(.repairedText, field: "record")))
    #expect(pass.rejections.map(\.code) == [.malformedText, .malformedText, .missingTitle])
    #expect(pass.rejections.map(\.location.line) == [3, 5, 7])
    #expect(pass.rejections.map(\.message).prefix(2).contains("it has 4 cells, and the header 3"))
  }

  @Test func `a table that is cut off ends in a rejection`() {
    let cutInQuotes = read("title,ingredients\nA,1 egg\nB,\"1 e", with: CSVReader.self)
    #expect(cutInQuotes.records.count == 1 && cutInQuotes.rejections.map(\.code) == [.truncated])
    let cutInRow = read("title,ingredients,notes\nA,1 egg,x\nB,1", with: CSVReader.self)
    #expect(cutInRow.records.count == 1 && cutInRow.rejections.map(\.code) == [.truncated])
    let noRows = read("title,ingredients,notes\n", with: CSVReader.self)
    #expect(noRows.rejections.map(\.code) == [.notARecipe])
  }

  @Test func `encodings are known by content`() throws {
    let windows = bytes(escaped: "Titre;Ingr%e9dients\nCr%e8me br%fbl%e9e;1 %9cuf\n")
    let record = try #require(read(windows, with: CSVReader.self).records.first)
    #expect(record.body.title == "Crème brûlée")
    #expect(CSVReader.recognize(ContentSample(bytes: windows, isWhole: true)) != nil)
    let double = "title,ingredients,notes\nCrÃ¨me,1 Å“uf,fin\n"
    let repaired = try #require(read(double, with: CSVReader.self).records.first)
    #expect(repaired.body.title == "Crème" && repaired.body.notes == ["fin"])
    #expect(repaired.warnings.contains(RecordWarning(.repairedText, field: "record")))
  }

  @Test(arguments: [
    "name,price\nsoup,3\n", "Dear Ida,\nthe title, ingredients and steps follow.\n",
    "title: Soup, ingredients: onion\n", "id;datum;betrag\n1;2024;3\n", "a,b,c\n1,2,3\n",
    "recipeId,viewedAt\nA,2024-01-01T00:00:00Z\n", "title\nSoup\n",
  ])
  func `tables of anything else are left alone`(content: String) {
    let sample = ContentSample(bytes: Array(content.utf8), isWhole: true)
    guard case .nothing = RecipeReaders.detect(sample) else {
      Issue.record("a reader claims it")
      return
    }
    #expect(read(content, with: CSVReader.self).records.isEmpty)
  }

  @Test(arguments: 0..<20)
  func `any cell that is written after RFC 4180 is read as it was`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let pieces = ["\"", ",", ";", "\n", "a", "é", " b", "\t", "\"\"", "x,y", "🍅"]
    var titles: [String] = []
    var content = "title,ingredients,My Column\r\n"
    for _ in 0..<50 {
      var cell = "t"
      for _ in 0..<Int.random(in: 0...6, using: &generator) {
        cell += pieces.randomElement(using: &generator) ?? ""
      }
      titles.append(cell + "t")
      content += "T,1 egg,\"\(titles[titles.count - 1].replacing("\"", with: "\"\""))\"\r\n"
    }
    let pass = read(content, with: CSVReader.self)
    #expect(pass.rejections.isEmpty && pass.records.count == titles.count)
    for (record, title) in zip(pass.records, titles) {
      guard case .string(let kept) = record.extras.first?.value else {
        Issue.record("a cell is lost")
        return
      }
      // White space is folded in all texts; the rest has to be there.
      let visible = { (text: String) in text.filter { !$0.isWhitespace } }
      #expect(visible(kept) == visible(title))
    }
  }
}
