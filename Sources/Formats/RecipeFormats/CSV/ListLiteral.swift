/// Lists as data sets write them into one cell: of JSON, Python, NumPy and R.
enum ListLiteral {
  /// Reads `["a", "b"]`, `['a', "b's"]`, `['a' 'b']` or `c("a", "b")`; nil for any other text.
  ///
  /// Elements that say nothing (`None`, `nan`, `NA`, `null`) are nil, so that two lists go together.
  static func elements(_ text: ArraySlice<UInt8>) -> [String?]? {
    var reading = Reading(Array(text))
    return reading.list()
  }

  /// The elements that say something.
  static func items(_ text: ArraySlice<UInt8>) -> [String]? {
    elements(text).map { $0.compactMap(\.self) }
  }

  private struct Reading {
    let bytes: [UInt8]
    var position = 0

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
    }

    mutating func list() -> [String?]? {
      let close: UInt8
      if skip("[") {
        close = UInt8(ascii: "]")
      } else if skip("c(") || skip("character(0") {
        close = UInt8(ascii: ")")
      } else {
        return nil
      }
      var elements: [String?] = []
      while true {
        skipBetween()
        guard let byte = peek else { return nil }
        if byte == close {
          position += 1
          return position == bytes.count ? elements : nil
        }
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
          guard let text = quoted(byte) else { return nil }
          elements.append(text)
        } else {
          guard let word = word(before: close) else { return nil }
          elements.append(ListLiteral.nothings.contains(word.lowercased()) ? nil : word)
        }
      }
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skip(_ mark: String) -> Bool {
      guard bytes[position...].starts(with: mark.utf8) else { return false }
      position += mark.utf8.count
      return true
    }

    private mutating func skipBetween() {
      while let byte = peek, byte <= 0x20 || byte == UInt8(ascii: ",") { position += 1 }
    }

    /// A number or a word; nested lists and half a text are none.
    private mutating func word(before close: UInt8) -> String? {
      let start = position
      while let byte = peek, byte > 0x20, byte != UInt8(ascii: ","), byte != close {
        guard !"[]{}()\"'".utf8.contains(byte) else { return nil }
        position += 1
      }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func quoted(_ quote: UInt8) -> String? {
      position += 1
      var text: [UInt8] = []
      while let byte = peek {
        position += 1
        if byte == quote { return String(decoding: text, as: UTF8.self) }
        if byte == UInt8(ascii: "\\") { escape(into: &text) } else { text.append(byte) }
      }
      return nil
    }

    private mutating func escape(into text: inout [UInt8]) {
      guard let byte = peek else { return }
      position += 1
      switch byte {
      case UInt8(ascii: "n"), UInt8(ascii: "r"): text.append(0x0A)
      case UInt8(ascii: "t"): text.append(0x20)
      case UInt8(ascii: "x"): append(hexadecimal(2), to: &text)
      case UInt8(ascii: "u"): append(pair(hexadecimal(4)), to: &text)
      case UInt8(ascii: "U"): append(hexadecimal(8), to: &text)
      case UInt8(ascii: "b"), UInt8(ascii: "f"): break
      default: text.append(byte)
      }
    }

    private mutating func hexadecimal(_ digits: Int) -> UInt32? {
      guard position + digits <= bytes.count else { return nil }
      let text = String(decoding: bytes[position..<position + digits], as: UTF8.self)
      guard let value = UInt32(text, radix: 16) else { return nil }
      position += digits
      return value
    }

    /// The character of a surrogate and the escape behind it.
    private mutating func pair(_ lead: UInt32?) -> UInt32? {
      guard let lead, (0xD800..<0xDC00).contains(lead) else { return lead }
      let start = position
      if skip("\\u"), let trail = hexadecimal(4), (0xDC00..<0xE000).contains(trail) {
        return 0x10000 + (lead - 0xD800) << 10 + (trail - 0xDC00)
      }
      position = start
      return nil
    }

    private func append(_ codePoint: UInt32?, to text: inout [UInt8]) {
      let scalar = codePoint.flatMap(Unicode.Scalar.init) ?? "\u{FFFD}"
      text += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
    }
  }

  private static let nothings: Set<String> = ["none", "nan", "na", "null", ""]
}
