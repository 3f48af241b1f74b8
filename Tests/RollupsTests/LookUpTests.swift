import PipelineCore
import Synchronization
import TestKit
import Testing

@testable import Rollups

/// Many look-ups at once, against one after the other.
struct LookUpTests {
  @Test(arguments: 0..<20)
  func `ids noted in blocks are new when they are new one by one`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let (blocks, single) = (SeenIDs(expecting: seed * 1000), SeenIDs())
    var seen: Set<String> = []
    var isNew: [Bool] = []
    for _ in 0..<40 {
      let ids = (0..<Int.random(in: 0...300, using: &generator)).map { _ -> String? in
        let number = Int.random(in: 0..<4000, using: &generator)
        return number % 10 == 0 ? nil : "event-\(number)"
      }
      withPointers(to: ids) { pointers in
        blocks.insert(pointers.count, into: &isNew) { pointers[$0] }
        #expect(isNew.count == ids.count)
        for (index, id) in ids.enumerated() {
          let expected = id.map { seen.insert($0).inserted } ?? true
          #expect(isNew[index] == expected)
          if let pointer = pointers[index] {
            let isNewAlone = single.insert(pointer)
            #expect(isNewAlone == expected)
          }
        }
      }
    }
  }

  @Test(arguments: 0..<10)
  func `ids looked up in blocks are found as one by one`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let known = (0..<700).map { _ in uuid(using: &generator) }
    var directory = IDDirectory(capacity: 0) { _ in }
    withPointers(to: known) { pointers in
      directory = IDDirectory(capacity: known.count) { add in
        for (value, id) in pointers.enumerated() { id.map { add($0, Int64(value) + 1) } }
      }
      for (value, id) in pointers.enumerated() {
        #expect(id.flatMap { directory.value(of: $0) } == Int64(value) + 1)
      }
    }
    let lookUps = IDDirectory.LookUps()
    for _ in 0..<20 {
      let ids = (0..<Int.random(in: 0...256, using: &generator)).map { _ -> String? in
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: nil
        case 1: uuid(using: &generator)
        case 2: "soup"
        default: known.randomElement(using: &generator)
        }
      }
      withPointers(to: ids) { pointers in
        directory.values(of: pointers.count, into: lookUps) { pointers[$0] }
        for (index, pointer) in pointers.enumerated() {
          let expected = pointer.flatMap { directory.value(of: $0) }
          #expect(lookUps[index] == expected ?? IDDirectory.missing)
        }
      }
    }
  }

  @Test func `what is transformed on all cores keeps its order, and the first fault is thrown`()
    throws
  {
    struct Odd: Error, Equatable { var number: Int }
    let numbers = Array(0..<1000)
    #expect(try numbers.mapConcurrently { $0 * 2 } == numbers.map { $0 * 2 })
    #expect(try [Int]().mapConcurrently { $0 }.isEmpty)
    let seen = Atomic(0)
    #expect(throws: Odd(number: 1)) {
      try numbers.mapConcurrently { number in
        seen.add(1, ordering: .relaxed)
        if number % 2 == 1 { throw Odd(number: number) }
        return number
      }
    }
    #expect(seen.load(ordering: .relaxed) == 1000)
  }

  @Test func `an id that is longer than any that is stored is looked up each time`() {
    var cache = ReferenceCache<Int>()
    var lookedUp: [Int] = []
    let ids = [256, 257].map { Array(repeating: UInt8(ascii: "x"), count: $0) }
    for id in ids + ids {
      let value = id.withUnsafeBufferPointer { id in
        cache.value(of: id) { bytes in
          lookedUp.append(bytes.count)
          return bytes.count
        }
      }
      #expect(value == id.count)
    }
    #expect(lookedUp == [256, 257, 257])
  }

  @Test(arguments: [(count: 50_000, bytes: 1), (count: 256, bytes: Rejection.rawLimit)])
  func `a batch is full after many rejections, or after some large ones`(
    count: Int, bytes: Int
  ) {
    var batch = ViewBatch()
    let place = SourceLocation(archive: "views.jsonl")
    batch.enter(place, format: "")
    let rejection = Rejection(
      .invalidValue, "", at: place, raw: Array(repeating: 0, count: bytes))
    for _ in 1..<count { batch.reject(rejection) }
    #expect(!batch.isHeavy)
    batch.reject(rejection)
    #expect(batch.isHeavy)
  }

  private func withPointers(
    to ids: [String?], _ body: ([UnsafeBufferPointer<UInt8>?]) -> Void
  ) {
    let bytes = ids.map { Array(($0 ?? "").utf8) }
    let all = bytes.flatMap(\.self)
    all.withUnsafeBufferPointer { all in
      var start = 0
      body(
        zip(ids, bytes).map { id, bytes in
          defer { start += bytes.count }
          return id.map { _ in UnsafeBufferPointer(rebasing: all[start..<start + bytes.count]) }
        })
    }
  }

  private func uuid(using generator: inout SeededGenerator) -> String {
    let digits = Array("0123456789abcdef")
    return String(
      (0..<36).map { place in
        [8, 13, 18, 23].contains(place)
          ? "-" : digits[Int.random(in: 0..<16, using: &generator)]
      })
  }
}
