import PipelineCore
import RecipeFormats
import RecipeModel
import Testing

struct StatedColumnsTests {
  /// Columns as `field=header` texts.
  private func columns(_ pairs: [String]) throws -> StatedColumns {
    try StatedColumns(
      pairs.map { pair in
        let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
        return (parts[0], parts.count > 1 ? parts[1] : "")
      })
  }

  private func read(
    _ content: String, _ stated: [String], with reader: any RecipeReader.Type = CSVReader.self
  ) throws -> Pass {
    var pass = Pass()
    do {
      let cursor = try RecipeReaders.open(
        reader, MemoryByteSource(Array(content.utf8)), at: SourceLocation(archive: "test"),
        limits: ReaderLimits(), columns: columns(stated))
      while let element = try cursor.next() { pass.elements.append(element) }
    } catch let fault as ReadFault {
      pass.fault = fault
    }
    return pass
  }

  @Test func `what is stated counts before the names that are known`() throws {
    let pass = try read(
      "Was,Womit,Name,directions\nTea,1 leaf,Ida,Boil.\n",
      ["title=was", "ingredients= WOMIT ", "author=Name"])
    let record = try #require(pass.records.first)
    #expect(record.body.title == "Tea" && record.body.credit.author == "Ida")
    #expect(record.body.ingredients.flatMap(\.ingredients).map(\.text) == ["1 leaf"])
    #expect(record.body.steps.flatMap(\.steps) == ["Boil."])
    guard case .record(_, let place) = pass.elements.first else { return }
    #expect(place.line == 2 && place.byteOffset == 26)
  }

  @Test func `a field that is stated is filled by no other column`() throws {
    let pass = try read(
      "Dish,Title,Tags,Group,Ingredients\nTea,Mr,hot,drinks,1 leaf\n",
      ["title=Dish", "tags=Group", "extra=Ingredients"])
    let record = try #require(pass.records.first)
    #expect(record.body.title == "Tea" && record.tags == ["drinks"])
    #expect(record.body.ingredients.isEmpty)
    #expect(record.extras.map(\.name) == ["Title", "Tags", "Ingredients"])
  }

  @Test func `what is to be ignored is not kept`() throws {
    let pass = try read(
      "Title,Steps,Secret\nTea,Boil.,mine\n", ["ignored=secret", "title=Title"])
    #expect(pass.records.first?.extras == [])
  }

  struct Header: CustomTestStringConvertible, Sendable {
    var names: String
    var stated: [String]
    var meanings: [String?]
    var testDescription: String { "\(names) \(stated)" }
  }

  @Test(arguments: [
    // Equal but for case and spaces, before what is merely like it.
    Header(
      names: "Zeit (aktiv),Zeit,X", stated: ["title=X", "cook-time=zeit"],
      meanings: ["total-time", "cook-time", "title"]),
    // Else in letters and digits, without what stands in parentheses.
    Header(
      names: "Mein_Titel (de),Wie", stated: ["title=mein titel", "steps=WIE!"],
      meanings: ["title", "steps"]),
    // Else without a number, and then several columns hold the field.
    Header(
      names: "Was,Tun 1,Tun 2", stated: ["title=Was", "steps=Tun"],
      meanings: ["title", "steps", "steps"]),
    // A field may have several headers, a separator none of those that are known.
    Header(
      names: "Was|Zuerst|Dann", stated: ["title=Was", "steps=Dann", "steps=Zuerst"],
      meanings: ["title", "steps", "steps"]),
    // The separator is the one that parts what is stated.
    Header(
      names: "Was, kurz;Wie, lang", stated: ["title=Was, kurz", "steps=Wie, lang"],
      meanings: ["title", "steps"]),
  ])
  func `a header meets the column that is most like it`(_ header: Header) throws {
    let sample = ContentSample(bytes: Array("\(header.names)\nx\n".utf8), isWhole: true)
    let uses = try CSVReader.columns(of: sample, stated: columns(header.stated))
    #expect(uses.map(\.meaning?.rawValue) == header.meanings)
  }

  @Test func `a column that is not there is a fault, which names those that are`() throws {
    let pass = try read(
      "Titel;Zutaten\nTee;1 Blatt\n", ["title=Rezeptname", "steps=Wie", "ingredients=Zutaten"])
    #expect(pass.elements.isEmpty)
    #expect(
      pass.fault?.message == """
        test: has no column `Rezeptname`, `Wie`; its columns are `Titel`, `Zutaten`
        hint: name the columns as the header of the file does
        """)
    #expect(pass.fault?.rejectionCode == .unreadableMember)
  }

  @Test func `what a fault tells of a header is bounded and shows no control characters`() throws {
    let names = (0..<30).map { "\($0)\u{1B}\u{202E}" + String(repeating: "x", count: 60) }
    let pass = try read(names.joined(separator: ",") + "\n", ["title=none"])
    let told = try #require(pass.fault?.what)
    #expect(told.escapedForTerminal == told)
    #expect(told.contains("`19") && !told.contains("`20"))
    #expect(told.hasSuffix("x…`, …") && told.utf8.count < 1500)
  }

  @Test func `a table without a title is rejected, one with no more than a title is read`() throws {
    let none = try read("Womit,Wann\n1 leaf,now\n", ["ingredients=Womit"])
    #expect(none.rejections.map(\.code) == [.notARecipe])
    let bare = try read("Was,Wann\nTea,now\n", ["title=Was"])
    let record = try #require(bare.records.first)
    #expect(record.warnings.map(\.code) == [.missingIngredients, .missingSteps])
  }

  @Test func `other programs' tables take columns too, and keep their names`() throws {
    let table =
      "title,ingredients,directions,link,source,NER,Gruppe\nTea,['1 leaf'],['Boil.'],x.org,W,[],Hot\n"
    let sample = ContentSample(bytes: Array(table.utf8), isWhole: true)
    let stated = ["tags=Gruppe", "source=source"]
    guard
      case .reader(let reader, _) = try RecipeReaders.detect(
        sample, columns: columns(stated), isNamed: true)
    else {
      Issue.record("it is known")
      return
    }
    #expect(reader.format.name == "recipenlg")
    let record = try #require(try read(table, stated, with: reader).records.first)
    #expect(record.tags == ["Hot"] && record.body.credit.source == "W")
    // Without a statement its source is no book.
    #expect(try read(table, [], with: reader).records.first?.body.credit.source == nil)
  }

  @Test func `the same bytes that mean something else are another record`() throws {
    let table = "Was,Wie,Noch\nTea,Boil.,Wait.\n"
    let first = try read(table, ["steps=Wie", "title=Was"]).records.first?.sourceDigest
    let again = try read(table, ["title=was", "steps=WIE"]).records.first?.sourceDigest
    let other = try read(table, ["title=Was", "steps=Noch"]).records.first?.sourceDigest
    #expect(first != nil && first == again && first != other)
  }

  struct Content: CustomTestStringConvertible, Sendable {
    var text: String
    var isNamed = false
    var format: String?
    var testDescription: String { text }
  }

  @Test(arguments: [
    // Known by what is stated alone.
    Content(text: "Was;Womit\nTee;1 Blatt\n", format: "csv"),
    // One column that is stated makes it a table to be told of what it lacks.
    Content(text: "Womit;Wann\nx;y\n", format: "csv"),
    Content(text: "Wann,Wo\nx,y\n"),
    Content(text: "Wann,Wo\nx,y\n", isNamed: true, format: "csv"),
    Content(text: "{\"title\":\"Was\",\"ingredients\":[\"Womit, viel\"]}", format: "plain-json"),
    Content(text: "just words", isNamed: true),
    Content(text: "\u{1}\u{2}\u{3}\u{4},\u{5}\u{6}\n\u{1}", isNamed: true),
    Content(
      text: "Was, Womit und wie:\n\nIngredients:\n1 cup tea\n2 cups water\n\nDirections:\nBoil.\n",
      format: "plain-text"),
  ])
  func `stated columns decide over tables only`(_ content: Content) throws {
    let sample = ContentSample(bytes: Array(content.text.utf8), isWhole: true)
    let detection = try RecipeReaders.detect(
      sample, columns: columns(["title=Was", "ingredients=Womit"]), isNamed: content.isNamed)
    var format: String?
    if case .reader(let reader, _) = detection { format = reader.format.name }
    #expect(format == content.format)
  }

  @Test func `why a table was taken for one names the columns stated first`() throws {
    let sample = ContentSample(bytes: Array("tags,Was\nx,y\n".utf8), isWhole: true)
    guard
      case .reader(_, let recognition) = try RecipeReaders.detect(
        sample, columns: columns(["title=Was"]), isNamed: false)
    else {
      Issue.record("it is a table")
      return
    }
    #expect(recognition.confidence == .certain)
    #expect(
      recognition.reason == "a header with the columns stated: `Was` as title, `tags` as tags")
  }

  @Test(arguments: [
    (["titel=Was"], "there is no field titel for a column"),
    (["title= "], "the header for title is empty"),
    (["title=Was", "steps=WAS"], "the column WAS is stated twice; it holds one field"),
  ])
  func `what is stated wrongly is refused before anything is read`(stated: [String], what: String) {
    let fault = #expect(throws: ColumnFault.self) { try columns(stated) }
    #expect(fault?.what == what && fault?.exitCode == .usage)
  }

  @Test func `columns are no use for a format that has none`() throws {
    let stated = try columns(["title=Was"])
    #expect(throws: ColumnFault(.notATable(format: "paprika"))) {
      try stated.requireTable(PaprikaReader.self)
    }
    try stated.requireTable(RecipeNLGReader.self)
    try stated.requireTable(nil)
    try StatedColumns.none.requireTable(PaprikaReader.self)
  }
}
