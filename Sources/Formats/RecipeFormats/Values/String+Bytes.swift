/// What is looked for in short texts, byte by byte.
extension String {
  /// Whether the text is an address and nothing else: it names a scheme, and has no spaces.
  var isAddress: Bool {
    contains(ignoringCase: "://") && !utf8.contains(UInt8(ascii: " "))
  }

  /// Whether the text has several lines.
  var hasLines: Bool {
    var copy = self
    return copy.withUTF8 { $0.contains(UInt8(ascii: "\n")) }
  }

  /// Whether a text of ASCII in small letters stands anywhere in this one, in either case.
  func contains(ignoringCase wanted: StaticString) -> Bool {
    let wanted = UnsafeBufferPointer(start: wanted.utf8Start, count: wanted.utf8CodeUnitCount)
    var copy = self
    return copy.withUTF8 { bytes in
      bytes.indices.dropLast(wanted.count - 1).contains { start in
        wanted.indices.allSatisfy { offset in
          let byte = bytes[start + offset]
          return (byte &- 0x41 < 26 ? byte | 0x20 : byte) == wanted[offset]
        }
      }
    }
  }
}
