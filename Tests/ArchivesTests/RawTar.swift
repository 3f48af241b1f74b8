/// Writes tars block by block, honest or not.
struct RawTar {
  struct Entry {
    var name: [UInt8]
    var content: [UInt8] = []
    var type: Unicode.Scalar = "0"
    var linkName = ""

    init(_ name: String, _ content: String = "", type: Unicode.Scalar = "0", linkName: String = "")
    {
      self.name = Array(name.utf8)
      self.content = Array(content.utf8)
      self.type = type
      self.linkName = linkName
    }
  }

  enum Dialect: CaseIterable { case ustar, gnu, old }

  var entries: [Entry]
  var dialect = Dialect.ustar

  init(_ entries: [Entry], dialect: Dialect = .ustar) {
    self.entries = entries
    self.dialect = dialect
  }

  var bytes: [UInt8] {
    var out: [UInt8] = []
    for entry in entries {
      if entry.name.count > 100 {
        var long = Entry("././@LongLink", type: "L")
        long.content = entry.name + [0]
        out += block(long) + padded(long.content)
      }
      out += block(entry) + padded(entry.content)
    }
    return out + [UInt8](repeating: 0, count: 1024)
  }

  private func padded(_ content: [UInt8]) -> [UInt8] {
    content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
  }

  private func block(_ entry: Entry) -> [UInt8] {
    var header = field(entry.name, 100) + octal(0o644, 8) + octal(0, 8) + octal(0, 8)
    header += octal(entry.content.count, 12) + octal(0, 12) + Array("        ".utf8)
    header += [UInt8(ascii: entry.type)] + field(Array(entry.linkName.utf8), 100)
    switch dialect {
    case .ustar: header += Array("ustar\u{0}00".utf8)
    case .gnu: header += Array("ustar  \u{0}".utf8)
    case .old: break
    }
    header += [UInt8](repeating: 0, count: 512 - header.count)
    let sum = header.reduce(0) { $0 + Int($1) }
    header.replaceSubrange(148..<156, with: octal(sum, 7) + [0x20])
    return header
  }

  private func field(_ bytes: [UInt8], _ size: Int) -> [UInt8] {
    let kept = Array(bytes.prefix(size))
    return kept + [UInt8](repeating: 0, count: size - kept.count)
  }

  private func octal(_ value: Int, _ size: Int) -> [UInt8] {
    let digits = String(value, radix: 8)
    return Array((String(repeating: "0", count: size - 1 - digits.count) + digits).utf8) + [0]
  }
}
