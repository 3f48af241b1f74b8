import RecipeModel
import RecipeText

/// Ingredients whose amount and unit stand in columns of their own.
enum ExchangeIngredient {
  /// Makes an ingredient of clean parts; `amount` and `unit` may be empty.
  ///
  /// The preparation follows a semicolon or, without one, a comma outside of parentheses.
  static func ingredient(amount: String, unit: String, text: String) -> Ingredient {
    let (item, note) = split(text)
    return Ingredient(
      text: [amount, unit, text].filter { !$0.isEmpty }.joined(separator: " "),
      quantity: QuantityText.whole(amount), unit: unit.isEmpty ? nil : unit, item: item, note: note)
  }

  private static func split(_ text: String) -> (item: String, note: String?) {
    guard let mark = text.firstIndex(of: ";") ?? comma(in: text) else { return (text, nil) }
    let item = String(text[..<mark].trimmingSpaces)
    let note = String(text[text.index(after: mark)...].trimmingSpaces)
    guard !item.isEmpty, !note.isEmpty else { return (text, nil) }
    return (item, note)
  }

  private static func comma(in text: String) -> String.Index? {
    var depth = 0
    for index in text.utf8.indices {
      switch text.utf8[index] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: ",") where depth == 0: return index
      default: break
      }
    }
    return nil
  }
}

extension Substring {
  /// The text without spaces at either end.
  fileprivate var trimmingSpaces: Substring {
    let front = drop { $0 == " " }
    guard let last = front.lastIndex(where: { $0 != " " }) else { return front.prefix(0) }
    return front[...last]
  }
}
