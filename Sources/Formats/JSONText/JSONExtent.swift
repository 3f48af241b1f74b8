/// Finds where a JSON value ends by its quotes and brackets alone, piece by piece.
///
/// It checks nothing else; a value that is not well formed may end in the wrong place.
struct JSONExtent {
  private var depth = 0
  private var isInString = false
  private var isEscaped = false
  private var isScalar = false
  private var hasStarted = false
  /// Where the string begins that was entered last.
  private var stringStart = 0
  /// What embedded files took in the strings that have ended.
  private var embedded = 0

  /// How many bytes were looked at so far.
  private(set) var scanned = 0

  /// Looks at the bytes not yet scanned; the length of the value, or nil when it goes on.
  ///
  /// `bytes` starts at the value's first byte in every call.
  mutating func end(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var position = scanned
    defer { scanned = position }
    while position < bytes.count {
      let byte = bytes[position]
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
          embedded += fileBytes(upTo: position, in: bytes)
          if depth == 0 { return position + 1 }
        }
        position += 1
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        if isScalar { return position }
        isInString = true
        stringStart = position + 1
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if isScalar { return position }
        depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        // A bracket that closes nothing is a value of its own, so that every value has a length.
        if depth == 0 { return max(position, 1) }
        depth -= 1
        if depth == 0 { return position + 1 }
      case UInt8(ascii: ","), 0x20, 0x09, 0x0A, 0x0D:
        if depth == 0, hasStarted { return position }
      default:
        if depth == 0 { isScalar = true }
      }
      hasStarted = true
      position += 1
    }
    return nil
  }

  /// How many of the bytes looked at are those of embedded files, such as pictures.
  func embeddedBytes(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    embedded + (isInString ? fileBytes(upTo: scanned, in: bytes) : 0)
  }

  private func fileBytes(upTo end: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let count = end - stringStart
    guard count >= JSONExtent.smallestFile, stringStart > 0,
      EmbeddedFile.begins(bytes[stringStart..<end].prefix(64)) == true
    else { return 0 }
    return count
  }

  /// Smaller strings count as texts, whatever they are.
  private static let smallestFile = 4 << 10

  /// Forgets bytes that left the window, so that scanning goes on with what follows.
  mutating func drop(_ count: Int) {
    scanned -= count
    stringStart -= count
  }
}

/// White space of RFC 8259.
func isJSONSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
}
