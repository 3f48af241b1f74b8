import TestKit
import Testing

@testable import Indexes

struct VarintTests {
  @Test(arguments: 0..<60)
  func `numbers of every length are read and passed over as byte by byte`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let numbers = (0..<200).map { _ in
      UInt64.random(in: 0...UInt64.max, using: &generator)
        >> UInt64.random(in: 0...63, using: &generator)
    }
    var bytes: [UInt8] = []
    for number in numbers { appendVarint(number, to: &bytes) }
    bytes.withUnsafeBytes { bytes in
      var reader = VarintReader(bytes)
      for number in numbers {
        let read = reader.next()
        #expect(read == number)
      }
      let beyond = reader.next()
      #expect(reader.isAtEnd && beyond == nil)
      var skipping = VarintReader(bytes)
      var place = 0
      while place < numbers.count {
        let count = min(Int.random(in: 0...12, using: &generator), numbers.count - place - 1)
        let isSkipped = skipping.skip(count)
        place += count
        let read = skipping.next()
        #expect(isSkipped && read == numbers[place])
        place += 1
      }
      let isBeyond = !skipping.skip(1)
      #expect(isBeyond)
      var whole = VarintReader(bytes)
      let isWhole = whole.skip(numbers.count)
      #expect(isWhole && whole.isAtEnd)
    }
  }

  @Test(arguments: 0..<60)
  func `any bytes at all are read as byte by byte, and never beyond their end`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
      UInt8.random(in: 0...255, using: &generator) | (seed.isMultiple(of: 3) ? 0x80 : 0)
    }
    bytes.withUnsafeBytes { raw in
      var reader = VarintReader(raw)
      var rest = bytes[...]
      while true {
        let expected = obviousNumber(&rest)
        let read = reader.next()
        #expect(read == expected)
        guard expected != nil else { break }
      }
      let ends = bytes.count { $0 < 0x80 }
      for count in 0...ends + 1 {
        var skipping = VarintReader(raw)
        let isSkipped = skipping.skip(count)
        #expect(isSkipped == (count <= ends))
      }
    }
  }

  private func obviousNumber(_ bytes: inout ArraySlice<UInt8>) -> UInt64? {
    var value: UInt64 = 0
    for place in 0..<10 {
      guard let byte = bytes.popFirst() else { return nil }
      if place == 9, byte > 1 { return nil }
      value |= UInt64(byte & 0x7F) << UInt64(7 * place)
      if byte < 0x80 { return value }
    }
    return nil
  }
}
