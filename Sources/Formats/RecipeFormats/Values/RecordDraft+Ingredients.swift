import JSONText
import RecipeModel
import RecipeText

extension RecordDraft {
  /// Reads lists of lines, one text of lines, lists in lists, and objects with parts.
  ///
  /// Of two members that state ingredients the first counts (`recipeIngredient` and the older
  /// `ingredients` repeat each other).
  mutating func readIngredients(_ value: JSONElement) -> Bool {
    guard ingredients.isEmpty else { return false }
    addIngredients(value)
    return !ingredients.isEmpty
  }

  private mutating func addIngredients(_ value: JSONElement) {
    switch value.kind {
    case .string:
      guard let string = value.string else { return }
      let text = cleaner.text(string.bytes)
      if text.hasLines { ingredients.add(text: text) } else { ingredients.add(text) }
    case .array:
      for element in value.elements { addIngredients(element) }
    case .object: addIngredientObject(nodes.resolve(value))
    case .integer, .double, .bool, .null: break
    }
  }

  private mutating func addIngredientObject(_ object: JSONElement) {
    var parts = IngredientParts()
    var children: JSONElement?
    var isNumbered = true
    for (key, value) in object.members {
      switch IngredientParts.names.value(of: key.bytes).flatMap(IngredientParts.Part.init) {
      case .children: children = children.otherwise(value)
      case .heading: parts.heading = parts.heading ?? name(value)
      case .text: parts.text = parts.text ?? line(value)
      case .name: parts.name = parts.name ?? name(value)
      case .amount: parts.amount = parts.amount ?? amount(value)
      case .unit: parts.unit = parts.unit ?? name(value)
      case .note: parts.note = parts.note ?? name(value)
      case .optional: parts.isOptional = parts.isOptional ?? value.bool
      case nil:
        // An object with the keys "0", "1" … is an array in disguise.
        if isNumbered, key.bytes.allSatisfy({ (0x30...0x39).contains($0) }) {
          addIngredients(value)
          continue
        }
      }
      isNumbered = false
    }
    if let children, children.kind == .array || children.kind == .string {
      ingredients.startGroup(parts.heading ?? parts.name ?? parts.text)
      addIngredients(children)
      ingredients.startGroup(nil)
    } else if let ingredient = parts.ingredient {
      if let heading = parts.heading { ingredients.startGroup(heading) }
      ingredients.add(ingredient)
    }
  }

  /// An amount as text, also of a QuantitativeValue.
  private mutating func amount(_ value: JSONElement) -> String? {
    if value.kind == .object { return quantitativeValue(value) }
    return line(value).flatMap { $0 == "0" ? nil : $0 }
  }
}

/// The parts that an ingredient object states.
struct IngredientParts {
  enum Part: Int {
    case text, name, amount, unit, note, optional, heading, children
  }

  var text: String?
  var name: String?
  var amount: String?
  var unit: String?
  var note: String?
  var heading: String?
  var isOptional: Bool?

  static let names = WordTable(
    [
      (.text, "text original original_text originalString display raw line ingredient_text"),
      (.name, "name item ingredient food product"),
      (.amount, "quantity amount qty value"),
      (.unit, "unit unitText unit_of_measure measure unitCode uom"),
      (.note, "note notes preparation prep comment extra description"),
      (.optional, "optional is_optional"),
      (.heading, "section group heading title group_name"),
      (.children, "ingredients items recipeIngredient itemListElement lines"),
    ].flatMap { (row: (Part, String)) in
      row.1.split(separator: " ").map { (String($0), row.0.rawValue) }
    }, folding: .caseAndMarks)

  /// The ingredient: the line as stated or built from its parts; nil when nothing is named.
  var ingredient: Ingredient? {
    if let text, amount == nil || name == nil {
      var ingredient = IngredientLine.ingredient(text)
      if isOptional ?? false { ingredient.isOptional = true }
      return ingredient
    }
    guard let name else { return nil }
    guard amount != nil || unit != nil || note != nil else {
      var ingredient = IngredientLine.ingredient(name)
      if isOptional ?? false { ingredient.isOptional = true }
      return ingredient
    }
    var line = [amount, unit, name].compactMap(\.self).joined(separator: " ")
    if let note { line += ", " + note }
    return Ingredient(
      text: text ?? line, quantity: amount.flatMap(QuantityText.whole), unit: unit, item: name,
      note: note, isOptional: isOptional ?? false)
  }
}
