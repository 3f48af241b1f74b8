/// Reads the lines that most logs consist of: flat objects of plain texts, whole numbers and null.
///
/// What it accepts is valid JSON and means what the parser would find; everything else, be it
/// valid or not, is left to the parser. It copies nothing.
struct FlatJSONScanner {
  private var position: UnsafePointer<UInt8>
  private let end: UnsafePointer<UInt8>

  /// The fields of a line; nil when the parser has to look at it.
  @inline(__always)
  static func fields(of line: UnsafeBufferPointer<UInt8>) -> ViewFields? {
    guard let base = line.baseAddress else { return nil }
    var scanner = FlatJSONScanner(position: base, end: base + line.count)
    return scanner.object()
  }

  private mutating func object() -> ViewFields? {
    var fields = ViewFields()
    guard take(UInt8(ascii: "{")) else { return nil }
    repeat {
      guard let key = text(), take(UInt8(ascii: ":")) else { return nil }
      guard let name = ViewFields.Name(key) else {
        guard scalar() != nil else { return nil }
        continue
      }
      guard let value = name == .viewedAt ? text() : scalar() else { return nil }
      // An empty text and null say the same in every field.
      if fields.claim(name) { fields[name] = value }
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { return nil }
    skipSpace()
    return position == end ? fields : nil
  }

  private mutating func skipSpace() {
    while position < end, position.pointee.isSpace { position += 1 }
  }

  /// Passes over white space and the byte; false when another byte is there.
  @inline(__always)
  private mutating func take(_ byte: UInt8) -> Bool {
    if position < end, position.pointee != byte { skipSpace() }
    guard position < end, position.pointee == byte else { return false }
    position += 1
    return true
  }

  /// A text of printable ASCII without escapes.
  @inline(__always)
  private mutating func text() -> UnsafeBufferPointer<UInt8>? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    let start = position
    skipPlainText()
    guard position < end, position.pointee == UInt8(ascii: "\"") else { return nil }
    defer { position += 1 }
    return UnsafeBufferPointer(start: start, count: start.distance(to: position))
  }

  /// Passes over printable ASCII up to a quote, a backslash or anything else.
  @inline(__always)
  private mutating func skipPlainText() {
    // Eight bytes at once: a byte's high bit is set where the byte is not plain. Bytes above the
    // first such one may be flagged wrongly, by the borrow, and are not looked at.
    let ones: UInt64 = 0x0101_0101_0101_0101
    while position.distance(to: end) >= 8 {
      let word = UInt64(littleEndian: UnsafeRawPointer(position).loadUnaligned(as: UInt64.self))
      let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
      let backslashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
      let found =
        word | (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes
        | (word &- (ones &* 0x20)) & ~word
      let flags = found & (ones &* 0x80)
      if flags != 0 {
        position += flags.trailingZeroBitCount / 8
        return
      }
      position += 8
    }
    while position < end, (0x20..<0x80).contains(position.pointee),
      position.pointee != UInt8(ascii: "\""), position.pointee != UInt8(ascii: "\\")
    {
      position += 1
    }
  }

  /// A text, the digits of a whole number, or nothing for null.
  private mutating func scalar() -> UnsafeBufferPointer<UInt8>? {
    skipSpace()
    guard position < end else { return nil }
    switch position.pointee {
    case UInt8(ascii: "\""): return text()
    case UInt8(ascii: "n"):
      let word = UnsafeBufferPointer(start: position, count: min(4, position.distance(to: end)))
      guard word.isEqual(to: "null") else { return nil }
      position += 4
      return UnsafeBufferPointer(start: position, count: 0)
    case UInt8(ascii: "1")...UInt8(ascii: "9"):
      let start = position
      while position < end, (0x30...0x39).contains(position.pointee) { position += 1 }
      let digits = UnsafeBufferPointer(start: start, count: start.distance(to: position))
      // Longer ones may not fit 64 bits, and other number forms go on here.
      let isWhole = position < end && (position.pointee == 0x2C || position.pointee == 0x7D)
      return digits.count <= 18 && isWhole ? digits : nil
    default: return nil
    }
  }
}
