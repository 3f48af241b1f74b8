public import PipelineCore
import RecipeModel
import RecipeText

/// Reads AccuChef's import files: lines whose first letter says what they hold.
///
/// Directions may be RTF, of which the text is kept. Codes of the program's own (`L`) are passed over.
public enum AccuChefReader: RecipeReader {
  public static let format = FormatDescription(
    name: "accuchef", summary: "AccuChef import files (.txt)", reads: true, writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard sample.firstLine(where: isHeader) != nil else { return nil }
    return Recognition(.certain, "a line that says `AccuChef Import File`")
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    TextRecordCursor(
      source, at: location, limits: limits, absence: "no line says `AccuChef Import File`",
      boundary: { line, first in
        if isHeader(line.bytes[...]) { return .start }
        return first != nil && line.bytes.starts(with: "Z..".utf8) ? .end : .none
      },
      map: AccuChefRecipe.read)
  }

  private static func isHeader(_ line: ArraySlice<UInt8>) -> Bool {
    line.trimmed.starts(with: "*****".utf8) && line.contains(word: "accuchef import file")
  }
}

/// One AccuChef recipe, mapped.
private struct AccuChefRecipe {
  private var draft = RecordDraft()
  private var servings = ""
  /// The ingredient that is open: amount, name and preparation.
  private var open: (amount: String, name: String, note: String)?
  private var directions: [[UInt8]] = []

  /// Reads the lines of a record; a recipe without a title is rejected.
  static func read(_ record: TextRecord) -> ReadElement {
    var recipe = AccuChefRecipe()
    for line in record.lines.dropFirst() {
      guard let code = line.bytes.first else { continue }
      recipe.read(code, line.bytes.dropFirst())
    }
    recipe.closeIngredient()
    recipe.readDirections()
    if record.ending == .content { recipe.draft.warn(.repairedText, "end mark") }
    return recipe.draft.finish(record)
  }

  private mutating func read(_ code: UInt8, _ value: ArraySlice<UInt8>) {
    let text = draft.line(value)
    switch code {
    case UInt8(ascii: "A"): draft.body.title = text
    case UInt8(ascii: "B"), UInt8(ascii: "C"): draft.read(.tags, "category", stated: text)
    case UInt8(ascii: "D"), UInt8(ascii: "E"): if servings.isEmpty { servings = text }
    case UInt8(ascii: "M"): readYield(text)
    case UInt8(ascii: "P"):
      draft.read(.preparationTime, "time", stated: text.trimmed(marks: ": "))
    case UInt8(ascii: "F"): draft.read(.notes, "notes", stated: text)
    case UInt8(ascii: "H"):
      closeIngredient()
      open = (text, "", "")
    case UInt8(ascii: "I"): open = (open?.amount ?? "", text, "")
    case UInt8(ascii: "K"): open?.note = text
    case UInt8(ascii: "J"): directions.append(Array(value))
    case UInt8(ascii: "L"): break
    default: draft.keep(String(Unicode.Scalar(code)), text)
    }
  }

  /// `Servings 24`, or the word alone where nobody counted or the number stands before it.
  private mutating func readYield(_ text: String) {
    let parts = text.split(separator: " ")
    if let amount = parts.last, QuantityText.whole(String(amount)) != nil {
      draft.readServings(([amount] + parts.dropLast()).joined(separator: " "))
    } else if !servings.isEmpty {
      draft.readServings("\(servings) \(text)")
    }
  }

  /// A heading stands where the amount does, with a colon and without a name.
  private mutating func closeIngredient() {
    guard let stated = open else { return }
    open = nil
    let line = [stated.amount, stated.name].filter { !$0.isEmpty }.joined(separator: " ")
    draft.ingredients.add(stated.note.isEmpty ? line : "\(line), \(stated.note)")
  }

  private mutating func readDirections() {
    let isRTF = directions.first?.starts(with: "{\\rtf".utf8) ?? false
    if isRTF {
      draft.read(
        .steps, "directions", stated: RTFText.plain(directions.map { $0 + [0x20] }.flatMap(\.self)))
      return
    }
    var paragraphs = Paragraphs()
    for line in directions {
      paragraphs.add(line.last == UInt8(ascii: "~") ? line.dropLast() : line[...])
      if line.last == UInt8(ascii: "~") { paragraphs.endParagraph() }
    }
    draft.addSteps(&paragraphs)
  }
}

/// The text of RTF, without its formatting.
enum RTFText {
  /// Takes out groups of tables and fonts, control words and braces; `\par` ends a line.
  static func plain(_ rtf: [UInt8]) -> String {
    var text: [UInt8] = []
    var depth = 0
    var hidden = Int.max
    var position = 0
    while position < rtf.count {
      let byte = rtf[position]
      position += 1
      switch byte {
      case UInt8(ascii: "{"):
        depth += 1
        let isTable = ["\\fonttbl", "\\colortbl", "\\stylesheet", "\\*", "\\info"].contains {
          rtf[position...].starts(with: $0.utf8)
        }
        if isTable, depth < hidden { hidden = depth }
      case UInt8(ascii: "}"):
        if depth == hidden { hidden = .max }
        depth -= 1
      case UInt8(ascii: "\\"): control(rtf, &position, depth < hidden, &text)
      case UInt8(ascii: "~"): break
      default: if depth < hidden { text.append(byte) }
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Passes a control word, and writes what it stands for.
  private static func control(
    _ rtf: [UInt8], _ position: inout Int, _ isShown: Bool, _ text: inout [UInt8]
  ) {
    let start = position
    while position < rtf.count, (rtf[position] | 0x20) &- 0x61 < 26 { position += 1 }
    let word = String(decoding: rtf[start..<position], as: UTF8.self)
    guard !word.isEmpty else {
      // `\'e9` is a character of Windows-1252, any other mark stands for itself.
      let isHexadecimal = position < rtf.count && rtf[position] == UInt8(ascii: "'")
      let digits = rtf[min(position + 1, rtf.count)...].prefix(2)
      if isHexadecimal, let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 16) {
        if isShown { Windows1252.append(byte, to: &text) }
        position += 3
      } else if position < rtf.count {
        if isShown { text.append(rtf[position]) }
        position += 1
      }
      return
    }
    while position < rtf.count, rtf[position] &- 0x30 < 10 || rtf[position] == UInt8(ascii: "-") {
      position += 1
    }
    if position < rtf.count, rtf[position] == 0x20 { position += 1 }
    if isShown, word == "par" || word == "line" { text.append(0x0A) }
  }
}
