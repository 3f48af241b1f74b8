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

  @Test(arguments: 0..<10)
  func `what is not there yet is asked for once, in the order of the ids, and stays`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let known = (0..<2500).map { _ in uuid(using: &generator) }
    let directory = IDDirectory(capacity: 0) { _ in }
    var everAsked: Set<[UInt8]> = []
    for _ in 0..<12 {
      let some = (0..<Int.random(in: 0...600, using: &generator)).map { _ -> [UInt8]? in
        switch Int.random(in: 0..<20, using: &generator) {
        case 0: nil
        case 1: Array("soup".utf8)
        default: known.randomElement(using: &generator)
        }
      }
      let bytes = some.flatMap { $0 ?? [] }
      bytes.withUnsafeBufferPointer { bytes in
        var start = 0
        let ids = some.map { id -> UnsafeBufferPointer<UInt8>? in
          defer { start += id?.count ?? 0 }
          return id.map { UnsafeBufferPointer(rebasing: bytes[start..<start + $0.count]) }
        }
        var asked: [[UInt8]] = []
        directory.add(ids) { id in
          asked.append(Array(id))
          return number(of: Array(id))
        }
        #expect(asked == asked.sorted { $0.lexicographicallyPrecedes($1) })
        #expect(Set(asked).count == asked.count && everAsked.isDisjoint(with: asked))
        everAsked.formUnion(asked)
      }
      #expect(everAsked.isSuperset(of: some.compactMap { $0 }.filter { $0.count == 36 }))
      for id in everAsked { #expect(find(id, in: directory) == number(of: id)) }
    }
    #expect(find(Array("soup".utf8), in: directory) == nil)
  }

  /// What an id is made to stand for.
  private func number(of id: [UInt8]) -> Int64 {
    id.reduce(1) { ($0 &* 31 &+ Int64($1)) & 0xFFFF_FFFF } + 1
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
