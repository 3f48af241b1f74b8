import JSONText
import PipelineCore
import RecipeFormats
import RecipeModel
import TestKit
import Testing

/// Records with pictures in them, around the limits on texts and on all.
struct RecordLimitTests {
  private static let limits = ReaderLimits(
    maximumRecordBytes: 32 << 10, maximumTotalBytes: 512 << 10)

  /// One way in which a recipe with texts and pictures is written.
  struct Layout: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// The other recipes of the content.
    var others: [String] { testDescription == "a JSON document" ? [] : ["Salad"] }
    var reader: any RecipeReader.Type
    /// Takes a text and pictures in Base64; the first of two recipes has them.
    var content: @Sendable (_ text: String, _ pictures: [String]) -> String
  }

  private static func node(_ name: String, _ text: String, _ pictures: [String]) -> String {
    let images = pictures.map { "\"data:image\\/jpeg;base64,\($0)\"" }.joined(separator: ",")
    return """
      {"@type":"Recipe","name":"\(name)","recipeIngredient":["1 leek"],\
      "description":"\(text)","image":[\(images)]}
      """
  }

  private static func note(_ name: String, _ text: String, _ pictures: [String]) -> String {
    let resources = pictures.map {
      "<resource><data encoding=\"base64\">\n\($0)\n</data><mime>image/jpeg</mime></resource>"
    }.joined()
    return """
      <note><title>\(name)</title><content><![CDATA[<en-note><div>Ingredients</div>
      <div>1 leek</div><div>Directions</div><div>Cook it.</div><div>\(text)</div></en-note>]]>
      </content>\(resources)</note>
      """
  }

  static let layouts = [
    Layout(testDescription: "JSON lines", reader: JSONLDReader.self) { text, pictures in
      "\(node("Soup", text, pictures))\n\(node("Salad", "", []))\n"
    },
    Layout(testDescription: "a JSON array", reader: JSONLDReader.self) { text, pictures in
      "[\(node("Soup", text, pictures)),\n\(node("Salad", "", []))]"
    },
    Layout(testDescription: "a JSON document", reader: JSONLDReader.self) { text, pictures in
      node("Soup", text, pictures).replacing(",\"", with: ",\n\"")
    },
    Layout(testDescription: "ENEX", reader: EnexReader.self) { text, pictures in
      "<en-export>\(note("Soup", text, pictures))\(note("Salad", "", []))</en-export>"
    },
  ]

  /// A picture of so many bytes in Base64, which begins as a JPEG file does.
  private func picture(base64Bytes: Int) -> String {
    "/9j/" + String(repeating: "QUJD", count: base64Bytes / 4 - 1)
  }

  private func titles(_ layout: Layout, _ text: String, _ pictures: [String]) -> [String] {
    let pass = read(
      layout.content(text, pictures), with: layout.reader, limits: RecordLimitTests.limits)
    for record in pass.records where record.body.title == "Soup" {
      #expect(record.images.count == pictures.count)
    }
    return pass.records.map(\.body.title)
  }

  @Test(arguments: layouts)
  func `pictures do not count towards the limit on texts`(layout: Layout) {
    #expect(
      titles(layout, "short", [picture(base64Bytes: 200_000), picture(base64Bytes: 280_000)])
        == ["Soup"] + layout.others)
    let text = String(repeating: "word ", count: 5_000)
    #expect(titles(layout, text, [picture(base64Bytes: 200_000)]) == ["Soup"] + layout.others)
  }

  @Test(arguments: layouts)
  func `beyond the limit on all a record is told, with what to do`(layout: Layout) throws {
    let pass = read(
      layout.content("short", [picture(base64Bytes: 300_000), picture(base64Bytes: 300_000)]),
      with: layout.reader, limits: RecordLimitTests.limits)
    let rejection = try #require(pass.rejections.first)
    #expect(rejection.code == .tooLarge && rejection.raw.count <= Rejection.rawLimit)
    #expect(
      rejection.message
        == "the record holds more than 32768 bytes of text or 524288 bytes with its pictures: "
        + "make the pictures smaller, or take some out, and import it again")
    #expect(pass.records.map(\.body.title) == layout.others)
  }

  @Test(arguments: layouts)
  func `a text beyond its limit is no picture`(layout: Layout) {
    for text in [String(repeating: "word ", count: 8_000), picture(base64Bytes: 40_000)] {
      #expect(!titles(layout, text, []).contains("Soup"))
    }
  }

  @Test func `by default seven photographs of 12 MB fit a record`() {
    let limits = ReaderLimits()
    // Base64 with a line break behind each 76 digits.
    let photographs = 7 * 12_000_000 / 3 * 4 / 76 * 77
    #expect(limits.maximumTotalBytes > photographs + limits.maximumRecordBytes)
    #expect(limits.maximumRecordBytes == 16 << 20)
  }

  @Test(
    arguments: [
      ("data:image/png;base64,AA", true), ("\n  /9j/4AAQ", true), (#"\/9j\/4AAQ"#, true),
      ("iVBORw0KGgo", true), ("R0lGODlh", true), ("AAAAHGZ0eXA", true), ("Once upon", false),
      ("QUJDQUJD", false), ("/9", nil), ("", nil), ("   ", nil), ("dat", nil), ("date", false),
    ] as [(String, Bool?)])
  func `embedded files are known by how they begin`(text: String, begins: Bool?) {
    #expect(EmbeddedFile.begins(Array(text.utf8)) == begins)
  }
}
