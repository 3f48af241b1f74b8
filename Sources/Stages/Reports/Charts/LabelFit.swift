/// Cuts labels to the room they have, by a cautious estimate: no font is at hand.
enum LabelFit {
  /// The text, or as much of its front as fits with an ellipsis after it.
  static func cut(_ text: String, to width: Double, fontSize: Double) -> String {
    var used = 0.0
    var fitting = ""
    let ellipsis = advance(of: "…") * fontSize
    for character in text {
      let advance = advance(of: character) * fontSize
      if used + advance + ellipsis > width {
        // What follows may still be short enough to go without the ellipsis.
        let rest = text.dropFirst(fitting.count)
        return used + self.width(of: rest, fontSize: fontSize) <= width ? text : front(fitting)
      }
      used += advance
      fitting.append(character)
    }
    return text
  }

  private static func front(_ text: String) -> String {
    (text.last == " " ? String(text.dropLast()) : text) + "…"
  }

  /// The estimated width of a text.
  static func width(of text: some StringProtocol, fontSize: Double) -> Double {
    var width = 0.0
    // A title can be as long as a book; past any room that a chart has, how long does not matter.
    for character in text.prefix(400) { width += advance(of: character) * fontSize }
    return width
  }

  private static func advance(of character: Character) -> Double {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar.value {
    case 0x202A...0x202E, 0x2066...0x2069: return 5
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0x1F000...0x3FFFD:
      return 1.05
    default: return "MWmw@%—…".contains(character) ? 0.92 : character.isUppercase ? 0.66 : 0.54
    }
  }
}
