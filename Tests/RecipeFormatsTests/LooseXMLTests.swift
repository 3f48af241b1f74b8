import PipelineCore
import RecipeFormats
import RecipeModel
import TestKit
import Testing

struct LooseXMLTests {
  private func title(_ content: [UInt8], largestRead: Int = .max) -> String? {
    let pass = read(content, with: GourmetReader.self, largestRead: largestRead)
    return pass.fault == nil ? pass.records.first?.body.title : nil
  }

  private func document(_ header: String, title: [UInt8]) -> [UInt8] {
    Array("\(header)<gourmetDoc><recipe><title>".utf8) + title
      + Array("</title></recipe></gourmetDoc>".utf8)
  }

  @Test(arguments: [
    "", "<?xml version=\"1.0\"?>", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
    "<?xml version=\"1.0\" standalone=\"yes\" encoding=\"ISO-8859-1\"?>\r\n",
    "\n<?xml version=\"1.0 encoding=\"win-1252\">\n<!DOCTYPE x SYSTEM \"x.dtd\" [<!ELEMENT a (b)>]>",
  ])
  func `the bytes tell UTF-8 from Windows-1252, whatever the header says`(header: String) {
    let utf8 = document(header, title: Array("„süß“ 1½".utf8))
    let windows = document(
      header, title: [0x84, 0x73, 0xFC, 0xDF, 0x93, 0x20, 0x31, 0xBD])
    for largestRead in [1, 7, Int.max] {
      #expect(title(utf8, largestRead: largestRead) == "„süß“ 1½")
      #expect(title(windows, largestRead: largestRead) == "„süß“ 1½")
    }
  }

  @Test func `a byte order mark counts more than the header`() {
    let header = "\u{FEFF}<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>"
    #expect(title(document(header, title: Array("é".utf8))) == "é")
  }

  @Test func `UTF-8 that breaks late is Windows-1252 from there on`() {
    let front = String(repeating: "é", count: 40_000)
    let content =
      Array("<gourmetDoc><recipe><title>\(front)</title>".utf8)
      + Array("<modifications>".utf8) + [0xE9] + Array("</modifications>".utf8)
      + Array("</recipe></gourmetDoc>".utf8)
    for largestRead in [4093, Int.max] {
      let record = read(content, with: GourmetReader.self, largestRead: largestRead).records.first
      #expect(record?.body.title == front)
      #expect(record?.body.notes == ["é"])
    }
  }

  @Test(
    arguments: [
      (#"<ingref refid="1" amount="1">a < b & c</ingref>"#, "1 a < b & c"),
      (#"<ingref refid="1" amount="12" pan">tin</ingref>"#, #"12" pan tin"#),
      (#"<ingref refid="1" amount="4" by 1/2"" >tin</ingref>"#, #"4" by 1/2" tin"#),
      (#"<ingref amount="a <b> c"refid='x'>tin</ingref>"#, "a c tin"),
      (#"<ingref amount=3 refid=8>tin</ingref>"#, "3 tin"),
      (#"<ingref checked amount='it's' 1%dv="x">tin</ingref>"#, "it's tin"),
      (#"<ingref amount="1"><![CDATA[<a "b" & c>]]></ingref>"#, "1"),
      (#"<ingref amount="1"><!-- <a "b" --> tin</ingref>"#, "1 tin"),
    ])
  func `markup is mended as far as its meaning is plain`(markup: String, text: String) {
    let content =
      "<gourmetDoc><recipe><title>T</title><ingredient-list>\(markup)"
      + "<ingredient><item>end</item></ingredient></ingredient-list></recipe></gourmetDoc>"
    for largestRead in [1, 5, Int.max] {
      let pass = read(Array(content.utf8), with: GourmetReader.self, largestRead: largestRead)
      let found = pass.records.first?.body.ingredients.flatMap(\.ingredients).map(\.text)
      let expected = text == "1" ? ["end"] : [text, "end"]
      #expect(pass.fault == nil && found == expected)
    }
  }

  @Test func `lines count as in the file`() {
    let pass = read(
      "<?xml\n version='1.0'?>\n<!DOCTYPE x\n[\n]>\n<gourmetDoc>\n<recipe/></gourmetDoc>",
      with: GourmetReader.self)
    #expect(pass.rejections.first?.location.line == 7)
  }

  @Test func `a tag without an end is refused, and its size is bounded`() {
    let attributes = String(repeating: "a=\"x\" ", count: 20_000)
    let pass = read("<gourmetDoc \(attributes)", with: GourmetReader.self)
    #expect(pass.fault?.cause == .limitExceeded(limit: "the size of one tag, 65536 bytes"))
    let whole = read("<gourmetDoc \(attributes)>", with: GourmetReader.self)
    #expect(whole.fault?.cause == .limitExceeded(limit: "the size of one tag, 65536 bytes"))
  }

  @Test(arguments: 0..<20)
  func `what is well formed is read as by the strict reader`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "<b>", "</b>", "&amp;", "&lt;", "x", " ", "\n", "é", "<!-- < \" -->", "<![CDATA[<&]]>",
      "<i a='\"' b=\"'\"/>", "<i c = \"1>2\" />",
    ]
    var text = ""
    var depth = 0
    for _ in 0..<60 {
      let piece = pieces.randomElement(using: &generator) ?? ""
      if piece == "</b>", depth == 0 { continue }
      depth += piece == "<b>" ? 1 : piece == "</b>" ? -1 : 0
      text += piece
    }
    text += String(repeating: "</b>", count: depth)
    let strict = read(
      "<recipeml><recipe><head><title>T</title></head><x>\(text)</x></recipe></recipeml>",
      with: RecipeMLReader.self)
    let loose = read(
      Array("<x><recipe><title>T</title><modifications>\(text)</modifications></recipe></x>".utf8),
      with: GourmetReader.self, largestRead: Int.random(in: 1...40, using: &generator))
    let expected = strict.records.first?.extras.first.map(\.value)
    #expect(strict.fault == nil && loose.fault == nil)
    #expect(loose.records.first?.body.notes.first.map(JSONValue.string) == expected)
  }
}
