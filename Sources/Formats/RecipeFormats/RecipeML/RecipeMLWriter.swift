public import RecipeModel

/// Writes RecipeML 0.5 that its document type definition accepts.
///
/// Several recipes stand in a menu, because the definition allows only one alone. Author, id and
/// dates are items of the source, named in the words of Dublin Core as the definition suggests.
public struct RecipeMLWriter: RecipeWriter {
  public static var reader: any RecipeReader.Type { RecipeMLReader.self }
  public static let layout = WriterLayout.document(
    DocumentFrame(
      "xml",
      opening: prolog
        + "<recipeml version=\"0.5\" generator=\"levain\">\n<menu>\n<head><title>Recipes</title></head>\n",
      closing: "</menu>\n</recipeml>\n"))
  public static let losses =
    FormatLoss.without(.rating, .images, .extras) + [
      FormatLoss(.ingredientParts, "are kept where the line is made of them and nothing else"),
      FormatLoss(.nutrition, "a value of several lines becomes one"),
    ]

  public let arrangement: WriterArrangement
  private var names = FileNames()
  private var writer = XMLWriter()

  public init(_ arrangement: WriterArrangement) {
    self.arrangement = arrangement
  }

  private static let prolog = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE recipeml PUBLIC "-//FormatData//DTD RecipeML 0.5//EN" \
    "http://www.formatdata.com/recipeml/recipeml.dtd">

    """

  public mutating func write(_ record: RecipeRecord) -> [WrittenFile] {
    writer.removeAll()
    let recipe = RecipeMLElement(record: record)
    guard arrangement == .apart else {
      recipe.write(to: &writer)
      return [WrittenFile("", writer.bytes)]
    }
    writer.element("recipeml", [("version", "0.5"), ("generator", "levain")]) {
      recipe.write(to: &$0)
    }
    return [
      WrittenFile(
        "\(names.next(for: record.body.title)).xml",
        Array(RecipeMLWriter.prolog.utf8) + writer.bytes)
    ]
  }
}

/// A record as a `recipe` element.
private struct RecipeMLElement {
  var record: RecipeRecord

  private var body: RecipeBody { record.body }

  func write(to writer: inout XMLWriter) {
    // The language of XML is a name token.
    let language = body.language.flatMap { $0.allSatisfy(\.isNameToken) ? $0 : nil }
    writer.element("recipe", language.map { [("xml:lang", $0)] } ?? []) { writer in
      writeHead(to: &writer)
      if let summary = body.summary { writer.element("description", text: summary) }
      if !body.equipment.isEmpty {
        writer.element("equipment") { writer in
          for tool in body.equipment { writer.element("tool", text: tool) }
        }
      }
      writeIngredients(to: &writer)
      writeDirections(to: &writer)
      if !body.nutrition.isEmpty {
        writer.element("nutrition") { writer in
          for fact in body.nutrition {
            writer.element("nutrient") { writer in
              writer.element("n-name", text: fact.name)
              writer.element("qty", text: fact.value)
            }
          }
        }
      }
    }
  }

  private func writeHead(to writer: inout XMLWriter) {
    writer.element("head") { writer in
      writer.element("title", text: body.title)
      let items = sourceItems
      if !items.isEmpty {
        writer.element("source") { writer in
          for (type, text) in items {
            writer.element("srcitem", [("type", type)], text: text)
          }
        }
      }
      if !record.tags.isEmpty {
        writer.element("categories") { writer in
          for tag in record.tags { writer.element("cat", text: tag) }
        }
      }
      for (type, span) in [
        ("prep", body.times.preparation), ("cook", body.times.cooking),
        ("total", body.times.total),
      ] {
        guard let span else { continue }
        writer.element("preptime", [("type", type)]) { $0.time(span) }
      }
      if let yield = body.yield { writer.element("yield", text: yield.text) }
    }
  }

  private var sourceItems: [(type: String, text: String)] {
    [
      ("DC.Creator", body.credit.author), ("DC.Source", body.credit.source),
      ("url", body.credit.url),
      ("DC.Identifier", record.externalID), ("DC.Date.Created", record.createdAt?.description),
      ("DC.Date.Modified", record.updatedAt?.description),
    ].compactMap { type, text in text.map { (type, $0) } }
  }

  /// A recipe has ingredients, the definition says; without any, one is empty.
  private func writeIngredients(to writer: inout XMLWriter) {
    writer.element("ingredients") { writer in
      guard body.ingredients.contains(where: { $0.name != nil }) else {
        for ingredient in body.allIngredients { writer.ingredient(ingredient) }
        if body.allIngredients.isEmpty { writer.element("ing") { $0.element("item", text: "") } }
        return
      }
      for group in body.ingredients where !group.ingredients.isEmpty {
        writer.element("ing-div") { writer in
          if let name = group.name { writer.element("title", text: name) }
          for ingredient in group.ingredients { writer.ingredient(ingredient) }
        }
      }
    }
  }

  private func writeDirections(to writer: inout XMLWriter) {
    let groups = body.steps.filter { !$0.steps.isEmpty }
    writer.element("directions") { writer in
      if groups.contains(where: { $0.name != nil }) {
        for (index, group) in groups.enumerated() {
          writer.element("dir-div") { writer in
            if let name = group.name { writer.element("title", text: name) }
            for step in group.steps { writer.element("step", text: step) }
            if index == groups.count - 1 { writeNotes(to: &writer) }
          }
        }
      } else {
        for step in groups.flatMap(\.steps) { writer.element("step", text: step) }
        if groups.isEmpty { writer.element("step", text: "") }
        writeNotes(to: &writer)
      }
    }
  }

  private func writeNotes(to writer: inout XMLWriter) {
    for note in body.notes { writer.element("note", text: note) }
  }
}

extension XMLWriter {
  fileprivate mutating func time(_ span: TimeSpan) {
    element("time") { writer in
      writer.element("qty", text: span.minutes.map { String($0) } ?? span.text)
      writer.element("timeunit", text: span.minutes == nil ? "" : "minutes")
    }
  }

  fileprivate mutating func ingredient(_ ingredient: Ingredient) {
    element("ing", ingredient.isOptional ? [("optional", "yes")] : []) { writer in
      guard let parts = StatedParts(ingredient), parts.amount != nil || parts.unit != nil else {
        return writer.element("item", text: ingredient.text)
      }
      writer.element("amt") { writer in
        if let amount = parts.amount { writer.element("qty", text: amount) }
        if let unit = parts.unit { writer.element("unit", text: unit) }
      }
      writer.element("item", text: parts.item)
      if let note = parts.note { writer.element("prep", text: note) }
    }
  }
}

extension Character {
  /// Whether it may stand in a name token of XML; a small selection that languages need.
  fileprivate var isNameToken: Bool { isASCII && (isLetter || isNumber || self == "-") }
}
