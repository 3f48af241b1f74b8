import JSONText
import RecipeModel
import RecipeText

/// One recipe of OpenEats, mapped out of its rows.
struct OpenEatsRecipe {
  private var draft = RecordDraft()
  private var ratings: [Double] = []
  private var comments: [JSONValue] = []

  init(key: String) {
    if !key.isEmpty { draft.externalID = key }
  }

  /// Reads the fields of the recipe's own row.
  mutating func read(_ fields: JSONElement, among rows: OpenEatsRows) {
    for (key, value) in fields.members where !value.isNull { read(key, value, rows) }
  }

  private mutating func read(_ key: JSONString, _ value: JSONElement, _ rows: OpenEatsRows) {
    switch key {
    case "cuisine", "course", "tags":
      let model = "tags" ~= key ? "tag" : key.text
      for element in value.kind == .array ? Array(value.elements) : [value] {
        if let title = rows.title(element, of: model).map({ draft.cleaner.line($0) }) {
          draft.tags.add(title)
        }
      }
    case "servings": if let count = draft.line(value) { draft.readServings(count) }
    case "prep_time", "cook_time":
      if value.double != 0 { draft.read(OpenEatsRecipe.names.field(key.bytes), key, value) }
    case "source": if let stated = draft.line(value) { draft.readSource(stated) }
    case "photo", "photo_thumbnail":
      guard let path = draft.line(value) else { return }
      let image = RecordDraft.image(at: path)
      if "photo" ~= key { draft.images.append(image) } else { draft.thumbnail = image }
    case "author", "public", "shared": break
    default: draft.read(OpenEatsRecipe.names.field(key.bytes), key, value)
    }
  }

  mutating func startGroup(_ title: String) {
    let title = draft.cleaner.line(title)
    draft.ingredients.startGroup(title.isEmpty ? nil : title)
  }

  /// Adds an ingredient: a fraction, or a number in older versions, a measure, and a title.
  mutating func addIngredient(_ fields: JSONElement) {
    guard let item = fields.member("title").flatMap({ draft.line($0) }) else { return }
    let unit = fields.member("measurement").flatMap { draft.line($0) }
    let note = fields.member("preparation").flatMap { draft.line($0) }
    guard let (amount, quantity) = amount(fields) else {
      let line = [unit, note.map { "\(item), \($0)" } ?? item].compactMap(\.self)
      draft.ingredients.add(IngredientLine.ingredient(line.joined(separator: " ")))
      return
    }
    draft.ingredients.add(
      StatedIngredient(
        amount: amount, unit: unit, item: item, note: note, quantity: quantity
      ).ingredient)
  }

  private mutating func amount(_ fields: JSONElement) -> (String, Quantity)? {
    if let above = fields.member("numerator")?.double, above > 0,
      let below = fields.member("denominator")?.double, below > 0
    {
      let isWhole = above.truncatingRemainder(dividingBy: below) == 0
      let text =
        isWhole
        ? AmountText.text(above / below) : "\(AmountText.text(above))/\(AmountText.text(below))"
      return (text, Quantity(above / below))
    }
    guard let number = fields.member("quantity")?.double, number > 0 else { return nil }
    return (AmountText.text(number), Quantity(number))
  }

  /// Adds what somebody thought of it; not who.
  mutating func addRating(_ fields: JSONElement) {
    if let stars = fields.member("rating")?.double, stars > 0, stars <= 5 { ratings.append(stars) }
    if let comment = fields.member("comment").flatMap({ draft.text($0) }) {
      comments.append(.string(comment))
    }
  }

  consuming func finish(_ place: JSONRecordPlace, digest: Digest) -> ReadElement {
    if !ratings.isEmpty {
      let mean = ratings.reduce(0, +) / Double(ratings.count)
      draft.body.rating = Rating(value: (mean * 100).rounded() / 100, count: ratings.count)
    }
    if !comments.isEmpty { draft.extras.append(JSONMember("comments", .array(comments))) }
    return draft.finish(place, digest: digest)
  }

  private static let names = FieldNames(
    [
      (.title, "title"), (.summary, "info"), (.steps, "directions"),
      (.preparationTime, "prep_time"), (.cookingTime, "cook_time"), (.rating, "rating"),
      (.createdAt, "pub_date"), (.updatedAt, "update_date"),
    ], folding: .letterCase)
}
