import Foundation
import JSONText
import RecipeModel
import TestKit
import Testing

struct JSONWriterTests {
  @Test func `a value is written in one form`() {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("a")
      writer.array { writer in
        writer.integer(1)
        writer.double(2)
        writer.double(0.1)
        writer.double(.nan)
        writer.bool(true)
        writer.null()
        writer.object { _ in }
      }
      writer.key("b\"")
      writer.string("x\\\n\u{1}\u{9B}\u{2028}\u{202E}\u{2066}–é🍞")
    }
    writer.endLine()
    writer.raw("[1]".utf8)
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == #"{"a":[1,2,0.1,null,true,null,{}],"b\"":"x\\\n\u0001\u009b\u2028\u202e\u2066–é🍞"}"#
        + "\n[1]")
  }

  /// Every byte of ASCII and some marks, at each place of texts of each length that are plain
  /// otherwise: eight bytes are looked at together.
  @Test func `an escape is found wherever it stands`() {
    let marks = (0..<0x80).map { String(UnicodeScalar($0)) } + ["é", "\u{9B}", "\u{2028}", "漢"]
    let escaped = marks.map { mark in
      var writer = JSONWriter()
      writer.string(mark)
      return String(decoding: writer.bytes.dropFirst().dropLast(), as: UTF8.self)
    }
    for length in 0..<20 {
      for place in 0...length {
        let (before, after) = (
          String(repeating: "~", count: place), String(repeating: " ", count: length - place)
        )
        for (mark, escape) in zip(marks, escaped) {
          var writer = JSONWriter()
          writer.string(before + mark + mark + after)
          #expect(
            String(decoding: writer.bytes, as: UTF8.self)
              == "\"\(before)\(escape)\(escape)\(after)\"")
        }
      }
    }
    for (mark, escape) in zip(marks, escaped) {
      let isPlain = mark == escape
      let mayStand =
        mark.unicodeScalars.allSatisfy { $0.value >= 0x20 } && !["\"", "\\"].contains(mark)
      #expect(!isPlain || mayStand)
    }
  }

  @Test(arguments: 0..<200)
  func `what is written reads back the same`(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let value = randomValue(depth: 4, using: &random)
    var writer = JSONWriter()
    writer.value(value)
    #expect(try parse(writer.bytes).get() == value)
  }

  private func randomValue(depth: Int, using random: inout SeededGenerator) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2: return .integer(Int64.random(in: .min ... .max, using: &random))
    case 3: return .double(Double.random(in: -1e6...1e6, using: &random) + 0.125)
    case 4:
      let scalars = (0..<Int.random(in: 0..<9, using: &random)).compactMap { _ in
        Unicode.Scalar(UInt32.random(in: 0..<0x3000, using: &random))
      }
      return .string(String(String.UnicodeScalarView(scalars)))
    case 5:
      return .array((0..<3).map { _ in randomValue(depth: depth - 1, using: &random) })
    default:
      return .object(
        (0..<3).map { JSONMember("k\($0)", randomValue(depth: depth - 1, using: &random)) })
    }
  }
}

struct Base64Tests {
  @Test func `bytes are written as Foundation writes them, and read back`() {
    for length in 0..<70 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ length &* 11) }
      var writer = JSONWriter()
      bytes.withUnsafeBytes { writer.string(base64: $0) }
      let expected = Data(bytes).base64EncodedString()
      #expect(writer.bytes == Array("\"\(expected)\"".utf8))
      let text = Array(expected.utf8)
      #expect(text.withUnsafeBufferPointer { Base64.decode($0) } == bytes)
    }
  }

  @Test(arguments: [
    0, 9, 10, 99, 100, -1, -10, 1_795_000_000_000, Int64.max, Int64.min,
  ]) func `integers are written digit by digit`(number: Int64) {
    var writer = JSONWriter()
    writer.integer(number)
    #expect(writer.bytes == Array(String(number).utf8))
  }
}

struct ExactTextTests {
  @Test func `a text is read back as it was, whatever stands where in it`() throws {
    var random = SeededGenerator(seed: 11)
    let parts = [
      "\"", "\\", "\n", "\t", "\u{1}", "\u{1f}", "a", "é", "\u{2028}", "👩‍🍳", " ", "\u{7f}", "\r",
    ]
    for length in 0..<300 {
      let text = (0..<length).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
      var writer = JSONWriter()
      Array(text.utf8).withUnsafeBufferPointer { writer.string(exactly: $0) }
      let parsed = writer.bytes.withUnsafeBufferPointer { JSONParser().parse($0) { $0.text } }
      #expect(parsed == .success(text))
      #expect(!writer.bytes.contains { $0 < 0x20 })
    }
  }

  @Test func `a long text is written in pieces`() {
    let text = [UInt8](repeating: UInt8(ascii: "\""), count: 10_001)
    var writer = JSONWriter()
    text.withUnsafeBufferPointer { writer.string(exactly: $0) }
    #expect(writer.bytes.count == 2 * 10_001 + 2)
    let parsed = writer.bytes.withUnsafeBufferPointer {
      JSONParser().parse($0) { $0.text?.utf8.count }
    }
    #expect(parsed == .success(10_001))
  }
}
