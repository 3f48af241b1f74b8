import Indexes
import JSONText
import RecipeModel
import RecipeText
import Store

/// Takes out of a body what the likeness of two recipes is measured by.
struct DishReader {
  private let parser = JSONParser()
  private var collector = DishFeatures.Collector()

  /// Reads the canonical JSON of a body.
  mutating func features(
    of body: BodyKey, title: UnsafeBufferPointer<UInt8>, json: UnsafeBufferPointer<UInt8>
  ) throws(StoreFault) -> DishFeatures {
    let parsed = parser.parse(json) { root in
      for (key, value) in root.members {
        switch key {
        case "ingredients":
          DishReader.eachItem(of: value, named: "ingredients") { addIngredient($0) }
        case "steps":
          DishReader.eachItem(of: value, named: "steps") { step in
            if let text = step.string { collector.add(step: text.bytes) }
          }
        case "yield":
          if let amount = DishReader.size(of: value.member("amount")) {
            collector.add(yield: amount)
          }
        default: break
        }
      }
    }
    if case .failure = parsed {
      throw StoreFault(.inconsistent("the JSON of recipe body \(body.value) is damaged"))
    }
    collector.add(title: title)
    return collector.finish()
  }

  private static func eachItem(
    of groups: JSONElement, named list: StaticString, _ body: (JSONElement) -> Void
  ) {
    for group in groups.elements {
      for item in group.member(list)?.elements ?? group.elements { body(item) }
    }
  }

  private mutating func addIngredient(_ ingredient: JSONElement) {
    let size = DishReader.size(of: ingredient.member("quantity"))
    if let item = ingredient.member("item")?.string {
      let unit = ingredient.member("unit")?.string
      collector.add(
        ingredient: item.bytes, amount: DishReader.amount(size, unit: unit?.bytes))
    } else if let text = ingredient.member("text")?.text {
      addIngredient(text: text)
    }
  }

  /// Adds a line whose source did not say what stands in it.
  private mutating func addIngredient(text: String) {
    let line = IngredientLine.ingredient(text)
    let size = line.quantity.flatMap { DishReader.size($0.lower, $0.upper) }
    var unit = line.unit ?? ""
    let amount = unit.withUTF8 { DishReader.amount(size, unit: $0) }
    var name = line.item ?? text
    name.withUTF8 { collector.add(ingredient: $0, amount: amount) }
  }

  private static func size(of quantity: JSONElement?) -> Double? {
    guard let lower = quantity?.member("lower")?.double else { return nil }
    return size(lower, quantity?.member("upper")?.double)
  }

  /// The middle of an amount; nil for none that a ratio can be made of.
  private static func size(_ lower: Double, _ upper: Double?) -> Double? {
    let middle = (lower + (upper ?? lower)) / 2
    return middle > 0 && middle.isFinite ? middle : nil
  }

  /// An amount in millilitres, grams or pieces; what has no size of its own is counted.
  private static func amount(_ size: Double?, unit: TextBytes?) -> DishFeatures.Amount? {
    guard let size else { return nil }
    let measure = unit.flatMap { UnitMeasure(unit: $0) }
    let total = size * (measure?.size ?? 1)
    guard total > 0, total.isFinite else { return nil }
    return DishFeatures.Amount(
      kind: (measure?.dimension ?? .count).rawValue, size: total)
  }
}
