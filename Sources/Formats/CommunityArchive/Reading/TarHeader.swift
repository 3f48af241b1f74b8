/// One header block of a tar (POSIX ustar, and GNU's dialect of it).
struct TarHeader {
  /// Nil if it is not UTF-8.
  var name: String?
  var size: Int64
  var type: UInt8

  /// Reads 512 bytes; nil if the checksum or a number is not sound.
  init?(_ block: [UInt8]) {
    // Six digits, NUL, space: the form that every writer uses. Nothing else guards these bytes.
    guard block[154] == 0, block[155] == UInt8(ascii: " "),
      let checksum = TarHeader.octal(block[148..<154]), let size = TarHeader.octal(block[124..<136])
    else { return nil }
    let sum = block.indices.reduce(Int64(0)) { sum, index in
      sum + ((148..<156).contains(index) ? 0x20 : Int64(block[index]))
    }
    guard sum == checksum else { return nil }
    self.size = size
    type = block[156]
    let isPOSIX = block[257..<263].elementsEqual("ustar\u{0}".utf8)
    let prefix = isPOSIX ? block[345..<500].prefix { $0 != 0 } : []
    let name = block[0..<100].prefix { $0 != 0 }
    self.name = String(
      validating: prefix.isEmpty ? name : prefix + [UInt8(ascii: "/")] + name, as: UTF8.self)
  }

  /// Octal digits up to a NUL or a space.
  private static func octal(_ field: ArraySlice<UInt8>) -> Int64? {
    let digits = field.prefix { $0 != 0 && $0 != UInt8(ascii: " ") }
    guard !digits.isEmpty else { return nil }
    var value: Int64 = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit) else { return nil }
      value = value << 3 | Int64(digit - UInt8(ascii: "0"))
    }
    return value
  }
}

/// What a pax extended header says of the member behind it.
struct PaxRecords {
  var path: String?
  var size: Int64?

  /// Reads records of the form `length key=value`; nil if one is not sound.
  init?(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      guard let space = rest.firstIndex(of: UInt8(ascii: " ")),
        let length = Int(String(decoding: rest[..<space], as: UTF8.self)),
        length > space - rest.startIndex + 1, length <= rest.count
      else { return nil }
      let record = rest.prefix(length)
      rest = rest.dropFirst(length)
      guard record.last == UInt8(ascii: "\n"),
        let text = String(validating: record[(space + 1)...].dropLast(), as: UTF8.self),
        let equals = text.firstIndex(of: "=")
      else { return nil }
      let value = String(text[text.index(after: equals)...])
      switch text[..<equals] {
      case "path": path = value
      case "size":
        guard let number = Int64(value), number >= 0 else { return nil }
        size = number
      default: continue
      }
    }
  }
}
