import Foundation
import RecipeFormats
import RecipeModel
import Testing

/// What the page on writing says of each format is what its writer says.
struct WriterPageTests {
  /// `UPDATE_GOLDEN=1` writes the tables anew.
  @Test func `the losses on the page are those of the writers`() throws {
    var file = URL(filePath: #filePath)
    for _ in 0..<3 { file.deleteLastPathComponent() }
    file.append(path: "Sources/Formats/RecipeFormats/RecipeFormats.docc/WritingFormats.md")
    let page = try String(contentsOf: file, encoding: .utf8)
    let start = try #require(page.range(of: "<!-- losses -->\n"))
    let end = try #require(page.range(of: "<!-- /losses -->"))
    let expected = tables
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      let updated = page[..<start.upperBound] + expected + page[end.lowerBound...]
      try String(updated).write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(page[start.upperBound..<end.lowerBound] == expected[...])
    }
  }

  private var tables: String {
    RecipeWriters.all.map { writer in
      var text = "## \(writer.reader.format.name)\n\n"
      let total = writer.losses.filter(\.isTotal)
      if !total.isEmpty {
        let fields = total.map { "`\($0.field.rawValue)`" }.joined(separator: ", ")
        text += "Never comes back: \(fields).\n\n"
      }
      text += "| field | what may happen to it |\n|---|---|\n"
      for loss in writer.losses where !loss.isTotal {
        text += "| `\(loss.field.rawValue)` | \(loss.what) |\n"
      }
      return text + "\n"
    }.joined()
  }
}
