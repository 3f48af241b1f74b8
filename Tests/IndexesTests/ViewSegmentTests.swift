import Indexes
import RecipeModel
import TestKit
import Testing

struct ViewSegmentTests {
  @Test func `the bytes are the documented ones`() throws {
    let start = day.start.milliseconds
    let events = [
      ViewEvent(recipe: 3, viewer: nil, at: Instant(milliseconds: start + 5)),
      ViewEvent(recipe: 3, viewer: nil, at: Instant(milliseconds: start + 5)),
      ViewEvent(recipe: 3, viewer: 9, at: Instant(milliseconds: start + 300)),
      ViewEvent(recipe: 4, viewer: 2, at: Instant(milliseconds: start + 1)),
    ]
    let bytes = ViewSegment.encode(events, on: day)
    #expect(bytes.dropLast(4) == [1, 4, 3, 0, 5, 0, 0, 0, 0, 9, 0xAC, 2, 1, 2, 1])
    // The checksum of these 15 bytes, as zlib's crc32 gives it.
    #expect(bytes.suffix(4) == [0x6F, 0x44, 0x3B, 0xC7])
  }

  @Test(arguments: 0..<60)
  func `what was packed is unpacked`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let events = randomDay(isWide: seed.isMultiple(of: 3), using: &generator)
    #expect(try ViewSegment.decode(ViewSegment.encode(events, on: day), on: day) == events)
  }

  @Test func `every cut and every changed byte is found`() {
    var generator = SeededGenerator(seed: 1)
    let bytes = ViewSegment.encode(randomDay(isWide: false, using: &generator), on: day)
    for length in bytes.indices {
      #expect(throws: ViewSegmentFault.self) {
        try ViewSegment.decode(Array(bytes[..<length]), on: day)
      }
    }
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= UInt8.random(in: 1...255, using: &generator)
      #expect(throws: ViewSegmentFault.self) { try ViewSegment.decode(changed, on: day) }
    }
  }

  @Test func `a segment of another version is refused`() {
    var bytes = ViewSegment.encode([], on: day)
    bytes[0] = 2
    #expect(throws: ViewSegmentFault.corrupt(day, .version)) {
      try ViewSegment.decode(bytes, on: day)
    }
  }

  @Test(arguments: 0..<60)
  func `R27: loading a log twice adds nothing, and equal events of one log stay apart`(
    seed: Int
  ) {
    var generator = SeededGenerator(seed: seed)
    let old = randomDay(isWide: false, using: &generator)
    let new = randomDay(isWide: false, using: &generator)
    let (union, added) = ViewSegment.union(old, new)
    let (oldCounts, newCounts) = (multiplicities(old), multiplicities(new))
    #expect(multiplicities(union) == oldCounts.merging(newCounts, uniquingKeysWith: max))
    #expect(union == union.sorted())
    #expect(added == union.count - old.count)
    let again = ViewSegment.union(union, new)
    #expect(again.events == union && again.added == 0)
    #expect(ViewSegment.union(new, old).events == union)
  }
}

private let day = Day(number: 20_778)

private func multiplicities(_ events: [ViewEvent]) -> [ViewEvent: Int] {
  events.reduce(into: [:]) { $0[$1, default: 0] += 1 }
}

/// A day of sorted events, many of them equal unless keys are wide.
private func randomDay(isWide: Bool, using generator: inout SeededGenerator) -> [ViewEvent] {
  var events = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
    ViewEvent(
      recipe: isWide
        ? .random(in: .min ... .max, using: &generator) : .random(in: 1...3, using: &generator),
      viewer: Bool.random(using: &generator)
        ? nil : .random(in: 1...(isWide ? .max : 3), using: &generator),
      at: day.start.advanced(
        byMilliseconds: isWide
          ? .random(in: 0..<86_400_000, using: &generator) : .random(in: 0...2, using: &generator)))
  }
  events.sortForCounting()
  return events
}
