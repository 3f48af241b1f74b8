import JSONText
import PipelineCore
import RecipeModel
import TestKit
import Testing

/// Parses a text and copies it out, strictly or not.
func parse(_ text: String, tolerantly: Bool = false) -> Result<JSONValue, JSONFault> {
  parse(Array(text.utf8), tolerantly: tolerantly)
}

func parse(_ bytes: [UInt8], tolerantly: Bool = false) -> Result<JSONValue, JSONFault> {
  let parser = JSONParser()
  return bytes.withUnsafeBufferPointer { buffer in
    tolerantly
      ? parser.parseTolerantly(buffer) { element, _ in element.value }
      : parser.parse(buffer) { $0.value }
  }
}

struct JSONParserTests {
  @Test func `every kind of value is seen through the tape`() throws {
    let value = try parse(
      #"{"a":[1,-2.5,"x\u00e9\n",true,null,{}],"b":18446744073709551615,"a":2}"#
    ).get()
    #expect(
      value
        == .object([
          JSONMember(
            "a",
            .array([
              .integer(1), .double(-2.5), .string("xé\n"), .bool(true), .null, .object([]),
            ])),
          JSONMember("b", .double(Double(UInt64.max))),
          JSONMember("a", .integer(2)),
        ]))
  }

  @Test func `of members with one name the first counts`() throws {
    let parser = JSONParser()
    let found = Array(#"{"a":1,"b":3,"a":2}"#.utf8).withUnsafeBufferPointer { buffer in
      parser.parse(buffer) { $0.member("a")?.integer }
    }
    #expect(try found.get() == 1)
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\":01}", "[1e400]", "\"a\nb\"", "[\"\\ud800\"]", "nul", "[1] [2]",
    String(repeating: "[", count: 100_000), "[" + String(repeating: "9", count: 100_000) + "]",
  ])
  func `what RFC 8259 or the limits refuse is refused`(text: String) {
    #expect(throws: JSONFault.self) { try parse(text).get() }
  }

  @Test(arguments: [
    ("\u{FEFF}{\"a\":1}", #"{"a":1}"#),
    ("[1,2,]", "[1,2]"),
    ("{\"a\":1,,\"b\":[,2],}", #"{"a":1,"b":[2]}"#),
    ("// head\n{/* x */\"a\":<!-- y -->1}\n;", #"{"a":1}"#),
    ("<![CDATA[{\"a\":1}]]>", #"{"a":1}"#),
    ("<!-- {\"a\":1} -->", #"{"a":1}"#),
    ("<!--\n[1]\n//-->", "[1]"),
    ("<!-- a note --> {\"a\":1}", #"{"a":1}"#),
    ("//<![CDATA[\n{\"a\":1}\n//]]>", #"{"a":1}"#),
    ("//<![CDATA[ {\"a\":1} //]]>", #"{"a":1}"#),
    ("{\"a\":\"one\ntwo\tthree\"}", #"{"a":"one\ntwo\tthree"}"#),
    (#"{"a":"it\'s"}"#, #"{"a":"it's"}"#),
    (#"["\ud83c\udf5e","\ud83c","\udf5ex"]"#, "[\"\u{1F35E}\",\"\u{FFFD}\",\"\u{FFFD}x\"]"),
    ("[NaN,-Infinity,undefined]", "[null,null,null]"),
    ("{ }", "{}"), ("[[],{}]", "[[],{}]"),
  ])
  func `what programs write by mistake is repaired`(broken: String, whole: String) throws {
    #expect(try parse(broken, tolerantly: true).get() == parse(whole).get())
  }

  @Test(arguments: [
    ("{\"a\":1 \"b\":2}", 7), ("{\"a\":1", 6), ("[1 2]", 3), ("{a:1}", 1), ("[1]x", 3),
    ("[\"abc", 5), ("/* no end", 9),
  ])
  func `what cannot be repaired is located`(text: String, offset: Int) {
    guard case .failure(let fault) = parse(text, tolerantly: true) else {
      Issue.record("parsed")
      return
    }
    #expect(fault.offset == offset)
  }

  @Test func `bytes that are not UTF-8 are told apart from broken JSON`() {
    guard case .failure(let fault) = parse([0x22, 0xE9, 0x22], tolerantly: true) else {
      Issue.record("parsed")
      return
    }
    #expect(fault.isEncoding)
    #expect(fault.offset == 1)
  }

  @Test(arguments: 0..<300)
  func `a damaged text is parsed or located, never lost`(seed: Int) {
    var random = SeededGenerator(seed: seed)
    var bytes = Array(#"{"name":"Rye","list":["a",{"b":[1,2.5,null]}],"t":"x\"y\u00e9"}"#.utf8)
    for _ in 0..<3 {
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
        in: 0...255, using: &random)
    }
    if case .failure(let fault) = parse(bytes, tolerantly: true), let offset = fault.offset {
      #expect((0...bytes.count).contains(offset))
    }
  }
}
