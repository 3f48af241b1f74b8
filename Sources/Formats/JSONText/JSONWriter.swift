public import RecipeModel

/// Writes JSON in one deterministic form: UTF-8, no spaces, members in the order written.
///
/// Escapes what RFC 8259 demands, and what could steer a terminal or turn the order of its text:
/// U+007F to U+009F, line and paragraph separators, bidirectional marks. Numbers without a fraction
/// are written without one; others in the shortest form that reads back the same.
public struct JSONWriter {
  /// What has been written.
  public private(set) var bytes: [UInt8] = []
  /// Whether a comma comes before the next value or name.
  private var needsComma = false
  /// How many objects and arrays are open.
  private var depth = 0

  public init() {}

  /// Forgets what was written and keeps the memory.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
    depth = 0
  }

  public mutating func object(_ body: (inout JSONWriter) -> Void) {
    open(UInt8(ascii: "{"))
    body(&self)
    close(UInt8(ascii: "}"))
  }

  public mutating func array(_ body: (inout JSONWriter) -> Void) {
    open(UInt8(ascii: "["))
    body(&self)
    close(UInt8(ascii: "]"))
  }

  /// Writes the name of the member whose value comes next, a literal.
  public mutating func key(_ name: StaticString) {
    name.withUTF8Buffer { quote($0, isKey: true) }
  }

  /// Writes the name of the member whose value comes next.
  @_disfavoredOverload
  public mutating func key(_ name: String) {
    var copy = name
    copy.withUTF8 { quote($0, isKey: true) }
  }

  public mutating func string(_ text: String) {
    var copy = text
    copy.withUTF8 { quote($0, isKey: false) }
  }

  public mutating func integer(_ number: some BinaryInteger) {
    separate()
    append(decimal: number)
  }

  /// Writes a finite number; one that is not finite becomes null.
  public mutating func double(_ number: Double) {
    separate()
    if !number.isFinite {
      bytes.append(contentsOf: "null".utf8)
    } else if number == number.rounded(), abs(number) < 1e15 {
      append(decimal: Int64(number))
    } else {
      bytes.append(contentsOf: number.description.utf8)
    }
  }

  public mutating func bool(_ flag: Bool) {
    separate()
    bytes.append(contentsOf: (flag ? "true" : "false").utf8)
  }

  public mutating func null() {
    separate()
    ("null" as StaticString).withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Writes a text that is JSON already, as it is.
  public mutating func raw(_ json: some Sequence<UInt8>) {
    separate()
    bytes.append(contentsOf: json)
  }

  /// Ends a line of JSON lines; only between values.
  public mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
    needsComma = false
    depth = 0
  }

  /// Writes a whole value.
  public mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let flag): bool(flag)
    case .integer(let number): integer(number)
    case .double(let number): double(number)
    case .string(let text): string(text)
    case .array(let elements):
      array { writer in
        for element in elements { writer.value(element) }
      }
    case .object(let members):
      object { writer in
        for member in members {
          writer.key(member.name)
          writer.value(member.value)
        }
      }
    }
  }

  /// Begins a text that is written in pieces.
  mutating func beginText() {
    separate()
    bytes.append(UInt8(ascii: "\""))
  }

  /// Ends it.
  mutating func endText() {
    bytes.append(UInt8(ascii: "\""))
  }

  /// Appends what the closure writes, at most so many bytes; it gives how many there were.
  mutating func append(
    atMost capacity: Int, _ write: (UnsafeMutableRawBufferPointer) -> Int
  ) {
    bytes.append(addingCapacity: capacity) { output in
      output.withUnsafeMutableBufferPointer { buffer, count in
        count += write(
          UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[count...])))
      }
    }
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
    depth += 1
  }

  private mutating func close(_ bracket: UInt8) {
    precondition(depth > 0 && bytes.last != UInt8(ascii: ":"), "a bracket closes what was opened")
    depth -= 1
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  /// Digits are written one by one: most amounts of recipes have one or two, and a text of its own
  /// for each number took longer than all else of a row of numbers.
  private mutating func append(decimal number: some BinaryInteger) {
    guard let small = Int64(exactly: number) else {
      return bytes.append(contentsOf: String(number).utf8)
    }
    if small < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = small.magnitude
    var divisor: UInt64 = 1
    while rest / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / divisor))
      rest %= divisor
      divisor /= 10
    }
  }

  /// Writes a text in quotes with what separates it from what stands around it, most texts in one
  /// piece.
  private mutating func quote(_ utf8: UnsafeBufferPointer<UInt8>, isKey: Bool) {
    let plain = JSONWriter.firstEscaped(in: utf8, from: 0)
    bytes.append(addingCapacity: utf8.count + 4) { output in
      if needsComma { output.append(UInt8(ascii: ",")) }
      output.append(UInt8(ascii: "\""))
      output.append(utf8[..<plain])
      guard plain == utf8.count else { return }
      output.append(UInt8(ascii: "\""))
      if isKey { output.append(UInt8(ascii: ":")) }
    }
    if plain < utf8.count {
      append(escaping: utf8, from: plain)
      bytes.append(UInt8(ascii: "\""))
      if isKey { bytes.append(UInt8(ascii: ":")) }
    }
    needsComma = !isKey
  }

  private mutating func append(escaping utf8: UnsafeBufferPointer<UInt8>, from first: Int) {
    var start = first
    var position = first
    while position < utf8.count {
      guard let escape = JSONWriter.rareEscape(in: utf8, at: position) else {
        preconditionFailure("what is escaped has an escape")
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<position]))
      bytes.append(contentsOf: escape.text.utf8)
      start = position + escape.length
      position = JSONWriter.firstEscaped(in: utf8, from: start)
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
  }

  /// The first byte from a position on that is escaped, or the end.
  private static func firstEscaped(in utf8: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var position = firstUnplain(in: utf8, from: start)
    while position < utf8.count, rareEscape(in: utf8, at: position) == nil {
      position = firstUnplain(in: utf8, from: position + 1)
    }
    return position
  }

  /// Whether a byte is written as it is, whatever follows: it is not escaped, and begins nothing of
  /// two or three bytes that is.
  @inline(__always)
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
      && byte != 0xC2 && byte != 0xE2
  }

  /// The first byte from a position on that may have to be escaped, or the end; eight at a time.
  private static func firstUnplain(
    in utf8: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int {
    var position = start
    let (ones, tops): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    while position < utf8.count {
      let isWhole = position + 8 <= utf8.count
      if isWhole {
        let word = UnsafeRawBufferPointer(utf8).loadUnaligned(
          fromByteOffset: position, as: UInt64.self)
        // The top bit of each byte that is below 0x20, above 0x7E, a quote or a backslash.
        let below = (word &- ones &* 0x20) & ~word
        let above = (word &+ ones) | word
        let quote = word ^ (ones &* 0x22)
        let slash = word ^ (ones &* 0x5C)
        let marks = ((quote &- ones) & ~quote) | ((slash &- ones) & ~slash)
        if (below | above | marks) & tops == 0 {
          position += 8
          continue
        }
      }
      // A borrow or a carry may mark a plain byte behind one that is not, and most characters
      // beyond ASCII are plain.
      let end = isWhole ? position + 8 : utf8.count
      while position < end {
        guard isPlain(utf8[position]) else { return position }
        position += 1
      }
    }
    return position
  }

  /// The escape for what stands at a position, and how many bytes it replaces.
  private static func rareEscape(
    in utf8: UnsafeBufferPointer<UInt8>, at position: Int
  ) -> (text: String, length: Int)? {
    switch utf8[position] {
    case UInt8(ascii: "\""): ("\\\"", 1)
    case UInt8(ascii: "\\"): ("\\\\", 1)
    case 0x08: ("\\b", 1)
    case 0x09: ("\\t", 1)
    case 0x0A: ("\\n", 1)
    case 0x0C: ("\\f", 1)
    case 0x0D: ("\\r", 1)
    case 0x7F: ("\\u007f", 1)
    case let control where control < 0x20:
      ("\\u00" + (control < 16 ? "0" : "") + String(control, radix: 16), 1)
    case 0xC2 where position + 1 < utf8.count && utf8[position + 1] < 0xA0:
      ("\\u00" + String(utf8[position + 1], radix: 16), 2)
    case 0xE2 where position + 2 < utf8.count:
      separatorOrMark(utf8[position + 1], utf8[position + 2])
    default: nil
    }
  }

  /// The escape for U+200E, U+200F, U+2028 to U+202E and U+2066 to U+2069, by their second and
  /// third byte.
  private static func separatorOrMark(_ second: UInt8, _ third: UInt8) -> (String, Int)? {
    let isEscaped =
      switch (second, third) {
      case (0x80, 0x8E...0x8F), (0x80, 0xA8...0xAE), (0x81, 0xA6...0xA9): true
      default: false
      }
    guard isEscaped else { return nil }
    let scalar = 0x2000 | UInt32(second & 0x3F) << 6 | UInt32(third & 0x3F)
    return ("\\u" + String(scalar, radix: 16), 3)
  }
}

extension OutputSpan<UInt8> {
  /// Appends bytes that lie elsewhere.
  fileprivate mutating func append(_ source: Slice<UnsafeBufferPointer<UInt8>>) {
    withUnsafeMutableBufferPointer { buffer, count in
      let rest = UnsafeMutableBufferPointer(rebasing: buffer[count...])
      count += rest.update(fromContentsOf: source)
    }
  }
}
