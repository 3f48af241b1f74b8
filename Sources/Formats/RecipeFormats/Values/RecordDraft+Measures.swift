import JSONText
import RecipeModel
import RecipeText

extension RecordDraft {
  /// Reads a time: a text, minutes as a number, a Duration object, or the first of a list.
  mutating func readTime(
    _ field: RecipeField, _ value: JSONElement, _ name: JSONString
  ) -> Bool {
    guard let span = timeSpan(value) else { return false }
    if span.minutes == nil { warn(.unreadableValue, name.text) }
    switch field {
    case .preparationTime:
      guard body.times.preparation == nil else { return false }
      body.times.preparation = span
    case .cookingTime:
      guard body.times.cooking == nil else { return false }
      body.times.cooking = span
    default:
      guard body.times.total == nil else { return false }
      body.times.total = span
    }
    return true
  }

  private mutating func timeSpan(_ value: JSONElement) -> TimeSpan? {
    switch value.kind {
    case .string: return line(value).flatMap(DurationText.span(_:))
    case .integer, .double:
      guard let minutes = value.double else { return nil }
      return DurationText.span(minutes: minutes)
    case .array:
      var first: TimeSpan?
      for element in value.elements {
        guard let span = timeSpan(element) else { continue }
        if span.minutes != nil { return span }
        first = first ?? span
      }
      return first
    case .object:
      let candidates = [
        value.member("maxValue"), value.member("value"), value.member("minValue"),
        value.member("@value"), value.member("name"),
      ]
      for case let candidate? in candidates {
        if candidate.kind != .object, let span = timeSpan(candidate) { return span }
      }
      return nil
    case .bool, .null: return nil
    }
  }

  /// Reads a yield: a text, a number, a QuantitativeValue, or the longest text of a list.
  mutating func readYield(_ value: JSONElement) -> Bool {
    guard body.yield == nil else { return false }
    body.yield = yieldText(value).flatMap(YieldText.yield(_:))
    return body.yield != nil
  }

  private mutating func yieldText(_ value: JSONElement) -> String? {
    switch value.kind {
    case .array:
      var longest: String?
      for element in value.elements {
        guard let text = yieldText(element) else { continue }
        if text.utf8.count > (longest?.utf8.count ?? 0) { longest = text }
      }
      return longest
    case .object: return quantitativeValue(value)
    default: return line(value)
    }
  }

  /// `4 servings`, or `4-6 servings`, of a QuantitativeValue.
  mutating func quantitativeValue(_ object: JSONElement) -> String? {
    let lower = object.member("minValue").flatMap { line($0) }
    let upper = object.member("maxValue").flatMap { line($0) }
    var amount = object.member("value").flatMap { line($0) }
    if amount == nil, let lower, let upper { amount = "\(lower)-\(upper)" }
    guard let amount = amount ?? lower ?? upper else { return name(object) }
    let unit = (object.member("unitText") ?? object.member("unit")).flatMap { line($0) }
    return unit.map { "\(amount) \($0)" } ?? amount
  }

  /// Reads an AggregateRating or a bare number; 0 means that nobody rated.
  mutating func readRating(_ value: JSONElement) -> Bool {
    guard body.rating == nil else { return false }
    if value.kind == .object {
      guard let rating = number(in: value.member("ratingValue")) else { return false }
      let best = number(in: value.member("bestRating")) ?? 5
      let count = number(in: value.member("ratingCount") ?? value.member("reviewCount"))
      guard best > 0, rating > 0, rating <= best else { return false }
      body.rating = Rating(value: rating, best: best, count: count.flatMap { Int(exactly: $0) })
      return true
    }
    guard let rating = number(in: value) else { return false }
    guard rating > 0 else { return true }
    guard rating <= 5 else { return false }
    body.rating = Rating(value: rating)
    return true
  }

  /// A number, or a text that is one, with a decimal comma too.
  private mutating func number(in value: JSONElement?) -> Double? {
    guard let value else { return nil }
    if let number = value.double { return number }
    guard let text = line(value), let quantity = QuantityText.whole(text) else { return nil }
    return quantity.upper == nil ? quantity.lower : nil
  }

  /// Reads a clean text with one label, colon and value a line; a line without stays whole.
  mutating func readNutrition(lines text: String) {
    for line in text.split(separator: "\n") {
      let line = cleaner.line(line.hasSuffix(",") ? String(line.dropLast()) : String(line))
      guard !line.isEmpty else { continue }
      let parts = line.split(separator: ":", maxSplits: 1).map { cleaner.line(String($0)) }
      let isLabelled = parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty
      body.nutrition.append(
        NutritionFact(
          name: isLabelled ? parts[0] : "nutrition", value: isLabelled ? parts[1] : line))
    }
  }

  /// Reads label and value of each member, or a text as it is.
  mutating func readNutrition(_ value: JSONElement) -> Bool {
    let before = body.nutrition.count
    switch value.kind {
    case .array:
      for element in value.elements { _ = readNutrition(element) }
    case .object:
      for (key, member) in nodes.resolve(value).members {
        guard key.bytes.first != UInt8(ascii: "@"), let stated = name(member) else { continue }
        body.nutrition.append(NutritionFact(name: key.text, value: stated))
      }
    default:
      guard let text = text(value) else { return false }
      body.nutrition.append(NutritionFact(name: "nutrition", value: text))
    }
    return body.nutrition.count > before
  }
}
