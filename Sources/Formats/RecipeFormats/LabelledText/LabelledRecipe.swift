import RecipeModel
import RecipeText

/// One recipe of labelled lines, mapped.
struct LabelledRecipe {
  private let dialect: LabelledDialect
  private var draft = RecordDraft()
  private var name = ""
  private var part = LabelledDialect.Part.extra
  private var lines: [String] = []
  /// Whether ingredients or steps have begun, so that other words with colons are theirs.
  private var isInBody = false

  private init(_ dialect: LabelledDialect) {
    self.dialect = dialect
  }

  /// Reads the lines of a record; a recipe without a title is rejected.
  static func read(_ record: TextRecord, _ dialect: LabelledDialect) -> ReadElement {
    var recipe = LabelledRecipe(dialect)
    for line in record.lines { recipe.read(line) }
    recipe.closePart()
    return recipe.draft.finish(record)
  }

  private mutating func read(_ line: TextLine) {
    if let label = dialect.label(line) {
      start(label.name, label.part, label.value)
    } else if !isInBody, let label = LabelledDialect.label(line), !label.value.isEmpty,
      !label.value.starts(with: "//".utf8), part != .field(.summary)
    {
      start(label.name, .extra, label.value)
    } else {
      lines.append(draft.line(line.bytes[...]))
    }
  }

  private mutating func start(
    _ name: String, _ part: LabelledDialect.Part, _ value: ArraySlice<UInt8>
  ) {
    closePart()
    self.name = name
    self.part = part
    if part == .field(.ingredients) || part == .field(.steps) { isInBody = true }
    lines = [draft.line(value)]
  }

  private mutating func closePart() {
    let text = draft.cleaner.text(lines.joined(separator: "\n"))
    lines = []
    guard !text.isEmpty else { return }
    switch part {
    case .extra: draft.keep(name, text)
    case .servings: draft.readServings(draft.cleaner.line(text))
    case .field(.tags):
      for tag in text.split(whereSeparator: { $0 == dialect.tagMark || $0 == "," || $0 == "\n" }) {
        draft.tags.add(draft.cleaner.line(String(tag)))
      }
    case .field(let field): draft.read(field, name, stated: text)
    }
  }
}
