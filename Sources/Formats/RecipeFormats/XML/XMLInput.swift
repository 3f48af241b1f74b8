import PipelineCore
import RecipeText

/// XML content as UTF-8 that is safe to give to a parser, piece by piece.
///
/// The encoding comes from the byte order mark or the declaration, and a contradiction between
/// the two is a fault. Latin-1 is read as Windows-1252. Every `&` that starts none of the five
/// predefined entities and no character reference becomes `&amp;`, so a parser meets no entity
/// that it could expand; what the text meant is left to `TextCleaner`. Control characters that
/// XML forbids go, but not NUL. A tag that is larger than the limit is a fault.
struct XMLInput {
  private enum Encoding {
    case utf8, windows1252
    case utf16(lowByteFirst: Bool)
  }

  private let source: any ByteSource
  private let location: SourceLocation
  private let limits: ReaderLimits
  private var encoding: Encoding?
  private var raw = [UInt8](repeating: 0, count: 64 * 1024)
  /// Bytes as read that begin a character, or of which the encoding is not known yet.
  private var carried: [UInt8] = []
  /// Decoded bytes that may begin a reference.
  private var heldBack: [UInt8] = []
  private var tagBytes = 0
  private var quote: UInt8 = 0
  private var line = 1
  private(set) var isAtEnd = false

  init(_ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits) {
    self.source = source
    self.location = location
    self.limits = limits
  }

  /// The next piece; empty only at the end.
  mutating func next() throws(ReadFault) -> [UInt8] {
    while !isAtEnd {
      var piece = carried
      carried = []
      let count = try read()
      piece += raw[..<count]
      isAtEnd = count == 0
      if encoding == nil {
        // Enough to see a declaration.
        if piece.count < 256, !isAtEnd {
          carried = piece
          continue
        }
        try decideEncoding(&piece)
      }
      let text = try made(safe: decode(piece))
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

  // MARK: - Encoding

  private mutating func decideEncoding(_ piece: inout [UInt8]) throws(ReadFault) {
    let declared = XMLInput.declaredEncoding(piece)
    if piece.starts(with: [0xEF, 0xBB, 0xBF]) {
      piece.removeFirst(3)
      try check(declared, fits: "utf-8")
      encoding = .utf8
    } else if piece.starts(with: [0xFF, 0xFE]) || piece.starts(with: [0xFE, 0xFF]) {
      let lowByteFirst = piece[0] == 0xFF
      piece.removeFirst(2)
      encoding = .utf16(lowByteFirst: lowByteFirst)
    } else if piece.starts(with: [0x3C, 0x00]) || piece.starts(with: [0x00, 0x3C]) {
      encoding = .utf16(lowByteFirst: piece[0] == 0x3C)
    } else {
      encoding = try encoding(declared ?? "utf-8")
    }
  }

  private func encoding(_ name: String) throws(ReadFault) -> Encoding {
    switch name {
    case "utf-8", "utf8", "us-ascii", "ascii": return .utf8
    case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "windows-1252", "cp1252",
      "iso-8859-15":
      return .windows1252
    case _ where name.hasPrefix("utf-16") || name.hasPrefix("ucs-2"):
      throw ReadFault(.corrupt(detail: "it declares UTF-16 and is not"), at: here)
    default:
      throw ReadFault(
        .unsupported(
          kind: "XML in an encoding other than UTF-8, UTF-16 and Windows-1252",
          instead: "convert the file to UTF-8"), at: here)
    }
  }

  private func check(_ declared: String?, fits name: String) throws(ReadFault) {
    guard let declared, declared != name, declared != "utf8" else { return }
    throw ReadFault(
      .corrupt(detail: "its byte order mark contradicts its declared encoding"), at: here)
  }

  /// The encoding that the XML declaration names, in lower case.
  private static func declaredEncoding(_ piece: [UInt8]) -> String? {
    let front = String(decoding: piece.prefix(256).filter { $0 < 0x80 }, as: UTF8.self)
    guard let start = front.firstIndex(of: "<"), front[start...].hasPrefix("<?xml"),
      let end = front.firstIndex(of: ">")
    else { return nil }
    let parts = front[start..<end].split { $0 == "\"" || $0 == "'" }
    let name = parts.firstIndex { $0.hasSuffix("encoding=") || $0.hasSuffix("encoding = ") }
    return name.flatMap { $0 + 1 < parts.endIndex ? parts[$0 + 1].lowercased() : nil }
  }

  private mutating func decode(_ piece: [UInt8]) -> [UInt8] {
    switch encoding {
    case .windows1252:
      var text: [UInt8] = []
      text.reserveCapacity(piece.count + piece.count / 8)
      for byte in piece { Windows1252.append(byte, to: &text) }
      return text
    case .utf16(let lowByteFirst): return decodeUTF16(piece, lowByteFirst: lowByteFirst)
    case .utf8, nil: return piece
    }
  }

  /// Decodes whole characters; half of one is carried over.
  private mutating func decodeUTF16(_ piece: [UInt8], lowByteFirst: Bool) -> [UInt8] {
    var end = piece.count & ~1
    if end >= 2, !isAtEnd {
      let high = lowByteFirst ? piece[end - 1] : piece[end - 2]
      if (0xD8..<0xDC).contains(high) { end -= 2 }
    }
    if !isAtEnd { carried = Array(piece[end...]) }
    let mark: [UInt8] = lowByteFirst ? [0xFF, 0xFE] : [0xFE, 0xFF]
    return TextDecoding(mark + piece[..<end]).text
  }

  // MARK: - Safety

  /// The longest reference that a parser may see: `&#x10FFFF;`.
  private static let longestReference = 10

  private mutating func made(safe text: [UInt8]) throws(ReadFault) -> [UInt8] {
    let text = heldBack.isEmpty ? text : heldBack + text
    heldBack = []
    var output: [UInt8] = []
    output.reserveCapacity(text.count + 64)
    var index = 0
    while index < text.count {
      let byte = text[index]
      try measureTag(byte, next: index + 1 < text.count ? text[index + 1] : 0)
      switch byte {
      case UInt8(ascii: "&"):
        if text.count - index < XMLInput.longestReference, !isAtEnd, !text[index...].contains(0x3B)
        {
          heldBack = Array(text[index...])
          return output
        }
        output += XMLInput.isReference(text[index...]) ? [byte] : Array("&amp;".utf8)
      case 0x0A:
        line += 1
        output.append(byte)
      case 0x01..<0x20 where byte != 0x09 && byte != 0x0D: break
      default: output.append(byte)
      }
      index += 1
    }
    return output
  }

  /// Counts the bytes since a tag began; quoted `>` do not end it.
  private mutating func measureTag(_ byte: UInt8, next: UInt8) throws(ReadFault) {
    if tagBytes == 0 {
      if byte == UInt8(ascii: "<"), (next | 0x20) &- 0x61 < 26 { tagBytes = 1 }
      return
    }
    tagBytes += 1
    if quote != 0 {
      if byte == quote { quote = 0 }
    } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      quote = byte
    } else if byte == UInt8(ascii: ">") {
      tagBytes = 0
    }
    if tagBytes > limits.maximumTagBytes {
      throw ReadFault(
        .limitExceeded(limit: "the size of one tag, \(limits.maximumTagBytes) bytes"), at: here)
    }
  }

  /// Whether a predefined entity or a character reference starts here.
  private static func isReference(_ text: ArraySlice<UInt8>) -> Bool {
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
