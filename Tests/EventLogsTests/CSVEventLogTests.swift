import EventLogs
import PipelineCore
import RecipeModel
import Testing

struct CSVEventLogTests {
  @Test(arguments: [
    ("recipeId,userId,viewedAt,id", "r1,u1,2026-11-21T10:00:00Z,e1", "r1 u1 e1"),
    ("id,viewedAt,userId,recipeId", "e1,2026-11-21T10:00:00Z,u1,r1", "r1 u1 e1"),
    ("recipeId,viewedAt", "r1,2026-11-21T10:00:00Z", "r1 - -"),
    ("recipeId,userId,viewedAt", "r1,,2026-11-21T10:00:00Z", "r1 - -"),
    (" recipeId ,\"viewedAt\"", "r1,\"2026-11-21T10:00:00Z\"", "r1 - -"),
    (
      "recipeId,note,viewedAt", "\"a\"\"b,c\",\"x\ny\r\n\"\"z\"\"\",2026-11-21T10:00:00Z",
      "a\"b,c - -"
    ),
    ("viewedAt,userId,recipeId", "2026-11-21T10:00:00Z,\"\",\"\"\"süß\"\"\"", "\"süß\" - -"),
  ])
  func `a CSV record is read by its header`(header: String, record: String, ids: String) throws {
    let expected = ids.split(separator: " ").map { $0 == "-" ? nil : String($0) }
    let view = LoggedView(
      recipeID: try #require(expected[0]), userID: expected[1], at: tenOClock, id: expected[2])
    for lineEnd in ["\n", "\r\n"] {
      for mark in ["", "\u{FEFF}"] {
        for end in ["", lineEnd] {
          let front = mark + header + lineEnd
          let elements = try read(front + record + end)
          #expect(
            elements == [.event(view, line: 2, byteOffset: Int64(front.utf8.count))],
            "\(lineEnd.debugDescription) \(mark.debugDescription) \(end.debugDescription)")
        }
      }
    }
  }

  @Test(
    arguments: [
      ("r2,u", .malformedText),
      ("r2,u,2026-11-21T10:00:00Z,", .malformedText),
      ("\"r2\"x,u,2026-11-21T10:00:00Z", .malformedText),
      (",u,2026-11-21T10:00:00Z", .missingValue),
      ("r2,u,", .missingValue),
      ("r2,u,soon", .invalidValue),
      ("r2,u,2026-11-21", .invalidValue),
    ] as [(String, Rejection.Code)])
  func `a record that is no event is rejected with its place, and the others are read`(
    record: String, code: Rejection.Code
  ) throws {
    let header = "recipeId,userId,viewedAt\r\n"
    let elements = try read(header + "\(goodRecord(1))\r\n\(record)\r\n\r\n\(goodRecord(3))\r\n")
    let second = Int64(header.utf8.count + goodRecord(1).utf8.count + 2)
    let third = second + Int64(record.utf8.count) + 4
    #expect(elements.count == 3)
    #expect(elements.last == goodEvent(3, line: 5, byteOffset: third))
    let rejection = try #require(elements.rejections.first)
    #expect(rejection.code == code)
    #expect(rejection.location.line == 3 && rejection.location.byteOffset == second)
    #expect(rejection.raw == Array(record.utf8))
  }

  @Test func `a quote that never ends costs its line and not the log`() throws {
    let lines = [
      "recipeId,userId,viewedAt", goodRecord(1), "\"r2,u,2026-11-21T10:00:00Z", goodRecord(3),
      goodRecord(4),
    ]
    let elements = try read(lines.joined(separator: "\n"))
    #expect(elements.rejections.map(\.location.line) == [3])
    #expect(elements.views.map(\.recipeID) == ["recipe-1", "recipe-3", "recipe-4"])
  }

  @Test func `two stray quotes cost their lines and not what is between them`() throws {
    let lines = [
      "recipeId,userId,viewedAt", "\"r1,u,2026-11-21T10:00:00Z", goodRecord(2),
      "\",u,2026-11-21T10:00:00Z", goodRecord(4),
    ]
    let elements = try read(lines.joined(separator: "\n"))
    #expect(elements.views.map(\.recipeID) == ["recipe-2", "recipe-4"])
    #expect(elements.rejections.map(\.location.line) == [2, 4])
  }

  @Test func `lines after a record of several lines keep their numbers`() throws {
    let elements = try read(
      "note,recipeId,userId,viewedAt\n\"a\nb\nc\",\(goodRecord(1))\nd,\(goodRecord(2))\n")
    #expect(
      elements == [
        goodEvent(1, line: 2, byteOffset: 30),
        goodEvent(2, line: 5, byteOffset: Int64(30 + 8 + goodRecord(1).utf8.count + 1)),
      ])
  }

  @Test func `invalid UTF-8 costs its record, in a column that is not read too`() throws {
    var bytes = Array(
      "note,recipeId,userId,viewedAt\nx,\(goodRecord(1))\nx,\(goodRecord(2))\n".utf8)
    bytes[30] = 0xC3
    let elements = try read(bytes)
    #expect(elements.rejections.map(\.code) == [.invalidEncoding])
    #expect(elements.views.map(\.recipeID) == ["recipe-2"])
  }

  @Test func `a record longer than 1 MiB is rejected and passed over`() throws {
    let long = String(repeating: "x", count: 1 << 20)
    let elements = try read("recipeId,userId,viewedAt\n\(long),u,t\n\(goodRecord(2))\n")
    #expect(elements.rejections.map(\.code) == [.tooLarge])
    #expect(elements.views.map(\.recipeID) == ["recipe-2"])
  }

  @Test func `columns that are not known are passed over`() throws {
    let bytes = Array("device,recipeId,viewedAt,ip\ntv,r,2026-11-21T10:00:00Z,::1\n".utf8)
    let reader = reader(MemoryByteSource(bytes))
    #expect(
      try reader.next() == .event(LoggedView(recipeID: "r", at: tenOClock), line: 2, byteOffset: 28)
    )
    #expect(reader.format == .csv)
  }
}

private func goodRecord(_ number: Int) -> String { "recipe-\(number),u,2026-11-21T10:00:00Z" }
