import RecipeText

/// What the elements of HTML are to the tree and to the text around them.
enum HTMLElements {
  /// They have no content and no end tag.
  static let void: Set<String> = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input",
    "keygen", "link", "meta", "param", "source", "track", "wbr",
  ]

  /// They stand on lines of their own.
  static let blocks: Set<String> = [
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "li", "main", "menu", "nav", "ol",
    "option", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
  ]

  /// They stand beside each other with a space between them.
  static let cells: Set<String> = ["td", "th", "caption"]

  /// Their text is not shown.
  static let hidden: Set<String> = [
    "script", "style", "template", "title", "textarea", "iframe", "en-crypt",
  ]

  /// Whether it is a script, a style or the like that says nothing of a recipe.
  static func isUnread(_ tag: HTMLTag) -> Bool {
    switch tag.name {
    case "script": !isLinkedData(tag.attributes)
    case "style", "textarea", "xmp", "iframe", "noembed", "noframes": true
    default: false
    }
  }

  /// Whether the attributes are those of a script that holds JSON-LD.
  static func isLinkedData(_ attributes: [HTMLAttribute]) -> Bool {
    guard let stated = attributes.first(where: { $0.name == "type" }) else { return false }
    var cleaner = TextCleaner()
    return cleaner.line(stated.value).lowercased().hasPrefix("application/ld+json")
  }

  /// The attributes that may matter: none for looks and scripts, and no picture that a page
  /// holds in itself unless it is marked up.
  static func readAttributes(of tag: HTMLTag) -> [HTMLAttribute] {
    let isMarkedUp = tag.attributes.contains { $0.name == "itemprop" || $0.name == "property" }
    return tag.attributes.filter { attribute in
      if attribute.name == "style" || attribute.name.hasPrefix("on") { return false }
      return isMarkedUp || !attribute.value.hasPrefix("data:")
    }
  }

  /// Elements that a start tag ends, each only if none of its limits lies between.
  static func ended(by name: String) -> [(names: Set<String>, limits: Set<String>)] {
    switch name {
    case "li": [(["li"], ["ul", "ol", "menu", "dir"]), paragraph]
    case "dt", "dd": [(["dt", "dd"], ["dl"]), paragraph]
    case "td", "th": [(["td", "th"], ["tr", "table"])]
    case "tr": [(["tr", "caption", "colgroup"], ["table", "tbody", "thead", "tfoot"])]
    case "tbody", "thead", "tfoot":
      [(["tbody", "thead", "tfoot", "caption", "colgroup"], ["table"])]
    case "option", "optgroup":
      [(name == "option" ? ["option"] : ["option", "optgroup"], ["select", "datalist"])]
    case _ where blocks.contains(name): [paragraph]
    default: []
    }
  }

  private static let paragraph: (names: Set<String>, limits: Set<String>) = (
    ["p"], ["button", "table", "td", "th", "caption", "object", "template", "html"]
  )

  /// Whether an end tag ends its element across the open element `between`.
  ///
  /// That of a table ends everything in it; other blocks end what is inside, but no cell or
  /// table; an end tag amid text does not reach beyond the block that it stands in.
  static func endTag(of name: String, passes between: String) -> Bool {
    switch name {
    case "html", "body", "table", "template": true
    case "tbody", "thead", "tfoot", "tr", "td", "th", "caption": between != "table"
    case _ where blocks.contains(name):
      !["table", "td", "th", "caption", "template"].contains(between)
    default: !blocks.contains(between) && !cells.contains(between)
    }
  }
}
