import PipelineCore
import RecipeFormats
import RecipeModel
import TestKit
import Testing

struct HTMLReaderTests {
  private func page(_ body: String, head: String = "") -> String {
    "<!DOCTYPE html><html lang=\"en\"><head>\(head)</head><body>\(body)</body></html>"
  }

  private func script(_ json: String, type: String = "application/ld+json") -> String {
    "<script type=\"\(type)\">\(json)</script>"
  }

  private func recipe(_ body: String, head: String = "") throws -> RecipeRecord {
    let pass = read(page(body, head: head), with: HTMLReader.self)
    #expect(pass.fault == nil && pass.rejections.isEmpty)
    #expect(pass.records.count == 1)
    return try #require(pass.records.first)
  }

  private func lines(_ record: RecipeRecord) -> [String] {
    record.body.ingredients.flatMap(\.ingredients).map(\.text)
  }

  private static let soup = #"""
    {"@context":"https://schema.org","@type":"Recipe","name":"Soup","recipeIngredient":["1 onion"],
     "recipeInstructions":[{"@type":"HowToStep","text":"Cook."}]}
    """#

  @Test(arguments: [
    HTMLReaderTests.soup, "<!-- \(HTMLReaderTests.soup) -->", "\n\(HTMLReaderTests.soup);",
    "//<![CDATA[\n\(HTMLReaderTests.soup)\n//]]>", "[\(HTMLReaderTests.soup),]",
    "{\"@type\":\"WebSite\",\"name\":\"S\"}\(HTMLReaderTests.soup)",
    "{\"@graph\":[\(HTMLReaderTests.soup)]}",
    "{\"@type\":\"WebPage\",\"mainEntity\":\(HTMLReaderTests.soup)}",
    HTMLReaderTests.soup.replacing("\"", with: "&quot;"),
    HTMLReaderTests.soup.replacing("Cook.", with: "Co\u{1}ok.\t"),
  ])
  func `JSON-LD is read out of scripts, mended where it has to be`(json: String) throws {
    let record = try recipe(script(json))
    #expect(record.body.title == "Soup")
    #expect(lines(record) == ["1 onion"])
    #expect(record.body.steps.flatMap(\.steps).count == 1)
  }

  @Test(arguments: [
    "application/ld+json", "application/ld&#x2B;json", "APPLICATION/LD+JSON",
    "application/ld+json; charset=utf-8",
  ])
  func `the type of a script may be written in other ways`(type: String) throws {
    #expect(try recipe(script(Self.soup, type: type)).body.title == "Soup")
  }

  @Test func `references lead to nodes of other scripts`() throws {
    let record = try recipe(
      script(#"{"@type":"Person","@id":"x:me","name":"Ida"}"#)
        + script(
          #"[{"@type":"Recipe","name":"N","author":{"@id":"x:me"},"recipeIngredient":["1 egg"]}]"#))
    #expect(record.body.credit.author == "Ida")
  }

  @Test func `microdata is read with its nested items and references`() throws {
    let record = try recipe(
      """
      <div itemscope itemtype="https://schema.org/Recipe" itemref="more nowhere">
      <h1 itemprop="name">Rye &amp; oat loaf</h1>
      <p itemprop="description">Dark,<br>dense.</p>
      <img itemprop="image" src="data:image/gif;base64,R0lGOD" data-src="https://e.org/a.jpg">
      <span itemprop=author itemscope itemtype=http://schema.org/Person>
        <a itemprop=name href="/ida">Ida <b>B.</b></a></span>
      <time itemprop=prepTime datetime=PT20M>20 minutes</time>
      <meta itemprop="cookTime" content="PT1H">
      <span itemprop="recipeYield" content="2 loaves">two</span>
      <a itemprop="recipeCategory" href="/bread">Bread</a>
      <ul><li itemprop="recipeIngredient"><div>500 g</div><div>rye flour</div>
      <li itemprop="recipeIngredient">10 g salt</ul>
      <div itemprop="recipeIngredient"><dt>1 tsp</dt><dd>caraway</dd></div>
      <div itemprop="nutrition" itemscope itemtype="https://schema.org/NutritionInformation">
      <span itemprop="calories">210 kcal</span></div>
      <script>var a = "<li itemprop=recipeIngredient>no</li>";</script>
      </div>
      <ol id="more" itemprop="recipeInstructions"><li>Mix.</li><li>Bake
        long.</li></ol>
      """)
    let body = record.body
    #expect(body.title == "Rye & oat loaf" && body.summary == "Dark,\ndense.")
    #expect(record.images == [.remote(url: "https://e.org/a.jpg")])
    #expect(body.credit.author == "Ida B.")
    #expect(body.times.preparation?.minutes == 20 && body.times.cooking?.minutes == 60)
    #expect(body.yield?.text == "2 loaves" && record.tags == ["Bread"])
    #expect(lines(record) == ["500 g rye flour", "10 g salt", "1 tsp caraway"])
    #expect(body.steps == [StepGroup(steps: ["Mix.", "Bake long."])])
    #expect(body.nutrition == [NutritionFact(name: "calories", value: "210 kcal")])
    #expect(record.extras.isEmpty && body.language == "en")
  }

  @Test func `steps, sections and ingredients that are stated twice over count once`() throws {
    let record = try recipe(
      """
      <div itemscope itemtype="http://schema.org/Recipe"><b itemprop=name>N</b>
      <div itemprop="ingredients">Things:<p itemprop="ingredients">1 egg</p></div>
      <div itemprop="recipeInstructions" itemscope itemtype="http://schema.org/HowToSection">
      <h3 itemprop="name">Dough</h3>
      <p itemprop="itemListElement" itemscope itemtype="http://schema.org/HowToStep">
      <span itemprop="text">Mix.</span></div></div>
      """)
    #expect(lines(record) == ["1 egg"])
    #expect(record.body.steps == [StepGroup(name: "Dough", steps: ["Mix."])])
  }

  @Test(arguments: [
    "vocab=\"https://schema.org/\" typeof=\"Recipe\"|", "typeof=\"schema:Recipe\"|schema:",
    "vocab=\"http://schema.org/\" typeof=\"http://schema.org/Recipe\"|schema:",
  ])
  func `RDFa Lite is read`(marks: String) throws {
    let parts = marks.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    let record = try recipe(
      """
      <div \(parts[0])><h1 property="\(parts[1])name">Soup</h1>
      <meta property="og:title" content="Site">
      <span property="\(parts[1])author" typeof="Person"><i property="name">Ida</i></span>
      <li property="\(parts[1])recipeIngredient">1 onion</li>
      <p property="\(parts[1])recipeInstructions">Cook.</p></div>
      """)
    #expect(record.body.title == "Soup" && record.body.credit.author == "Ida")
    #expect(lines(record) == ["1 onion"] && record.extras.isEmpty)
    #expect(record.body.steps == [StepGroup(steps: ["Cook."])])
  }

  @Test func `what is stated twice is one record, the richer statement first`() throws {
    let json =
      #"{"@type":"Recipe","name":"Best soup","totalTime":"PT1H","recipeIngredient":["1 onion"]}"#
    let record = try recipe(
      script(json)
        + """
        <div itemscope itemtype="https://schema.org/Recipe"><h1 itemprop=name>Soup</h1>
        <p itemprop=author>Ida</p><p itemprop=totalTime>2 hours</p>
        <li itemprop=recipeIngredient>1 Onion</li><li itemprop=recipeIngredient>Water</li>
        <p itemprop=recipeInstructions>Cook.</p></div>
        """)
    #expect(record.body.title == "Soup" && record.body.times.total?.minutes == 120)
    #expect(lines(record) == ["1 Onion", "Water"])
    let filled = try recipe(
      script(Self.soup)
        + """
        <div itemscope itemtype="https://schema.org/Recipe"><h1 itemprop=name>Soup</h1>
        <p itemprop=author>Ida</p><p itemprop=recipeIngredient>1 big onion</p>
        <p itemprop=recipeInstructions>Other.</p></div>
        """)
    #expect(lines(filled) == ["1 onion"] && filled.body.credit.author == "Ida")
    #expect(filled.body.steps == [StepGroup(steps: ["Cook."])])
  }

  @Test func `recipes that share ingredients or a title are told apart`() {
    func json(_ title: String, _ lines: String...) -> String {
      let list = lines.map { "\"\($0)\"" }.joined(separator: ",")
      return script(
        "{\"@type\":\"Recipe\",\"name\":\"\(title)\",\"recipeIngredient\":[\(list)]}")
    }
    func item(_ title: String, _ lines: String...) -> String {
      "<div itemscope itemtype=\"https://schema.org/Recipe\"><b itemprop=name>\(title)</b>"
        + lines.map { "<li itemprop=recipeIngredient>\($0)</li>" }.joined()
        + "<p itemprop=author>Ida</p></div>"
    }
    let pass = read(
      page(
        json("Dough", "flour", "water") + json("Rich dough", "flour", "water", "egg")
          + json("Sauce", "oil") + json("Sauce", "tomatoes") + item("Rich dough!", "flour", "egg")
          + item("Dough", "flour") + item("Cake", "sugar")), with: HTMLReader.self)
    #expect(
      pass.records.map(\.body.title) == ["Dough", "Rich dough", "Sauce", "Sauce", "Cake"])
    #expect(pass.records.map { $0.body.credit.author != nil } == [true, true, false, false, true])
  }

  @Test func `different recipes of one page are records of their own`() {
    let pass = read(
      page(
        script(Self.soup)
          + script(Self.soup.replacing("Soup", with: "Salad").replacing("onion", with: "leek"))),
      with: HTMLReader.self)
    #expect(pass.records.map(\.body.title) == ["Soup", "Salad"])
    #expect(pass.fault == nil)
  }

  @Test func `teasers of other recipes are left out beside a whole one`() throws {
    let teasers = ["Bread", "Cake"].map { #"{"@type":"Recipe","name":"\#($0)","url":"/x"}"# }
    #expect(
      try recipe(script(Self.soup) + script("[\(teasers.joined(separator: ","))]")).body.title
        == "Soup")
    let pass = read(page(script("[\(teasers.joined(separator: ","))]")), with: HTMLReader.self)
    #expect(pass.records.isEmpty && pass.rejections.map(\.code) == [.notARecipe])
    let own = try recipe(
      script(#"{"@type":"Recipe","name":"Bread","image":"https://e.org/b.jpg"}"#))
    #expect(own.warnings.map(\.code) == [.missingIngredients, .missingSteps])
  }

  @Test(arguments: [
    #"{"name":"Salad","recipeIngredient":["1 lettuce"]}"#,
    #"{"@type":"Recipee","recipeInstructions":"Toss."}"#,
    #"{"@type":"WebPage","mainEntity":{"name":"Salad","ingredients":["1 lettuce"],"instructions":"Toss."}}"#,
  ])
  func `a recipe that is not said to be one is told, alone and beside one that is`(node: String) {
    for (line, body) in [
      (2, script(Self.soup) + script(node)), (1, script("[\(Self.soup),\(node)]")),
      (1, script("{\"@graph\":[\(node),\(Self.soup)]}")),
    ] {
      let pass = read(page(body), with: HTMLReader.self)
      #expect(pass.records.map(\.body.title) == ["Soup"] && pass.fault == nil)
      #expect(pass.rejections.map(\.code) == [.notARecipe])
      #expect(pass.rejections.first?.location.line == line)
    }
    let alone = read(page(script(node)), with: HTMLReader.self)
    #expect(alone.records.isEmpty && alone.rejections.map(\.code) == [.notARecipe])
  }

  /// Nodes that are part of a recipe or of the page, or say again what the recipe says.
  @Test(arguments: [
    #"{"name":"Ida","url":"https://e.org/ida"}"#,
    #"{"name":"Knife","ingredients":"steel"}"#,
    #"{"name":"Soup","recipeIngredient":["1 Onion"],"author":{"name":"Ida"}}"#,
    #"{"name":"Onion soup","recipeIngredient":["1 onion","salt"],"author":"Ida"}"#,
  ])
  func `nodes without a type that are parts, or of the same recipe, are not told`(
    node: String
  ) throws {
    let whole = Self.soup.replacing(
      #""name":"Soup""#,
      with: #""name":"Soup","nutrition":{"calories":"9 kcal"},"video":{"name":"Soup on film"}"#)
    let record = try recipe(script(node) + script(whole))
    #expect(record.body.title == "Soup" && lines(record) == ["1 onion"])
    #expect(record.body.nutrition == [NutritionFact(name: "calories", value: "9 kcal")])
    #expect(record.body.credit.author == (node.contains("author") ? "Ida" : nil))
  }

  @Test func `a teaser whose recipe stands in a node without a type is a recipe`() {
    let teaser = #"{"@type":"Recipe","name":"Salad","url":"/salad"}"#
    let node = #"{"name":"Salad","recipeIngredient":["1 lettuce"]}"#
    let pass = read(page(script(Self.soup) + script(teaser) + script(node)), with: HTMLReader.self)
    #expect(pass.records.map(\.body.title) == ["Soup", "Salad"] && pass.rejections.isEmpty)
    #expect(pass.records.last.map(lines) == ["1 lettuce"])
  }

  @Test func `what the page says of itself fills what the recipe does not say`() throws {
    let head = """
      <link rel="alternate canonical" href="https://e.org/soups/1?a=1&amp;b=2">
      <meta property="og:site_name" content="The &quot;Mill&quot;">
      <meta property="og:image" content="/img/soup.jpg"><meta property="og:title" content="My soup">
      """
    let record = try recipe(
      script(#"{"@type":"Recipe","recipeIngredient":["1 onion"],"inLanguage":"de"}"#), head: head)
    #expect(record.body.title == "My soup")
    #expect(
      record.body.credit
        == Credit(source: "The \"Mill\"", url: "https://e.org/soups/1?a=1&b=2"))
    #expect(record.images == [.remote(url: "https://e.org/img/soup.jpg")])
    #expect(record.body.language == "de")
    #expect(record.warnings.contains(RecordWarning(.guessedValue, field: "name")))
    let stated = try recipe(
      script(
        Self.soup.replacing(
          "{\"@context\"", with: #"{"url":"/soups/2","image":"b/../c.jpg","@context""#)), head: head
    )
    #expect(stated.body.credit.url == "https://e.org/soups/2")
    #expect(
      stated.images == [
        .remote(url: "https://e.org/img/soup.jpg"), .remote(url: "https://e.org/soups/c.jpg"),
      ])
  }

  @Test func `a picture beside a saved page is a file`() throws {
    let record = try recipe(
      """
      <div itemscope itemtype="http://schema.org/Recipe"><b itemprop=name>N</b>
      <img itemprop=image src="./Soup_files/a.jpg"><p itemprop=ingredients>1 egg</p></div>
      """,
      head: """
        <link rel=canonical href=https://e.org/soup>
        <meta property=og:image content=https://e.org/a.jpg>
        """)
    #expect(record.images == [.member(name: "./Soup_files/a.jpg")])
  }

  @Test func `a page without a recipe says so`() {
    for body in ["<p>Hello</p>", script(#"{"@type":"WebSite","name":"S"}"#), script("{broken")] {
      let pass = read(page(body), with: HTMLReader.self)
      #expect(pass.elements.isEmpty)
      #expect(pass.fault?.cause == .holdsNoRecipe(kind: "an HTML page"))
    }
  }

  @Test func `a script beyond repair is rejected, or a warning where the page says the same`()
    throws
  {
    let broken = script(#"{"@type":"Recipe","name":"So"up"}"#)
    let pass = read(page(broken), with: HTMLReader.self)
    #expect(pass.rejections.map(\.code) == [.malformedJSON] && pass.records.isEmpty)
    #expect(pass.rejections.first?.location.line == 1)
    let record = try recipe(broken + script(Self.soup))
    #expect(
      record.warnings.contains(RecordWarning(.unreadableValue, field: "application/ld+json")))
  }

  @Test func `a page that is cut off loses what was open, and says so`() {
    let whole = page(
      script(Self.soup)
        + "<div itemscope itemtype=\"http://schema.org/Recipe\"><p itemprop=name>Other</p>"
        + "<p itemprop=ingredients>1 egg</p></div>")
    for (mark, titles) in [
      ("1 egg", ["Soup"]), ("</p></div>", ["Soup"]), ("</body>", ["Soup", "Other"]),
    ] {
      let end = whole.firstRange(of: mark)?.lowerBound ?? whole.endIndex
      let pass = read(String(whole[..<end]), with: HTMLReader.self)
      #expect(pass.fault?.cause == .truncated)
      #expect(pass.records.map(\.body.title) == titles)
      #expect(pass.rejections.map(\.code) == (titles.count == 2 ? [] : [.truncated]))
    }
  }

  @Test func `what an item holds inside itself without end is read in bounded time`() {
    let nested =
      "<div itemscope itemtype=\"http://schema.org/Recipe\" id=a itemref=\"a a a\">"
      + String(repeating: "<div itemprop=ingredients id=a itemscope itemref=a>", count: 2000)
      + String(repeating: "<b itemprop=name>", count: 20_000)
      + String(repeating: "</i>", count: 20_000)
    _ = read(page(nested), with: HTMLReader.self)
    let wide = "<div " + (0..<60_000).map { "a\($0)" }.joined(separator: " ") + ">"
    #expect(read(page(wide), with: HTMLReader.self).records.isEmpty)
  }
}
