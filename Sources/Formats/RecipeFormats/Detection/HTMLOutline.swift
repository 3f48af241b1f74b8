/// What the front of an HTML page shows, found without parsing it.
struct HTMLOutline {
  /// Whether it speaks of a schema.org recipe, in whatever form.
  var statesRecipe: Bool
  /// The front, its ASCII letters in lower case.
  private let text: [UInt8]

  /// Reads UTF-8 text; nil when it does not start as a page or a piece of one does.
  init?(_ text: [UInt8], root: String?) {
    if let root, !HTMLOutline.rootElements.contains(root) { return nil }
    if root == nil {
      let start = HTMLOutline.lowercased(text.prefix(1024))
      guard HTMLOutline.earlyTags.contains(where: { HTMLOutline.contains($0, in: start) }) else {
        return nil
      }
    }
    let front = HTMLOutline.lowercased(text[...])
    self.text = front
    let says = { HTMLOutline.contains($0, in: front) }
    statesRecipe =
      says("ld+json") && says("recipe\"") || says("schema.org/recipe") || says("typeof=\"recipe")
  }

  /// Whether the front holds a mark, which is ASCII in lower case.
  func contains(_ mark: StaticString) -> Bool { HTMLOutline.contains(mark, in: text) }

  private static func lowercased(_ text: ArraySlice<UInt8>) -> [UInt8] {
    text.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
  }

  /// Compares bytes: a search among characters would take as long as reading the page.
  private static func contains(_ mark: StaticString, in text: [UInt8]) -> Bool {
    let wanted = UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount)
    guard let first = wanted.first, text.count >= wanted.count else { return false }
    return text.withUnsafeBufferPointer { text in
      for start in 0...(text.count - wanted.count) where text[start] == first {
        var count = 1
        while count < wanted.count, text[start + count] == wanted[count] { count += 1 }
        if count == wanted.count { return true }
      }
      return false
    }
  }

  /// What pages and pieces of pages start with.
  private static let rootElements: Set<String> = [
    "html", "head", "body", "script", "div", "p", "span", "table", "ul", "ol", "h1", "h2", "meta",
    "link", "title", "article", "section", "main", "style", "center", "font",
  ]

  private static let earlyTags: [StaticString] = [
    "<!doctype html", "<html", "<head", "<body", "<script",
  ]
}
