/// How a page marks up items in its elements.
enum ItemSyntax: Sendable {
  /// HTML microdata: `itemscope`, `itemtype`, `itemprop`.
  case microdata
  /// RDFa Lite: `vocab`, `typeof`, `property`.
  case rdfa

  /// Whether an element is an item.
  func isItem(_ element: HTMLElement) -> Bool {
    element.attribute(self == .microdata ? "itemscope" : "typeof") != nil
  }

  /// The types of an item without their vocabulary.
  func types(of element: HTMLElement) -> [String] {
    element.words(self == .microdata ? "itemtype" : "typeof").map(ItemSyntax.localName)
  }

  /// Whether an element is an item of the type Recipe.
  func isRecipe(_ element: HTMLElement) -> Bool {
    isItem(element) && types(of: element).contains { $0.lowercased() == "recipe" }
  }

  /// The properties that an element states, without their vocabulary.
  func properties(of element: HTMLElement) -> [String] {
    let stated = element.words(self == .microdata ? "itemprop" : "property")
    // Of RDFa only what is schema.org's; Open Graph's `og:` and its like describe the page.
    let own = stated.filter { self == .microdata || !ItemSyntax.isForeign($0) }
    return own.map(ItemSyntax.localName)
  }

  /// The id of an item.
  func id(of element: HTMLElement) -> String? {
    switch self {
    case .microdata: element.attribute("itemid")
    case .rdfa: element.attribute("resource") ?? element.attribute("about")
    }
  }

  private static func isForeign(_ property: String) -> Bool {
    guard let colon = property.firstIndex(of: ":"), !property.contains("/") else { return false }
    return !["schema", "s", "v", "sdo"].contains(property[..<colon].lowercased())
  }

  /// `Recipe` of `http://schema.org/Recipe`, `schema:Recipe` and `#Recipe`.
  private static func localName(_ name: String) -> String {
    let parts = name.split { $0 == "/" || $0 == "#" || $0 == ":" }
    return parts.last.map(String.init) ?? name
  }
}
