import RecipeModel
import RecipeText

/// The `IngR` elements of one recipe.
struct MX2Ingredients {
  /// What ingredients are linked to in MasterCook's table of nutrients, and the recipes that
  /// stand as ingredients.
  private var links: [JSONValue] = []
  private var recipes: [JSONValue] = []

  /// Adds an ingredient with its parts as the file states them, or starts a group.
  mutating func add(_ element: XMLElement, _ draft: inout RecordDraft) {
    let prep = draft.line(element.child("iprp"))
    guard let name = draft.line("name", of: element) ?? prep else { return }
    let amount = draft.line("qty", of: element)
    let unit = draft.line("unit", of: element)
    let code = draft.line("code", of: element)?.uppercased()
    if amount == nil, unit == nil, prep == nil || code == "S",
      let heading = MX2Ingredients.heading(name, code: code)
    {
      draft.ingredients.startGroup(heading)
      return
    }
    var ingredient = StatedIngredient(
      amount: amount, unit: unit, item: name, note: prep == name ? nil : prep)
    ingredient.quantity = amount.flatMap(MX2Ingredients.quantity(_:))
    ingredient.isOptional = prep?.contains(ignoringCase: "optional") ?? false
    draft.ingredients.add(ingredient.ingredient)
    if code == "R" { recipes.append(.string(name)) }
    if let link = draft.line(element.child("inti")) {
      links.append(.object([JSONMember("name", .string(name)), JSONMember("link", .string(link))]))
    }
  }

  /// Moves what the model has no field for to the extras.
  consuming func finish(_ draft: inout RecordDraft) {
    if !recipes.isEmpty { draft.extras.append(JSONMember("recipes", .array(recipes))) }
    if !links.isEmpty { draft.extras.append(JSONMember("inti", .array(links))) }
  }

  /// A subtitle by its code, or by the marks that old versions put around it.
  private static func heading(_ name: String, code: String?) -> String? {
    var inner = name[...]
    while let first = inner.utf8.first, isMark(first) { inner = inner.dropFirst() }
    while let last = inner.utf8.last, isMark(last) { inner = inner.dropLast() }
    let isMarked =
      name.utf8.count - inner.utf8.count >= 4 && inner.startIndex > name.startIndex
      && inner.endIndex < name.endIndex
    var text = String(inner).trimmed
    if code == "S" || isMarked {
      if text.hasSuffix(":") { text = String(text.dropLast()).trimmed }
      return text.isEmpty ? nil : text
    }
    return code == "T" || code == "R" ? nil : HeadingLine.heading(name)
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "~"),
      UInt8(ascii: "_"), UInt8(ascii: "+"):
      true
    default: false
    }
  }

  /// An amount, or the two ends of a range with a space between them: `0.75 1`.
  private static func quantity(_ amount: String) -> Quantity? {
    if let quantity = QuantityText.whole(amount) { return quantity }
    for index in amount.indices where amount[index] == " " {
      let ends = [amount[..<index], amount[index...]].map { QuantityText.whole(String($0)) }
      if let lower = ends[0], let upper = ends[1], lower.upper == nil, upper.upper == nil,
        lower.lower <= upper.lower
      {
        return Quantity(lower.lower, upTo: upper.lower)
      }
    }
    return nil
  }
}

extension String {
  /// The text without the spaces around it.
  fileprivate var trimmed: String {
    split(separator: " ").joined(separator: " ")
  }
}
