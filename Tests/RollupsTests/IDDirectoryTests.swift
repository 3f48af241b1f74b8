import TestKit
import Testing

@testable import Rollups

struct IDDirectoryTests {
  @Test(arguments: 0..<20)
  func `an id stands for what it was put in with, and any other for nothing`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let ids = (0..<500).map { _ in uuid(using: &generator) }
    let directory = directory(of: ids)
    for (index, id) in ids.enumerated() { #expect(find(id, in: directory) == Int64(index) + 1) }
    for id in ids.prefix(50) {
      // Every digit counts, and only the one usual form is taken.
      for place in id.indices {
        var other = id
        other[place] = other[place] == UInt8(ascii: "1") ? UInt8(ascii: "2") : UInt8(ascii: "1")
        #expect(find(other, in: directory) == nil)
      }
    }
  }

  @Test(
    arguments: [
      "", "soup", "F47AC10B-58CC-4372-A567-0E02B2C3D479", "f47ac10b58cc4372a5670e02b2c3d479",
      "f47ac10b-58cc-4372-a567-0e02b2c3d47", "f47ac10b-58cc-4372-a567-0e02b2c3d47g",
      "f47ac10b-58cc-4372-a567-0e02b2c3d4790", "f47ac10b-58cc-4372-a567-0e02b2c3d4:9",
      "f47ac10b-58cc-4372-a567-0e02b2c3d4/9", "f47ac10b-58cc-4372-a567-0e02b2c3d4`9",
      "f47ac10b_58cc-4372-a567-0e02b2c3d479",
    ])
  func `what is no UUID in its usual form is not taken`(text: String) {
    let directory = directory(of: [Array(text.utf8)])
    #expect(find(Array(text.utf8), in: directory) == nil)
  }

  /// Ids that stand for their places, counted from 1.
  private func directory(of ids: [[UInt8]]) -> IDDirectory {
    IDDirectory(capacity: ids.count) { add in
      for (index, id) in ids.enumerated() {
        id.withUnsafeBufferPointer { add($0, Int64(index) + 1) }
      }
    }
  }

  private func find(_ id: [UInt8], in directory: IDDirectory) -> Int64? {
    id.withUnsafeBufferPointer { directory.value(of: $0) }
  }

  private func uuid(using generator: inout SeededGenerator) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return (0..<36).map { place in
      [8, 13, 18, 23].contains(place)
        ? UInt8(ascii: "-") : digits[Int.random(in: 0..<16, using: &generator)]
    }
  }
}
