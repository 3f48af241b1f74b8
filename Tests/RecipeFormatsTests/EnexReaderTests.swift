import PipelineCore
import RecipeFormats
import RecipeModel
import Testing

struct EnexReaderTests {
  /// An export of notes, each the inside of a `note` element.
  private func export(_ notes: String...) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export3.dtd">
    <en-export export-date="20240131T120000Z" application="Evernote" version="10.8">
    \(notes.map { "<note>\($0)</note>" }.joined(separator: "\n"))
    </en-export>
    """
  }

  private func content(_ inside: String) -> String {
    """
    <content>
      <![CDATA[<?xml version="1.0" encoding="UTF-8" standalone="no"?>
    <!DOCTYPE en-note SYSTEM "http://xml.evernote.com/pub/enml2.dtd"><en-note>\(inside)</en-note>]]>
    </content>
    """
  }

  private func record(title: String = "Rye Soup", _ inside: String, rest: String = "") throws
    -> RecipeRecord
  {
    let pass = read(
      export("<title>\(title)</title>\(content(inside))\(rest)"), with: EnexReader.self)
    #expect(pass.fault == nil && pass.rejections.isEmpty && pass.records.count == 1)
    return try #require(pass.records.first)
  }

  private let simple = """
    <div>Ingredients</div><div>1 onion</div><div>1 l water</div>
    <div>Directions</div><div>Boil.</div>
    """

  /// The bytes 1, 2, 3, and their MD5.
  private let picture = (base64: "AQ\nID", digest: "5289df737df57326fcdd22597afb1fac")

  @Test func `every part has its place`() throws {
    let record = try record(
      """
      <div><b>Rye Soup</b></div><div>A soup of my aunt&apos;s &amp; mine.&nbsp;</div>
      <div>Serves 4</div><div>Prep time: 10 min</div><div><br/></div>
      <en-media hash="\(picture.digest)" type="image/png"/>
      <div><b>Ingredients:</b></div>
      <div><en-todo checked="true"/>1 onion, chopped</div><div><en-todo checked="false"/>1 l water</div>
      <div><b>For the top</b></div><div>2 tbsp cream</div>
      <h2>Directions</h2><ol><li>Chop the onion</li><li>boil for <i>1 hour</i></li></ol>
      <h2>Notes</h2><div>Keeps well.</div>
      """,
      rest: """
        <created>20240131T120000Z</created><updated>20240201T081530Z</updated>
        <tag>Soups</tag><tag>quick, warm</tag>
        <note-attributes><latitude>52.5</latitude><author>Ida</author><source>web.clip</source>
        <source-url>https://example.org/soup?a=1&amp;b=2</source-url>
        <subject-date>20240101T000000Z</subject-date></note-attributes>
        <resource><data encoding="base64">BAUG</data><mime>image/jpeg</mime></resource>
        <resource><data encoding="base64">\(picture.base64)</data><mime>image/png</mime></resource>
        <resource><data encoding="base64">Bwg=</data><mime>application/pdf</mime>
        <resource-attributes><file-name>soup.pdf</file-name></resource-attributes></resource>
        """)
    let body = record.body
    #expect(body.title == "Rye Soup" && body.summary == "A soup of my aunt's & mine.")
    #expect(body.yield?.amount == Quantity(4) && body.times.preparation?.minutes == 10)
    #expect(body.ingredients.map(\.name) == [nil, "For the top"])
    #expect(
      body.ingredients.flatMap(\.ingredients).map(\.text)
        == ["1 onion, chopped", "1 l water", "2 tbsp cream"])
    #expect(body.steps == [StepGroup(steps: ["Chop the onion", "boil for 1 hour"])])
    #expect(body.notes == ["Keeps well."])
    #expect(body.credit == Credit(author: "Ida", url: "https://example.org/soup?a=1&b=2"))
    #expect(record.createdAt?.description == "2024-01-31T12:00:00.000Z")
    #expect(record.updatedAt?.description == "2024-02-01T08:15:30.000Z")
    #expect(record.tags == ["Soups", "quick, warm"])
    #expect(record.images == [.embedded([1, 2, 3]), .embedded([4, 5, 6])])
    #expect(record.extras.map(\.name) == ["subject-date", "resource"])
    #expect(
      record.warnings == [
        RecordWarning(.leftOut, field: "latitude"), RecordWarning(.leftOut, field: "resource"),
      ])
  }

  @Test(arguments: [
    ("Zutaten für 4 Personen", "2 EL Öl", "Zubereitung", "Kochen."),
    ("Ingrédients :", "2 c. à soupe d'huile", "Préparation :", "Cuire."),
    ("Ingredientes", "2 cucharadas de aceite", "Elaboración", "Cocer."),
    ("INGREDIENTI", "2 cucchiai d'olio", "PROCEDIMENTO", "Cuocere."),
  ])
  func `headings are known in several languages`(
    ingredients: String, line: String, directions: String, step: String
  ) throws {
    let record = try record(
      "<p>\(ingredients)</p><p>\(line)</p><p>\(directions)</p><p>\(step)</p>")
    #expect(record.body.ingredients.flatMap(\.ingredients).map(\.text) == [line])
    #expect(record.body.steps.flatMap(\.steps) == [step])
  }

  @Test func `lines, cells and breaks are lines, and no line is joined with the next`() throws {
    let record = try record(
      """
      Ingredients<br/>1 onion<br clear="none"/>1 l water<table><tr><td>2</td><td>tbsp</td>
      <td>oil</td></tr></table>Method<div>Chop the onion as finely as you can and then keep it aside</div>
      <div>then boil</div>
      """)
    #expect(
      record.body.ingredients.flatMap(\.ingredients).map(\.text)
        == ["1 onion", "1 l water", "2 tbsp oil"])
    #expect(record.body.steps.flatMap(\.steps).count == 2)
  }

  @Test func `without headings amounts and what stands behind them are a guess`() throws {
    let record = try record(
      """
      <div>1 onion</div><div>1 l water</div><div>2 tbsp oil</div>
      <div>Fry the onion in oil and boil it.</div>
      """)
    #expect(record.body.ingredients.flatMap(\.ingredients).count == 3)
    #expect(record.body.steps.flatMap(\.steps) == ["Fry the onion in oil and boil it."])
    #expect(
      record.warnings == [
        RecordWarning(.guessedValue, field: "ingredients"),
        RecordWarning(.guessedValue, field: "directions"),
      ])
  }

  @Test func `below the heading of the ingredients prose begins the directions`() throws {
    let record = try record(
      """
      <div>Ingredients</div><div>1 onion</div><div>2 tbsp oil</div><div>salt</div>
      <div>Fry the onion in the oil.</div><div>Season it</div>
      """)
    #expect(
      record.body.ingredients.flatMap(\.ingredients).map(\.text) == [
        "1 onion", "2 tbsp oil", "salt",
      ])
    #expect(record.body.steps.flatMap(\.steps) == ["Fry the onion in the oil.", "Season it"])
    #expect(record.warnings == [RecordWarning(.guessedValue, field: "directions")])
  }

  @Test func `directions alone are a recipe when they speak of cooking`() throws {
    let record = try record("<p>Directions</p><p>Chop the onion and fry it in a pan.</p>")
    #expect(record.body.steps.flatMap(\.steps) == ["Chop the onion and fry it in a pan."])
    #expect(record.warnings == [RecordWarning(.missingIngredients, field: "ingredients")])
  }

  @Test func `what a clipped page marks up counts, and the note says the rest`() throws {
    let record = try record(
      title: "Soup | A site",
      """
      <div>Home · Recipes · Login</div>
      <div itemscope="itemscope" itemtype="http://schema.org/Recipe"><h1 itemprop="name">Rye Soup</h1>
      <en-media hash="\(picture.digest)" type="image/png"/>
      <span itemprop="recipeYield">4 bowls</span>
      <li itemprop="recipeIngredient">1 onion</li><li itemprop="recipeIngredient">1 l water</li>
      <div itemprop="recipeInstructions">Boil.</div></div><div>1 comment so far</div>
      """,
      rest: """
        <tag>clips</tag><created>20240131T120000Z</created>
        <note-attributes><source-url>https://example.org/soup</source-url></note-attributes>
        <resource><data encoding="base64">\(picture.base64)</data><mime>image/png</mime></resource>
        """)
    let body = record.body
    #expect(body.title == "Rye Soup" && body.yield?.amount == Quantity(4))
    #expect(body.ingredients.flatMap(\.ingredients).map(\.text) == ["1 onion", "1 l water"])
    #expect(body.steps.flatMap(\.steps) == ["Boil."])
    #expect(body.credit.url == "https://example.org/soup" && record.tags == ["clips"])
    #expect(record.createdAt?.description == "2024-01-31T12:00:00.000Z")
    #expect(record.images == [.embedded([1, 2, 3])])
    #expect(record.extras == [JSONMember("title", .string("Soup | A site"))])
  }

  @Test func `every recipe that a clipped page marks up is a record`() {
    let item = { (name: String) in
      """
      <div itemscope="" itemtype="http://schema.org/Recipe"><b itemprop="name">\(name)</b>
      <p itemprop="recipeIngredient">1 \(name) leaf</p></div>
      """
    }
    let pass = read(
      export(
        "<title>Clip</title>\(content(item("Rye") + item("Oat")))",
        "<title>Soup</title>\(content(simple))"), with: EnexReader.self)
    #expect(pass.records.map(\.body.title) == ["Rye", "Oat", "Soup"])
    #expect(Set(pass.records.map(\.sourceDigest)).count == 3)
  }

  @Test func `what a clipped page does not say to be a recipe is told beside the one it is`() {
    let inside = """
      <div itemscope="" itemtype="http://schema.org/Recipe"><b itemprop="name">Rye</b>
      <p itemprop="recipeIngredient">1 leaf</p></div>
      <script type="application/ld+json">{"name":"Oat","recipeIngredient":["1 egg"]}</script>
      """
    let pass = read(
      export("<title>Clip</title>\(content(inside))"), with: EnexReader.self)
    #expect(pass.records.map(\.body.title) == ["Rye"])
    #expect(pass.rejections.map(\.code) == [.notARecipe])
    #expect(pass.rejections.first?.location.pointer == "//note[1]")
  }

  @Test(arguments: [
    "", "<div>Call Ida.</div>", "<div>2 eggs</div><div>1 l milk</div><div>500 g flour</div>",
    "<div>Steps</div><div>Open the app and log in.</div>",
    "<div>3 people came</div><div>2 people left</div><div>They were all very happy then.</div>",
    "<en-crypt>SW5ncmVkaWVudHM=</en-crypt>",
  ])
  func `a note that is no recipe is rejected, and the next is read`(inside: String) {
    let pass = read(
      export(
        "<title>Note</title>\(content(inside))", "<title>Soup</title>\(content(simple))"),
      with: EnexReader.self)
    #expect(pass.rejections.map(\.code) == [.notARecipe])
    #expect(pass.rejections.first?.message == "a note without ingredients or directions")
    #expect(pass.rejections.first?.location.pointer == "//note[1]")
    #expect(pass.records.map(\.body.title) == ["Soup"])
  }

  @Test func `pictures that are not there or cannot be read are told of`() throws {
    let record = try record(
      """
      \(simple)<en-media hash="00" type="image/png"/><en-media hash="01" type="application/pdf"/>
      <img src="https://example.org/a.png"/><img src="data:image/png;base64,AQID"/>
      """,
      rest: """
        <resource><data encoding="base64">*</data><mime>image/png</mime></resource>
        <note-attributes><author>ida@example.org</author></note-attributes>
        """)
    #expect(record.images == [.remote(url: "https://example.org/a.png")])
    #expect(record.body.credit.author == nil)
    #expect(
      Set(record.warnings) == [
        RecordWarning(.missingImage, field: "en-media"),
        RecordWarning(.unreadableImage, field: "img"),
        RecordWarning(.unreadableImage, field: "resource"),
        RecordWarning(.leftOut, field: "author"),
      ])
  }

  @Test func `content may be escaped, elements, or bare text`() {
    let bare = "Ingredients\n1 onion\n1 l water\n\nDirections\nBoil."
    let escaped = simple.replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    let pass = read(
      export(
        "<title>A</title><content>&lt;en-note&gt;\(escaped)&lt;/en-note&gt;</content>",
        "<title>B</title><content><en-note>\(simple)</en-note></content>",
        "<title>C</title><content>\(bare)</content>"), with: EnexReader.self)
    #expect(pass.records.map(\.body.title) == ["A", "B", "C"])
    for record in pass.records {
      #expect(
        record.body.ingredients.flatMap(\.ingredients).map(\.text) == ["1 onion", "1 l water"])
      #expect(record.body.steps == [StepGroup(steps: ["Boil."])])
    }
  }

  @Test func `a note without a title takes its first line, or is rejected`() {
    let pass = read(
      export(
        "<title/>\(content("<h1>Rye Soup</h1>" + simple))", "<title></title>\(content(simple))"),
      with: EnexReader.self)
    #expect(pass.records.map(\.body.title) == ["Rye Soup"])
    #expect(pass.rejections.map(\.code) == [.missingTitle])
  }

  @Test func `an export that is cut off gives the notes before the cut`() {
    let whole = export(
      "<title>Soup</title>\(content(simple))", "<title>Two</title>\(content(simple))")
    let pass = read(String(whole.dropLast(60)), with: EnexReader.self)
    #expect(pass.records.map(\.body.title) == ["Soup"])
    #expect(pass.fault?.cause == .truncated)
  }

  @Test func `a note beyond the limit is rejected, and the next is read`() {
    let large = String(repeating: "QUJD", count: 50_000)
    let pass = read(
      export(
        "<title>A</title>\(content(simple))<resource><data>\(large)</data></resource>",
        "<title>B</title>\(content(simple))"), with: EnexReader.self,
      limits: ReaderLimits(maximumRecordBytes: 100_000))
    #expect(pass.rejections.map(\.code) == [.tooLarge])
    #expect(pass.records.map(\.body.title) == ["B"])
  }
}
