import JSONText
import RecipeModel
import RecipeText

/// One recipe of Crouton, mapped.
struct CroutonRecipe {
  private var draft = RecordDraft()
  private var method: JSONElement?

  init() {}

  mutating func read(_ root: JSONElement) {
    for (key, value) in root.members where !value.isNull { read(key, value) }
    if let method {
      if draft.steps.isEmpty {
        _ = draft.readSteps(method)
      } else if !draft.isEmpty(method) {
        draft.extras.append(JSONMember("method", method.value))
      }
    }
  }

  consuming func finish(_ place: JSONRecordPlace, digest: Digest) -> ReadElement {
    draft.finish(place, digest: digest)
  }

  private mutating func read(_ key: JSONString, _ value: JSONElement) {
    switch key {
    case "ingredients": for element in inOrder(value) { readIngredient(element) }
    case "steps": for element in inOrder(value) { readStep(element) }
    case "serves": if let count = draft.line(value) { draft.readServings(count) }
    case "duration", "cookingDuration":
      if value.double != 0 { draft.read(CroutonRecipe.names.field(key.bytes), key, value) }
    case "images": readPictures(value)
    case "sourceImage":
      if let bytes = draft.picture(base64: value, named: key.text) {
        draft.thumbnail = .embedded(bytes)
      }
    case "neutritionalInfo", "nutritionalInfo":
      if let text = draft.text(value) { draft.readNutrition(lines: text) }
    case "tags":
      for element in value.elements {
        if let name = draft.name(element) { draft.tags.add(name) }
      }
    case "method": method = value
    case "defaultScale":
      if let scale = value.double, scale != 1 {
        draft.extras.append(JSONMember(key.text, value.value))
      }
    case "isPublicRecipe": break
    default: draft.read(CroutonRecipe.names.field(key.bytes), key, value)
    }
  }

  /// Elements by their `order`; without one they stay where they are.
  private func inOrder(_ list: JSONElement) -> [JSONElement] {
    list.elements.enumerated().sorted { first, second in
      let left = first.element.member("order")?.integer ?? 0
      let right = second.element.member("order")?.integer ?? 0
      return (left, first.offset) < (right, second.offset)
    }.map(\.element)
  }

  // MARK: - Ingredients and steps

  private mutating func readIngredient(_ element: JSONElement) {
    guard element.kind == .object else {
      if let line = draft.line(element) { draft.ingredients.add(line) }
      return
    }
    guard let item = element.member("ingredient").flatMap({ draft.name($0) }) else { return }
    let stated = element.member("quantity")
    let type = stated?.member("quantityType").flatMap { draft.line($0) } ?? ""
    if type.uppercased() == "SECTION" {
      draft.ingredients.startGroup(item)
      return
    }
    let lower = stated?.member("amount")?.double.flatMap { $0 > 0 ? $0 : nil }
    let upper = stated?.member("secondaryAmount")?.double.flatMap { $0 > (lower ?? 0) ? $0 : nil }
    guard let lower else {
      draft.ingredients.add(IngredientLine.ingredient(item))
      return
    }
    let ends = [lower, upper].compactMap(\.self).map { AmountText.text($0) }
    let ingredient = StatedIngredient(
      amount: ends.joined(separator: "-"), unit: CroutonRecipe.unit(type), item: item,
      quantity: Quantity(lower, upTo: upper))
    draft.ingredients.add(ingredient.ingredient)
  }

  private mutating func readStep(_ element: JSONElement) {
    guard element.kind == .object else {
      if let text = draft.text(element) { draft.steps.add(item: text) }
      return
    }
    guard let text = element.member("step").flatMap({ draft.text($0) }) else { return }
    if element.member("isSection")?.bool == true {
      draft.steps.startGroup(text)
    } else {
      draft.steps.add(text)
    }
  }

  /// The unit as people write it; nil for things that are counted.
  private static func unit(_ type: String) -> String? {
    switch type.uppercased() {
    case "", "ITEM": nil
    case "TEASPOON": "tsp"
    case "TABLESPOON": "tbsp"
    case "MILLS", "MILLILITERS", "MILLILITRES": "ml"
    case "GRAMS": "g"
    case "KGS", "KILOGRAMS": "kg"
    case "POUND": "lb"
    case "OUNCE": "oz"
    case "FLUID_OUNCE": "fl oz"
    case "LITRES", "LITERS": "l"
    case "DECILITER": "dl"
    case "CENTILITER": "cl"
    default: type.lowercased().split(separator: "_").joined(separator: " ")
    }
  }

  // MARK: - Pictures

  private mutating func readPictures(_ value: JSONElement) {
    for element in value.elements {
      guard let bytes = draft.picture(base64: element, named: "images") else { continue }
      if !draft.images.contains(.embedded(bytes)) { draft.images.append(.embedded(bytes)) }
    }
  }

  private static let names = FieldNames(
    [
      (.title, "name"), (.externalID, "uuid"), (.preparationTime, "duration"),
      (.cookingTime, "cookingDuration"), (.url, "webLink"), (.source, "sourceName"),
      (.notes, "notes"), (.rating, "rating"),
    ], folding: .letterCase)
}
