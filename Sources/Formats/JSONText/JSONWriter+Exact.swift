extension JSONWriter {
  /// Writes a text that is given as UTF-8, which is not checked, and escapes nothing but what RFC 8259
  /// demands (section 7).
  ///
  /// For texts that are many and are read by programs alone: `string` escapes what could steer a
  /// terminal as well, and is slow where every tenth byte is a quote, as in JSON within JSON.
  public mutating func string(exactly text: UnsafeBufferPointer<UInt8>) {
    beginText()
    var rest = UnsafeRawBufferPointer(text)[...]
    while !rest.isEmpty {
      let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(JSONWriter.pieceBytes))
      append(escaping: piece)
      rest = rest.dropFirst(piece.count)
    }
    endText()
  }

  /// How much is escaped at once: room for the longest escapes is made before.
  private static let pieceBytes = 4096
  /// `\u001f`.
  private static let longestEscape = 6

  private mutating func append(escaping piece: UnsafeRawBufferPointer) {
    append(atMost: piece.count * JSONWriter.longestEscape) { output in
      var (read, written) = (0, 0)
      while read + 8 <= piece.count {
        let word = piece.loadUnaligned(fromByteOffset: read, as: UInt64.self)
        let marks = Marks(in: word)
        if marks.hasControl {
          for byte in piece[read..<(read + 8)] {
            written += JSONWriter.escape(byte, to: output, at: written)
          }
        } else if marks.hasQuote {
          // Without a branch for each byte: a backslash is written in any case, and then over.
          for byte in piece[read..<(read + 8)] {
            output[written] = UInt8(ascii: "\\")
            let isEscaped = byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
            written += isEscaped ? 1 : 0
            output[written] = byte
            written += 1
          }
        } else {
          output.storeBytes(of: word, toByteOffset: written, as: UInt64.self)
          written += 8
        }
        read += 8
      }
      for byte in piece[read...] { written += JSONWriter.escape(byte, to: output, at: written) }
      return written
    }
  }

  /// Which kinds of bytes there are among eight.
  private struct Marks {
    var hasControl: Bool
    var hasQuote: Bool

    init(in word: UInt64) {
      let (ones, tops): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
      // A borrow marks too many at worst, never too few.
      hasControl = (word &- ones &* 0x20) & ~word & tops != 0
      let quote = word ^ (ones &* 0x22)
      let slash = word ^ (ones &* 0x5C)
      hasQuote = (((quote &- ones) & ~quote) | ((slash &- ones) & ~slash)) & tops != 0
    }
  }

  /// Writes one byte, escaped where it must be, and gives how many bytes it took.
  private static func escape(
    _ byte: UInt8, to output: UnsafeMutableRawBufferPointer, at position: Int
  ) -> Int {
    func write(_ bytes: UInt8...) -> Int {
      for (offset, byte) in bytes.enumerated() { output[position + offset] = byte }
      return bytes.count
    }
    let backslash = UInt8(ascii: "\\")
    switch byte {
    case UInt8(ascii: "\""), backslash: return write(backslash, byte)
    case 0x08: return write(backslash, UInt8(ascii: "b"))
    case 0x09: return write(backslash, UInt8(ascii: "t"))
    case 0x0A: return write(backslash, UInt8(ascii: "n"))
    case 0x0C: return write(backslash, UInt8(ascii: "f"))
    case 0x0D: return write(backslash, UInt8(ascii: "r"))
    case 0..<0x20:
      let low = byte & 15
      return write(
        backslash, UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0"),
        UInt8(ascii: "0") + byte >> 4,
        low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") - 10 + low)
    default:
      output[position] = byte
      return 1
    }
  }
}
