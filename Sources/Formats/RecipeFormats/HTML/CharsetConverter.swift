#if canImport(Glibc)
  import Glibc
#endif

/// Turns the bytes of one character set into UTF-8, piece by piece.
///
/// Bytes that mean nothing in the character set become U+FFFD.
final class CharsetConverter {
  private let descriptor: iconv_t
  /// Bytes that begin a character.
  private var carried: [UInt8] = []

  /// Makes a converter by iconv's name of a character set; nil when the system has no such table.
  init?(from name: String) {
    guard let descriptor = iconv_open("UTF-8", name), Int(bitPattern: descriptor) != -1 else {
      return nil
    }
    self.descriptor = descriptor
  }

  deinit {
    iconv_close(descriptor)
  }

  /// Converts what makes whole characters, and keeps the rest for the next piece.
  func convert(_ piece: [UInt8], isAtEnd: Bool) -> [UInt8] {
    var input = carried + piece
    var output: [UInt8] = []
    output.reserveCapacity(input.count + input.count / 2)
    let used = input.withUnsafeMutableBytes { convert($0, isAtEnd: isAtEnd, into: &output) }
    carried = isAtEnd ? [] : Array(input[used...])
    return output
  }

  /// Converts a buffer; gives how many of its bytes were used.
  private func convert(
    _ input: UnsafeMutableRawBufferPointer, isAtEnd: Bool, into output: inout [UInt8]
  ) -> Int {
    let whole = input.bindMemory(to: CChar.self)
    var position = 0
    while position < whole.count {
      let front = step(whole, &position, into: &output)
      if front == 0 { continue }
      // Of a character that is cut off by the end of the piece the rest may come.
      if front == EINVAL, !isAtEnd { break }
      if front != E2BIG {
        output += "\u{FFFD}".utf8
        position += 1
      }
    }
    return position
  }

  /// Converts as much as a part of the output holds; gives the reason for which it stopped, or 0.
  private func step(
    _ whole: UnsafeMutableBufferPointer<CChar>, _ position: inout Int, into output: inout [UInt8]
  ) -> Int32 {
    var input = whole.baseAddress.map { $0 + position }
    var inputLeft = whole.count - position
    var reason: Int32 = 0
    let part = [UInt8](unsafeUninitializedCapacity: 16 * 1024) { buffer, count in
      buffer.withMemoryRebound(to: CChar.self) { bytes in
        var target = bytes.baseAddress
        var targetLeft = bytes.count
        // It gives (size_t) -1 where it stops before the end.
        if iconv(descriptor, &input, &inputLeft, &target, &targetLeft) == -1 { reason = errno }
        count = bytes.count - targetLeft
      }
    }
    output += part
    position = whole.count - inputLeft
    return reason
  }
}
