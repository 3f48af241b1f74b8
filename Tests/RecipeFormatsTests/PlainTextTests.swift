import PipelineCore
import RecipeFormats
import RecipeModel
import Testing

struct PlainTextTests {
  private func reader(of content: String, named name: String = "blob") -> String? {
    let sample = ContentSample(bytes: Array(content.utf8), isWhole: true, memberName: name)
    guard case .reader(let reader, _) = RecipeReaders.detect(sample) else { return nil }
    return reader.format.name
  }

  private func record(_ content: String) throws -> RecipeRecord {
    #expect(reader(of: content) == "plain-text")
    let pass = read(content, with: PlainTextReader.self)
    #expect(pass.rejections.isEmpty && pass.fault == nil && pass.records.count == 1)
    return try #require(pass.records.first)
  }

  @Test func `every part has its place`() throws {
    let record = try record(
      """
      Rye Soup

      A soup of my aunt's, who made it every Sunday in winter.

      Prep time: 10 min
      Cook time: 1 hour
      Serves 4
      Course: Soup
      Author: Ida

      Ingredients:
      * 1 onion, chopped
      * 1 l water
      salt

      Top
      2 tbsp cream

      Directions:
      1. Chop the onion
      and fry it.
      2. Boil for 1 hour.

      For the top
      Whip the cream and
      put it on.

      Notes:
      Keeps well.

      Nutrition:
      Calories: 120

      https://example.org/soup
      """)
    let body = record.body
    #expect(body.title == "Rye Soup")
    #expect(body.summary == "A soup of my aunt's, who made it every Sunday in winter.")
    #expect(body.times.preparation?.minutes == 10 && body.times.cooking?.minutes == 60)
    #expect(body.yield?.amount == Quantity(4) && record.tags == ["Soup"])
    #expect(body.ingredients.map(\.name) == [nil, "Top"])
    #expect(
      body.ingredients.flatMap(\.ingredients).map(\.text) == [
        "1 onion, chopped", "1 l water", "salt", "2 tbsp cream",
      ])
    #expect(body.steps.map(\.name) == [nil, "For the top"])
    #expect(
      body.steps.flatMap(\.steps) == [
        "Chop the onion and fry it.", "Boil for 1 hour.", "Whip the cream and put it on.",
      ])
    #expect(body.notes == ["Keeps well."])
    #expect(body.nutrition.first == NutritionFact(name: "Calories", value: "120"))
    #expect(body.credit.author == "Ida")
    #expect(!record.warnings.contains { $0.code == .guessedValue })
  }

  @Test(arguments: [
    (
      "Suppe", "Zutaten für 4 Personen:", "1 Zwiebel|1 l Wasser|2 EL Öl", "Zubereitung:",
      "Die Zwiebel schneiden und kochen."
    ),
    (
      "Soupe", "Ingrédients (pour 4 personnes)", "1 oignon|1 l d'eau|2 c. à soupe d'huile",
      "Préparation", "Couper l'oignon et cuire le tout."
    ),
    (
      "Sopa", "INGREDIENTES", "1 cebolla|1 l de agua|2 cucharadas de aceite", "ELABORACIÓN",
      "Cortar la cebolla y cocer todo."
    ),
    (
      "Zuppa", "Ingredienti per 4 persone", "1 cipolla|1 l d'acqua|2 cucchiai d'olio",
      "Procedimento", "Tagliare la cipolla e cuocere tutto."
    ),
    (
      "Suppe", "Dette trenger du til 4 personer:", "1 løk|1 l vann|2 ss olje", "Slik gjør du",
      "Skjær løken og kok det hele."
    ),
    (
      "Soup", "## Ingredients", "- 1 onion|- 1 l water|- 2 tbsp oil", "## Method",
      "Chop the onion and boil it all."
    ),
  ])
  func `headings are known in several languages`(
    title: String, ingredients: String, lines: String, directions: String, step: String
  ) throws {
    let list = lines.split(separator: "|")
    let record = try record(
      "\(title)\n\n\(ingredients)\n\(list.joined(separator: "\n"))\n\n\(directions)\n\(step)\n")
    #expect(record.body.title == title)
    #expect(record.body.ingredients.flatMap(\.ingredients).count == 3)
    #expect(record.body.steps.flatMap(\.steps) == [step])
    if ingredients.contains("4") { #expect(record.body.yield?.amount == Quantity(4)) }
  }

  @Test func `without headings amounts and the prose behind them are a guess, and said to be`()
    throws
  {
    let record = try record(
      """
      Rye Soup

      1 onion
      1 l water
      2 tbsp oil
      1 tsp salt

      Chop the onion and fry it in the oil. Boil with the water and salt in a saucepan.
      """)
    #expect(record.body.ingredients.flatMap(\.ingredients).count == 4)
    #expect(record.body.steps.flatMap(\.steps).count == 1)
    #expect(
      record.warnings == [
        RecordWarning(.guessedValue, field: "ingredients"),
        RecordWarning(.guessedValue, field: "directions"),
      ])
  }

  @Test func `steps may begin behind the ingredients without a heading`() throws {
    let record = try record(
      """
      Soup

      Ingredients
      1 onion
      1 l water
      1 tsp salt

      Chop the onion and boil it with the water and the salt in a big saucepan.
      Season the soup with pepper.
      """)
    #expect(record.body.ingredients.flatMap(\.ingredients).count == 3)
    #expect(record.body.steps.flatMap(\.steps).count == 2)
    #expect(record.warnings == [RecordWarning(.guessedValue, field: "directions")])
  }

  @Test func `without a first line the file's name is the title`() throws {
    let content = "Ingredients\n1 onion\n1 l water\n\nDirections\nBoil.\n"
    let pass = read(content, with: PlainTextReader.self)
    #expect(pass.records.map(\.body.title) == ["test"])
    #expect(pass.records.first?.warnings == [RecordWarning(.guessedValue, field: "title")])
  }

  @Test func `ChefTap: the address near the title tells it, or the folder of its export`() throws {
    let words = "1 onion\n1 l water\n2 tbsp oil\n\nChop the onion, fry it in oil and boil it.\n"
    #expect(reader(of: "Soup\nhttps://example.org/soup\n\n\(words)") == "cheftap")
    #expect(reader(of: "Soup\n\n\(words)", named: "cheftap_export/Soup (1).txt") == "cheftap")
    let pass = read(
      "Soup (of [mine])\nhttps://example.org/soup\n\n\(words)", with: ChefTapReader.self)
    let record = try #require(pass.records.first)
    #expect(record.body.title == "Soup (of [mine])")
    #expect(record.body.credit.url == "https://example.org/soup")
    #expect(record.body.ingredients.flatMap(\.ingredients).count == 3)
    #expect(record.body.steps.flatMap(\.steps) == ["Chop the onion, fry it in oil and boil it."])
  }

  /// Texts that have something of a recipe, and are none.
  @Test(arguments: [
    "# Tool\n\nA tool that mixes logs.\n\n## Ingredients\n\n- Python 3\n- 2 GB of RAM\n\n## Instructions\n\n1. Run `pip install tool`.\n2. Run `tool`.\n",
    "# Library\n\n## Method\n\nCall `stir()`.\n\n## Notes\n\n2 threads at most.\n",
    "MIT License\n\nCopyright (c) 2024 Ida\n\nPermission is hereby granted, free of charge, to any person.\n",
    "From: ida@example.org\nTo: bob@example.org\nSubject: soup\n\nIngredients\n1 onion\n2 tbsp oil\n1 l water\n\nDirections\nBoil the onion.\n",
    "From ida@example.org Mon Jan  1 00:00:00 2024\nHi, 2 eggs please.\n",
    "Shopping\n\n2 eggs\n1 l milk\n500 g flour\n2 onions\n",
    "Minutes of 4 March\n\n3 members came.\n2 members left early.\n5 members voted for the new oven in the kitchen.\n",
    "Changes\n\n1.2 Add the oven module.\n1.1 Fix the butter module.\n1.0 First release of the bowl and the pan.\n",
    "10 PRINT \"COOK\"\n20 GOTO 10\n30 END\n",
    "Chapter 1\n\nShe put a cup of flour in the bowl and stirred until the dough was done. It was 5 o'clock.\n",
    "Einkaufen:\n2 kg Mehl\n1 l Milch\n3 Zwiebeln\n",
    "Prices\n\n2 kg of salt cost 3 euros.\n1 l of oil costs 5 euros.\n\nCall us on Monday, we are glad to help you.\n",
    "Reagents\n\n5 ml acid\n2 g powder\n10 ml water\n\nHeat the flask slowly, then let it cool down for an hour.\n",
    "title,price\nsoup,3\n", "int main(void) { return 0; }\n", "just a line",
  ])
  func `what is no recipe is not taken for one`(content: String) {
    #expect(reader(of: content) == nil)
  }

  @Test func `a text beyond the sample is none`() {
    let content = "Soup\n\nIngredients\n1 onion\n1 l water\n\nDirections\nBoil the onion.\n"
    let sample = ContentSample(bytes: Array(content.utf8), isWhole: false)
    #expect(PlainTextReader.recognize(sample) == nil)
  }

  @Test func `Windows-1252 is decoded`() throws {
    let content: [UInt8] =
      Array("Cr".utf8) + [0xE8]
      + Array("me\n\nIngr".utf8) + [0xE9] + Array("dients\n1 l de lait\n2 g de sel\n\nPr".utf8)
      + [0xE9] + Array("paration\nCuire le lait.\n".utf8)
    let record = try #require(read(content, with: PlainTextReader.self).records.first)
    #expect(record.body.title == "Crème")
    #expect(PlainTextReader.recognize(ContentSample(bytes: content, isWhole: true)) != nil)
  }
}
