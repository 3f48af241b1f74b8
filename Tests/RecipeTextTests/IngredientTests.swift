import RecipeModel
import RecipeText
import Testing

struct IngredientTests {
  struct Case: CustomTestStringConvertible {
    var line: String
    var quantity: Quantity?
    var unit: String?
    var item: String?
    var note: String?
    var testDescription: String { line }

    init(
      _ line: String, _ lower: Double?, upTo upper: Double? = nil, _ unit: String?, _ item: String?,
      _ note: String? = nil
    ) {
      self.line = line
      quantity = lower.map { Quantity($0, upTo: upper) }
      self.unit = unit
      self.item = item
      self.note = note
    }
  }

  @Test(arguments: [
    Case("2 cups flour", 2, "cups", "flour"),
    Case("1 1/2 tsp. salt", 1.5, "tsp", "salt"),
    Case("½ cup butter, melted", 0.5, "cup", "butter", "melted"),
    Case("250g dark chocolate (70%)", 250, "g", "dark chocolate", "70%"),
    Case(
      "1 (16 ounce) loaf frozen pound cake, thawed", 1, "loaf", "frozen pound cake",
      "16 ounce; thawed"),
    Case("2 eggs", 2, nil, "eggs"),
    Case("2-3 cloves of garlic, crushed", 2, upTo: 3, "cloves", "garlic", "crushed"),
    Case("2 cloves", 2, nil, "cloves"),
    Case("2 cloves, crushed", 2, nil, "cloves", "crushed"),
    Case("12-ounce package bacon", 12, "ounce", "package bacon"),
    Case("7-Up", nil, nil, "7-Up"),
    Case("7up", nil, nil, "7up"),
    Case("2% milk", nil, nil, "2% milk"),
    Case("about 2 cups stock", 2, "cups", "stock"),
    Case("ca. 200 ml Milch", 200, "ml", "Milch"),
    Case("salt and pepper, to taste", nil, nil, "salt and pepper", "to taste"),
    Case("pinch of salt", nil, "pinch", "salt"),
    Case("a pinch of salt", 1, "pinch", "salt"),
    Case("One egg", nil, nil, "One egg"),
    Case("2 EL Öl", 2, "EL", "Öl"),
    Case("1,5 kg Kartoffeln", 1.5, "kg", "Kartoffeln"),
    Case("1 Päckchen Backpulver", 1, "Päckchen", "Backpulver"),
    Case("200 g de farine", 200, "g", "farine"),
    Case("2 cuillères à soupe d'huile d'olive", 2, "cuillères à soupe", "huile d'olive"),
    Case("1 c. à café de sel", 1, "c. à café", "sel"),
    Case("3 gousses d’ail", 3, "gousses", "ail"),
    Case("2 cucharadas de azúcar", 2, "cucharadas", "azúcar"),
    Case("2 cucchiai di olio", 2, "cucchiai", "olio"),
    Case("8 fl oz cream", 8, "fl oz", "cream"),
    Case("1 onion - finely chopped", 1, nil, "onion", "finely chopped"),
    Case("1 onion – finely chopped", 1, nil, "onion", "finely chopped"),
    Case("3/4 c. butter -- soft", 0.75, "c", "butter", "soft"),
    Case("- 2 cups rice", 2, "cups", "rice"),
    Case("• salt", nil, nil, "salt"),
    Case("2 x 400g tins tomatoes", 2, nil, "400g tins tomatoes"),
    Case("1 can (15 oz) beans, drained (rinsed)", 1, "can", "beans", "15 oz; drained; rinsed"),
    Case("1 (open egg", 1, nil, nil, "open egg"),
    Case("500", 500, nil, nil),
    Case("10,5 oz", 10.5, nil, "oz"),
  ])
  func `a line is taken apart`(_ test: Case) {
    let ingredient = IngredientLine.ingredient(test.line)
    #expect(ingredient.text == test.line)
    #expect(ingredient.quantity == test.quantity)
    #expect(ingredient.unit == test.unit)
    #expect(ingredient.item == test.item)
    #expect(ingredient.note == test.note)
  }

  @Test(arguments: [
    ("1 egg (optional)", true), ("Petersilie, optional", true), ("sel, facultatif", true),
    ("1 optional egg", false), ("1 egg, beaten", false),
  ])
  func `only a note can make an ingredient optional`(line: String, isOptional: Bool) {
    #expect(IngredientLine.ingredient(line).isOptional == isOptional)
  }

  @Test func `a line that is longer than any ingredient is kept whole`() {
    let line = "1 cup " + String(repeating: "(", count: 1_000_000)
    #expect(IngredientLine.ingredient(line) == Ingredient(text: line))
  }

  @Test(
    arguments: [
      ("[Sauce]", "Sauce"), ("## Sauce", "Sauce"), ("Sauce:", "Sauce"),
      ("For the sauce", "For the sauce"), ("Für den Teig", "Für den Teig"),
      ("flour", nil), ("1 cup: level", nil), ("2 eggs:", nil), ("#1 flour", nil), ("", nil),
      ("For the 2 eggs", nil), ("[a] [b]", nil), (":", nil),
    ] as [(String, String?)])
  func `a heading is told from an ingredient`(line: String, heading: String?) {
    #expect(HeadingLine.heading(line) == heading)
  }
}

struct LineGroupTests {
  @Test func `ingredients stand below their headings`() {
    var lines = IngredientLines()
    lines.add(text: "2 cups flour\nSAUCE\n1 onion\nDressing:\n1 lemon\nEnd:")
    let groups = lines.finish()
    #expect(groups.map(\.name) == [nil, "SAUCE", "Dressing"])
    #expect(
      groups.map { $0.ingredients.map(\.text) } == [
        ["2 cups flour"], ["1 onion"], ["1 lemon", "End"],
      ])
  }

  @Test func `a list in capitals has no headings`() {
    var lines = IngredientLines()
    lines.add(text: "SALT\nPEPPER")
    #expect(lines.finish().map { $0.ingredients.map(\.text) } == [["SALT", "PEPPER"]])
  }

  @Test func `steps lose their numbers and stand below their headings`() {
    var lines = StepLines()
    lines.add(text: "1. Mix.\n\n2) Bake.\nSauce:\nStep 1: Stir.\n- Serve.\n3 eggs go in.\n200 g.")
    #expect(
      lines.finish() == [
        StepGroup(steps: ["Mix.", "Bake."]),
        StepGroup(name: "Sauce", steps: ["Stir.", "Serve.", "3 eggs go in.", "200 g."]),
      ])
  }

  @Test func `a heading alone is not lost`() {
    var ingredients = IngredientLines()
    ingredients.add("Salt:")
    #expect(ingredients.finish().flatMap(\.ingredients).map(\.text) == ["Salt"])
    var steps = StepLines()
    steps.startGroup("Bake")
    #expect(steps.finish() == [StepGroup(steps: ["Bake"])])
  }

  @Test func `R10: tags are split, tidied and named once`() {
    var tags = TagNames()
    tags.add(list: "Soup, quick  meals;soup,,\nVegan")
    tags.add("VEGAN")
    tags.add("a, b")
    #expect(tags.names == ["Soup", "quick meals", "Vegan", "a, b"])
  }

  @Test func `R10: of many tags each is named once too`() {
    let stated = (0..<100).map { "Tag \($0 % 40)" }
    var tags = TagNames()
    for name in stated + stated.map({ $0.uppercased() }) { tags.add(name) }
    #expect(tags.names == Array(stated[..<40]))
  }
}
