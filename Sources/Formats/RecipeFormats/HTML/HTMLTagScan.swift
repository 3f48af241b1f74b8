/// Reads one tag: its name and its attributes.
struct HTMLTagScan {
  private let bytes: [UInt8]
  private(set) var position: Int

  /// Starts at the `<` of a tag.
  init(_ bytes: [UInt8], at start: Int) {
    self.bytes = bytes
    position = start
  }

  /// How many attributes of one tag are kept.
  private static let maximumAttributes = 256

  /// The tag, with the position behind it; nil when it has no end yet.
  mutating func tag() -> HTMLTag? {
    position += 1
    skip { $0 == UInt8(ascii: "/") }
    let name = text { !HTMLTagScan.isSpace($0) && $0 != UInt8(ascii: "/") && $0 != Self.end }
    var tag = HTMLTag(name: name.lowercased())
    while let byte = current {
      if byte == HTMLTagScan.end {
        position += 1
        return tag
      }
      tag.isClosed = byte == UInt8(ascii: "/")
      if tag.isClosed || HTMLTagScan.isSpace(byte) {
        position += 1
      } else {
        let attribute = attribute()
        if tag.attributes.count < HTMLTagScan.maximumAttributes { tag.attributes.append(attribute) }
      }
      // White space may stand between the slash and the end.
      if tag.isClosed { skip(while: HTMLTagScan.isSpace) }
    }
    return nil
  }

  private mutating func attribute() -> HTMLAttribute {
    let start = position
    // A name may start with an `=`, which belongs to it.
    position += 1
    skip { !HTMLTagScan.isSpace($0) && $0 != Self.end && $0 != Self.equals && $0 != Self.slash }
    let name = String(decoding: bytes[start..<position], as: UTF8.self).lowercased()
    let afterName = position
    skip(while: HTMLTagScan.isSpace)
    guard current == HTMLTagScan.equals else {
      position = afterName
      return HTMLAttribute(name: name, value: "")
    }
    position += 1
    skip(while: HTMLTagScan.isSpace)
    return HTMLAttribute(name: name, value: value())
  }

  private mutating func value() -> String {
    guard let quote = current else { return "" }
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      return text { !HTMLTagScan.isSpace($0) && $0 != Self.end }
    }
    position += 1
    let value = text { $0 != quote }
    position = min(position + 1, bytes.count)
    return value
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func text(while isPart: (UInt8) -> Bool) -> String {
    let start = position
    skip(while: isPart)
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func skip(while isPart: (UInt8) -> Bool) {
    while position < bytes.count, isPart(bytes[position]) { position += 1 }
  }

  private static let end = UInt8(ascii: ">")
  private static let equals = UInt8(ascii: "=")
  private static let slash = UInt8(ascii: "/")

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
