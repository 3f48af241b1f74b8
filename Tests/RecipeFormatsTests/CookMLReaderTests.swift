import PipelineCore
import RecipeFormats
import RecipeModel
import Testing

struct CookMLReaderTests {
  private func recipe(_ inside: String) throws -> RecipeRecord {
    let pass = read(
      """
      <?xml version="1.0" encoding="ISO-8859-1"?>
      <?xml-stylesheet type="text/xsl" href="cookml.xsl"?>
      <!DOCTYPE cookml SYSTEM "cookml.dtd">
      <cookml version="1.0.13" prog="Test" progver="1"><recipe lang="de">
      \(inside)
      </recipe></cookml>
      """, with: CookMLReader.self)
    #expect(pass.fault == nil)
    return try #require(pass.records.first)
  }

  @Test func `every part has its place`() throws {
    let record = try recipe(
      """
      <head title="Apfelstrudel &quot;fein&quot;" servingqty="6" servingtype="Stücke" rid="AB-1"
        quality="2" difficulty="leicht" timeallqty="1 Stunde 30 Minuten" timeprepqty="30"
        createdate="2-02-09T00:00:00" changedate="2019-05-06T07:08:09" createuser="Ida">
      <cat>3</cat><cat>Mehlspeisen</cat><hint>Herbst</hint><hint>Am Vortag vorbereiten.</hint>
      <sourceline>Das Buch</sourceline><sourceline>https://example.org/s</sourceline>
      <content type="kcal" value="310"/><pic file="bilder\\strudel.jpg"/>
      <picbin format="JPG">/9j/</picbin><card>blau</card></head>
      <part title="Teig"><ingredient qty="250.0" unit="g" item="Mehl" preparation="gesiebt"
        bls="C113" gram="250"><inote>glatt</inote></ingredient>
      <ingredient qty="etwas" unit="" item="Salz"/></part>
      <part title=""><ingredient qty="0" item="Butter, weich"/><ingredient unit="sm"/></part>
      <preparation><text>1. Kneten &amp; ruhen.

      2. Füllen.</text></preparation>
      <remark user="Bo" email="bo@example.org"><line>Gut.</line><line>Sehr gut.</line></remark>
      <remark><line>Mit Sahne.</line></remark>
      """)
    let body = record.body
    #expect(body.title == #"Apfelstrudel "fein""# && body.language == "de")
    #expect(record.externalID == "AB-1")
    #expect(body.yield == Yield(text: "6 Stücke", amount: Quantity(6), unit: "Stücke"))
    #expect(body.times.total?.minutes == 90 && body.times.preparation?.minutes == 30)
    #expect(record.createdAt?.description == "2002-02-09T00:00:00.000Z")
    #expect(record.updatedAt?.description == "2019-05-06T07:08:09.000Z")
    #expect(record.tags == ["Mehlspeisen", "Herbst"])
    #expect(
      body.credit == Credit(author: "Ida", source: "Das Buch", url: "https://example.org/s"))
    #expect(body.nutrition == [NutritionFact(name: "kcal", value: "310")])
    #expect(
      record.images == [.member(name: "bilder/strudel.jpg"), .embedded([0xFF, 0xD8, 0xFF])])
    #expect(
      body.ingredients == [
        IngredientGroup(
          name: "Teig",
          ingredients: [
            Ingredient(
              text: "250.0 g Mehl, gesiebt; glatt", quantity: Quantity(250), unit: "g",
              item: "Mehl", note: "gesiebt; glatt"),
            Ingredient(text: "etwas Salz", item: "Salz"),
          ]),
        IngredientGroup(ingredients: [Ingredient(text: "Butter, weich", item: "Butter, weich")]),
      ])
    #expect(body.steps == [StepGroup(steps: ["Kneten & ruhen.", "Füllen."])])
    #expect(body.notes == ["Am Vortag vorbereiten.", "Bo:\nGut.\nSehr gut.", "Mit Sahne."])
    #expect(
      record.extras.map(\.name)
        == ["quality", "difficulty", "cat", "card", "email", "ingredient"])
    #expect(record.warnings.isEmpty)
  }

  @Test func `Rezeptsuite states steps one by one`() throws {
    let record = try recipe(
      """
      <head title="Suppe" servingqty="4" createdate="gestern"/>
      <part><ingredient qty="1/2" unit="l" item="Brühe"/></part>
      <preparation><step>Kochen.</step><step>2. Servieren.</step></preparation>
      """)
    #expect(record.body.steps == [StepGroup(steps: ["Kochen.", "Servieren."])])
    #expect(
      record.body.yield == Yield(text: "4 servings", amount: Quantity(4), unit: "servings"))
    #expect(record.createdAt == nil)
    #expect(record.extras == [JSONMember("createdate", .string("gestern"))])
    #expect(record.warnings == [RecordWarning(.unreadableValue, field: "createdate")])
  }

  @Test func `a recipe without a title is rejected and the next is read`() {
    let pass = read(
      """
      <cookml><recipe><head/></recipe><recipe><head title="N"/></recipe><recipe>
      """, with: CookMLReader.self)
    #expect(pass.rejections.map(\.code) == [.missingTitle])
    #expect(pass.records.map(\.body.title) == ["N"])
    #expect(pass.fault?.cause == .truncated)
  }
}
