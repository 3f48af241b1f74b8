/// Markup under construction, safe by construction.
///
/// Names of elements and attributes, and raw markup, can only be literals of the source code. Every
/// text and attribute value is escaped. Nothing that a browser would run or fetch can be written:
/// no event attribute, no inline style, no address but a place on the same page or a page of the same
/// site. The result is
/// well-formed XML as well as HTML.
struct HTML: Sendable {
  typealias Attributes = KeyValuePairs<StaticString, String>

  private(set) var bytes: [UInt8] = []

  /// Writes an element with what the body writes inside it.
  mutating func element(
    _ name: StaticString, _ attributes: Attributes = [:], _ body: (inout HTML) -> Void
  ) {
    open(name, attributes)
    raw(">")
    body(&self)
    raw("</")
    raw(name)
    raw(">")
  }

  /// Writes an element that holds a text and nothing else.
  mutating func element(_ name: StaticString, _ attributes: Attributes = [:], text: String) {
    element(name, attributes) { $0.text(text) }
  }

  /// Writes an element that never holds anything: a void element of HTML, or a shape of SVG.
  mutating func empty(_ name: StaticString, _ attributes: Attributes = [:]) {
    open(name, attributes)
    raw("/>")
  }

  /// Writes a text.
  mutating func text(_ text: String) {
    append(text, isAttribute: false)
  }

  /// Writes a text that people wrote, kept from reordering what stands around it.
  mutating func foreign(_ text: String) {
    element("bdi", text: text)
  }

  /// Writes a link to a page of the same site, by an address that `PagePath` made.
  mutating func link(to address: String, _ body: (inout HTML) -> Void) {
    precondition(
      address.hasSuffix(".html") && !address.hasPrefix("/")
        && !address.utf8.contains(UInt8(ascii: ":")), "links stay in the site")
    raw("<a href=\"")
    append(address, isAttribute: true)
    raw("\">")
    body(&self)
    raw("</a>")
  }

  /// Writes markup of this program's own.
  mutating func raw(_ markup: StaticString) {
    markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func open(_ name: StaticString, _ attributes: Attributes) {
    raw("<")
    raw(name)
    for (attribute, value) in attributes {
      HTML.check(attribute, value)
      raw(" ")
      raw(attribute)
      raw("=\"")
      append(value, isAttribute: true)
      raw("\"")
    }
  }

  /// Stops at what a browser would run or fetch: it cannot come from data, so it is a bug.
  private static func check(_ attribute: StaticString, _ value: String) {
    let name = attribute.description
    precondition(!name.hasPrefix("on") && name != "style" && name != "src", "inert markup only")
    if name.hasSuffix("href") { precondition(value.hasPrefix("#"), "links stay on the page") }
  }

  private mutating func append(_ text: String, isAttribute: Bool) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": raw("&amp;")
      case "<": raw("&lt;")
      case ">": raw("&gt;")
      case "\"" where isAttribute: raw("&quot;")
      case "'" where isAttribute: raw("&#39;")
      default: bytes.append(contentsOf: scalar.shown.utf8)
      }
    }
  }
}

extension Unicode.Scalar {
  /// The character; one that cannot stand in a text on one line, or reorders it, made visible.
  var shown: String {
    switch value {
    case 0x09, 0x0A, 0x0D: " "
    case 0..<0x20: String(UnicodeScalar(UInt16(0x2400) + UInt16(value)) ?? "\u{FFFD}")
    case 0x7F: "\u{2421}"
    case 0x80..<0xA0, 0xFFFE, 0xFFFF: "\u{FFFD}"
    case 0x202A...0x202E, 0x2066...0x2069:
      "[U+\(String(value, radix: 16, uppercase: true))]"
    default: String(self)
    }
  }
}
