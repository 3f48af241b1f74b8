import JSONText
public import RecipeModel

/// Writes schema.org recipes: one graph of them, or one object for each.
///
/// Pictures that are stored are written as `data:` URIs. Headings stand among the ingredients as
/// lines of their own, because `recipeIngredient` has no groups.
public struct JSONLDWriter: RecipeWriter {
  public static var reader: any RecipeReader.Type { JSONLDReader.self }
  public static let layout = WriterLayout.document(
    DocumentFrame(
      "jsonld", opening: "{\"@context\":\"https://schema.org\",\"@graph\":[\n", separator: ",\n",
      closing: "\n]}\n"))
  public static let losses = [
    FormatLoss(.ingredients, "lines that look like headings become headings"),
    FormatLoss(.ingredientGroups, "ingredients without a heading stay below the one before them"),
    FormatLoss(.ingredientParts, "parts are read out of the line again"),
    FormatLoss(.steps, "a single step of several lines becomes several"),
    FormatLoss(.stepGroups, "a single step of several lines becomes several"),
    FormatLoss(.nutrition, "a value of several lines becomes one"),
    FormatLoss(.extras, "members that schema.org gives another meaning"),
  ]

  public let arrangement: WriterArrangement
  private var names = FileNames()

  public init(_ arrangement: WriterArrangement) {
    self.arrangement = arrangement
  }

  public mutating func write(_ record: RecipeRecord) -> [WrittenFile] {
    var writer = JSONWriter()
    writer.object { writer in
      if arrangement == .apart { writer.member("@context", "https://schema.org") }
      WrittenSchemaRecipe(record: record).writeMembers(to: &writer)
    }
    guard arrangement == .apart else { return [WrittenFile("", writer.bytes)] }
    return [WrittenFile("\(names.next(for: record.body.title)).jsonld", writer.bytes)]
  }
}

/// The properties of schema.org's Recipe that a record fills.
struct WrittenSchemaRecipe {
  /// How headings and instructions stand.
  enum Style {
    /// Sections of steps, and headings that end in a colon among the ingredients.
    case sections
    /// Plain texts, with headings in the way of Markdown.
    case lines
  }

  var record: RecipeRecord
  var style = Style.sections

  private var body: RecipeBody { record.body }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("@type", "Recipe")
    writer.member("identifier", record.externalID)
    writer.member("name", body.title)
    writer.member("description", body.summary)
    writer.member("url", body.credit.url)
    if let author = body.credit.author {
      writer.key("author")
      writer.typed("Person") { $0.member("name", author) }
    }
    writer.member("creditText", body.credit.source)
    writer.member("inLanguage", body.language)
    writer.member("dateCreated", record.createdAt?.description)
    writer.member("dateModified", record.updatedAt?.description)
    if style == .sections { writer.list("image", record.images.compactMap(\.address)) }
    writeTags(to: &writer)
    writeMeasures(to: &writer)
    switch style {
    case .sections:
      writer.list("recipeIngredient", HeadedLines.ingredients(body, heading: HeadedLines.colon))
      writeInstructions(to: &writer)
    case .lines:
      writer.list("recipeIngredient", HeadedLines.ingredients(body, heading: HeadedLines.hashes))
      writer.list("recipeInstructions", HeadedLines.steps(body, heading: HeadedLines.hashes))
    }
    writer.list("tool", body.equipment)
    writeNutrition(to: &writer)
    writeRating(to: &writer)
    writeNotes(to: &writer)
    for extra in record.extras where !JSONLDReader.reads(extra.name) {
      writer.key(extra.name)
      writer.value(extra.value)
    }
  }

  /// A text where no name has a comma, as most programs write it.
  private func writeTags(to writer: inout JSONWriter) {
    guard record.tags.contains(where: { $0.contains { ",;\n".contains($0) } }) else {
      return writer.member(
        "keywords", record.tags.isEmpty ? nil : record.tags.joined(separator: ", "))
    }
    // A list of one text is read as a list in a text.
    writer.list("keywords", record.tags.count == 1 ? record.tags + [""] : record.tags)
  }

  private func writeMeasures(to writer: inout JSONWriter) {
    writer.member("prepTime", body.times.preparation?.iso8601)
    writer.member("cookTime", body.times.cooking?.iso8601)
    writer.member("totalTime", body.times.total?.iso8601)
    guard let yield = body.yield else { return }
    // Programs that take numbers only find one, where the text says more than that.
    if let amount = yield.amount, amount.upper == nil, let number = Int(exactly: amount.lower),
      yield.text.utf8.count > String(number).utf8.count
    {
      writer.list("recipeYield", [String(number), yield.text])
    } else {
      writer.member("recipeYield", yield.text)
    }
  }

  private func writeInstructions(to writer: inout JSONWriter) {
    guard !body.steps.isEmpty else { return }
    writer.key("recipeInstructions")
    writer.array { writer in
      for group in body.steps {
        guard let name = group.name else {
          for step in group.steps { writer.step(step) }
          continue
        }
        writer.typed("HowToSection") { writer in
          writer.member("name", name)
          writer.key("itemListElement")
          writer.array { writer in
            for step in group.steps { writer.step(step) }
          }
        }
      }
    }
  }

  private func writeNutrition(to writer: inout JSONWriter) {
    guard let first = body.nutrition.first else { return }
    writer.key("nutrition")
    if body.nutrition.count == 1, first.name == "nutrition" {
      writer.string(first.value)
    } else {
      writer.typed("NutritionInformation") { writer in
        for fact in body.nutrition { writer.member(fact.name, fact.value) }
      }
    }
  }

  private func writeRating(to writer: inout JSONWriter) {
    guard let rating = body.rating else { return }
    writer.key("aggregateRating")
    writer.typed("AggregateRating") { writer in
      writer.key("ratingValue")
      writer.double(rating.value)
      writer.key("bestRating")
      writer.double(rating.best)
      if let count = rating.count {
        writer.key("ratingCount")
        writer.integer(count)
      }
    }
  }

  /// As RecipeSage writes what its users note.
  private func writeNotes(to writer: inout JSONWriter) {
    guard !body.notes.isEmpty else { return }
    writer.key("comment")
    writer.array { writer in
      for note in body.notes {
        writer.typed("Comment") { writer in
          writer.member("name", "Author Notes")
          writer.member("text", note)
        }
      }
    }
  }
}

extension JSONWriter {
  /// Writes a member with a text; nothing when there is none.
  mutating func member(_ name: String, _ text: String?) {
    guard let text else { return }
    key(name)
    string(text)
  }

  /// Writes a member with a list of texts; nothing when it is empty.
  mutating func list(_ name: String, _ texts: [String]) {
    guard !texts.isEmpty else { return }
    key(name)
    strings(texts)
  }

  mutating func strings(_ texts: [String]) {
    array { writer in
      for text in texts { writer.string(text) }
    }
  }

  /// Writes an object with a type of schema.org.
  fileprivate mutating func typed(_ type: String, _ body: (inout JSONWriter) -> Void) {
    object { writer in
      writer.member("@type", type)
      body(&writer)
    }
  }

  fileprivate mutating func step(_ text: String) {
    typed("HowToStep") { $0.member("text", text) }
  }
}
