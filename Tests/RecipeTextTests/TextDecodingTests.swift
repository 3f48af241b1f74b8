import RecipeText
import TestKit
import Testing

struct TextDecodingTests {
  @Test(
    arguments: [
      (Array("né".utf8), .utf8, false, "né"),
      ([0xEF, 0xBB, 0xBF] + Array("né".utf8), .utf8, true, "né"),
      ([0x6E, 0xE9, 0x93, 0x94, 0x80], .windows1252, false, "né“”€"),
      ([0xFF, 0xFE, 0x6E, 0x00, 0xE9, 0x00], .utf16LittleEndian, true, "né"),
      ([0xFE, 0xFF, 0x00, 0x6E, 0x00, 0xE9], .utf16BigEndian, true, "né"),
      ([0xEF, 0xBB, 0xBF, 0xE9], .windows1252, false, "ï»¿é"),
      ([], .utf8, false, ""),
    ] as [([UInt8], TextDecoding.Encoding, Bool, String)])
  func `the encoding of a file is decided once`(
    bytes: [UInt8], encoding: TextDecoding.Encoding, hadMark: Bool, text: String
  ) {
    let decoding = TextDecoding(bytes)
    #expect(decoding.encoding == encoding)
    #expect(decoding.hadByteOrderMark == hadMark)
    #expect(String(decoding: decoding.text, as: UTF8.self) == text)
  }

  @Test(arguments: 0..<200)
  func `validation agrees with the standard library`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let leads: [UInt8] = [0x41, 0xC3, 0xE0, 0xE2, 0xED, 0xF0, 0xF4, 0xC0, 0xF5, 0x80, 0xBF, 0x9F]
    let bytes = (0..<12).compactMap { _ in leads.randomElement(using: &generator) }
    let isValid = String(validating: bytes, as: UTF8.self) != nil
    #expect((UTF8Validation.firstInvalidOffset(in: bytes) == nil) == isValid)
  }

  @Test func `every scalar is valid UTF-8 and its neighbours are not`() {
    for value in stride(from: UInt32(0x80), through: 0x10FFFF, by: 7) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let bytes = Array(String(scalar).utf8)
      #expect(UTF8Validation.firstInvalidOffset(in: bytes) == nil)
      #expect(UTF8Validation.firstInvalidOffset(in: Array(bytes.dropLast())) == 0)
    }
    #expect(UTF8Validation.firstInvalidOffset(in: [0x41, 0xED, 0xA0, 0x80]) == 1)
    #expect(UTF8Validation.firstInvalidOffset(in: [0x41, 0xC0, 0x80]) == 1)
  }
}
