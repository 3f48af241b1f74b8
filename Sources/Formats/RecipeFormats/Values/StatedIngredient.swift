import RecipeModel
import RecipeText

/// An ingredient whose parts the source states one by one.
struct StatedIngredient {
  var amount: String?
  var unit: String?
  var item: String
  var note: String?
  var isOptional = false
  /// The amount as a number, where its text is not what `QuantityText` reads.
  var quantity: Quantity?

  /// The ingredient with its parts as stated, which its line is built of.
  var ingredient: Ingredient {
    let stated = [amount, unit, item].compactMap(\.self).joined(separator: " ")
    return Ingredient(
      text: note.map { "\(stated), \($0)" } ?? stated,
      quantity: quantity ?? amount.flatMap(QuantityText.whole), unit: unit, item: item, note: note,
      isOptional: isOptional)
  }
}
