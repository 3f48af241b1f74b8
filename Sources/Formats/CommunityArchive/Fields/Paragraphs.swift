/// A text by its paragraphs, which empty lines part.
///
/// Walked by bytes: the texts of a whole history pass here.
enum Paragraphs {
  /// The paragraphs that hold something; their lines end in line feeds.
  static func of(_ text: UnsafeBufferPointer<UInt8>) -> [String] {
    var paragraphs: [String] = []
    var paragraph: [UInt8] = []
    func end() {
      guard !paragraph.isEmpty else { return }
      paragraphs.append(String(decoding: paragraph, as: UTF8.self))
      paragraph.removeAll(keepingCapacity: true)
    }
    var start = 0
    var position = 0
    while position <= text.count {
      let lineEnd = position < text.count ? lengthOfLineEnd(at: position, in: text) : 1
      guard lineEnd > 0 else {
        position += 1
        continue
      }
      let line = text[start..<position]
      if isBlank(line) {
        end()
      } else {
        if !paragraph.isEmpty { paragraph.append(UInt8(ascii: "\n")) }
        paragraph.append(contentsOf: line)
      }
      position += lineEnd
      start = position
    }
    end()
    return paragraphs
  }

  /// How many bytes end a line here, by Unicode's line ends; 0 for none.
  private static func lengthOfLineEnd(
    at position: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> Int {
    func byte(_ offset: Int) -> UInt8 {
      position + offset < text.count ? text[position + offset] : 0
    }
    switch text[position] {
    case 0x0A, 0x0B, 0x0C: return 1
    case 0x0D: return byte(1) == 0x0A ? 2 : 1
    case 0xC2: return byte(1) == 0x85 ? 2 : 0
    case 0xE2: return byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9) ? 3 : 0
    default: return 0
    }
  }

  private static func isBlank(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    for byte in line where byte != UInt8(ascii: " ") && byte != UInt8(ascii: "\t") {
      // Spaces beyond ASCII are rare enough to be looked for one by one.
      guard byte >= 0x80 else { return false }
      return String(decoding: line, as: UTF8.self).allSatisfy(\.isWhitespace)
    }
    return true
  }
}
