import EventLogs
import PipelineCore
import TestKit
import Testing

/// What holds for every format whatever happens to the bytes.
struct DamagedLogTests {
  static let samples = [
    (1...6).map { good($0) + "\n" }.joined(),
    #"{"recipeId":"süß","id":1,"viewedAt":"2026-11-21T10:00:00Z"}"# + "\r\n" + good(2) + "\r\n",
    "recipeId,userId,viewedAt\n"
      + (1...6).map { "recipe-\($0),u,2026-11-21T10:00:00Z\n" }.joined(),
    (1...4).map { AccessLogTests.good($0) + "\n" }.joined(),
    [
      AccessLogTests.good(1), AccessLogTests.line(request: "GET /a.css HTTP/1.1"),
      AccessLogTests.line(user: "ada", request: "GET /recipes/s%C3%BC HTTP/1.1", agent: "curl/8"),
    ].joined(separator: "\r\n"),
    "userId,recipeId,note,viewedAt\r\n\"u\",\"r\",\"a\r\n\"\"b\"\"\",2026-11-21T10:00:00Z\r\n",
  ]

  @Test(arguments: samples)
  func `a cut keeps the whole lines before it`(sample: String) throws {
    let bytes = Array(sample.utf8)
    let whole = try read(bytes)
    for length in bytes.indices {
      guard let elements = try? read(Array(bytes[..<length])) else {
        // A cut in the header leaves nothing to go by.
        #expect(!bytes[..<length].contains(0x0A))
        continue
      }
      let ends = whole.dropFirst().map(\.byteOffset) + [Int64(bytes.count)]
      let before = zip(whole, ends).filter { $0.1 <= length }.map(\.0)
      #expect(elements.starts(with: before), "cut at \(length)")
      // What follows is an event that lacks its line end only, or what the cut left of it.
      #expect(whole.views.starts(with: elements.views), "cut at \(length)")
      let hasRest = length > (before.isEmpty ? bytes.count : Int(ends[before.count - 1]))
      #expect(elements.count > before.count || !hasRest, "cut at \(length)")
    }
  }

  @Test(arguments: samples)
  func `reads of one byte give the same`(sample: String) throws {
    let bytes = Array(sample.utf8)
    for largestRead in [1, 2, 7] {
      #expect(try read(MemoryByteSource(bytes, largestRead: largestRead)) == read(bytes))
    }
  }

  @Test(arguments: samples, 0..<250)
  func `a flipped byte costs lines, and never the account`(sample: String, seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    var bytes = Array(sample.utf8)
    let index = Int.random(in: bytes.indices, using: &generator)
    bytes[index] ^= UInt8.random(in: 1...255, using: &generator)
    let whole = try read(sample)
    guard let elements = try? read(bytes) else {
      // Without its header a CSV is not recognized, and neither is a lone line without its brace.
      #expect(bytes[..<index].allSatisfy { $0 != 0x0A })
      return
    }
    // Every line is told, and each in its place: offsets only grow.
    let offsets = elements.map(\.byteOffset)
    #expect(offsets == offsets.sorted() && Set(offsets).count == offsets.count)
    // A flip in the header of a CSV may turn a column into one that is not read.
    guard sample.hasPrefix("{") || bytes[..<index].contains(0x0A) else { return }
    let lost = whole.views.filter { !elements.views.contains($0) }
    #expect(lost.count <= 2, "one flip reaches its line, or joins it with the next")
  }

  @Test(arguments: 0..<400)
  func `the fast way finds what the parser finds`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let line =
      #"{"id":12,"recipeId": "r1","userId":null,"viewedAt":"2026-11-21T10:00:00Z","n":"x"}"#
    let pieces = [
      "\"", "\\", "{", "}", ",", ":", "null", "0", "12345678901234567890", "-", ".", "e", " ",
      "\t", "\u{1}", "é", "[]", "true", "\"id\":\"\"",
    ]
    var bytes = Array(line.utf8)
    for _ in 0..<Int.random(in: 1...2, using: &generator) {
      let index = Int.random(in: 1..<bytes.count, using: &generator)
      let piece = pieces.randomElement(using: &generator).map { Array($0.utf8) } ?? []
      let cut = Int.random(in: 0...min(2, bytes.count - index), using: &generator)
      bytes.replaceSubrange(index..<index + cut, with: piece)
    }
    // A member that holds an array leaves the line to the parser.
    let slow = Array(#"{"x":[],"#.utf8) + bytes.dropFirst()
    let (found, expected) = (try read(bytes + [0x0A]), try read(slow + [0x0A]))
    #expect(found.views == expected.views)
    #expect(found.rejections.map(\.code) == expected.rejections.map(\.code))
  }

  @Test func `a source that fails ends the log after the lines it gave`() throws {
    let bytes = Array((good(1) + "\n" + good(2) + "\n{\"recipe").utf8)
    let reader = reader(FailingSource(bytes))
    #expect(try reader.next() == goodEvent(1, line: 1, byteOffset: 0))
    #expect(try reader.next() != nil)
    #expect(throws: ReadFault(.truncated, at: place)) { try reader.next() }
  }
}

extension LoggedElement {
  fileprivate var byteOffset: Int64 {
    switch self {
    case .event(_, _, let offset), .skipped(_, let offset): offset
    case .rejected(let rejection): rejection.location.byteOffset ?? -1
    }
  }
}

/// Gives its bytes, and a fault where the end should be.
private final class FailingSource: ByteSource {
  private let bytes: MemoryByteSource

  init(_ bytes: [UInt8]) {
    self.bytes = MemoryByteSource(bytes, largestRead: 10)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
    let count = bytes.read(into: buffer)
    guard count > 0 else { throw ReadFault(.truncated, at: place) }
    return count
  }
}
