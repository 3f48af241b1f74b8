import RecipeModel
import RecipeText

/// The parts of an ingredient whose line is made of them: `amount unit item, note`.
struct StatedParts {
  /// As the line states it, such as `1 1/2`.
  var amount: String?
  var unit: String?
  var item: String
  var note: String?

  /// Takes the line apart; nil when it says more, or says it otherwise, than its parts do.
  init?(_ ingredient: Ingredient) {
    guard let item = ingredient.item else { return nil }
    let rest =
      ([ingredient.unit, item].compactMap(\.self)).joined(separator: " ")
      + (ingredient.note.map { ", \($0)" } ?? "")
    self.item = item
    unit = ingredient.unit
    note = ingredient.note
    if ingredient.quantity == nil {
      guard ingredient.text == rest else { return nil }
    } else {
      guard ingredient.text.hasSuffix(" \(rest)") else { return nil }
      let stated = String(ingredient.text.dropLast(rest.count + 1))
      guard QuantityText.whole(stated) == ingredient.quantity else { return nil }
      amount = stated
    }
  }
}
