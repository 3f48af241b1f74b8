import RecipeFormats
import Testing

struct DetectionTests {
  @Test(arguments: [
    ("", "an empty file"), (" \n", "a file of nothing but white space"),
    ("PK\u{3}\u{4}", "a zip archive"), ("hello", "plain text"),
    ("<?xml version=\"1.0\"?><rss/>", "XML with the root element <rss>"),
    (#"{"a": 1}"#, "JSON that holds no recipe"), ("[]", "text in brackets"),
    (String(repeating: "[", count: 1024), "text in brackets"),
    (String(repeating: "[", count: 1025), "text in brackets nested deeper than 1024 levels"),
    (String(repeating: "[]", count: 1025), "text in brackets"),
    (#"["\""# + String(repeating: "[", count: 1025), "text in brackets"),
    (
      #"{"a": "# + String(repeating: "[", count: 1024),
      "JSON nested deeper than 1024 levels"
    ),
    (#"{"type":"user","id":"1"}"#, "lines of a community archive"),
    ("\u{1}\u{2}\u{3}", "binary data"), ("GIF89a", "a GIF image"),
  ])
  func `what no reader knows is named`(content: String, name: String) {
    let detection = RecipeReaders.detect(ContentSample(bytes: Array(content.utf8), isWhole: true))
    guard case .nothing(let looksLike) = detection else {
      Issue.record("a reader claims it")
      return
    }
    #expect(looksLike == name)
  }

  @Test(arguments: [
    ("%PDF-1.4", "a PDF document"), ("SQLite format 3\0", "an SQLite database"),
    ("{\\rtf1 Soup}", "a rich text document"),
    ("\0\u{1}\0\0Standard Jet DB\0", "an Access database"),
    ("\0\u{1}\0\0Standard ACE DB\0", "an Access database"),
  ])
  func `what is known and not read is named with what to do instead`(
    content: String, name: String
  ) {
    let detection = RecipeReaders.detect(ContentSample(bytes: Array(content.utf8), isWhole: true))
    guard case .unreadable(let kind) = detection else {
      Issue.record("it is not refused")
      return
    }
    #expect(kind.name.hasPrefix(name))
    #expect(kind.instead.contains("export") || kind.instead.contains("save"))
    #expect(kind.holdsRecipes == (name == "an Access database"))
  }

  @Test(arguments: [
    "<!DOCTYPE html><html></html>", "<p>x</p><script>", "\n<!-- saved --><HTML lang=en>",
    "<head><meta charset=utf-8></head>", "<?xml version=\"1.0\"?><html xmlns=\"x\">",
  ])
  func `pages are told by how they begin`(content: String) {
    let detection = RecipeReaders.detect(ContentSample(bytes: Array(content.utf8), isWhole: true))
    guard case .reader(let reader, let recognition) = detection else {
      Issue.record("no reader claims it")
      return
    }
    #expect(reader.format.name == "html")
    #expect(recognition == Recognition(.possible, "an HTML page"))
  }

  @Test func `formats have names of their own in kebab-case`() {
    let names = RecipeReaders.all.map { $0.format.name }
    #expect(Set(names).count == names.count)
    for name in names {
      #expect(
        name.utf8.allSatisfy {
          (0x61...0x7A).contains($0) || $0 == 0x2D || (0x30...0x39).contains($0)
        })
      #expect(RecipeReaders.named(name)?.format.name == name)
    }
    #expect(RecipeReaders.named("nothing") == nil)
  }

  @Test func `a sample that is cut anywhere is still recognized by its front`() {
    let json =
      #"{"@context":"https://schema.org","@type":"Recipe","name":"N","description":""#
      + String(repeating: "x", count: 70_000)
    let sample = ContentSample(bytes: Array(json.utf8.prefix(ContentSample.limit)), isWhole: false)
    #expect(JSONLDReader.recognize(sample)?.confidence == .certain)
  }
}
