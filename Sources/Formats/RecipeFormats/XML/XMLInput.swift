import PipelineCore
import RecipeText

/// XML content as UTF-8 that is safe to give to a parser, piece by piece.
///
/// `XMLDecoder` finds the encoding. Every `&` that starts none of the five predefined entities
/// and no character reference becomes `&amp;`, so a parser meets no entity that it could expand;
/// what the text meant is left to `TextCleaner`. Control characters that XML forbids go, but not
/// NUL. A tag that is larger than the limit is a fault.
struct XMLInput {
  private let source: any ByteSource
  private let location: SourceLocation
  private let limits: ReaderLimits
  private var decoder: XMLDecoder
  /// What mends the markup; nil when it has to be well formed.
  private var repair: XMLRepair?
  private var raw = [UInt8](repeating: 0, count: 64 * 1024)
  /// Decoded bytes that may begin a reference.
  private var heldBack: [UInt8] = []
  private var tag = XMLTagMeasure()
  private var line = 1
  private(set) var isAtEnd = false

  init(
    _ source: any ByteSource, dialect: XMLDialect, at location: SourceLocation,
    limits: ReaderLimits
  ) {
    self.source = source
    self.location = location
    self.limits = limits
    decoder = XMLDecoder(dialect)
    repair = dialect == .loose ? XMLRepair(maximumTagBytes: limits.maximumTagBytes) : nil
  }

  /// The next piece; empty only at the end.
  mutating func next() throws(ReadFault) -> [UInt8] {
    while !isAtEnd {
      let count = try read()
      isAtEnd = count == 0
      let decoded = try decoder.decode(raw[..<count], isAtEnd: isAtEnd, at: here)
      let text = try made(safe: mended(decoded))
      if repair?.foundTooLargeTag == true { throw tooLargeTag }
      if !text.isEmpty { return text }
    }
    return []
  }

  private mutating func read() throws(ReadFault) -> Int {
    do throws(ReadFault) {
      let source = source
      var count = 0
      var fault: ReadFault?
      raw.withUnsafeMutableBytes { buffer in
        do throws(ReadFault) { count = try source.read(into: buffer) } catch { fault = error }
      }
      if let fault { throw fault }
      return count
    } catch {
      throw ReadFault(error.cause, at: error.location ?? here)
    }
  }

  private var here: SourceLocation {
    var place = location
    place.line = line
    return place
  }

  // MARK: - Safety

  private mutating func mended(_ text: [UInt8]) -> [UInt8] {
    repair?.mend(text, isAtEnd: isAtEnd) ?? text
  }

  private var tooLargeTag: ReadFault {
    ReadFault(
      .limitExceeded(limit: "the size of one tag, \(limits.maximumTagBytes) bytes"), at: here)
  }

  /// The longest reference that a parser may see: `&#x10FFFF;`.
  private static let longestReference = 10

  private mutating func made(safe text: [UInt8]) throws(ReadFault) -> [UInt8] {
    let text = heldBack.isEmpty ? text : heldBack + text
    heldBack = []
    return try text.withUnsafeBufferPointer { bytes throws(ReadFault) in
      try madeSafe(bytes)
    } ?? text
  }

  /// The text in safe form; nil when it is safe as it stands.
  private mutating func madeSafe(_ text: UnsafeBufferPointer<UInt8>) throws(ReadFault) -> [UInt8]? {
    // A repair that knows what is a tag has measured it.
    let measuresTags = repair == nil
    var tag = tag
    defer { self.tag = tag }
    var output: [UInt8] = []
    // Of the bytes from here on nothing is changed so far.
    var start = 0
    var index = 0
    while index < text.count {
      if tag.bytes == 0 {
        index = ByteGroup.skip(in: text, from: index) {
          $0.isAnyBelow(0x20) | $0.isAny(UInt8(ascii: "&"))
            | (measuresTags ? $0.isAny(UInt8(ascii: "<")) : 0)
        }
        guard index < text.count else { break }
      }
      let byte = text[index]
      if measuresTags, tag.bytes > 0 || byte == UInt8(ascii: "<") {
        tag.pass(byte, next: index + 1 < text.count ? text[index + 1] : 0)
        if tag.bytes > limits.maximumTagBytes { throw tooLargeTag }
      }
      if byte >= 0x20, byte != UInt8(ascii: "&") {
        index += 1
        continue
      }
      switch byte {
      case UInt8(ascii: "&"):
        if text.count - index < XMLInput.longestReference, !isAtEnd, !text[index...].contains(0x3B)
        {
          heldBack = Array(text[index...])
          output.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
          return output
        }
        if !XMLInput.isReference(text[index...]) {
          output.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
          output += "&amp;".utf8
          start = index + 1
        }
      case 0x0A: line += 1
      case 0x01..<0x20 where byte != 0x09 && byte != 0x0D:
        output.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
        start = index + 1
      default: break
      }
      index += 1
    }
    if start == 0 { return nil }
    output.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    return output
  }

  /// Whether a predefined entity or a character reference starts here.
  private static func isReference(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let end = text.prefix(longestReference).firstIndex(of: UInt8(ascii: ";")) else {
      return false
    }
    let name = text[(text.startIndex + 1)..<end]
    if predefined.contains(where: { name.elementsEqual($0.utf8) }) { return true }
    guard name.first == UInt8(ascii: "#"),
      let digits = Optional(String(decoding: name.dropFirst(), as: UTF8.self)),
      let value = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    else { return false }
    // Only what XML 1.0 allows; the rest is left to TextCleaner.
    return value == 0x09 || value == 0x0A || value == 0x0D
      || (value >= 0x20 && value != 0xFFFE && value != 0xFFFF && Unicode.Scalar(value) != nil)
  }

  private static let predefined = ["amp", "lt", "gt", "quot", "apos"]
}

/// How large the tag is that a text has come to.
private struct XMLTagMeasure {
  /// The bytes since the tag began; 0 outside of tags.
  private(set) var bytes = 0
  private var quote: UInt8 = 0

  /// Takes a byte of a tag, or the `<` that may start one; a quoted `>` does not end it.
  @inline(__always)
  mutating func pass(_ byte: UInt8, next: UInt8) {
    if bytes == 0 {
      if byte == UInt8(ascii: "<"), (next | 0x20) &- 0x61 < 26 { bytes = 1 }
      return
    }
    bytes += 1
    if quote != 0 {
      if byte == quote { quote = 0 }
    } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      quote = byte
    } else if byte == UInt8(ascii: ">") {
      bytes = 0
    }
  }
}
