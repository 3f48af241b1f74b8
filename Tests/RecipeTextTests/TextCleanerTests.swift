import Foundation
import RecipeModel
import RecipeText
import TestKit
import Testing

struct TextCleanerTests {
  struct Case: CustomTestStringConvertible {
    var input: String
    var line: String
    var testDescription: String { input.debugDescription }

    init(_ input: String, _ line: String) {
      self.input = input
      self.line = line
    }
  }

  @Test(arguments: [
    Case("plain", "plain"),
    Case("  two  spaces\t", "two spaces"),
    Case("", ""),
    Case(" \n ", ""),
    Case("a\u{A0}b\u{2009}c\u{3000}d", "a b c d"),
    Case("nul\u{0}dos\u{1A}\u{14}\u{7F}", "nuldos"),
    Case("zero\u{200B}width\u{FEFF}", "zerowidth"),
    Case("Salt &amp; pepper", "Salt & pepper"),
    Case("Salt & pepper &", "Salt & pepper &"),
    Case("&amp;amp;lt;i&amp;amp;gt;x", "x"),
    Case("&frac12; cup cr&egrave;me fra&icirc;che", "½ cup crème fraîche"),
    Case("&#189; &#xBD; &#8217; &#146;", "½ ½ ’ ’"),
    Case("a&#0;&#xD800;&#99999999;", "a\u{FFFD}\u{FFFD}"),
    Case("&unknown; &; &#; &#x; &amp", "&unknown; &; &#; &#x; &amp"),
    Case("one<br>two<BR/>three<br />four", "one two three four"),
    Case("<p>one</p><p>two</p>", "one two"),
    Case("a <b>bold</b> <a href=\"x>y\">link</a>", "a bold link"),
    Case("a < b > c <medium> <3", "a < b > c <medium> <3"),
    Case("<http://example.org> <me@example.org>", "<http://example.org> <me@example.org>"),
    Case("x<script>alert('<b>')</script>y", "xy"),
    Case("x<!-- note -->y<!-- open", "xy<!-- open"),
    Case("<![CDATA[kept]]>", "kept]]>"),
    Case("5 &lt; 6", "5 < 6"),
    Case("Cafe\u{301}", "Caf\u{E9}"),
    Case("100 \u{2126} \u{1F370}", "100 \u{3A9} \u{1F370}"),
    Case("it’s “quoted” – well…", "it’s “quoted” – well…"),
  ])
  func `a line is cleaned`(_ test: Case) {
    var cleaner = TextCleaner()
    #expect(cleaner.line(test.input) == test.line)
  }

  @Test(arguments: [
    Case("a\r\nb\rc\nd", "a\nb\nc\nd"),
    Case("a  \n   b", "a\nb"),
    Case("a\n\n\n\nb\n", "a\n\nb"),
    Case("\n a", "a"),
    Case("<p>one</p>\n<p>two</p><ul><li>x<li>y</ul>", "one\n\ntwo\n\nx\ny"),
    Case("a<br>b", "a\nb"),
    Case("a\u{2028}b\u{85}c", "a\nb\nc"),
  ])
  func `a text keeps its lines`(_ test: Case) {
    var cleaner = TextCleaner()
    #expect(cleaner.text(test.input) == test.line)
  }

  @Test(arguments: [("a<br>b", false), ("a <i>b</i>", true), ("a < b", false)])
  func `only markup with a meaning is reported as lost`(text: String, isLost: Bool) {
    var cleaner = TextCleaner()
    _ = cleaner.line(text)
    #expect(cleaner.droppedMarkup == isLost)
  }

  @Test func `every character comes out in composed form`() {
    var cleaner = TextCleaner()
    for value in UInt32(0xA1)...0x2FA20 {
      guard let scalar = Unicode.Scalar(value), !scalar.properties.isWhitespace,
        scalar.properties.generalCategory != .control,
        ![0xAD, 0x180E, 0x200B, 0x2060, 0xFEFF].contains(value)
      else { continue }
      let text = "e" + String(scalar) + "x"
      let cleaned = cleaner.line(text)
      let expected = text.precomposedStringWithCanonicalMapping
      if !cleaned.unicodeScalars.elementsEqual(expected.unicodeScalars) {
        Issue.record("U+\(String(value, radix: 16)) is not composed")
      }
    }
  }

  /// Marks at each place of texts that are plain otherwise, of which eight bytes are looked at
  /// together; a tab at the end has the text go the long way.
  @Test func `the short cut for plain text changes nothing`() {
    let marks = (1..<0x80).map { String(UnicodeScalar($0)) } + ["  ", " \n", "é", "½", "\u{A0}"]
    var cleaner = TextCleaner()
    for length in 0..<18 {
      for place in 0...length {
        for mark in marks {
          let text =
            String("one two three four five".prefix(place)) + mark
            + String("a word, and the next one".prefix(length - place))
          #expect(cleaner.line(text) == cleaner.line(text + "\t"))
          #expect(cleaner.text(text) == cleaner.text(text + "\t"))
        }
      }
    }
  }

  @Test(arguments: 0..<50)
  func `cleaning twice changes nothing`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "&amp;", "&lt;", "b>", "<i>", "<br>", " ", "\n", "\t", "é", "e\u{301}", "½", "word", "&", "<",
      ";", "amp;", "\u{A0}", "\u{0}", "#38;",
    ]
    var text = ""
    for _ in 0..<40 { text += pieces.randomElement(using: &generator) ?? "" }
    var cleaner = TextCleaner()
    let once = cleaner.line(text)
    // Stripping tags may join what then reads as a tag or a reference; two rounds settle it.
    let twice = cleaner.line(once)
    #expect(cleaner.line(twice) == twice)
    #expect(!once.contains("\u{0}") && !once.contains("  "))
  }

  @Test func `a megabyte of nested escapes costs one pass`() {
    var cleaner = TextCleaner()
    let text = "&" + String(repeating: "amp;", count: 250_000) + "lt;b"
    #expect(cleaner.line(text) == "<b")
  }

  @Test func `a megabyte of open tags and comments costs one pass`() {
    var cleaner = TextCleaner()
    let tags = String(repeating: "<a ", count: 300_000)
    #expect(cleaner.line(tags).utf8.count == tags.utf8.count - 1)
    let comments = String(repeating: "<!--", count: 250_000)
    #expect(cleaner.line(comments) == comments)
  }
}
