extension TextDecoding.Encoding {
  /// Decides the encoding of a text without a byte order mark by a sample of it.
  ///
  /// It is UTF-8 when more characters are whole than bytes are stray, so that one damaged byte
  /// does not turn all others into something else. Otherwise letters decide between Windows-1252
  /// and the character sets of the IBM PC, which files of DOS programs are in. `previous` is the
  /// byte before the sample; a sample that is not the whole rest may end amid a character.
  public init(ofSample sample: ArraySlice<UInt8>, after previous: UInt8 = 0, isWhole: Bool) {
    let (characters, strays) = sample.withUnsafeBufferPointer { bytes in
      UTF8Validation.count(in: bytes, isWhole: isWhole)
    }
    if strays == 0 || characters > strays {
      self = .utf8
    } else {
      self = CodePageVotes(sample, after: previous).encoding
    }
  }

  /// Decodes a piece that holds whole characters; a byte that is no UTF-8 is Windows-1252.
  public func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 16)
    switch self {
    case .ibm437: for byte in bytes { CodePage.ibm437.append(byte, to: &text) }
    case .ibm850: for byte in bytes { CodePage.ibm850.append(byte, to: &text) }
    case .windows1252: for byte in bytes { Windows1252.append(byte, to: &text) }
    case .utf8, .utf16LittleEndian, .utf16BigEndian:
      var rest = bytes
      while let offset = rest.withUnsafeBufferPointer(UTF8Validation.firstInvalidOffset(in:)) {
        text += rest.prefix(offset)
        Windows1252.append(rest[rest.startIndex + offset], to: &text)
        rest = rest.dropFirst(offset + 1)
      }
      text += rest
    }
    return text
  }
}
