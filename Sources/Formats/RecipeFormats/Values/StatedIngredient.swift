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
    let stated = StatedIngredient.words(amount, unit, item)
    return Ingredient(
      text: note.map { stated + ", " + $0 } ?? stated,
      quantity: quantity ?? amount.flatMap(QuantityText.whole), unit: unit, item: item, note: note,
      isOptional: isOptional)
  }

  /// The parts that are there, with a space between each two.
  static func words(_ first: String?, _ second: String?, _ third: String? = nil) -> String {
    guard first != nil || second != nil else { return third ?? "" }
    let parts = (first?.utf8.count ?? 0) + (second?.utf8.count ?? 0) + (third?.utf8.count ?? 0)
    var words = ""
    words.reserveCapacity(parts + 2)
    add(first, to: &words)
    add(second, to: &words)
    add(third, to: &words)
    return words
  }

  private static func add(_ part: String?, to words: inout String) {
    guard let part else { return }
    if !words.isEmpty { words += " " }
    words += part
  }
}
