import RecipeText

/// One element of an XML record, with everything inside it.
///
/// Names are in lower case and without a namespace prefix, because old programs wrote
/// upper-case tags.
struct XMLElement: Sendable, Equatable {
  enum Content: Sendable, Equatable {
    case element(XMLElement)
    case text(String)
  }

  var name: String
  var attributes: [(name: String, value: String)] = []
  var content: [Content] = []

  init(_ name: String) {
    self.name = name
  }

  static func == (first: XMLElement, second: XMLElement) -> Bool {
    first.name == second.name && first.content == second.content
      && first.attributes.elementsEqual(second.attributes, by: ==)
  }

  /// The elements directly inside, in order.
  var children: [XMLElement] {
    content.compactMap { part -> XMLElement? in
      guard case .element(let element) = part else { return nil }
      return element
    }
  }

  /// The first element of that name directly inside.
  func child(_ name: String) -> XMLElement? {
    for case .element(let element) in content where element.name == name { return element }
    return nil
  }

  /// The elements of that name directly inside.
  func children(_ name: String) -> [XMLElement] {
    content.compactMap { part -> XMLElement? in
      guard case .element(let element) = part, element.name == name else { return nil }
      return element
    }
  }

  func attribute(_ name: String) -> String? {
    attributes.first { $0.name == name }?.value
  }

  /// All text inside, that of inner elements included, as it stands.
  var text: String {
    content.reduce(into: "") { text, part in
      switch part {
      case .text(let piece): text += piece
      case .element(let element): text += element.text
      }
    }
  }

  /// Writes the element as XML in one form: no declaration, attributes as they came.
  func write(to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "<"))
    bytes += name.utf8
    for attribute in attributes {
      bytes.append(UInt8(ascii: " "))
      bytes += attribute.name.utf8
      bytes += "=\"".utf8
      XMLElement.escape(attribute.value, to: &bytes)
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: ">"))
    for part in content {
      switch part {
      case .text(let text): XMLElement.escape(text, to: &bytes)
      case .element(let element): element.write(to: &bytes)
      }
    }
    bytes += "</".utf8
    bytes += name.utf8
    bytes.append(UInt8(ascii: ">"))
  }

  private static func escape(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    text.withUTF8 { text in
      var start = 0
      for index in text.indices {
        let escaped: StaticString
        switch text[index] {
        case UInt8(ascii: "&"): escaped = "&amp;"
        case UInt8(ascii: "<"): escaped = "&lt;"
        case UInt8(ascii: ">"): escaped = "&gt;"
        case UInt8(ascii: "\""): escaped = "&quot;"
        default: continue
        }
        bytes += UnsafeBufferPointer(rebasing: text[start..<index])
        escaped.withUTF8Buffer { bytes += $0 }
        start = index + 1
      }
      bytes += UnsafeBufferPointer(rebasing: text[start...])
    }
  }
}
