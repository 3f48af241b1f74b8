import EventLogs
import PipelineCore
import RecipeModel
import TestKit
import Testing

/// Events that are read many at once, against the same read one by one.
struct EventBlockTests {
  @Test(arguments: 0..<60, [true, false])
  func `events come in blocks as they come one by one, read ahead or not`(
    seed: Int, isAhead: Bool
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let bytes = log(using: &generator)
    let largest = Int.random(in: 1...5000, using: &generator)
    let expected = try read(MemoryByteSource(bytes, largestRead: largest))
    let log = reader(MemoryByteSource(bytes, largestRead: largest))
    let reader: any EventReading = isAhead ? EventLogAhead(log) { 7 } : log
    var elements: [LoggedElement] = []
    var block: [EventBytes] = []
    while true {
      let limit = Int.random(in: 1...40, using: &generator)
      try reader.readBlock(into: &block, limit: limit)
      #expect(block.count <= limit)
      elements += block.map { LoggedElement(.event($0)) }
      if block.isEmpty || Bool.random(using: &generator) {
        guard let next = try reader.nextBytes() else { break }
        elements.append(LoggedElement(next))
      }
    }
    #expect(elements == expected)
    let end = try reader.nextBytes()
    #expect(end == nil)
    #expect(reader.format == log.format)
    if let ahead = reader as? EventLogAhead { #expect(ahead.bytesConsumed == 7) }
  }

  @Test(arguments: [0, 1, 5000])
  func `a log that is read ahead can be left at any place`(taken: Int) throws {
    let text = (0..<20_000).map { good($0 % 10) + "\n" }.joined()
    let source = MemoryByteSource(Array(text.utf8))
    let ahead = EventLogAhead(reader(source)) { 0 }
    for _ in 0..<taken { _ = try ahead.nextBytes() }
    ahead.stop()
    // Nothing else reads the source any more.
    var rest = [UInt8](repeating: 0, count: 1)
    _ = rest.withUnsafeMutableBytes { source.read(into: $0) }
  }

  @Test func `a log of many pages is the same when it is read ahead`() throws {
    let text = (0..<40_000).map { number in
      number % 5000 == 7
        ? "nonsense \(number)\n"
        : #"{"recipeId":"recipe-\#(number)","userId":"u-\#(number)","viewedAt":"2026-11-21T10:00:00Z"}"#
          + "\n"
    }.joined()
    let ahead = EventLogAhead(reader(MemoryByteSource(Array(text.utf8)))) { 0 }
    let alone = reader(MemoryByteSource(Array(text.utf8)))
    var block: [EventBytes] = []
    var count = 0
    while true {
      try ahead.readBlock(into: &block, limit: 300)
      for event in block {
        let expected = try alone.next()
        #expect(LoggedElement(.event(event)) == expected)
      }
      count += block.count
      if !block.isEmpty { continue }
      let (next, expected) = (try ahead.nextBytes(), try alone.next())
      #expect(next.map { LoggedElement($0) } == expected)
      guard next != nil else { break }
      count += 1
    }
    #expect(count == 40_000)
  }

  @Test func `a fault comes behind what was read before it, and again when asked`() throws {
    let text = (0..<5000).map { good($0 % 10) + "\n" }.joined()
    let ahead = EventLogAhead(reader(FailingSource(Array(text.utf8)))) { 0 }
    var count = 0
    for _ in 0..<2 {
      #expect(throws: ReadFault.self) {
        while try ahead.nextBytes() != nil { count += 1 }
      }
    }
    #expect(count == 5000)
  }

  @Test func `a line as long as a line may be is read ahead, and the next one too`() throws {
    let id = String(repeating: "r", count: 1_000_000)
    let text = (0..<6).map { _ in #"{"recipeId":"\#(id)","viewedAt":"2026-11-21T10:00:00Z"}"# + "\n"
    }
    let ahead = EventLogAhead(reader(MemoryByteSource(Array(text.joined().utf8)))) { 0 }
    for _ in 0..<6 {
      guard case .event(let event) = try ahead.nextBytes() else {
        Issue.record("no event")
        return
      }
      #expect(event.recipeID.count == 1_000_000)
    }
    let end = try ahead.nextBytes()
    #expect(end == nil)
  }

  @Test func `plain lines come all at once`() throws {
    let text = (0..<10).map { good($0) + "\n" }.joined()
    let reader = reader(MemoryByteSource(Array(text.utf8)))
    var block: [EventBytes] = []
    try reader.readBlock(into: &block, limit: 100)
    #expect(block.count == 10)
    try reader.readBlock(into: &block, limit: 100)
    #expect(block.isEmpty)
    #expect(try reader.next() == nil)
  }

  @Test(arguments: 0..<20)
  func `a time is read as it would be alone, whatever came before it`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let dates = ["2026-11-21", "2026-11-22", "2026-02-29", "2024-02-29", "0001-01-01"]
    let times = [
      "T10:00:00Z", "T10:00:00.123Z", "T23:59:59.999Z", "T24:00:00Z", "T10:60:00Z", "T10:00:60Z",
      "T10:00:00.12Z", "T10:00:00.1234Z", "T10:00:00+02:00", " 10:00:00Z", "T10:00Z", "T10:00:0xZ",
      "T1:000:00Z", "T10:00:00.-1Z", "T10:00:00,123Z", "T10:00:00.123z", "T10:00:00", "",
      "T/0:00:00Z",
    ]
    let texts = (0..<200).map { _ in
      (dates.randomElement(using: &generator) ?? "")
        + (times.randomElement(using: &generator) ?? "")
    }
    let log = texts.map { #"{"recipeId":"r","viewedAt":"\#($0)"}"# + "\n" }.joined()
    let elements = try read(log)
    #expect(elements.count == texts.count)
    for (text, element) in zip(texts, elements) {
      var moment: Instant?
      if case .event(let view, _, _) = element { moment = view.at }
      #expect(moment == (text.utf8.count > 10 ? Instant(text) : nil), "\(text)")
    }
  }

  private func log(using generator: inout SeededGenerator) -> [UInt8] {
    let kinds = [
      #"{"recipeId":"r","userId":"u","viewedAt":"2026-11-21T10:00:00.5Z","id":"i"}"#,
      #"{"recipeId":"süß","username":"u","viewedAt":"2026-11-21T10:00:00Z"}"#,
      #"{"recipeId":7,"viewedAt":"2026-11-21T10:00:00Z","agentClass":"crawler"}"#,
      #"{"recipeId":"r","viewedAt":"2026-11-21T10:00:00Z","agentClass":"none"}"#,
      #"{"recipeId":"r","viewedAt":"never"}"#, "", "  ", "{", "nonsense", "\r",
    ]
    var text = good(0) + "\n"
    for _ in 0..<Int.random(in: 0..<120, using: &generator) {
      let isGood = Int.random(in: 0..<4, using: &generator) > 0
      text +=
        isGood
        ? good(Int.random(in: 1...9, using: &generator))
        : kinds.randomElement(using: &generator) ?? ""
      text += "\n"
    }
    if Bool.random(using: &generator) { text += good(9) }
    return Array(text.utf8)
  }
}

/// Gives its bytes, and then a fault.
private final class FailingSource: ByteSource {
  private let bytes: MemoryByteSource

  init(_ bytes: [UInt8]) {
    self.bytes = MemoryByteSource(bytes)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
    let count = bytes.read(into: buffer)
    guard count > 0 else { throw ReadFault(.truncated, at: place) }
    return count
  }
}
