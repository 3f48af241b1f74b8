/// Makes valid JSON of text that programs write and RFC 8259 refuses.
///
/// Repaired: a byte order mark; comments (`//`, `/* */`, `<!-- -->`) and CDATA marks between tokens;
/// the marks of a comment that the whole document stands in;
/// trailing and doubled commas; raw control characters in strings; escapes that do not exist;
/// lone surrogates; `NaN`, `Infinity` and `undefined` (as null). Everything else is a fault with
/// its offset. The result may still hold numbers that simdjson refuses.
public enum JSONRepair {
  /// Nesting beyond this is a fault, as in simdjson.
  public static let maximumDepth = 1024

  /// Repairs one document.
  public static func repair(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<[UInt8], JSONFault> {
    var repairer = JSONRepairer(bytes: bytes)
    do throws(JSONFault) {
      try repairer.document()
      return .success(repairer.output)
    } catch {
      return .failure(error)
    }
  }
}

/// A validating scanner that copies what it accepts.
private struct JSONRepairer {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0
  var output: [UInt8] = []
  /// The open brackets, outermost first.
  var open: [UInt8] = []

  init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    output.reserveCapacity(bytes.count + 64)
  }

  var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  func fault(_ detail: String, isEncoding: Bool = false) -> JSONFault {
    JSONFault(detail: detail, offset: position, isEncoding: isEncoding)
  }

  /// Walks the document with an explicit stack, so that nesting cannot overflow the real one.
  mutating func document() throws(JSONFault) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    repeat {
      try skipFiller()
      if let bracket = open.last {
        try afterValueOrOpening(bracket)
      } else {
        try value()
      }
    } while !open.isEmpty
    try skipFiller()
    if current == UInt8(ascii: ";") { position += 1 }
    try skipFiller()
    guard position == bytes.count else { throw fault("there is more after the end of the value") }
  }

  /// Inside a container: closes it, or reads its next member or element.
  private mutating func afterValueOrOpening(_ bracket: UInt8) throws(JSONFault) {
    while current == UInt8(ascii: ",") {
      position += 1
      try skipFiller()
    }
    let closing = bracket == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: "]")
    guard let byte = current else { throw fault("the text ends inside an object or array") }
    if byte == closing {
      position += 1
      output.append(closing)
      open.removeLast()
      return
    }
    let isFirst = output.last == bracket
    if !isFirst { output.append(UInt8(ascii: ",")) }
    if bracket == UInt8(ascii: "{") {
      guard byte == UInt8(ascii: "\"") else { throw fault("a member name should be here") }
      try string()
      try skipFiller()
      guard current == UInt8(ascii: ":") else { throw fault("a colon should be here") }
      position += 1
      output.append(UInt8(ascii: ":"))
      try skipFiller()
    }
    try value()
    try separatorMustFollow(closing: closing)
  }

  /// After a scalar in a container only a comma, its closing bracket or the end may come.
  private mutating func separatorMustFollow(closing: UInt8) throws(JSONFault) {
    if let last = output.last, last == UInt8(ascii: "{") || last == UInt8(ascii: "[") { return }
    try skipFiller()
    guard let byte = current else { throw fault("the text ends inside an object or array") }
    guard byte == UInt8(ascii: ",") || byte == closing else {
      throw fault("a comma should be here")
    }
  }

  private mutating func value() throws(JSONFault) {
    guard let byte = current else { throw fault("a value should be here") }
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard open.count < JSONRepair.maximumDepth else {
        throw fault("nested deeper than \(JSONRepair.maximumDepth) levels")
      }
      open.append(byte)
      output.append(byte)
      position += 1
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
    default: try word()
    }
  }

  private mutating func word() throws(JSONFault) {
    let words: [(String, String)] = [
      ("true", "true"), ("false", "false"), ("null", "null"), ("NaN", "null"),
      ("Infinity", "null"), ("undefined", "null"),
    ]
    for (text, replacement) in words where starts(with: text) {
      position += text.utf8.count
      output.append(contentsOf: replacement.utf8)
      return
    }
    throw fault("a value should be here")
  }

  private mutating func number() throws(JSONFault) {
    if starts(with: "-Infinity") {
      position += 9
      output.append(contentsOf: "null".utf8)
      return
    }
    let start = position
    while let byte = current, "+-.eE0123456789".utf8.contains(byte) { position += 1 }
    output.append(contentsOf: bytes[start..<position])
  }

  private mutating func string() throws(JSONFault) {
    position += 1
    output.append(UInt8(ascii: "\""))
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        output.append(byte)
        return
      case UInt8(ascii: "\\"): try escape()
      case 0..<0x20:
        output.append(contentsOf: controlEscape(byte).utf8)
        position += 1
      case 0x20..<0x80:
        output.append(byte)
        position += 1
      default:
        try multibyteScalar()
      }
    }
    throw fault("the text ends inside a string")
  }

  private func controlEscape(_ byte: UInt8) -> String {
    switch byte {
    case 0x09: "\\t"
    case 0x0A: "\\n"
    case 0x0D: "\\r"
    default: "\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
  }

  private mutating func escape() throws(JSONFault) {
    guard position + 1 < bytes.count else { throw fault("the text ends inside a string") }
    let kind = bytes[position + 1]
    switch kind {
    case UInt8(ascii: "u"):
      try unicodeEscape()
    case _ where "\"\\/bfnrt".utf8.contains(kind):
      output.append(contentsOf: [UInt8(ascii: "\\"), kind])
      position += 2
    default:
      // An escape that does not exist stands for the character itself.
      position += 1
    }
  }

  private mutating func unicodeEscape() throws(JSONFault) {
    guard let unit = codeUnit(at: position) else {
      position += 1
      return
    }
    position += 6
    switch unit {
    case 0xD800..<0xDC00:
      if let low = codeUnit(at: position), (0xDC00..<0xE000).contains(low) {
        output.append(contentsOf: bytes[position - 6..<position + 6])
        position += 6
      } else {
        output.append(contentsOf: "\\ufffd".utf8)
      }
    case 0xDC00..<0xE000:
      output.append(contentsOf: "\\ufffd".utf8)
    default:
      output.append(contentsOf: bytes[position - 6..<position])
    }
  }

  private func codeUnit(at start: Int) -> UInt32? {
    guard start + 6 <= bytes.count, bytes[start] == UInt8(ascii: "\\"),
      bytes[start + 1] == UInt8(ascii: "u")
    else { return nil }
    let digits = bytes[start + 2..<start + 6]
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  private mutating func multibyteScalar() throws(JSONFault) {
    var decoder = UTF8()
    var rest = UnsafeBufferPointer(rebasing: bytes[position...]).makeIterator()
    switch decoder.decode(&rest) {
    case .scalarValue(let scalar):
      let length = UTF8.width(scalar)
      output.append(contentsOf: bytes[position..<position + length])
      position += length
    case .emptyInput, .error:
      throw fault("the bytes are not UTF-8", isEncoding: true)
    }
  }

  /// Skips white space, comments and CDATA marks.
  private mutating func skipFiller() throws(JSONFault) {
    while let byte = current {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D, 0x00: position += 1
      case UInt8(ascii: "/") where starts(with: "//<![CDATA["): position += 11
      case UInt8(ascii: "/") where starts(with: "//"):
        while let next = current, next != 0x0A { position += 1 }
      case UInt8(ascii: "/") where starts(with: "/*"): try skip(past: "*/")
      case UInt8(ascii: "<") where opensValueInComment(): position += 4
      case UInt8(ascii: "<") where starts(with: "<!--"): try skip(past: "-->")
      case UInt8(ascii: "-") where starts(with: "-->"): position += 3
      case UInt8(ascii: "<") where starts(with: "<![CDATA["): position += 9
      case UInt8(ascii: "]") where starts(with: "]]>"): position += 3
      case 0xC2 where position + 1 < bytes.count && bytes[position + 1] == 0xA0: position += 2
      default: return
      }
    }
  }

  /// Whether a comment begins here that hides the document itself, as pages hid scripts from old
  /// browsers.
  private func opensValueInComment() -> Bool {
    guard output.isEmpty, starts(with: "<!--") else { return false }
    let inside = bytes[(position + 4)...].first { !isJSONSpace($0) }
    return inside == UInt8(ascii: "{") || inside == UInt8(ascii: "[")
  }

  private mutating func skip(past mark: String) throws(JSONFault) {
    while position < bytes.count {
      if starts(with: mark) {
        position += mark.utf8.count
        return
      }
      position += 1
    }
    throw fault("a comment has no end")
  }

  private func starts(with text: String) -> Bool {
    bytes.count - position >= text.utf8.count
      && zip(bytes[position...], text.utf8).allSatisfy(==)
  }
}
