import PipelineCore
import RecipeText
import TestKit
import Testing

struct UTF16ByteSourceTests {
  @Test(arguments: [1, 2, 3, 7, 4096], [true, false])
  func `UTF-16 becomes UTF-8 however small the pieces are`(piece: Int, hasMark: Bool) throws {
    let text = #"{"name":"Crème 🍮 brûlée","steps":["溶かす"]}"#
    for isLittle in [true, false] {
      let bytes = utf16(hasMark ? "\u{FEFF}" + text : text, isLittle: isLittle)
      let source = UTF16ByteSource(MemoryByteSource(bytes, largestRead: piece))
      let decoded = try readAll(source)
      #expect(String(decoding: decoded, as: UTF8.self) == text)
    }
  }

  @Test(arguments: [
    "", "{", "{}", #"[{"name":"Crème"}]"#, "\u{FEFF}{}", "<recipeml/>", "\0\0", "plain text",
  ])
  func `what is not UTF-16 stays as it is`(text: String) throws {
    let bytes = Array(text.utf8)
    let decoded = try readAll(UTF16ByteSource(MemoryByteSource(bytes, largestRead: 2)))
    #expect(decoded == bytes)
  }

  @Test func `units that form no character become replacement characters`() throws {
    // A lone lead surrogate inside, one at the end, and half a unit.
    let bytes: [UInt8] = [0xFF, 0xFE, 0x7B, 0, 0x3D, 0xD8, 0x7D, 0, 0x3D, 0xD8, 0x41]
    let decoded = try readAll(UTF16ByteSource(MemoryByteSource(bytes, largestRead: 3)))
    #expect(String(decoding: decoded, as: UTF8.self) == "{\u{FFFD}}\u{FFFD}\u{FFFD}")
  }

  @Test func `a mark inside the text is text`() throws {
    let bytes = utf16("{\u{FEFF}}", isLittle: true)
    let decoded = try readAll(UTF16ByteSource(MemoryByteSource(bytes, largestRead: 2)))
    #expect(String(decoding: decoded, as: UTF8.self) == "{\u{FEFF}}")
  }

  private func utf16(_ text: String, isLittle: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      let (low, high) = (UInt8(unit & 0xFF), UInt8(unit >> 8))
      return isLittle ? [low, high] : [high, low]
    }
  }

  private func readAll(_ source: UTF16ByteSource) throws -> [UInt8] {
    var all: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 5)
    while true {
      let count = try piece.withUnsafeMutableBytes { try source.read(into: $0) }
      if count == 0 { return all }
      all += piece.prefix(count)
    }
  }
}
