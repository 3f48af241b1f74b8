import EventLogs
import PipelineCore
import RecipeModel
import Testing

struct EventLogTests {
  @Test(arguments: [
    // Any order, any layout, other fields beside.
    (#"{"recipeId":"r1","userId":"u1","viewedAt":"2026-11-21T10:00:00Z","id":"e1"}"#, "r1 u1 e1"),
    (#"{ "viewedAt" : "2026-11-21T10:00:00Z" , "recipeId":"r1" } "#, "r1 - -"),
    (#"{"recipeId":"r1","viewedAt":"2026-11-21T10:00:00.000+00:00","userId":null}"#, "r1 - -"),
    (#"{"recipeId":"r1","viewedAt":"2026-11-21T12:00:00+02:00","userId":"","id":""}"#, "r1 - -"),
    (#"{"recipeId":12,"viewedAt":"2026-11-21T10:00:00Z","userId":0,"id":-7}"#, "12 0 -7"),
    (#"{"recipeId":"r","viewedAt":"2026-11-21T10:00:00Z","at":{"k":[1,{"id":2}]}}"#, "r - -"),
    // The first of repeated fields counts, by the fast way and by the parser.
    (#"{"recipeId":"a","recipeId":"b","viewedAt":"2026-11-21T10:00:00Z"}"#, "a - -"),
    (#"{"recipeId":"a","recipeId":"b\u0021","viewedAt":"2026-11-21T10:00:00Z"}"#, "a - -"),
    (#"{"recipeId":"a","userId":null,"userId":"u","viewedAt":"2026-11-21T10:00:00Z"}"#, "a - -"),
    (
      #"{"recipeId":"a","userId":null,"userId":"\u0021","viewedAt":"2026-11-21T10:00:00Z"}"#,
      "a - -"
    ),
    (
      #"{"id":"e","id":true,"userId":"u","recipeId":"a","viewedAt":"2026-11-21T10:00:00Z"}"#,
      "a u e"
    ),
    // Escapes and text beyond ASCII.
    (#"{"recipeId":"a\"\\\/","viewedAt":"2026-11-21T10:00:00Z","id":"\u00e9"}"#, #"a"\/ - é"#),
    (#"{"recipeId":"süß","viewedAt":"2026-11-21T10:00:00Z","userId":"\ud83c\udf5e"}"#, "süß 🍞 -"),
    // Slips that are mended.
    (#"{"recipeId":"r1","viewedAt":"2026-11-21T10:00:00Z",}"#, "r1 - -"),
  ])
  func `a JSON line is read whatever its order and layout`(line: String, ids: String) throws {
    let elements = try read(line)
    #expect(elements.count == 1)
    let expected = ids.split(separator: " ").map { $0 == "-" ? nil : String($0) }
    let view = LoggedView(
      recipeID: try #require(expected[0]), userID: expected[1], at: tenOClock, id: expected[2])
    #expect(elements == [.event(view, line: 1, byteOffset: 0)])
  }

  @Test(
    arguments: [
      (#"{"viewedAt":"2026-11-21T10:00:00Z"}"#, .missingValue),
      (#"{"recipeId":"","viewedAt":"2026-11-21T10:00:00Z"}"#, .missingValue),
      (#"{"recipeId":null,"viewedAt":"2026-11-21T10:00:00Z"}"#, .missingValue),
      (#"{"recipeId":"r"}"#, .missingValue),
      (#"{"recipeId":"r","viewedAt":"yesterday"}"#, .invalidValue),
      (#"{"recipeId":"r","viewedAt":"2026-11-21"}"#, .invalidValue),
      (#"{"recipeId":"r","viewedAt":"2026-11-21T10:00:00"}"#, .invalidValue),
      (#"{"recipeId":"r","viewedAt":1795258440123}"#, .invalidValue),
      (#"{"recipeId":1.5,"viewedAt":"2026-11-21T10:00:00Z"}"#, .invalidValue),
      (#"{"recipeId":["r"],"viewedAt":"2026-11-21T10:00:00Z"}"#, .invalidValue),
      (#"{"recipeId":"r","viewedAt":"2026-11-21T10:00:00Z","userId":true}"#, .invalidValue),
      (#"["r","2026-11-21T10:00:00Z"]"#, .malformedText),
      ("null", .malformedText),
      (#"{"recipeId":"r","viewedAt":"2026-11-21T10:00:00Z"} x"#, .malformedJSON),
      (#"{"recipeId":"r" "viewedAt":"2026-11-21T10:00:00Z"}"#, .malformedJSON),
      (#"{"recipeId":012,"viewedAt":"2026-11-21T10:00:00Z"}"#, .malformedJSON),
      (String(repeating: "[", count: 100_000), .malformedJSON),
    ] as [(String, Rejection.Code)])
  func `a line that is no event is rejected with its place, and the others are read`(
    line: String, code: Rejection.Code
  ) throws {
    let elements = try read([good(1), line, good(3)].joined(separator: "\n") + "\n")
    #expect(elements.count == 3)
    #expect(elements.first == goodEvent(1, line: 1, byteOffset: 0))
    let third = Int64(good(1).utf8.count + line.utf8.count + 2)
    #expect(elements.last == goodEvent(3, line: 3, byteOffset: third))
    let rejection = try #require(elements.rejections.first)
    #expect(rejection.code == code)
    #expect(rejection.location.line == 2)
    #expect(rejection.location.byteOffset == Int64(good(1).utf8.count + 1))
    #expect(rejection.raw == Array(line.utf8.prefix(Rejection.rawLimit)))
  }

  @Test(arguments: ["\n", "\r\n"], [true, false])
  func `js-2: line ends, a byte order mark and a missing final newline make no difference`(
    lineEnd: String, isEnded: Bool
  ) throws {
    let text =
      "\u{FEFF}" + [good(1), "", "  ", good(4)].joined(separator: lineEnd)
      + (isEnded ? lineEnd : "")
    let elements = try read(text)
    let offset = Int64(3 + good(1).utf8.count + 2 + 3 * lineEnd.utf8.count)
    #expect(
      elements == [
        goodEvent(1, line: 1, byteOffset: 3), goodEvent(4, line: 4, byteOffset: offset),
      ])
  }

  @Test func `js-2: invalid UTF-8 in line 3 of 5 costs line 3`() throws {
    var bytes: [UInt8] = []
    for number in 1...5 {
      bytes += Array(good(number).utf8) + [0x0A]
      // Into the recipe's id.
      if number == 3 { bytes[bytes.count - 60] = 0xFF }
    }
    let elements = try read(bytes)
    #expect(elements.count == 5)
    let rejection = try #require(elements.rejections.first)
    #expect(elements.rejections.count == 1)
    #expect(rejection.code == .invalidEncoding)
    #expect(rejection.location.line == 3)
    #expect(rejection.location.byteOffset == Int64(2 * (good(1).utf8.count + 1)))
  }

  @Test func `js-2: a line of 200 MB is rejected and passed over in little memory`() throws {
    let front = Array((good(1) + "\n{\"recipeId\":\"").utf8)
    let back = Array(("\"}\n" + good(3)).utf8)
    let source = PaddedSource(front: front, padding: 200 << 20, back: back)
    let elements = try read(source)
    let rejection = try #require(elements.rejections.first)
    #expect(rejection.code == .tooLarge && rejection.raw.count == Rejection.rawLimit)
    #expect(rejection.location.line == 2)
    let offset = Int64(front.count + 200 << 20 + 3)
    #expect(elements.count == 3)
    #expect(elements.last == goodEvent(3, line: 3, byteOffset: offset))
  }

  @Test(arguments: [1 << 20, 1 << 20 + 1], [1000, .max])
  func `a line of 1 MiB is read, and a longer one is not`(length: Int, largestRead: Int) throws {
    let padding = String(repeating: " ", count: length - good(1).utf8.count)
    let bytes = Array((good(1) + padding + "\n" + good(2)).utf8)
    let elements = try read(MemoryByteSource(bytes, largestRead: largestRead))
    #expect(elements.count == 2)
    #expect(elements.rejections.map(\.code) == (length > 1 << 20 ? [.tooLarge] : []))
    #expect(elements.last == goodEvent(2, line: 2, byteOffset: Int64(length + 1)))
  }

  @Test func `fields that are not known are passed over`() throws {
    let line = #"{"recipeId":"r","viewedAt":"2026-11-21T10:00:00Z","device":"tv","ip":"::1"}"#
    let reader = reader(MemoryByteSource(Array("\(line)\n".utf8)))
    #expect(
      try reader.next() == .event(LoggedView(recipeID: "r", at: tenOClock), line: 1, byteOffset: 0))
    #expect(reader.format == .jsonLines)
  }

  @Test func `a time without a zone is UTC only when that is asked for`() throws {
    let line = #"{"recipeId":"r1","viewedAt":"2026-11-21 10:00:00"}"#
    let reader = EventLogReader(
      MemoryByteSource(Array(line.utf8)), at: place, zonelessIsUTC: true)
    let view = LoggedView(recipeID: "r1", at: tenOClock)
    #expect(try reader.next() == .event(view, line: 1, byteOffset: 0))
    #expect(try read(line).rejections.map(\.code) == [.invalidValue])
  }

  @Test(arguments: ["", "\u{FEFF}", "\n \r\n"])
  func `an empty log has no elements`(text: String) throws {
    let reader = reader(MemoryByteSource(Array(text.utf8)))
    #expect(try reader.next() == nil)
    #expect(reader.format == nil)
  }

  @Test(arguments: [
    "hello", "<xml/>", "a,b\n1,2\n", "recipeId\nr\n", "recipeId,recipeId,viewedAt\n",
  ])
  func `what is no log is refused`(text: String) throws {
    let fault = #expect(throws: ReadFault.self) { try read(text) }
    guard case .notRecognized = fault?.cause else {
      Issue.record("unexpected fault \(String(describing: fault))")
      return
    }
  }

  @Test func `a JSON array is refused with what to do instead`() throws {
    let fault = try #require(#expect(throws: ReadFault.self) { try read("[\(good(1))]") })
    #expect(fault.hint == "write one event a line, as `jq -c '.[]'` does")
  }

  @Test(arguments: [1, 3, 4096])
  func `a broken first line does not hide that the others are JSON lines`(largestRead: Int) throws {
    let bytes = Array("Id\":\"r\"}\n\(good(2))\n".utf8)
    let elements = try read(MemoryByteSource(bytes, largestRead: largestRead))
    #expect(elements.rejections.map(\.code) == [.malformedJSON])
    #expect(elements.last == goodEvent(2, line: 2, byteOffset: 9))
  }
}

/// Gives the front, then a letter many times, then the back.
private final class PaddedSource: ByteSource {
  private var front: MemoryByteSource
  private var padding: Int
  private var back: MemoryByteSource

  init(front: [UInt8], padding: Int, back: [UInt8]) {
    self.front = MemoryByteSource(front)
    self.padding = padding
    self.back = MemoryByteSource(back)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
    let count = front.read(into: buffer)
    if count > 0 { return count }
    guard padding > 0 else { return back.read(into: buffer) }
    let letters = min(padding, buffer.count)
    UnsafeMutableRawBufferPointer(rebasing: buffer[..<letters])
      .initializeMemory(as: UInt8.self, repeating: UInt8(ascii: "x"))
    padding -= letters
    return letters
  }
}
