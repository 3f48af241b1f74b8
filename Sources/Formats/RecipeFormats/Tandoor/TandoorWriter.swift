import JSONText
public import RecipeModel
import RecipeText

/// Writes what Tandoor imports as its own: a zip of zips, each with a `recipe.json` and a picture.
///
/// A group of steps is a step of Tandoor; the ingredients all stand in the first one. Tandoor
/// refuses a recipe of which one text is longer than its database takes it, so those are cut, and a
/// long line of the ingredients goes on in the next.
public struct TandoorWriter: RecipeWriter {
  public static var reader: any RecipeReader.Type { TandoorReader.self }
  public static let layout = WriterLayout.files(zipExtension: "zip")
  public static let losses =
    FormatLoss.without(
      .totalTime, .author, .source, .rating, .notes, .equipment, .language, .externalID, .created,
      .updated, .extras)
    + [
      FormatLoss(all: .nutrition, "is four numbers"),
      FormatLoss(.title, "is cut behind 128 characters"),
      FormatLoss(.summary, "is cut behind 512 characters"),
      FormatLoss(.ingredients, "amounts are written anew, and long lines are several"),
      FormatLoss(.ingredientGroups, "ingredients without a heading stay below the one before them"),
      FormatLoss(.ingredientParts, "amounts are one number, and nothing is optional"),
      FormatLoss(.steps, "each line is a step, and lines that look like headings are that"),
      FormatLoss(.stepGroups, "lines that look like headings become headings"),
      FormatLoss(.preparationTime, "is whole minutes, and words go"),
      FormatLoss(.cookingTime, "is whole minutes, and words go"),
      FormatLoss(.yield, "is a whole number and what it counts, in 32 characters"),
      FormatLoss(.tags, "are cut behind 64 characters"),
      FormatLoss(.images, "one picture, and no address"),
    ]

  public let arrangement = WriterArrangement.apart
  private var count = 0

  public init(_ arrangement: WriterArrangement) {}

  public mutating func write(_ record: RecipeRecord) -> [WrittenFile] {
    count += 1
    var writer = JSONWriter()
    TandoorObject(record: record).write(to: &writer)
    var files = [WrittenFile("recipe.json", writer.bytes)]
    if let picture = record.embeddedPictures.first {
      files.append(WrittenFile("image.\(PictureName.fileExtension(of: picture))", picture))
    }
    return [WrittenFile("\(count).zip", .zip(files))]
  }
}

/// How long Tandoor's texts may be, in code points.
private enum TandoorLimit {
  static let name = 128
  static let description = 512
  static let keyword = 64
  static let servings = 32
  static let note = 256

  static func fits(_ text: String, _ limit: Int) -> Bool { text.unicodeScalars.count <= limit }

  static func cut(_ text: String, _ limit: Int) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit)))
  }
}

/// A record as Tandoor's `recipe.json`.
private struct TandoorObject {
  var record: RecipeRecord

  private var body: RecipeBody { record.body }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("name", TandoorLimit.cut(body.title, TandoorLimit.name))
      writer.member("description", TandoorLimit.cut(body.summary ?? "", TandoorLimit.description))
      writer.key("keywords")
      writer.array { writer in
        for tag in record.tags {
          writer.object { writer in
            writer.member("name", TandoorLimit.cut(tag, TandoorLimit.keyword))
            writer.member("description", "")
          }
        }
      }
      writer.key("steps")
      writer.array { writeSteps(to: &$0) }
      writer.number("working_time", body.times.preparation?.minutes ?? 0)
      writer.number("waiting_time", body.times.cooking?.minutes ?? 0)
      writer.key("internal")
      writer.bool(true)
      writeNutrition(to: &writer)
      writeServings(to: &writer)
      writer.member("source_url", body.credit.url ?? "")
    }
  }

  /// A number, and in words what it counts: `6` and `rolls`; Tandoor counts servings by itself.
  private func writeServings(to writer: inout JSONWriter) {
    var text = body.yield?.text ?? ""
    let number = body.yield?.amount.flatMap { Int(exactly: $0.lower) }
    if number != nil {
      text = text.withUTF8 { bytes in
        let end = QuantityText.prefix(of: bytes)?.end ?? bytes.count
        return String(decoding: bytes[end...].drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
      }
    }
    writer.number("servings", number ?? 1)
    writer.member("servings_text", TandoorLimit.cut(text, TandoorLimit.servings))
  }

  private func writeNutrition(to writer: inout JSONWriter) {
    writer.key("nutrition")
    guard !body.nutrition.isEmpty else { return writer.null() }
    writer.object { writer in
      for (name, start) in [
        ("carbohydrates", "carb"), ("fats", "fat"), ("proteins", "protein"), ("calories", "calor"),
      ] {
        let fact = body.nutrition.first { $0.name.lowercased().hasPrefix(start) }
        writer.key(name)
        writer.double(fact.flatMap { TandoorObject.number(in: $0.value) } ?? 0)
      }
      writer.member("source", "")
    }
  }

  /// The number at the front of `240 kcal`.
  private static func number(in value: String) -> Double? {
    var value = value
    return value.withUTF8 { QuantityText.prefix(of: $0)?.quantity.lower }
  }

  // MARK: - Steps

  private func writeSteps(to writer: inout JSONWriter) {
    var groups = body.steps
    // Below a named step the ingredients would get its name.
    if groups.first.map({ $0.name != nil }) ?? true { groups.insert(StepGroup(steps: []), at: 0) }
    for (order, group) in groups.enumerated() {
      writer.object { writer in
        writer.member("name", TandoorLimit.cut(group.name ?? "", TandoorLimit.name))
        writer.member("instruction", group.steps.joined(separator: "\n\n"))
        writer.key("ingredients")
        writer.array { writer in
          if order == 0 { writeIngredients(to: &writer) }
        }
        writer.number("time", 0)
        writer.number("order", order)
        writer.key("show_as_header")
        writer.bool(group.name != nil)
        writer.key("show_ingredients_table")
        writer.bool(true)
      }
    }
  }

  private func writeIngredients(to writer: inout JSONWriter) {
    let rows = body.ingredients.flatMap { group in
      (group.name.map { [TandoorRow(heading: $0)] } ?? [])
        + group.ingredients.flatMap(TandoorRow.rows)
    }
    for (order, row) in rows.enumerated() { row.write(to: &writer, order: order) }
  }
}

/// A row of Tandoor's ingredients.
private struct TandoorRow {
  private var food: String?
  private var unit: String?
  private var amount: Double?
  private var note = ""
  private var isHeading = false

  init(heading: String) {
    note = TandoorLimit.cut(heading, TandoorLimit.note)
    isHeading = true
  }

  private init(note: String) {
    self.note = note
  }

  private init?(_ ingredient: Ingredient) {
    guard let parts = StatedParts(ingredient), ingredient.quantity?.upper == nil,
      TandoorLimit.fits(parts.item, TandoorLimit.name),
      TandoorLimit.fits(parts.unit ?? "", TandoorLimit.name),
      TandoorLimit.fits(parts.note ?? "", TandoorLimit.note)
    else { return nil }
    (food, unit, amount) = (parts.item, parts.unit, ingredient.quantity?.lower)
    note = parts.note ?? ""
  }

  /// An ingredient in parts where its line is made of them; else the line, as long as it may be.
  static func rows(_ ingredient: Ingredient) -> [TandoorRow] {
    if let row = TandoorRow(ingredient) { return [row] }
    if TandoorLimit.fits(ingredient.text, TandoorLimit.note) {
      return [TandoorRow(note: ingredient.text)]
    }
    return TextWrap.lines(of: ingredient.text, width: TandoorLimit.note / 2).map {
      TandoorRow(note: TandoorLimit.cut($0, TandoorLimit.note))
    }
  }

  func write(to writer: inout JSONWriter, order: Int) {
    writer.object { writer in
      for (name, term) in [("food", food), ("unit", unit)] {
        writer.key(name)
        if let term { writer.object { $0.member("name", term) } } else { writer.null() }
      }
      writer.key("amount")
      writer.double(amount ?? 0)
      writer.member("note", note)
      writer.number("order", order)
      writer.key("is_header")
      writer.bool(isHeading)
      writer.key("no_amount")
      writer.bool(amount == nil)
    }
  }
}

extension JSONWriter {
  fileprivate mutating func number(_ name: String, _ value: Int) {
    key(name)
    integer(value)
  }
}
