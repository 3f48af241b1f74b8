/// The references that the one form of a record writes for the marks of XML.
enum XMLEscaping {
  /// Appends a text with its marks as references; false when it has none.
  static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) -> Bool {
    var start = 0
    var index = 0
    while true {
      index = ByteGroup.skip(in: text, from: index) {
        $0.isAny(UInt8(ascii: "&")) | $0.isAny(UInt8(ascii: "<")) | $0.isAny(UInt8(ascii: ">"))
          | $0.isAny(UInt8(ascii: "\""))
      }
      while index < text.count, !isMark(text[index]) { index += 1 }
      guard index < text.count else { break }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
      bytes += reference(for: text[index])
      index += 1
      start = index
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    return start > 0
  }

  /// Appends what a text that `append` wrote stands for.
  static func appendUnescaped(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    var start = 0
    var index = 0
    while index < text.count {
      guard text[index] == UInt8(ascii: "&"),
        let (mark, end) = mark(text[index...])
      else {
        index += 1
        continue
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
      bytes.append(mark)
      start = end
      index = end
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
  }

  /// The four marks are below 64, each a bit of one word.
  private static let marks: UInt64 = 1 << 0x22 | 1 << 0x26 | 1 << 0x3C | 1 << 0x3E

  private static func isMark(_ byte: UInt8) -> Bool {
    byte < 64 && marks >> UInt64(byte) & 1 == 1
  }

  private static func reference(for mark: UInt8) -> String.UTF8View {
    switch mark {
    case UInt8(ascii: "&"): "&amp;".utf8
    case UInt8(ascii: "<"): "&lt;".utf8
    case UInt8(ascii: ">"): "&gt;".utf8
    default: "&quot;".utf8
    }
  }

  /// The mark that the reference at the front stands for, and where the reference ends.
  private static func mark(
    _ text: Slice<UnsafeBufferPointer<UInt8>>
  ) -> (mark: UInt8, end: Int)? {
    for mark in "&<>\"".utf8 {
      let reference = reference(for: mark)
      if text.starts(with: reference) { return (mark, text.startIndex + reference.count) }
    }
    return nil
  }
}
