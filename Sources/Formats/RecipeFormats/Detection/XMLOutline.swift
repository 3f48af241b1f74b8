/// The first element of an XML text, found without parsing it.
struct XMLOutline {
  /// The root element's name in lower case, without a namespace prefix.
  var root: String
  /// The names of the elements that come after it, in lower case, in order, with repeats.
  var names: [String] = []

  /// Reads UTF-8 text; nil when it does not start as XML does.
  init?(_ text: [UInt8]) {
    var scan = Scan(text: text)
    guard let root = scan.nextElementName(skippingText: false) else { return nil }
    self.root = root
    while names.count < XMLOutline.nameLimit, let name = scan.nextElementName(skippingText: true) {
      names.append(name)
    }
  }

  private static let nameLimit = 40

  private struct Scan {
    let text: [UInt8]
    var position = 0

    /// Passes over the prolog (or text) and gives the next start tag's name.
    mutating func nextElementName(skippingText: Bool) -> String? {
      if text.starts(with: [0xEF, 0xBB, 0xBF]), position == 0 { position = 3 }
      while position < text.count {
        let byte = text[position]
        if byte == UInt8(ascii: "<") {
          if starts(with: "<?") {
            // Some programs forget the second `?`.
            skip(past: ">")
          } else if starts(with: "<!--") {
            skip(past: "-->")
          } else if starts(with: "<!") {
            skipDeclaration()
          } else if let name = elementName() {
            return name
          } else if starts(with: "</") || skippingText {
            position += 1
          } else {
            return nil
          }
        } else if skippingText || byte == 0x20 || (0x09...0x0D).contains(byte) {
          position += 1
        } else {
          return nil
        }
      }
      return nil
    }

    private mutating func elementName() -> String? {
      var end = position + 1
      while end < text.count, isNameByte(text[end]) { end += 1 }
      guard end > position + 1, !(0x2D...0x39).contains(text[position + 1]) else { return nil }
      let name = String(decoding: text[position + 1..<end], as: UTF8.self).lowercased()
      position = end
      return name.split(separator: ":").last.map(String.init)
    }

    private func isNameByte(_ byte: UInt8) -> Bool {
      (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte >= 0x80 || "-_.:".utf8.contains(byte)
    }

    /// A DOCTYPE may hold declarations of its own in brackets.
    private mutating func skipDeclaration() {
      var depth = 0
      while position < text.count {
        switch text[position] {
        case UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "]"): depth -= 1
        case UInt8(ascii: ">") where depth <= 0:
          position += 1
          return
        default: break
        }
        position += 1
      }
    }

    private mutating func skip(past mark: StaticString) {
      while position < text.count, !starts(with: mark) { position += 1 }
      position += mark.utf8CodeUnitCount
    }

    private func starts(with mark: StaticString) -> Bool {
      let wanted = UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount)
      return text.count - position >= wanted.count
        && text[position..<position + wanted.count].elementsEqual(wanted)
    }
  }
}
