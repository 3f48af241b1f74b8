import RecipeFormats
import RecipeModel
import Testing

struct GourmetReaderTests {
  private let archive = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE gourmetDoc>
    <gourmetDoc>
    \t<recipe id="7">
    \t\t<title>
    \t\t\tPlum &amp; oat crumble
    \t\t</title>
    \t\t<category>
    \t\t\tDessert, Fruit
    \t\t</category>
    \t\t<cuisine>British</cuisine>
    \t\t<source>Aunt Jo</source>
    \t\t<link>https://example.org/crumble</link>
    \t\t<rating>4.5/5 stars</rating>
    \t\t<preptime>20 minutes</preptime>
    \t\t<cooktime>1 1/2 hours</cooktime>
    \t\t<yields>6 bowls</yields>
    \t\t<image format="jpeg"><![CDATA[/9j/]]></image>
    \t\t<ingredient-list>
    \t\t\t<inggroup><groupname>Topping</groupname>
    \t\t\t\t<ingredient><amount>1 1/2</amount><unit>cups</unit><item>oats, rolled</item><key>oats</key></ingredient>
    \t\t\t\t<ingref refid="9" amount="1/2">Brown butter</ingref>
    \t\t\t</inggroup>
    \t\t\t<ingredient optional="Yes"><amount>2-3</amount><item>cloves</item></ingredient>
    \t\t\t<ingredient optional="no"><item>2 pinches salt</item></ingredient>
    \t\t\t<ingredient><key>plums</key></ingredient>
    \t\t</ingredient-list>
    \t\t<instructions>
    \t\t\tRub &amp;lt;i&amp;gt;gently&amp;lt;/i&amp;gt;.

    Bake.
    \t\t</instructions>
    \t\t<modifications>
    \t\t\tPears &quot;work&quot; too.
    \t\t</modifications>
    \t\t<shelf>Top</shelf>
    \t</recipe>
    </gourmetDoc>
    """

  @Test func `every part has its place`() throws {
    let record = try #require(read(archive, with: GourmetReader.self).records.first)
    let body = record.body
    #expect(body.title == "Plum & oat crumble" && record.externalID == "7")
    #expect(record.tags == ["Dessert", "Fruit", "British"])
    #expect(body.credit == Credit(source: "Aunt Jo", url: "https://example.org/crumble"))
    #expect(body.rating == Rating(value: 4.5))
    #expect(body.times.preparation?.minutes == 20 && body.times.cooking?.minutes == 90)
    #expect(body.yield == Yield(text: "6 bowls", amount: Quantity(6), unit: "bowls"))
    #expect(record.images == [.embedded([0xFF, 0xD8, 0xFF])])
    #expect(
      body.ingredients == [
        IngredientGroup(
          name: "Topping",
          ingredients: [
            Ingredient(
              text: "1 1/2 cups oats, rolled", quantity: Quantity(1.5), unit: "cups", item: "oats",
              note: "rolled"),
            Ingredient(text: "1/2 Brown butter", quantity: Quantity(0.5), item: "Brown butter"),
          ]),
        IngredientGroup(ingredients: [
          Ingredient(
            text: "2-3 cloves", quantity: Quantity(2, upTo: 3), item: "cloves", isOptional: true),
          Ingredient(
            text: "2 pinches salt", quantity: Quantity(2), unit: "pinches", item: "salt"),
          Ingredient(text: "plums", item: "plums"),
        ]),
      ])
    #expect(body.steps == [StepGroup(steps: ["Rub gently.", "Bake."])])
    #expect(body.notes == ["Pears \"work\" too."])
    #expect(
      record.extras == [
        JSONMember("shelf", .string("Top")),
        JSONMember(
          "ingref",
          .array([
            .object([
              JSONMember("refid", .string("9")), JSONMember("name", .string("Brown butter")),
            ])
          ])),
      ])
    #expect(record.warnings == [RecordWarning(.droppedMarkup, field: "recipe")])
  }

  @Test func `the old form states fields as attributes and terms by their ids`() throws {
    let pass = read(
      """
      <?xml version="1.0"?><recipeDoc>
      <category id="c1">Main &amp; side</category><source id="s1">The old book</source>
      <recipe id="3" category="c1" cuisine="Home_cooking" source="s1" servings="4" rating="7"
        description="Warm."><title>Stew</title>
      <ingredients><inggroup name="For_the_pot"><ingredient optional="None">
      <amount unit="lb">2</amount><item ingkey="beef">stewing beef</item></ingredient></inggroup>
      </ingredients><instructions>Cook <b>long</b>.</instructions></recipe></recipeDoc>
      """, with: GourmetReader.self)
    let record = try #require(pass.records.first)
    #expect(record.tags == ["Main & side", "Home cooking"])
    #expect(record.body.credit.source == "The old book" && record.body.summary == "Warm.")
    #expect(
      record.body.yield == Yield(text: "4 servings", amount: Quantity(4), unit: "servings"))
    #expect(record.body.rating == Rating(value: 7, best: 10))
    #expect(
      record.body.ingredients == [
        IngredientGroup(
          name: "For the pot",
          ingredients: [
            Ingredient(
              text: "2 lb stewing beef", quantity: Quantity(2), unit: "lb", item: "stewing beef")
          ])
      ])
    #expect(record.body.steps == [StepGroup(steps: ["Cook long."])])
    #expect(record.extras.isEmpty && pass.fault == nil)
  }

  @Test(
    arguments: [
      ("3/5 stars", Rating(value: 3)), ("3 1/2/5 stars", Rating(value: 3.5)),
      ("8/10", Rating(value: 8, best: 10)), ("4", Rating(value: 4)), ("0/5 stars", nil),
      ("9/5 stars", nil), ("Great", nil),
    ] as [(String, Rating?)])
  func `ratings are stars of a scale`(stated: String, rating: Rating?) throws {
    let content =
      "<gourmetDoc><recipe><title>T</title><rating>\(stated)</rating></recipe></gourmetDoc>"
    let record = try #require(read(content, with: GourmetReader.self).records.first)
    #expect(record.body.rating == rating)
    let isKept = record.extras.contains { $0.name == "rating" }
    #expect(isKept == (rating == nil && !stated.hasPrefix("0")))
  }

  @Test func `a picture that is no Base64 is a warning`() throws {
    let content =
      "<gourmetDoc><recipe><title>T</title><image format='png'>*</image></recipe></gourmetDoc>"
    let record = try #require(read(content, with: GourmetReader.self).records.first)
    #expect(record.images.isEmpty)
    #expect(record.warnings.contains(RecordWarning(.unreadableImage, field: "image")))
  }

  @Test(arguments: [
    ("<gourmetDoc/>", "gourmet"), ("<recipeDoc><recipe/></recipeDoc>", "gourmet"),
    ("<recipe><title>T</title><ingredient-list/></recipe>", "gourmet"),
    ("<recipe><head><title>T</title></head><ingredients/></recipe>", "recipeml"),
  ])
  func `its neighbours are told apart`(content: String, format: String) {
    let sample = ContentSample(bytes: Array(content.utf8), isWhole: true, memberName: "a.json")
    guard case .reader(let reader, _) = RecipeReaders.detect(sample) else {
      Issue.record("no reader claims it")
      return
    }
    #expect(reader.format.name == format)
  }
}
