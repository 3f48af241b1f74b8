import PipelineCore
import RecipeFormats
import RecipeModel
import Testing

struct MX2ReaderTests {
  private func recipe(_ inside: String, attributes: String = "") throws -> RecipeRecord {
    let pass = read(
      """
      <?xml version="1.0" standalone="yes" encoding="ISO-8859-1"?>
      <!DOCTYPE mx2 SYSTEM "mx2.dtd">
      <mx2 source="MasterCook" date="May 01, 2002">
      <Summ><Nam>
      Tart
      </Nam></Summ>
      <RcpE name="Tart"\(attributes)>
      \(inside)
      </RcpE></mx2>
      """, with: MX2Reader.self)
    #expect(pass.fault == nil)
    return try #require(pass.records.first)
  }

  @Test func `every part has its place`() throws {
    let record = try recipe(
      """
      <RTxt><![CDATA[
      * Exported from MasterCook *
      Per Serving: 1 Calorie
      ]]></RTxt>
      <Serv qty="8"/><PrpT elapsed="0:30"/><TTim elapsed="1:45"/>
      <AltT label="Cook Time" elapsed="0:50"/><AltT label="Chill" elapsed="2:00"/>
      <CatS><CatT>
      Pies & tarts
      </CatT><CatT>
      Fruit
      </CatT></CatS>
      <IngR name="flour" unit="cup" qty="1"></IngR>
      <DirS><DirT img="steps\\one.jpg">
      1. Roll.
      </DirT><DirT img="">
      Filling:
      </DirT><DirT>
      Fill & bake.
      </DirT></DirS>
      <Desc>
      Plain.
      </Desc><Srce>
      The "Blue" book
      </Srce>
      <AltS label="Internet address" source="www.example.org/tart"/>
      <AltS label="Copyright" source="1999 "Blue" Press"/>
      <Yield unit="tarts" qty="2.250000"/>
      <RatS><RatE name="Taste" value="9"/><RatE name="Ease" value="6"/></RatS>
      <SrvI>
      With cream.
      </SrvI><Wine>
      Riesling
      </Wine><Note>
      Keeps well.
      </Note><Nutr>
      Per Serving: 340 Calories
      </Nutr><Natn>
      French
      </Natn><CpyR>
      1999
      </CpyR>
      """, attributes: #" author="Ida "Bee" Bo" img="pics\tart.jpg""#)
    let body = record.body
    #expect(body.title == "Tart" && body.summary == "Plain.")
    #expect(
      body.credit
        == Credit(
          author: #"Ida "Bee" Bo"#, source: #"The "Blue" book"#, url: "www.example.org/tart"))
    #expect(body.times.preparation?.minutes == 30 && body.times.cooking?.minutes == 50)
    #expect(body.times.total?.minutes == 105)
    #expect(body.yield == Yield(text: "8 servings", amount: Quantity(8), unit: "servings"))
    #expect(record.tags == ["Pies & tarts", "Fruit", "French"])
    #expect(
      body.steps == [
        StepGroup(steps: ["Roll."]), StepGroup(name: "Filling", steps: ["Fill & bake."]),
      ])
    #expect(body.rating == Rating(value: 7.5, best: 10))
    #expect(
      body.notes == ["Serving ideas\nWith cream.", "Suggested wine\nRiesling", "Keeps well."])
    #expect(
      body.nutrition == [NutritionFact(name: "nutrition", value: "Per Serving: 340 Calories")])
    #expect(record.images == [.member(name: "pics/tart.jpg"), .member(name: "steps/one.jpg")])
    #expect(record.extras.map(\.name) == ["altt", "alts", "yield", "rats", "cpyr"])
    #expect(record.warnings.isEmpty)
  }

  @Test func `ingredients keep amount, unit and text as the file states them`() throws {
    let record = try recipe(
      """
      <IngR name="green tomatoes in 3/4" dice" unit="gallons" qty="2"></IngR>
      <IngR name="carrot sticks - (4" by 1/2")" qty="5">
      <INtI>
      123
      </INtI>
      </IngR>
      <IngR name="=== Dough ==="></IngR>
      <IngR name="sugar" unit="c." qty="0.75 1" code="I"><IPrp>
      sifted
      </IPrp></IngR>
      <IngR name="yeast" unit="tsp." qty="1 1/2" code="I"><INtI></INtI><IPrp></IPrp></IngR>
      <IngR name="salt"><IPrp>
      (optional)
      </IPrp></IngR>
      <IngR code="S" name="For the top:"></IngR>
      <IngR name="2% milk & <cream>" unit="cup" qty="a little"></IngR>
      <IngR name="Pie Crust" qty="1" code="R"></IngR>
      <IngR name="OR" code="T"></IngR>
      <IngR name="***Sauce***"></IngR>
      <IngR name="12 eggs"></IngR>
      """)
    #expect(
      record.body.ingredients == [
        IngredientGroup(ingredients: [
          Ingredient(
            text: #"2 gallons green tomatoes in 3/4" dice"#, quantity: Quantity(2),
            unit: "gallons", item: #"green tomatoes in 3/4" dice"#),
          Ingredient(
            text: #"5 carrot sticks - (4" by 1/2")"#, quantity: Quantity(5),
            item: #"carrot sticks - (4" by 1/2")"#),
        ]),
        IngredientGroup(
          name: "Dough",
          ingredients: [
            Ingredient(
              text: "0.75 1 c. sugar, sifted", quantity: Quantity(0.75, upTo: 1), unit: "c.",
              item: "sugar", note: "sifted"),
            Ingredient(
              text: "1 1/2 tsp. yeast", quantity: Quantity(1.5), unit: "tsp.", item: "yeast"),
            Ingredient(
              text: "salt, (optional)", item: "salt", note: "(optional)", isOptional: true),
          ]),
        IngredientGroup(
          name: "For the top",
          ingredients: [
            Ingredient(
              text: "a little cup 2% milk & <cream>", unit: "cup", item: "2% milk & <cream>"),
            Ingredient(text: "1 Pie Crust", quantity: Quantity(1), item: "Pie Crust"),
            Ingredient(text: "OR", item: "OR"),
          ]),
        IngredientGroup(name: "Sauce", ingredients: [Ingredient(text: "12 eggs", item: "12 eggs")]),
      ])
    #expect(
      record.extras == [
        JSONMember("recipes", .array([.string("Pie Crust")])),
        JSONMember(
          "inti",
          .array([
            .object([
              JSONMember("name", .string(#"carrot sticks - (4" by 1/2")"#)),
              JSONMember("link", .string("123")),
            ])
          ])),
      ])
  }

  @Test func `old files state the nutrition in the copy alone`() throws {
    let record = try recipe(
      """
      <RTxt>
      <![CDATA[
      Bake <a "while".

      Per Serving (excluding unknown items): 23 Calories; trace Fat.

      Nutr. Assoc. : 0
      ]]></RTxt>
      <Serv qty="0"/><PrpT elapsed="0:00"/><Yield unit="cups" qty="2.000000"/>
      """)
    #expect(
      record.body.nutrition == [
        NutritionFact(
          name: "nutrition",
          value: "Per Serving (excluding unknown items): 23 Calories; trace Fat.")
      ])
    #expect(record.body.yield == Yield(text: "2 cups", amount: Quantity(2), unit: "cups"))
    #expect(record.body.times == Times() && record.extras.isEmpty)
  }

  @Test func `bytes are Windows-1252 whatever the header says`() {
    let content =
      Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<mx2>\r\n<RcpE name=\"".utf8)
      + [0x91, 0x4A, 0x61, 0x6C, 0x61, 0x70, 0x65, 0xF1, 0x6F, 0x92]
      + Array("\" author=\"\">\r\n</RcpE></mx2>\u{1A}".utf8)
    let pass = read(content, with: MX2Reader.self)
    #expect(pass.records.map(\.body.title) == ["‘Jalapeño’"] && pass.fault == nil)
  }

  @Test func `a file that is cut off gives what came before, then the fault`() {
    let pass = read("<mx2><RcpE name=\"A\"></RcpE><RcpE name=\"B", with: MX2Reader.self)
    #expect(pass.records.map(\.body.title) == ["A"])
    #expect(pass.fault?.cause == .truncated)
  }

  @Test(arguments: [
    ("<?xml version=\"1.0\" standalone=\"yes\" encoding=\"x\"?><!DOCTYPE mx2><mx2>", "mx2"),
    ("<?xml version=\"1.0\">\n<MX2 source=\"a\">", "mx2"), ("<RcpE name=\"a\"/>", "mx2"),
    ("<krecipes version=\"1\"/>", "kreml"), ("<!-- x --><krecipes-recipe/>", "kreml"),
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
