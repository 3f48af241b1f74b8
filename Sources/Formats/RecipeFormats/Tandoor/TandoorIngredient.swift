import JSONText
import RecipeModel
import RecipeText

/// One ingredient of Tandoor, or a heading among them.
struct TandoorIngredient {
  private(set) var heading: String?
  private(set) var amount: String?
  private(set) var unit: String?
  private(set) var food: String?
  private var note: String?
  private var original: String?
  private var quantity: Quantity?

  init(_ object: JSONElement, _ draft: inout RecordDraft) {
    let number = object.member("amount")?.double ?? 0
    let isPlural = number > 1
    func flag(_ name: StaticString) -> Bool { object.member(name)?.bool == true }
    note = object.member("note").flatMap { draft.line($0) }
    original = object.member("original_text").flatMap { draft.line($0) }
    food = object.member("food").flatMap {
      TandoorIngredient.term($0, isPlural: isPlural || flag("always_use_plural_food"), &draft)
    }
    unit = object.member("unit").flatMap {
      TandoorIngredient.term($0, isPlural: isPlural || flag("always_use_plural_unit"), &draft)
    }
    if flag("is_header") {
      heading = note ?? food
    } else if !flag("no_amount"), number > 0 {
      amount = AmountText.text(number)
      quantity = Quantity(number)
    }
  }

  /// The ingredient; nil for a heading, and for a line that says nothing.
  var ingredient: Ingredient? {
    guard heading == nil else { return nil }
    guard let item = food else { return (original ?? line).map(IngredientLine.ingredient) }
    // Without amount and unit, all may stand in the food, where its reading went wrong.
    guard amount != nil || unit != nil else { return line.map(IngredientLine.ingredient) }
    return StatedIngredient(
      amount: amount, unit: unit, item: item, note: note, quantity: quantity
    ).ingredient
  }

  /// What a template in a step shows of it, without the note.
  var shown: String { [amount, unit, food ?? note].compactMap(\.self).joined(separator: " ") }

  private var line: String? {
    let front = [amount, unit, food].compactMap(\.self).joined(separator: " ")
    let parts = [front.isEmpty ? nil : front, note].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  private static func term(
    _ value: JSONElement, isPlural: Bool, _ draft: inout RecordDraft
  ) -> String? {
    guard value.kind == .object else { return draft.line(value) }
    let plural = isPlural ? value.member("plural_name").flatMap { draft.line($0) } : nil
    return plural ?? value.member("name").flatMap { draft.line($0) }
  }
}

/// The templates in the text of a step: `{{ ingredients[0] }}` and `{% scale(100) %}`.
enum TandoorTemplate {
  /// Puts what a template shows in its place; one that is not understood stays as it is.
  static func filled(_ text: String, with ingredients: [TandoorIngredient]) -> String {
    guard text.contains("{{") || text.contains("{%") else { return text }
    var filled = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "{") {
      filled += rest[..<start]
      rest = rest[start...]
      let (opening, closing) = rest.hasPrefix("{{") ? ("{{", "}}") : ("{%", "%}")
      guard rest.hasPrefix(opening), let end = rest.firstRange(of: closing) else {
        filled.append(rest.removeFirst())
        continue
      }
      let template = rest[rest.index(rest.startIndex, offsetBy: 2)..<end.lowerBound]
      filled += shown(template.filter { $0 != " " }, ingredients) ?? String(rest[..<end.upperBound])
      rest = rest[end.upperBound...]
    }
    return filled + rest
  }

  private static func shown(_ template: String, _ ingredients: [TandoorIngredient]) -> String? {
    if template.hasPrefix("scale("), template.hasSuffix(")") {
      return String(template.dropFirst("scale(".count).dropLast())
    }
    guard template.hasPrefix("ingredients["), let end = template.firstIndex(of: "]"),
      let index = Int(template[..<end].dropFirst("ingredients[".count)),
      ingredients.indices.contains(index)
    else { return nil }
    let ingredient = ingredients[index]
    switch template[template.index(after: end)...] {
    case "": return ingredient.shown
    case ".amount": return ingredient.amount ?? ""
    case ".unit": return ingredient.unit ?? ""
    case ".food": return ingredient.food ?? ""
    default: return nil
    }
  }
}
