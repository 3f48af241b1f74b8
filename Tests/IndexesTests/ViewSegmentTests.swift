@testable import Indexes
import RecipeModel
import TestKit
import Testing

struct ViewSegmentTests {
  @Test func `the bytes are the documented ones`() throws {
    let start = day.start.milliseconds
    let events = [
      ViewEvent(recipe: 3, viewer: nil, at: Instant(milliseconds: start + 5)),
      ViewEvent(recipe: 3, viewer: nil, at: Instant(milliseconds: start + 5)),
      ViewEvent(recipe: 3, viewer: 9, at: Instant(milliseconds: start + 300), agent: .script),
      ViewEvent(recipe: 4, viewer: 2, at: Instant(milliseconds: start + 1)),
    ]
    let bytes = ViewSegment.encode(events, on: day)
    // The third is no person's, of class 4, and the only one.
    #expect(
      bytes.dropLast(4) == [1, 4, 3, 0, 5, 0, 0, 0, 0, 9, 0xAC, 2, 1, 2, 1, 1, 2, 4])
    // The checksum of these 18 bytes, as zlib's crc32 gives it.
    #expect(bytes.suffix(4) == [0x41, 0xFA, 0x4D, 0xAD])
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
    let union = ViewSegment.union(old, new)
    let (oldCounts, newCounts) = (multiplicities(old), multiplicities(new))
    #expect(multiplicities(union.events) == oldCounts.merging(newCounts, uniquingKeysWith: max))
    #expect(union.events == union.events.sorted())
    #expect(union.added == union.events.count - old.count)
    #expect(union.changesNothing == (union.events == old))
    let again = ViewSegment.union(union.events, new)
    #expect(again.events == union.events && again.changesNothing)
    #expect(ViewSegment.union(new, old).events == union.events)
  }

  @Test func `R24: what one log takes for a robot stays one, and is the same event`() {
    let person = ViewEvent(recipe: 1, viewer: 2, at: day.start)
    let robot = ViewEvent(recipe: 1, viewer: 2, at: day.start, agent: .crawler)
    #expect(
      ViewSegment.union([person], [robot])
        == ViewSegment.Union(events: [robot], added: 0, reclassified: 1))
    #expect(
      ViewSegment.union([robot], [person])
        == ViewSegment.Union(events: [robot], added: 0, reclassified: 0))
    #expect(
      ViewSegment.union([person], [person, robot])
        == ViewSegment.Union(events: [person, robot], added: 1, reclassified: 1))
    // One of two is the robot, however often it is said.
    let both = ViewSegment.union([person, person], [robot])
    #expect(both == ViewSegment.Union(events: [person, robot], added: 0, reclassified: 1))
    #expect(ViewSegment.union(both.events, [robot]).changesNothing)
  }
}

private let day = Day(number: 20_778)

/// How often each event is there, whatever made it.
private func multiplicities(_ events: [ViewEvent]) -> [ViewEvent: Int] {
  events.reduce(into: [:]) { counts, event in
    counts[ViewEvent(recipe: event.recipe, viewer: event.viewer, at: event.at), default: 0] += 1
  }
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
          ? .random(in: 0..<86_400_000, using: &generator) : .random(in: 0...2, using: &generator)),
      agent: [.person, .person, .person, .crawler, .script].randomElement(using: &generator)
        ?? .person)
  }
  events.sortForCounting()
  return events
}
