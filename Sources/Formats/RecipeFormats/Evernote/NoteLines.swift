import RecipeModel
import RecipeText

/// The lines of a note as they are shown, an empty one before each heading.
struct NoteLines {
  private(set) var lines: [String] = []

  /// The element that a note's content is put into, which no content ends.
  static let frame = "note-content"

  /// Reads the text of a tree; `cleaner` remembers what markup was lost.
  init(_ tree: HTMLTree, cleaner: inout TextCleaner) {
    guard let content = tree.elements.first(where: { $0.name == NoteLines.frame }) else { return }
    let text = HTMLText.of(content, settingApart: NoteLines.isApart)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let line = cleaner.line(String(line))
      if !line.isEmpty || lines.last?.isEmpty == false { lines.append(line) }
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
  }

  /// Drops the first line if it only repeats the title.
  mutating func drop(title: String) {
    let folded = FoldedName(title)
    guard let first = lines.first, FoldedName(first) == folded else { return }
    lines.removeFirst()
  }

  /// How many nodes a block may hold to be looked at for emphasis: a heading is small.
  private static let headingNodes = 8

  private static func isApart(_ element: HTMLElement) -> Bool {
    switch element.name {
    case "h1", "h2", "h3", "h4", "h5", "h6": true
    case "div", "p": element.inside.count <= headingNodes && element.isEmphasized
    default: false
    }
  }
}
