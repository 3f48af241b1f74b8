import JSONText
import RecipeModel
import RecipeText

/// One ingredient of Mealie: parts, and the line that they were once read out of.
struct MealieIngredient {
  private var amount: Double?
  private var unit: String?
  private var food: String?
  private var note: String?
  private var original: String?
  private var shown: String?
  private var hidesAmount: Bool

  /// Reads the members; `hidesAmounts` is what the settings of the recipe say.
  init(_ object: JSONElement, hidesAmounts: Bool, _ draft: inout RecordDraft) {
    hidesAmount = hidesAmounts
    var unitValue: JSONElement?
    var foodValue: JSONElement?
    for (key, value) in object.members where !value.isNull {
      switch key {
      case "quantity": amount = value.double
      case "unit": unitValue = value
      case "food": foodValue = value
      case "referenced_recipe", "referencedRecipe": foodValue = foodValue.otherwise(value)
      case "note": note = draft.line(value)
      case "original_text", "originalText": original = draft.line(value)
      case "display": shown = draft.line(value)
      case "disable_amount", "disableAmount": hidesAmount = hidesAmount || value.bool == true
      default: break
      }
    }
    if amount == 0 { amount = nil }
    let isPlural = (amount ?? 0) > 1
    unit = unitValue.flatMap { MealieIngredient.unit($0, isPlural: isPlural, &draft) }
    food = foodValue.flatMap { MealieIngredient.food($0, isPlural: isPlural, &draft) }
  }

  /// The ingredient; nil when the row says nothing.
  ///
  /// An amount of 1 without unit and food is what Mealie fills in where it knows nothing.
  var ingredient: Ingredient? {
    if hidesAmount, let note { return IngredientLine.ingredient(note) }
    guard food != nil || unit != nil || (amount ?? 1) != 1 else {
      return (note ?? original ?? shown).map(IngredientLine.ingredient)
    }
    guard let item = food ?? note ?? unit else { return original.map(IngredientLine.ingredient) }
    let stated = StatedIngredient(
      amount: amount.map { AmountText.text($0) }, unit: food == nil && note == nil ? nil : unit,
      item: item, note: food == nil ? nil : note, quantity: amount.map { Quantity($0) })
    var ingredient = stated.ingredient
    if let original, saysTheSame(original) { ingredient.text = original }
    return ingredient
  }

  /// The line as first stated, when the parts were changed since and say something else.
  var outdatedLine: String? {
    guard let original, let ingredient, ingredient.text != original else { return nil }
    return saysTheSame(original) ? nil : original
  }

  private func saysTheSame(_ line: String) -> Bool {
    let quantity = IngredientLine.ingredient(line).quantity
    guard let amount, let lower = quantity?.lower else { return amount == nil && quantity == nil }
    return abs(amount - lower) < 0.01 || abs(amount - (quantity?.upper ?? lower)) < 0.01
  }

  private static func unit(
    _ value: JSONElement, isPlural: Bool, _ draft: inout RecordDraft
  ) -> String? {
    guard value.kind == .object else { return draft.line(value) }
    func stated(_ names: [StaticString]) -> String? {
      for case let member? in names.map({ value.member($0) }) {
        if let line = draft.line(member) { return line }
      }
      return nil
    }
    let flag = value.member("use_abbreviation") ?? value.member("useAbbreviation")
    let plural = stated(["plural_name", "pluralName"])
    let shortPlural = stated(["plural_abbreviation", "pluralAbbreviation"])
    if flag?.bool == true, let short = stated(["abbreviation"]) {
      return isPlural ? shortPlural ?? short : short
    }
    return isPlural ? plural ?? stated(["name"]) : stated(["name"])
  }

  private static func food(
    _ value: JSONElement, isPlural: Bool, _ draft: inout RecordDraft
  ) -> String? {
    guard value.kind == .object else { return draft.line(value) }
    let plural = (value.member("plural_name") ?? value.member("pluralName"))
      .flatMap { draft.line($0) }
    let name = value.member("name").flatMap { draft.line($0) }
    return isPlural ? plural ?? name : name
  }
}
