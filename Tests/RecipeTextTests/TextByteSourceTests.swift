import PipelineCore
import RecipeText
import TestKit
import Testing

struct TextByteSourceTests {
  /// What a text reads as, and the encoding that was found.
  private func decoded(
    _ bytes: [UInt8], largestRead: Int = .max
  ) throws -> (text: String, encoding: TextDecoding.Encoding?, isDoubleEncoded: Bool) {
    let source = TextByteSource(MemoryByteSource(bytes, largestRead: largestRead))
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1024)
    while true {
      let count = try buffer.withUnsafeMutableBytes { try source.read(into: $0) }
      if count == 0 { break }
      text += buffer[..<count]
    }
    return (String(decoding: text, as: UTF8.self), source.encoding, source.isDoubleEncoded)
  }

  /// Bytes, escaped, what they mean, and the encoding that tells.
  private static let cases: [(escaped: String, text: String, TextDecoding.Encoding?)] = [
    ("plain", "plain", nil),
    ("Crème brûlée", "Crème brûlée", .utf8),
    ("%EF%BB%BFné", "né", .utf8),
    ("%FF%FEn%00%E9%00", "né", .utf8),
    ("n%E9 %E8 \"K%FCche\" don%92t", "né è \"Küche\" don’t", .windows1252),
    ("K%81che, M%94hren, 350%F8F", "Küche, Möhren, 350°F", .ibm437),
    ("pur%82e, cr%8Ame", "purée, crème", .ibm437),
    ("%AB c\n1%AC Gru%E1", "½ c\n1¼ Gruß", .ibm437),
    ("%C4%C4%C4%C4 Tea %C4%C4%C4%C4", "──── Tea ────", .ibm437),
    ("p%84r %81b%C6o, ma%87%C6s %A4a", "pär übão, maçãs ña", .ibm850),
    ("né è à %E9", "né è à é", .utf8),
  ]

  @Test(arguments: cases)
  func `an encoding is decided by content`(
    escaped: String, text: String, encoding: TextDecoding.Encoding?
  ) throws {
    let (read, found, _) = try decoded(bytes(escaped: escaped))
    #expect(read == text)
    #expect(found == encoding)
  }

  @Test(arguments: cases, [1, 2, 3])
  func `pieces of any size give the same`(
    sample: (escaped: String, text: String, TextDecoding.Encoding?), size: Int
  ) throws {
    let content = bytes(escaped: sample.escaped)
    #expect(try decoded(content, largestRead: size) == decoded(content))
  }

  @Test func `what is decided late holds for all that follows`() throws {
    let front = [UInt8](repeating: 0x61, count: 200_000)
    let (text, encoding, _) = try decoded(front + [0x81, 0x62] + front + [0x84])
    #expect(encoding == .ibm437)
    #expect(text.hasPrefix("aaa") && text.contains("aüb") && text.hasSuffix("aä"))
  }

  @Test func `a character at the edge of the sample is no stray`() throws {
    let start = Array("é".utf8)
    for pad in 0..<4 {
      let middle = [UInt8](repeating: 0x61, count: TextByteSource.sampleSize - 6 + pad)
      let (text, encoding, _) = try decoded(start + middle + Array("🍞🍞".utf8))
      #expect(encoding == .utf8)
      let isWhole = text.hasSuffix("a🍞🍞")
      #expect(isWhole, "\(pad) bytes on")
    }
  }

  @Test(arguments: [
    ("Ã¼ber", "über"), ("donâ€™t", "don’t"), ("1Â½ cups", "1½ cups"), ("ðŸ\u{8D}ž", "🍞"),
  ])
  func `text that was encoded twice is repaired`(broken: String, whole: String) throws {
    #expect(try decoded(Array(broken.utf8)).isDoubleEncoded)
    #expect(DoubleEncoding.repaired(Array(broken.utf8)) == Array(whole.utf8))
  }

  @Test(arguments: ["über", "Ã", "50 °C", "«É»", "São Paulo", "£3", "MAÇÃ", "日本", "Â "])
  func `text that does not round-trip stays`(text: String) throws {
    #expect(try !decoded(Array(text.utf8)).isDoubleEncoded)
    #expect(DoubleEncoding.repaired(Array(text.utf8)) == nil)
  }

  @Test(arguments: 0..<100)
  func `any bytes become valid UTF-8`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let leads: [UInt8] = [0x41, 0xC3, 0xA4, 0x81, 0xE2, 0x80, 0x99, 0xF0, 0x0A, 0xFF, 0xFE, 0x00]
    let bytes = (0..<20).compactMap { _ in leads.randomElement(using: &generator) }
    let whole = try decoded(bytes)
    #expect(try decoded(bytes, largestRead: 1) == whole)
    #expect(!whole.text.contains("\u{FFFD}") || bytes.first == 0xFF || bytes.contains(0))
  }
}
