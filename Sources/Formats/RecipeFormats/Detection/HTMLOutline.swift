/// What the front of an HTML page shows, found without parsing it.
struct HTMLOutline {
  /// Whether it speaks of a schema.org recipe, in whatever form.
  var statesRecipe: Bool
  /// The front in lower case.
  private let text: String

  /// Reads UTF-8 text; nil when it does not start as a page or a piece of one does.
  init?(_ text: [UInt8], root: String?) {
    if let root, !HTMLOutline.rootElements.contains(root) { return nil }
    let front = String(decoding: text, as: UTF8.self).lowercased()
    let start = front.prefix(1024)
    guard root != nil || HTMLOutline.earlyTags.contains(where: { start.contains($0) }) else {
      return nil
    }
    self.text = front
    let isLinkedData = front.contains("ld+json") && front.contains("recipe\"")
    statesRecipe =
      isLinkedData || front.contains("schema.org/recipe") || front.contains("typeof=\"recipe")
  }

  func contains(_ mark: String) -> Bool { text.contains(mark) }

  /// What pages and pieces of pages start with.
  private static let rootElements: Set<String> = [
    "html", "head", "body", "script", "div", "p", "span", "table", "ul", "ol", "h1", "h2", "meta",
    "link", "title", "article", "section", "main", "style", "center", "font",
  ]

  private static let earlyTags = ["<!doctype html", "<html", "<head", "<body", "<script"]
}
