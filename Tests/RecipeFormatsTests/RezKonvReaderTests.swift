import PipelineCore
import RecipeFormats
import RecipeModel
import TestKit
import Testing

struct RezKonvReaderTests {
  private func record(_ lines: String) throws -> RecipeRecord {
    let pass = read(
      "========== REZKONV-Rezept - RezkonvSuite v1.4\n" + lines + "\n=====\n",
      with: RezKonvReader.self)
    #expect(pass.rejections.isEmpty && pass.fault == nil && pass.records.count == 1)
    return try #require(pass.records.first)
  }

  @Test func `every part has its place`() throws {
    let record = try record(
      """

           Titel: Kartoffelsuppe
      Kategorien: Suppen, Kartoffeln,
                  Winter
           Menge: 4 Portionen

      Zutaten:

          1/2        kg Kartoffeln

      ============================= QUELLE =============================
                         Idas Kochbuch
                         -- Erfasst *RK* 19.10.01 von
                         -- Jo

      Kartoffeln kochen
      und stampfen.

      Abschmecken.

      :O-Titel  : Kartoffelsuppe nach Art
      : >       : des Hauses
      :Stichworte : Schnell, Billig
      :Pro Portion ca. : 300 kcal
      :Kochzeit : 40 Minuten
      :Schwierigkeit : leicht
      :Quelle : ein Heft
      """)
    let body = record.body
    #expect(body.title == "Kartoffelsuppe nach Art des Hauses")
    #expect(record.tags == ["Suppen", "Kartoffeln", "Winter", "Schnell", "Billig"])
    #expect(body.yield?.text == "4 Portionen" && body.credit.source == "Idas Kochbuch")
    #expect(record.createdAt == Instant("2001-10-19", zonelessIsUTC: true))
    #expect(body.nutrition == [NutritionFact(name: "Pro Portion ca.", value: "300 kcal")])
    #expect(body.times.cooking?.minutes == 40)
    #expect(
      record.extras == [
        JSONMember("Erfasst", .string("Erfasst *RK* 19.10.01 von Jo")),
        JSONMember("Schwierigkeit", .string("leicht")),
        JSONMember("Quelle", .string("ein Heft")),
      ])
    #expect(body.steps.flatMap(\.steps) == ["Kartoffeln kochen und stampfen.", "Abschmecken."])
    #expect(record.warnings.isEmpty)
  }

  @Test func `amount, unit and text are what their columns say`() throws {
    let record = try record(
      """
           Titel: Suppe

          1/2        kg Kartoffeln, mehlig
        3/4-1      Ltr. Wasser
            2           Zwiebeln; fein
                        -- gehackt
                   etw. Salz
                        Pfeffer
      ============================ Einlage ============================
          250     Gramm Brot
      """)
    #expect(
      record.body.ingredients == [
        IngredientGroup(ingredients: [
          Ingredient(
            text: "1/2 kg Kartoffeln, mehlig", quantity: Quantity(0.5), unit: "kg",
            item: "Kartoffeln", note: "mehlig"),
          Ingredient(
            text: "3/4-1 Ltr. Wasser", quantity: Quantity(0.75, upTo: 1), unit: "Ltr.",
            item: "Wasser"),
          Ingredient(
            text: "2 Zwiebeln; fein gehackt", quantity: Quantity(2), item: "Zwiebeln",
            note: "fein gehackt"),
          Ingredient(text: "etw. Salz", unit: "etw.", item: "Salz"),
          Ingredient(text: "Pfeffer", item: "Pfeffer"),
        ]),
        IngredientGroup(
          name: "Einlage",
          ingredients: [
            Ingredient(
              text: "250 Gramm Brot", quantity: Quantity(250), unit: "Gramm", item: "Brot")
          ]),
      ])
  }

  @Test(arguments: [
    "========== REZKONV-Rezept - RezkonvSuite v0.97.1", "=====  RezKonv-Rezept",
    "MMMMM----- REZKONV-Rezept", "MMMMM-------- *RK* -------",
  ])
  func `first lines of any kind start a recipe`(header: String) throws {
    let end = header.hasPrefix("M") ? "MMMMM" : "====="
    let content = "\(header)\n\n     Titel: Suppe\n\n      1    Zwiebel\n\nKochen.\n\(end)\n"
    let detection = RecipeReaders.detect(ContentSample(bytes: Array(content.utf8), isWhole: true))
    guard case .reader(let reader, _) = detection else {
      Issue.record("it is not recognized")
      return
    }
    #expect(reader.format.name == "rezkonv")
    let record = try #require(read(content, with: RezKonvReader.self).records.first)
    #expect(record.body.ingredients.first?.ingredients.map(\.text) == ["1 Zwiebel"])
    #expect(record.warnings.isEmpty)
  }

  @Test func `recipes of both kinds in one file are all read`() {
    let content = """
      ========== REZKONV-Rezept
           Titel: Eins
      =====
      MMMMM----- Recipe via Meal-Master (tm) v8.05
            Title: Zwei
      MMMMM
      """
    for reader in [RezKonvReader.self, MealMasterReader.self] as [any RecipeReader.Type] {
      #expect(read(content, with: reader).records.map(\.body.title) == ["Eins", "Zwei"])
    }
  }

  @Test(arguments: ["%81", "%FC", "ü", "Ã¼"])
  func `a file is read in the encoding that it is in`(letter: String) {
    let content = bytes(escaped: "=========== REZKONV\n Titel: H\(letter)hnersuppe\n=====\n")
    let pass = read(content, with: RezKonvReader.self)
    #expect(pass.records.map(\.body.title) == ["Hühnersuppe"])
  }

  @Test func `columns that are off lose no ingredient`() throws {
    let record = try record(
      """
           Titel: Suppe

          1/2        kg Kartoffeln
      3/4-1       Ltr. Wasser
                         -- warm
            2      groß. Zwiebeln

      Kochen.
      """)
    let ingredients = record.body.ingredients.flatMap(\.ingredients)
    #expect(
      ingredients.map(\.text) == [
        "1/2 kg Kartoffeln", "3/4-1 Ltr. Wasser warm", "2 groß. Zwiebeln",
      ])
    #expect(record.body.steps.flatMap(\.steps) == ["Kochen."])
  }

  @Test func `a last recipe without its end is read and marked`() {
    let pass = read("========== REZKONV\n Titel: Suppe\n\nKochen.", with: RezKonvReader.self)
    #expect(
      pass.records.first?.warnings.contains(RecordWarning(.repairedText, field: "end mark"))
        == true)
  }
}
