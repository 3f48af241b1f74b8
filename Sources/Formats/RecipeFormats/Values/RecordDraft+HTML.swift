import RecipeModel
import RecipeText

/// What the readers of programs that write pages share.
extension RecordDraft {
  /// The text of an element as one line; nil when it is missing or empty.
  mutating func line(_ element: HTMLElement?) -> String? {
    element.flatMap { line(stated: HTMLText.of($0)) }
  }

  /// The text of an element with its lines; nil when it is missing or empty.
  mutating func text(_ element: HTMLElement?) -> String? {
    guard let element else { return nil }
    let text = cleaner.text(HTMLText.of(element))
    return text.isEmpty ? nil : text
  }

  /// An attribute as one line; nil when it is missing or empty.
  mutating func line(_ attribute: String, of element: HTMLElement) -> String? {
    element.attribute(attribute).flatMap { line(stated: $0) }
  }

  /// Adds the picture that an element shows, once.
  mutating func addImage(_ element: HTMLElement) {
    guard let address = line("src", of: element) else { return }
    let image = RecordDraft.image(at: address)
    if !images.contains(image) { images.append(image) }
  }

  /// The name of a group, of a line that is marked as a heading.
  static func heading(_ line: String) -> String {
    line.hasSuffix(":") ? String(line.dropLast()) : line
  }

  /// Reads a rating of a scale to 5; 0 means that nobody rated.
  mutating func readStars(_ stated: String?, named name: String) {
    guard let stated else { return }
    guard let stars = QuantityText.whole(stated)?.lower, (0...5).contains(stars) else {
      extras.append(JSONMember(name, .string(stated)))
      return
    }
    if stars > 0 { body.rating = Rating(value: stars) }
  }
}

extension HTMLElement {
  /// Whether everything that the element shows is bold or underlined, as headings are.
  var isEmphasized: Bool {
    let shown = children.filter { !$0.rawText.allSatisfy(\.isWhitespace) }
    guard shown.count == 1, ["b", "strong", "u"].contains(shown[0].name) else { return false }
    return rawText.filter { !$0.isWhitespace } == shown[0].rawText.filter { !$0.isWhitespace }
  }
}
