/// White space and control characters, folded.
enum WhiteSpace {
  /// Folds runs of white space, removes control characters and trims, in place.
  ///
  /// With `keepsLines`, a run with one line end becomes a line feed and one with more becomes
  /// an empty line; otherwise every run becomes one space.
  static func fold(_ buffer: inout [UInt8], keepsLines: Bool) {
    var written = 0
    var read = 0
    var spaces = false
    var lineEnds = 0
    buffer.withUnsafeMutableBufferPointer { bytes in
      while read < bytes.count {
        let (kind, length) = classify(bytes, at: read)
        switch kind {
        case .space: spaces = true
        case .lineEnd: lineEnds += 1
        case .dropped: break
        case .visible:
          // White space is never longer than what it stood for, so writing stays behind reading.
          if written > 0, spaces || lineEnds > 0 {
            if keepsLines, lineEnds > 0 {
              for _ in 0..<min(lineEnds, 2) {
                bytes[written] = Byte.lineFeed
                written += 1
              }
            } else {
              bytes[written] = Byte.space
              written += 1
            }
          }
          spaces = false
          lineEnds = 0
          for offset in 0..<length { bytes[written + offset] = bytes[read + offset] }
          written += length
        }
        read += length
      }
    }
    buffer.removeLast(buffer.count - written)
  }

  private enum Kind { case visible, space, lineEnd, dropped }

  private static func classify(
    _ bytes: UnsafeMutableBufferPointer<UInt8>, at index: Int
  ) -> (Kind, length: Int) {
    let byte = bytes[index]
    if byte > 0x20, byte < 0x7F { return (.visible, 1) }
    switch byte {
    case 0x20, 0x09: return (.space, 1)
    case 0x0D:
      let isPair = index + 1 < bytes.count && bytes[index + 1] == 0x0A
      return (.lineEnd, isPair ? 2 : 1)
    case 0x0A, 0x0B, 0x0C: return (.lineEnd, 1)
    case 0..<0x20, 0x7F: return (.dropped, 1)
    case 0xC2 where index + 1 < bytes.count: return classifyLatin(bytes[index + 1])
    case 0xE1...0xE3, 0xEF:
      guard index + 2 < bytes.count else { return (.visible, 1) }
      return classifyWide(byte, bytes[index + 1], bytes[index + 2])
    default: return (.visible, 1)
    }
  }

  /// U+0080 to U+00BF: next line, no-break space, soft hyphen, other control characters.
  private static func classifyLatin(_ second: UInt8) -> (Kind, length: Int) {
    switch second {
    case 0x85: (.lineEnd, 2)
    case 0xA0: (.space, 2)
    case 0x80..<0xA0, 0xAD: (.dropped, 2)
    default: (.visible, 2)
    }
  }

  /// The spaces, line ends and invisible characters of three bytes.
  private static func classifyWide(
    _ first: UInt8, _ second: UInt8, _ third: UInt8
  ) -> (Kind, length: Int) {
    switch (first, second, third) {
    case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F),
      (0xE3, 0x80, 0x80):
      (.space, 3)
    case (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9): (.lineEnd, 3)
    case (0xE2, 0x80, 0x8B), (0xE2, 0x81, 0xA0), (0xEF, 0xBB, 0xBF): (.dropped, 3)
    default: (.visible, 1)
    }
  }
}
