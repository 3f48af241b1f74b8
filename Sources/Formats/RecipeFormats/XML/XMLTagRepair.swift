/// Mends one start tag.
///
/// A quote inside a value is told from the one that ends it by what follows: the end of the tag,
/// or a name and `=`. The inner one is escaped, and so is `<`. A value without quotes gets them,
/// a missing space between attributes is put in, and characters that no attribute name may have
/// become `_`.
struct XMLTagRepair {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position: Int
  /// Up to where the tag was written to the output.
  private var copied: Int

  /// Starts at the `<` of a tag.
  init(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
    self.bytes = bytes
    position = start + 1
    copied = start
  }

  static func startsName(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  /// Writes the tag; the index behind it, or nil (and nothing written) when it has no end yet.
  mutating func mend(into output: inout [UInt8]) -> Int? {
    let before = output.count
    while let byte = peek(), !isSpace(byte), byte != UInt8(ascii: ">"), byte != UInt8(ascii: "/") {
      position += 1
    }
    while let byte = peek() {
      if byte == UInt8(ascii: ">") {
        position += 1
        copy(into: &output)
        return position
      }
      if isSpace(byte) || byte == UInt8(ascii: "/") {
        position += 1
      } else if !mendAttribute(into: &output) {
        break
      }
    }
    output.removeLast(output.count - before)
    return nil
  }

  /// Passes over an attribute; false when it has no end yet.
  private mutating func mendAttribute(into output: inout [UInt8]) -> Bool {
    mendName(into: &output)
    skipSpaces()
    guard let mark = peek() else { return false }
    guard mark == UInt8(ascii: "=") else {
      // A name without a value.
      copy(into: &output)
      output += "=\"\" ".utf8
      return true
    }
    position += 1
    skipSpaces()
    guard let quote = peek() else { return false }
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      position += 1
      return mendValue(quote, into: &output)
    }
    return quoteValue(into: &output)
  }

  private mutating func mendName(into output: inout [UInt8]) {
    let start = position
    while let byte = peek(), !isSpace(byte), !endsName(byte) {
      let isFirst = position == start
      if !XMLTagRepair.startsName(byte), isFirst || !continuesName(byte) {
        copy(into: &output)
        output.append(UInt8(ascii: "_"))
        // A digit may stay behind the mark.
        if !isDigit(byte) { copied += 1 }
      }
      position += 1
    }
    if position == start {
      // An `=` that nothing stands before.
      copy(into: &output)
      output.append(UInt8(ascii: "_"))
    }
  }

  private mutating func mendValue(_ quote: UInt8, into output: inout [UInt8]) -> Bool {
    while let byte = peek() {
      if byte == quote {
        guard let isEnd = endsValue(at: position) else { return false }
        if isEnd {
          position += 1
          if let next = peek(), !isSpace(next), next != UInt8(ascii: ">"), next != UInt8(ascii: "/")
          {
            copy(into: &output)
            output.append(0x20)
          }
          return true
        }
        replace(with: quote == UInt8(ascii: "\"") ? "&quot;" : "&apos;", into: &output)
      } else if byte == UInt8(ascii: "<") {
        replace(with: "&lt;", into: &output)
      } else {
        position += 1
      }
    }
    return false
  }

  /// Whether a quote ends its value; nil when what follows is not there yet.
  private func endsValue(at quote: Int) -> Bool? {
    var index = quote + 1
    while index < bytes.count, isSpace(bytes[index]) { index += 1 }
    guard index < bytes.count else { return nil }
    if bytes[index] == UInt8(ascii: ">") { return true }
    if bytes[index] == UInt8(ascii: "/") {
      guard index + 1 < bytes.count else { return nil }
      return bytes[index + 1] == UInt8(ascii: ">")
    }
    let name = index
    while index < bytes.count, isNameByte(bytes[index]) { index += 1 }
    let hasName = index > name
    while index < bytes.count, isSpace(bytes[index]) { index += 1 }
    guard index < bytes.count else { return nil }
    return hasName && bytes[index] == UInt8(ascii: "=")
  }

  /// Puts quotes around a value up to the next space or the end of the tag.
  private mutating func quoteValue(into output: inout [UInt8]) -> Bool {
    copy(into: &output)
    output.append(UInt8(ascii: "\""))
    while let byte = peek() {
      if isSpace(byte) || byte == UInt8(ascii: ">") {
        copy(into: &output)
        output.append(UInt8(ascii: "\""))
        return true
      }
      switch byte {
      case UInt8(ascii: "\""): replace(with: "&quot;", into: &output)
      case UInt8(ascii: "<"): replace(with: "&lt;", into: &output)
      default: position += 1
      }
    }
    return false
  }

  // MARK: - Bytes

  private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private func isNameByte(_ byte: UInt8) -> Bool {
    XMLTagRepair.startsName(byte) || continuesName(byte) || byte == UInt8(ascii: "%")
  }

  private func continuesName(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: ":")
  }

  private func endsName(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "=") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private mutating func skipSpaces() {
    while let byte = peek(), isSpace(byte) { position += 1 }
  }

  private mutating func copy(into output: inout [UInt8]) {
    output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied..<position]))
    copied = position
  }

  /// Writes something else for the byte that stands here.
  private mutating func replace(with text: String, into output: inout [UInt8]) {
    copy(into: &output)
    output += text.utf8
    position += 1
    copied = position
  }
}
