/// The encoding of a whole file, decided once, and its text as UTF-8.
public struct TextDecoding: Sendable, Equatable {
  /// The encodings that are told apart by content.
  public enum Encoding: String, Sendable, CaseIterable {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    case windows1252 = "windows-1252"
    case ibm437 = "IBM437"
    case ibm850 = "IBM850"
  }

  public var encoding: Encoding
  /// Whether the file began with a byte order mark, which `text` does not hold.
  public var hadByteOrderMark: Bool
  /// The text as UTF-8.
  public var text: [UInt8]

  /// Decides by byte order mark, else strict UTF-8, else Windows-1252, and decodes.
  ///
  /// UTF-16 units that form no character become U+FFFD. Latin-1 is never assumed: files that
  /// claim it hold Windows-1252 quotes. Text of DOS programs is told apart by `TextByteSource`.
  public init(_ bytes: [UInt8]) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]),
      UTF8Validation.firstInvalidOffset(in: bytes) == nil
    {
      self.init(.utf8, hadByteOrderMark: true, text: Array(bytes.dropFirst(3)))
    } else if bytes.starts(with: [0xFF, 0xFE]) {
      let text = TextDecoding.decodeUTF16(bytes, lowByteFirst: true)
      self.init(.utf16LittleEndian, hadByteOrderMark: true, text: text)
    } else if bytes.starts(with: [0xFE, 0xFF]) {
      let text = TextDecoding.decodeUTF16(bytes, lowByteFirst: false)
      self.init(.utf16BigEndian, hadByteOrderMark: true, text: text)
    } else if UTF8Validation.firstInvalidOffset(in: bytes) == nil {
      self.init(.utf8, hadByteOrderMark: false, text: bytes)
    } else {
      var text: [UInt8] = []
      text.reserveCapacity(bytes.count + bytes.count / 16)
      for byte in bytes { Windows1252.append(byte, to: &text) }
      self.init(.windows1252, hadByteOrderMark: false, text: text)
    }
  }

  private init(_ encoding: Encoding, hadByteOrderMark: Bool, text: [UInt8]) {
    self.encoding = encoding
    self.hadByteOrderMark = hadByteOrderMark
    self.text = text
  }

  private static func decodeUTF16(_ bytes: [UInt8], lowByteFirst: Bool) -> [UInt8] {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    for index in stride(from: 2, to: bytes.count - 1, by: 2) {
      let first = UInt16(bytes[index])
      let second = UInt16(bytes[index + 1])
      units.append(lowByteFirst ? second << 8 | first : first << 8 | second)
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}
