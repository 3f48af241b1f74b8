import PipelineCore
import RecipeText

/// Finds the encoding of an XML content, and turns its bytes into UTF-8 piece by piece.
///
/// Well-formed content says its encoding by a byte order mark or the declaration, and a
/// contradiction between the two is a fault. In loose content the bytes decide between UTF-8
/// and Windows-1252: its front is UTF-8 when it is valid, and what follows is until a byte says
/// otherwise. Latin-1 is always read as Windows-1252.
struct XMLDecoder {
  private enum Encoding: Equatable {
    case utf8, windows1252
    /// UTF-8 up to the first byte that is not, and Windows-1252 from there on.
    case utf8WhileValid
    case utf16(lowByteFirst: Bool)
  }

  private let dialect: XMLDialect
  private var encoding: Encoding?
  /// Bytes as read that begin a character, or of which the encoding is not known yet.
  private var carried: [UInt8] = []

  init(_ dialect: XMLDialect) {
    self.dialect = dialect
  }

  /// How much is looked at before the encoding is decided: a declaration, or a representative
  /// part of the text.
  private var frontBytes: Int { dialect == .wellFormed ? 256 : 64 * 1024 }

  /// Decodes the next bytes; empty while more are needed.
  mutating func decode(
    _ bytes: ArraySlice<UInt8>, isAtEnd: Bool, at place: SourceLocation
  ) throws(ReadFault) -> [UInt8] {
    carried += bytes
    if encoding == nil, carried.count < frontBytes, !isAtEnd { return [] }
    var piece = carried
    carried = []
    if encoding == nil { try decide(&piece, at: place) }
    switch encoding {
    case .windows1252: return XMLDecoder.fromWindows1252(piece[...])
    case .utf16(let lowByteFirst):
      return decodeUTF16(piece, lowByteFirst: lowByteFirst, isAtEnd: isAtEnd)
    case .utf8WhileValid: return decodeWhileValid(piece, isAtEnd: isAtEnd)
    case .utf8, nil: return piece
    }
  }

  // MARK: - Deciding

  private mutating func decide(
    _ piece: inout [UInt8], at place: SourceLocation
  ) throws(ReadFault) {
    let declared = XMLDecoder.declaredEncoding(piece)
    if piece.starts(with: [0xEF, 0xBB, 0xBF]) {
      piece.removeFirst(3)
      try checkMark(against: declared, at: place)
      encoding = dialect == .wellFormed ? .utf8 : .utf8WhileValid
    } else if piece.starts(with: [0xFF, 0xFE]) || piece.starts(with: [0xFE, 0xFF]) {
      let lowByteFirst = piece[0] == 0xFF
      piece.removeFirst(2)
      encoding = .utf16(lowByteFirst: lowByteFirst)
    } else if piece.starts(with: [0x3C, 0x00]) || piece.starts(with: [0x00, 0x3C]) {
      encoding = .utf16(lowByteFirst: piece[0] == 0x3C)
    } else {
      let stated = try encoding(declared ?? "utf-8", at: place)
      encoding = dialect == .wellFormed ? stated : told(by: piece.prefix(frontBytes), else: stated)
    }
  }

  /// The encoding that a front shows; the stated one when it is ASCII throughout.
  private func told(by front: ArraySlice<UInt8>, else stated: Encoding) -> Encoding {
    guard front.contains(where: { $0 >= 0x80 }) else {
      return stated == .windows1252 ? stated : .utf8WhileValid
    }
    let bytes = Array(front)
    guard let bad = UTF8Validation.firstInvalidOffset(in: bytes),
      !XMLDecoder.isCutSequence(bytes[bad...])
    else { return .utf8WhileValid }
    return .windows1252
  }

  private func encoding(_ name: String, at place: SourceLocation) throws(ReadFault) -> Encoding {
    switch name {
    case "utf-8", "utf8", "us-ascii", "ascii": return .utf8
    case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "windows-1252", "cp1252",
      "win-1252", "iso-8859-15":
      return .windows1252
    case _ where name.hasPrefix("utf-16") || name.hasPrefix("ucs-2"):
      // Programs that keep text as UTF-16 declare it even where they write UTF-8.
      if dialect == .loose { return .utf8 }
      throw ReadFault(.corrupt(detail: "it declares UTF-16 and is not"), at: place)
    default:
      throw ReadFault(
        .unsupported(
          kind: "XML in an encoding other than UTF-8, UTF-16 and Windows-1252",
          instead: "convert the file to UTF-8"), at: place)
    }
  }

  private func checkMark(
    against declared: String?, at place: SourceLocation
  ) throws(ReadFault) {
    guard dialect == .wellFormed, let declared, declared != "utf-8", declared != "utf8" else {
      return
    }
    throw ReadFault(
      .corrupt(detail: "its byte order mark contradicts its declared encoding"), at: place)
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

  // MARK: - Decoding

  private static func fromWindows1252(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes { Windows1252.append(byte, to: &text) }
    return text
  }

  private mutating func decodeWhileValid(_ piece: [UInt8], isAtEnd: Bool) -> [UInt8] {
    guard let bad = UTF8Validation.firstInvalidOffset(in: piece) else { return piece }
    if XMLDecoder.isCutSequence(piece[bad...]) {
      if isAtEnd { return piece }
      carried = Array(piece[bad...])
      return Array(piece[..<bad])
    }
    encoding = .windows1252
    return piece[..<bad] + XMLDecoder.fromWindows1252(piece[bad...])
  }

  /// Whether the bytes may be the beginning of one character.
  private static func isCutSequence(_ tail: ArraySlice<UInt8>) -> Bool {
    guard let lead = tail.first, (0xC2...0xF4).contains(lead),
      tail.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 })
    else { return false }
    return tail.count < (lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2)
  }

  /// Decodes whole characters; half of one is carried over.
  private mutating func decodeUTF16(
    _ piece: [UInt8], lowByteFirst: Bool, isAtEnd: Bool
  ) -> [UInt8] {
    var end = piece.count & ~1
    if end >= 2, !isAtEnd {
      let high = lowByteFirst ? piece[end - 1] : piece[end - 2]
      if (0xD8..<0xDC).contains(high) { end -= 2 }
    }
    if !isAtEnd { carried = Array(piece[end...]) }
    let mark: [UInt8] = lowByteFirst ? [0xFF, 0xFE] : [0xFE, 0xFF]
    return TextDecoding(mark + piece[..<end]).text
  }
}
