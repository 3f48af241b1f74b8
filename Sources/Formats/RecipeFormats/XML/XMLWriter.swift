/// Writes XML with an element on each line; texts stand as they are, without space around them.
struct XMLWriter {
  private(set) var bytes: [UInt8] = []
  private var depth: Int

  init(depth: Int = 0) {
    self.depth = depth
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  /// Writes an element with others inside.
  mutating func element(
    _ name: String, _ attributes: [(String, String)] = [], _ body: (inout XMLWriter) -> Void
  ) {
    startTag(name, attributes)
    append(">\n")
    depth += 1
    body(&self)
    depth -= 1
    indent()
    append("</\(name)>\n")
  }

  /// Writes an element with a text.
  mutating func element(_ name: String, _ attributes: [(String, String)] = [], text: String) {
    startTag(name, attributes)
    append(">")
    appendEscaped(text)
    append("</\(name)>\n")
  }

  private mutating func startTag(_ name: String, _ attributes: [(String, String)]) {
    indent()
    append("<\(name)")
    for (key, value) in attributes {
      append(" \(key)=\"")
      appendEscaped(value)
      append("\"")
    }
  }

  private mutating func indent() {
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }

  private mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  /// Characters that XML 1.0 does not allow at all are left out.
  private mutating func appendEscaped(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": append("&amp;")
      case "<": append("&lt;")
      case ">": append("&gt;")
      case "\"": append("&quot;")
      case "\r": append("&#13;")
      case "\t", "\n": bytes.append(UInt8(scalar.value))
      default:
        if scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF { continue }
        bytes.append(contentsOf: String(scalar).utf8)
      }
    }
  }
}
