import RecipeModel

/// The recipes that a page marks up in its elements, as linked data would state them.
struct PageItems {
  struct Item {
    var value: JSONValue
    var line: Int
    /// Whether the page went on behind it.
    var isComplete: Bool
  }

  /// In the order of the page; a recipe that is a property of another one is part of that.
  private(set) var found: [Item] = []

  private let tree: HTMLTree
  private let syntax: ItemSyntax
  /// What the nodes before each one cost to look at.
  private let costs: [Int]
  /// What may still be looked at: hostile pages hold each property in another one.
  private var budget: Int
  /// Where elements with an id stand that items refer to.
  private let ids: [String: Int]
  /// Items that were read as a property of another one.
  private var taken: Set<Int> = []

  private static let deepestItem = 32

  /// Reads the recipes of a page.
  init(_ tree: HTMLTree, _ syntax: ItemSyntax) {
    self.tree = tree
    self.syntax = syntax
    var total = 0
    var costs = [0]
    costs.reserveCapacity(tree.nodes.count + 1)
    for node in tree.nodes {
      total += 16 + node.text.utf8.count
      costs.append(total)
    }
    self.costs = costs
    budget = total * 8 + 1024
    ids = PageItems.ids(of: tree, for: syntax)
    for element in tree.elements where syntax.isRecipe(element) && !taken.contains(element.index) {
      let value = item(element, depth: 0)
      // A sloppy page leaves these two open to its end.
      let needsEnd = !["html", "body"].contains(element.name)
      found.append(
        Item(value: value, line: element.line, isComplete: element.isComplete || !needsEnd))
    }
  }

  private static func ids(of tree: HTMLTree, for syntax: ItemSyntax) -> [String: Int] {
    guard syntax == .microdata, tree.elements.contains(where: { $0.attribute("itemref") != nil })
    else { return [:] }
    var ids: [String: Int] = [:]
    for element in tree.elements {
      if let id = element.attribute("id"), ids[id] == nil { ids[id] = element.index }
    }
    return ids
  }

  // MARK: - Items

  private mutating func item(_ element: HTMLElement, depth: Int) -> JSONValue {
    taken.insert(element.index)
    var properties = ItemProperties()
    let types = syntax.types(of: element)
    if types.count == 1 {
      properties.add(.string(types[0]), for: "@type")
    } else if !types.isEmpty {
      properties.add(.array(types.map(JSONValue.string)), for: "@type")
    }
    if let id = syntax.id(of: element) { properties.add(.string(id), for: "@id") }
    guard depth < PageItems.deepestItem else { return properties.value }
    collect(element.inside, into: &properties, depth: depth)
    if syntax == .microdata {
      for id in element.words("itemref") {
        guard let index = ids[id] else { continue }
        collect(index..<tree.nodes[index].end, into: &properties, depth: depth)
      }
    }
    return properties.value
  }

  /// Reads the properties of one item among some nodes; what inner items hold is theirs.
  private mutating func collect(
    _ range: Range<Int>, into properties: inout ItemProperties, depth: Int
  ) {
    var index = range.lowerBound
    while index < range.upperBound, budget > 0 {
      budget -= 16
      let element = HTMLElement(tree: tree, index: index)
      let isItem = !element.name.isEmpty && syntax.isItem(element)
      let names = element.name.isEmpty ? [] : PageItems.properties(of: element, syntax)
      if isItem, !names.isEmpty, !taken.contains(index) {
        let value = item(element, depth: depth + 1)
        for name in names { properties.add(value, for: name) }
      } else if !isItem, !names.isEmpty {
        for name in names where !isRepeatedInside(name, element) {
          if let value = value(of: name, at: element) { properties.add(.string(value), for: name) }
        }
      }
      index = isItem ? tree.nodes[index].end : index + 1
    }
  }

  /// The properties of an element; Paprika's HTML export calls the notes a comment.
  private static func properties(of element: HTMLElement, _ syntax: ItemSyntax) -> [String] {
    let names = syntax.properties(of: element)
    return names == ["comment"] && element.hasClass("notes") ? ["recipeNotes"] : names
  }

  /// Whether elements inside state the same property, of which this one is only the frame.
  private mutating func isRepeatedInside(_ name: String, _ element: HTMLElement) -> Bool {
    charge(element)
    guard budget > 0 else { return true }
    return element.descendants.contains { inner in
      !syntax.isItem(inner) && syntax.properties(of: inner).contains(name)
    }
  }

  private mutating func charge(_ element: HTMLElement) {
    budget -= costs[element.inside.upperBound] - costs[element.index]
  }

  // MARK: - Values

  private mutating func value(of property: String, at element: HTMLElement) -> String? {
    if let stated = PageItems.stated(property, at: element) { return stated }
    charge(element)
    let isLine = PageItems.ingredients.contains(property) && PageItems.holdsOneLine(element)
    let text = budget > 0 ? HTMLText.of(element, isLine: isLine) : ""
    if text.isEmpty, element.name == "a" { return element.attribute("href") }
    return text
  }

  /// The value that attributes state; nil when the text of the element is the value.
  private static func stated(_ property: String, at element: HTMLElement) -> String? {
    switch element.name {
    case "meta": return element.attribute("content") ?? ""
    case "img", "source", "video", "audio", "embed", "track", "iframe": return picture(element)
    case "link": return element.attribute("href")
    case "a", "area":
      if let content = element.attribute("content"), !content.isEmpty { return content }
      // The text of a link names a person or a dish; its address matters where one is asked for.
      return addresses.contains(property) ? element.attribute("href") : nil
    case "object": return element.attribute("data")
    case "data", "meter": return element.attribute("value")
    case "time":
      if let moment = element.attribute("datetime"), !moment.isEmpty { return moment }
    default: break
    }
    // Stars are shown as such, and counted here.
    if ["aggregateRating", "ratingValue"].contains(property),
      let count = element.attribute("value"), !count.isEmpty
    {
      return count
    }
    return element.attribute("content").flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The address of a picture, also of one that a script loads in place of an empty one.
  private static func picture(_ element: HTMLElement) -> String? {
    let source = element.attribute("src") ?? ""
    if !source.isEmpty, !source.hasPrefix("data:") { return source }
    for name in ["data-src", "data-lazy-src", "data-original", "content"] {
      if let later = element.attribute(name), !later.isEmpty { return later }
    }
    return source
  }

  private static let ingredients: Set<String> = ["recipeIngredient", "ingredients", "ingredient"]

  /// Whether an ingredient is one that is laid out in blocks: one for its amount, one for its name.
  private static func holdsOneLine(_ element: HTMLElement) -> Bool {
    if ["li", "tr", "td", "dt", "dd", "span", "p", "label", "a"].contains(element.name) {
      return true
    }
    let items: Set<String> = ["li", "p", "tr", "br", "div", "pre"]
    return element.name == "div" && !element.descendants.contains { items.contains($0.name) }
  }

  private static let addresses: Set<String> = [
    "url", "sameAs", "image", "photo", "thumbnailUrl", "contentUrl", "embedUrl", "isBasedOn",
    "isBasedOnUrl", "mainEntityOfPage", "discussionUrl", "license", "logo", "item",
  ]
}

/// The properties of an item in the order in which they were first stated.
private struct ItemProperties {
  private var names: [String] = []
  private var values: [String: [JSONValue]] = [:]

  mutating func add(_ value: JSONValue, for name: String) {
    if values[name] == nil { names.append(name) }
    values[name, default: []].append(value)
  }

  /// An object in which a property that is stated more than once is a list.
  var value: JSONValue {
    .object(
      names.map { name in
        let stated = values[name] ?? []
        return JSONMember(name, stated.count == 1 ? stated[0] : .array(stated))
      })
  }
}
