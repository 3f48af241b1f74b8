import PipelineCore
import RecipeFormats
import RecipeModel
import TestKit
import Testing

struct RecipeMLReaderTests {
  private func recipe(_ inside: String) throws -> RecipeRecord {
    let pass = read("<recipeml><recipe>\(inside)</recipe></recipeml>", with: RecipeMLReader.self)
    return try #require(pass.records.first)
  }

  @Test func `every part has its place`() throws {
    let record = try recipe(
      """
      <head><title>Bread &amp; butter</title><subtitle>plain</subtitle><version>1</version>
      <source><srcitem>Ida</srcitem><srcitem>Jo</srcitem></source>
      <categories><cat>Bread</cat><cat>Basics</cat></categories>
      <preptime type="Cooking"><time><qty>1</qty><timeunit>hour</timeunit></time></preptime>
      <preptime type="preparation"><time><range><q1>10</q1><q2>15</q2></range>
        <timeunit>minutes</timeunit></time></preptime>
      <yield><range><q1>2</q1><q2>3</q2></range><unit>loaves</unit></yield></head>
      <description>Plain.</description><equipment><tool>Tin</tool></equipment>
      <ingredients>
        <ing optional="yes"><amt><qty>1 1/2</qty><unit>cups</unit></amt><item>rye flour</item>
          <prep>sifted</prep><alt-ing><amt><qty>1</qty><unit>cup</unit></amt><item>oats</item></alt-ing></ing>
        <ing-div><title>Top</title><ing><amt><qty><range><q1>1</q1><q2>2</q2></range></qty>
          <unit> </unit></amt><item>eggs</item></ing></ing-div>
      </ingredients>
      <directions><step>Mix with <action>care</action>.</step>
        <dir-div><title>Oven</title><step>Bake.</step></dir-div></directions>
      <note>Keep dry.</note><nutrition>200 kcal</nutrition><diet-exchanges>1 starch</diet-exchanges>
      """)
    let body = record.body
    #expect(body.title == "Bread & butter" && body.summary == "Plain.")
    #expect(body.credit.source == "Ida, Jo" && record.tags == ["Bread", "Basics"])
    #expect(body.times.cooking?.minutes == 60 && body.times.preparation?.minutes == 15)
    #expect(body.yield == Yield(text: "2-3 loaves", amount: Quantity(2, upTo: 3), unit: "loaves"))
    #expect(body.equipment == ["Tin"] && body.notes == ["Keep dry."])
    #expect(
      body.ingredients == [
        IngredientGroup(ingredients: [
          Ingredient(
            text: "1 1/2 cups rye flour, sifted", quantity: Quantity(1.5), unit: "cups",
            item: "rye flour", note: "sifted", isOptional: true),
          Ingredient(
            text: "or 1 cup oats", quantity: Quantity(1), unit: "cup", item: "oats",
            note: "alternative"),
        ]),
        IngredientGroup(
          name: "Top",
          ingredients: [Ingredient(text: "1-2 eggs", quantity: Quantity(1, upTo: 2), item: "eggs")]),
      ])
    #expect(
      body.steps == [
        StepGroup(steps: ["Mix with care."]), StepGroup(name: "Oven", steps: ["Bake."]),
      ])
    #expect(record.extras.map(\.name) == ["subtitle", "version", "diet-exchanges"])
    #expect(record.warnings.isEmpty)
  }

  @Test func `the name of a group without ingredients is not lost`() throws {
    let record = try recipe(
      """
      <head><title>N</title></head><ingredients><ing><item>eggs</item></ing>
      <ing-div><title>Sauce</title><note>as you like</note></ing-div></ingredients>
      """)
    let texts = record.body.ingredients.flatMap(\.ingredients).map(\.text)
    #expect(texts == ["eggs", "Sauce"] && record.body.notes == ["as you like"])
  }

  @Test func `directions as text are one step a line`() throws {
    let record = try recipe(
      "<head><title>N</title></head><directions>Boil.\n\n 2. Serve.\n</directions>")
    #expect(record.body.steps == [StepGroup(steps: ["Boil.", "Serve."])])
  }

  @Test func `upper-case tags, bare ampersands and unknown entities are read`() throws {
    let pass = read(
      """
      <!DOCTYPE RECIPEML PUBLIC "-//FormatData//DTD RecipeML 0.5//EN" "http://127.0.0.1:1/x.dtd">
      <RECIPEML><MENU><HEAD><TITLE>M</TITLE></HEAD><RECIPE><HEAD><TITLE>Mac & cheese &eacute; &x;</TITLE>
      </HEAD><INGREDIENTS><ING><ITEM>AT&T</ITEM></ING></INGREDIENTS><DIRECTIONS><![CDATA[a & b]]>
      </DIRECTIONS></RECIPE></MENU></RECIPEML>
      """, with: RecipeMLReader.self)
    let record = try #require(pass.records.first)
    #expect(record.body.title == "Mac & cheese é &x;")
    #expect(record.body.ingredients.first?.ingredients.first?.text == "AT&T")
    #expect(record.body.steps == [StepGroup(steps: ["a & b"])])
    #expect(pass.fault == nil)
  }

  @Test func `a file that claims Latin-1 is read as Windows-1252`() throws {
    let content =
      Array(#"<?xml version="1.0" encoding="ISO-8859-1"?><recipeml><recipe><head><title>"#.utf8)
      + [0x93, 0x63, 0xE9, 0x94] + Array("</title></head></recipe></recipeml>".utf8)
    #expect(
      read(content, with: RecipeMLReader.self, largestRead: 3).records.map(\.body.title) == ["“cé”"]
    )
  }

  @Test(arguments: [true, false])
  func `UTF-16 is read`(lowByteFirst: Bool) {
    let text =
      #"<?xml version="1.0" encoding="UTF-16"?><recipeml><recipe><head><title>é🍞</title></head></recipe></recipeml>"#
    var content: [UInt8] = lowByteFirst ? [0xFF, 0xFE] : [0xFE, 0xFF]
    for unit in text.utf16 {
      let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      content += lowByteFirst ? pair : pair.reversed()
    }
    for largestRead in [1, 3, 4096] {
      let pass = read(content, with: RecipeMLReader.self, largestRead: largestRead)
      #expect(pass.records.map(\.body.title) == ["é🍞"])
    }
  }

  @Test func `a recipe without a title is rejected and the next is read`() throws {
    let pass = read(
      """
      <recipeml>
      <recipe><head/></recipe>
      <recipe><head><title>N</title></head></recipe></recipeml>
      """, with: RecipeMLReader.self)
    #expect(pass.records.count == 1)
    let rejection = try #require(pass.rejections.first)
    #expect(rejection.code == .missingTitle)
    #expect(rejection.location.line == 2 && rejection.location.pointer == "//recipe[1]")
    #expect(String(decoding: rejection.raw, as: UTF8.self) == "<recipe><head></head></recipe>")
  }
}

struct HostileXMLTests {
  private let tail =
    "<recipeml><recipe><head><title>T&a;</title></head></recipe></recipeml>"

  @Test func `xm-1: entities of an internal subset are never expanded`() throws {
    var subset = "<!ENTITY a0 \"ha\">"
    for level in 1...30 { subset += "<!ENTITY a\(level) \"&a\(level - 1);&a\(level - 1);\">" }
    subset += "<!ENTITY a \"&a30;\">"
    let pass = read("<!DOCTYPE recipeml [\(subset)]>" + tail, with: RecipeMLReader.self)
    #expect(pass.records.map(\.body.title) == ["T&a;"])
    let large = String(repeating: "x", count: 100_000)
    let many = String(repeating: "&a;", count: 10_000)
    let quadratic = read(
      "<!DOCTYPE recipeml [<!ENTITY a \"\(large)\">]><recipeml><recipe><head><title>\(many)"
        + "</title></head></recipe></recipeml>", with: RecipeMLReader.self)
    #expect(try #require(quadratic.records.first).body.title == many)
  }

  @Test(arguments: [
    "<!DOCTYPE recipeml [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>",
    "<!DOCTYPE recipeml SYSTEM \"file:///etc/hostname\">",
    "<!DOCTYPE recipeml SYSTEM \"http://127.0.0.1:9/x.dtd\" [<!ENTITY a \"b\">]>",
  ])
  func `xm-2: nothing outside of the file is opened`(prolog: String) {
    let pass = read(prolog + tail, with: RecipeMLReader.self)
    #expect(pass.records.map(\.body.title) == ["T&a;"])
  }

  @Test func `xm-2: an external parameter entity is refused or passed over`() {
    let pass = read(
      "<!DOCTYPE recipeml [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/p\"> %p;]>" + tail,
      with: RecipeMLReader.self)
    #expect(pass.records.map(\.body.title) == ["T&a;"] || pass.fault != nil)
  }

  @Test func `xm-3: depth, attributes and text have limits`() {
    let deep = read(
      "<recipeml><recipe>" + String(repeating: "<a>", count: 100_000), with: RecipeMLReader.self)
    #expect(deep.fault?.cause == .limitExceeded(limit: "nesting, 256 levels"))
    let attributes = (0..<100_000).map { "a\($0)=\">\"" }.joined(separator: " ")
    let wide = read("<recipeml \(attributes)>", with: RecipeMLReader.self)
    #expect(wide.fault?.cause == .limitExceeded(limit: "the size of one tag, 65536 bytes"))
    let good = "<recipe><head><title>N</title></head></recipe>"
    let text = String(repeating: "x", count: 50_000_000)
    let long = read(
      "<recipeml><recipe><head><title>L</title></head><note>\(text)</note></recipe>\(good)</recipeml>",
      with: RecipeMLReader.self)
    #expect(long.rejections.map(\.code) == [.tooLarge])
    #expect(long.records.map(\.body.title) == ["N"])
  }

  @Test(arguments: [
    Array(#"<?xml version="1.0" encoding="UTF-16"?>"#.utf8),
    Array(#"<?xml version="1.0" encoding="UTF-7"?>"#.utf8),
    [0xEF, 0xBB, 0xBF] + Array(#"<?xml version="1.0" encoding="ISO-8859-1"?>"#.utf8),
    Array("<!-- \u{0} -->".utf8),
  ])
  func `xm-4: contradictory encodings and NUL bytes are refused with their place`(prolog: [UInt8]) {
    let content =
      prolog + Array("<recipeml><recipe><head><title>T</title></head></recipe></recipeml>".utf8)
    let pass = read(content, with: RecipeMLReader.self)
    #expect(pass.records.isEmpty)
    #expect(pass.fault?.location?.line == 1)
  }

  @Test func `a file that is cut off gives what came before, then the fault`() {
    let pass = read(
      "<recipeml><recipe><head><title>N</title></head></recipe><recipe><head>",
      with: RecipeMLReader.self)
    #expect(pass.records.count == 1)
    #expect(pass.fault?.cause == .truncated)
  }
}
