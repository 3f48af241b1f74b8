import JSONText
import PipelineCore
import Testing

struct JSONRecordStreamTests {
  struct Seen: Equatable {
    var text: String
    var line: Int
    var offset: Int64
    var pointer: String
    var problem: JSONRecord.Problem?
  }

  func records(
    _ text: String, largestRead: Int = .max, maximum: Int = 1 << 20, whole: Int = 1 << 20
  ) throws -> [Seen] {
    let stream = JSONRecordStream(
      MemoryByteSource(Array(text.utf8), largestRead: largestRead), maximumRecordBytes: maximum,
      wholeDocumentBytes: whole)
    var seen: [Seen] = []
    while let record = try stream.next() {
      seen.append(
        Seen(
          text: String(decoding: record.bytes, as: UTF8.self), line: record.line,
          offset: record.byteOffset, pointer: record.pointer, problem: record.problem))
    }
    return seen
  }

  @Test(arguments: [1, 3, .max])
  func `lines are records with their places`(largestRead: Int) throws {
    let seen = try records(
      "\u{FEFF}{\"a\":1}\r\n\n{\"a\":\"x}\"}\n{broken\n{\"a\":3}", largestRead: largestRead)
    #expect(
      seen == [
        Seen(text: "{\"a\":1}", line: 1, offset: 3, pointer: ""),
        Seen(text: "{\"a\":\"x}\"}", line: 3, offset: 13, pointer: ""),
        Seen(text: "{broken", line: 4, offset: 24, pointer: ""),
        Seen(text: "{\"a\":3}", line: 5, offset: 32, pointer: ""),
      ])
  }

  @Test(arguments: ["[[[", "[1,2]", "nonsense", "\"text\"", "}"], [1, .max])
  func `a line that is no object costs that line and no other`(
    odd: String, largestRead: Int
  ) throws {
    let seen = try records("{\"a\":1}\n\(odd)\n{\"a\":2}\n", largestRead: largestRead)
    #expect(seen.map(\.text) == ["{\"a\":1}", odd, "{\"a\":2}"])
    #expect(seen.map(\.line) == [1, 2, 3])
  }

  @Test(arguments: [1, 2, .max])
  func `the elements of an array are records with their pointers`(largestRead: Int) throws {
    let seen = try records("[ {\"a\":[1,{}]},\n 2 , \"]\", [] ]\n", largestRead: largestRead)
    #expect(seen.map(\.text) == ["{\"a\":[1,{}]}", "2", "\"]\"", "[]"])
    #expect(seen.map(\.pointer) == ["/0", "/1", "/2", "/3"])
    #expect(seen.map(\.line) == [1, 2, 2, 2])
  }

  @Test func `one object is one document, pretty-printed or not`() throws {
    #expect(try records("{\"a\":1}\n").map(\.text) == ["{\"a\":1}"])
    #expect(try records("{\n\"a\":\n{\n}}\n").map(\.text) == ["{\n\"a\":\n{\n}}"])
    #expect(try records("{\n\"a\":1}\n{\n\"b\":2}").map(\.text) == ["{\n\"a\":1}", "{\n\"b\":2}"])
  }

  @Test(arguments: [1, 7, .max])
  func `the arrays of a large object are streamed`(largestRead: Int) throws {
    let text =
      "{\"skip\":{\"x\":[1]},\"n\":12,\"a/b\":[{\"i\":0},{\"i\":1}],\"z\":\"s\",\"g\":[{}]}"
    let seen = try records(text, largestRead: largestRead, whole: 8)
    #expect(seen.map(\.pointer) == ["/a~1b/0", "/a~1b/1", "/g/0"])
    #expect(seen.map(\.text) == ["{\"i\":0}", "{\"i\":1}", "{}"])
  }

  @Test func `a large object that is cut off says so wherever it is cut`() throws {
    let whole = "{\"skip\":{\"x\":[1]},\"n\":12,\"a\":[{\"i\":0}],\"z\":\"s\"}"
    for length in 9..<whole.utf8.count {
      let seen = try records(String(whole.prefix(length)), whole: 8)
      #expect(seen.last?.problem == .truncated, "cut at \(length)")
    }
    let odd = try records("{\"a\":[{\"i\":0}]; \"b\":[1]}", whole: 8)
    #expect(odd.map(\.pointer) == ["/a/0", ""] && odd.last?.problem == nil)
  }

  @Test func `a record over the limit is reported and the next one still read`() throws {
    let large = "{\"a\":\"" + String(repeating: "x", count: 900_000) + "\"}"
    let lines = try records("{\"a\":1}\n\(large)\n{\"a\":2}\n", maximum: 300_000, whole: 300_000)
    #expect(lines.map(\.problem) == [nil, .tooLarge, nil])
    #expect(lines.map(\.line) == [1, 2, 3])
    let elements = try records("[{\"a\":1},\(large),{\"a\":2}]", maximum: 300_000, whole: 300_000)
    #expect(elements.map(\.problem) == [nil, .tooLarge, nil])
    #expect(elements.map(\.pointer) == ["/0", "/1", "/2"])
  }

  @Test func `an array that is cut off says so wherever it is cut`() throws {
    let whole = "[{\"a\":\"b\"},{\"c\":[1]}]"
    for length in 1..<whole.utf8.count {
      let seen = try records(String(whole.prefix(length)))
      #expect(seen.last?.problem == .truncated, "cut at \(length)")
    }
  }

  @Test(arguments: [1, .max])
  func `a broken element of an array is one record, up to the next object`(
    largestRead: Int
  ) throws {
    let seen = try records(
      "[{\"a\":1}, z\"b\":2,\"c\":[3]}, {\"d\":4} x, {\"e\":5}]", largestRead: largestRead)
    #expect(
      seen.map(\.text) == [
        "{\"a\":1}", "z\"b\":2,\"c\":[3]},", "{\"d\":4} x,", "{\"e\":5}",
      ])
  }

  @Test(arguments: ["[{}}, {}]", "[}]", "[{}:1]", "[,,]}", "[\"a\"\"b\"]", "{\"a\":}\n{}}"])
  func `brackets that close nothing end the stream all the same`(text: String) throws {
    let seen = try records(text, whole: 4)
    #expect(seen.count < text.utf8.count)
    #expect(seen.allSatisfy { !$0.text.isEmpty || $0.problem != nil })
  }

  @Test(arguments: ["", "  \n ", "\u{FEFF}", "[]"])
  func `an input without a value has no records`(text: String) throws {
    #expect(try records(text).isEmpty)
  }
}
