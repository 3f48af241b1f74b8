import JSONText
public import RecipeModel

/// Writes Cooklang: a `.cook` file for each recipe, and its picture under the same name.
///
/// Ingredients are marked in the steps where these name all of them in order; else a first step
/// gathers them all.
public struct CooklangWriter: RecipeWriter {
  public static var reader: any RecipeReader.Type { CooklangReader.self }
  public static let layout = WriterLayout.files(zipExtension: "zip")
  public static let losses =
    FormatLoss.without(.externalID, .extras) + [
      FormatLoss(.ingredients, "signs are replaced; a second one of a name without amounts goes"),
      FormatLoss(.ingredientGroups, "are sections, in the order of those of the steps"),
      FormatLoss(.ingredientParts, "are kept where the line is made of them and nothing else"),
      FormatLoss(.steps, "signs that the format gives a meaning are replaced"),
      FormatLoss(.stepGroups, "signs that the format gives a meaning are replaced"),
      FormatLoss(.yield, "a number alone counts servings"),
      FormatLoss(.nutrition, "a value of several lines becomes one"),
      FormatLoss(.rating, "is of 5, without how many rated"),
      FormatLoss(.notes, "lines are joined, and signs are replaced"),
      FormatLoss(.equipment, "names with commas are several"),
      FormatLoss(.tags, "names with commas are several"),
      FormatLoss(.images, "pictures stand before addresses"),
    ]

  public let arrangement = WriterArrangement.apart
  private var names = FileNames()

  public init(_ arrangement: WriterArrangement) {}

  public mutating func write(_ record: RecipeRecord) -> [WrittenFile] {
    let name = names.next(for: record.body.title)
    let text = CooklangText(record).text
    var files = [WrittenFile("\(name).cook", Array(text.utf8))]
    for (index, picture) in record.embeddedPictures.enumerated() {
      let stem = index == 0 ? name : "\(name).\(index)"
      files.append(WrittenFile("\(stem).\(PictureName.fileExtension(of: picture))", picture))
    }
    return files
  }
}

/// A record as a Cooklang text.
private struct CooklangText {
  private(set) var text = ""

  init(_ record: RecipeRecord) {
    writeMetadata(of: record)
    var section: String?
    for part in CooklangSections(record.body).parts {
      if part.name != section {
        section = part.name
        text += part.name.map { "== \(CooklangText.plain($0)) ==\n\n" } ?? "==\n\n"
      }
      if !part.gathered.isEmpty {
        text += CooklangGathering.text(of: part.gathered) + "\n\n"
      }
      for step in part.steps { text += step.replacing("\n", with: "\\\n") + "\n\n" }
    }
    for note in record.body.notes {
      for line in note.split(separator: "\n") { text += "> \(CooklangText.plain(String(line)))\n" }
      text += "\n"
    }
    while text.hasSuffix("\n\n") { text.removeLast() }
  }

  private mutating func writeMetadata(of record: RecipeRecord) {
    let body = record.body
    text += "---\n"
    for (key, value) in [
      ("title", body.title), ("description", body.summary), ("servings", body.yield?.text),
      ("prep time", body.times.preparation?.words), ("cook time", body.times.cooking?.words),
      ("time", body.times.total?.words), ("author", body.credit.author),
      ("source", body.credit.source), ("source.url", body.credit.url), ("locale", body.language),
      ("rating", body.rating.map { CooklangText.shown($0.value / $0.best * 5) }),
      ("created", record.createdAt?.description), ("updated", record.updatedAt?.description),
    ] {
      if let value { text += "\(key): \(CooklangText.quoted(value))\n" }
    }
    for (key, values) in [
      ("tags", record.tags), ("equipment", body.equipment), ("images", record.remotePictures),
    ] where !values.isEmpty {
      text += "\(key):\n"
      for value in values { text += "  - \(CooklangText.quoted(value))\n" }
    }
    if !body.nutrition.isEmpty {
      text += "nutrition:\n"
      for fact in body.nutrition {
        text += "  \(CooklangText.quoted(fact.name)): \(CooklangText.quoted(fact.value))\n"
      }
    }
    text += "---\n\n"
  }

  private static func shown(_ number: Double) -> String {
    Int(exactly: number).map { String($0) } ?? number.description
  }

  /// A text in double quotes, which JSON and YAML write alike.
  private static func quoted(_ text: String) -> String {
    var writer = JSONWriter()
    writer.string(text)
    // A star before a word would be taken for an alias of YAML.
    return String(decoding: writer.bytes, as: UTF8.self).replacing("*", with: "\\u002a")
  }

  /// A text without the signs that Cooklang gives a meaning: look-alikes stand in their place.
  static func plain(_ text: String) -> String {
    var plain = ""
    for (index, character) in text.enumerated() {
      let isFront = index == 0
      switch character {
      case "@": plain += "＠"
      case "#": plain += "＃"
      case "~": plain += "～"
      case "{": plain += "｛"
      case "}": plain += "｝"
      case "=" where isFront: plain += "＝"
      case ">" where isFront: plain += "＞"
      case "-" where plain.last == "-" || plain.last == "[": plain += "\u{2010}"
      default: plain.append(character)
      }
    }
    return plain
  }
}

/// The sections of a recipe, with the ingredients marked in steps or gathered before them.
private struct CooklangSections {
  struct Part {
    var name: String?
    /// The marks of ingredients that stand in a step of their own.
    var gathered: [String] = []
    var steps: [String] = []
  }

  private(set) var parts: [Part]

  init(_ body: RecipeBody) {
    parts = body.steps.map { Part(name: $0.name, steps: $0.steps.map(CooklangText.plain)) }
    let groups = body.ingredients.filter { !$0.ingredients.isEmpty }
    if groups.map(\.name) == parts.map(\.name), let marked = CooklangSections.marked(parts, groups)
    {
      parts = marked
      return
    }
    var front: [Part] = []
    var taken: Set<Int> = []
    for group in groups {
      let marks = group.ingredients.map { CooklangMark($0).text }
      // A group that no steps are named like has a section of its own at the front.
      if let index = parts.indices.first(where: {
        parts[$0].name == group.name && group.name != nil && !taken.contains($0)
      }) {
        taken.insert(index)
        parts[index].gathered = marks
      } else {
        front.append(Part(name: group.name, gathered: marks))
      }
    }
    parts = front + parts
  }

  /// The steps with every ingredient marked where it is named; nil when one is not, or not in order.
  private static func marked(_ parts: [Part], _ groups: [IngredientGroup]) -> [Part]? {
    var parts = parts
    for (index, group) in groups.enumerated() {
      var (step, offset) = (0, 0)
      for ingredient in group.ingredients {
        let mark = CooklangMark(ingredient)
        while true {
          guard step < parts[index].steps.count else { return nil }
          let text = parts[index].steps[step]
          let start = text.index(text.startIndex, offsetBy: offset)
          if let range = CooklangMark.word(mark.name, in: text[start...]) {
            let front = text[..<range.lowerBound]
            parts[index].steps[step] = front + mark.text + text[range.upperBound...]
            offset = front.count + mark.text.count
            break
          }
          (step, offset) = (step + 1, 0)
        }
      }
    }
    return parts
  }
}

/// `@flour{250%g}(sifted)`, and the name by which a step may know it.
private struct CooklangMark {
  var name: String
  var text: String

  init(_ ingredient: Ingredient) {
    let sign = ingredient.isOptional ? "@?" : "@"
    guard let parts = StatedParts(ingredient), CooklangMark.isPlain(parts.item),
      !(parts.amount ?? "").contains(where: { "{}%".contains($0) }),
      !(parts.unit ?? "").contains(where: { "{}%".contains($0) }),
      !(parts.note ?? "").contains(")")
    else {
      name = CooklangText.plain(ingredient.text).replacing("|", with: "/")
      text = "\(sign)\(name){}"
      return
    }
    let measure = [parts.amount, parts.unit].compactMap(\.self).joined(separator: "%")
    let note = parts.note.map { "(\(CooklangText.plain($0)))" } ?? ""
    name = parts.item
    text = "\(sign)\(name){\(measure)}\(note)"
  }

  private static func isPlain(_ text: String) -> Bool {
    !text.contains { "@#~{}%|.;!?()\n".contains($0) } && !"=&-+/ ".contains(text.first ?? "a")
  }

  /// Where a name stands as words of its own.
  static func word(_ name: String, in text: Substring) -> Range<String.Index>? {
    guard !name.isEmpty else { return nil }
    var rest = text
    while let range = rest.firstRange(of: name) {
      let before =
        range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : " "
      let after = range.upperBound < text.endIndex ? text[range.upperBound] : " "
      // A parenthesis behind a mark would be its note.
      if !before.isLetter, !before.isNumber, !after.isLetter, !after.isNumber, after != "(" {
        return range
      }
      rest = text[range.upperBound...]
    }
    return nil
  }
}
