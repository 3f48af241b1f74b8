import Foundation
import RecipeFormats
import Testing

/// What the page on reading says of each format is what the list in the code says.
struct ReaderPageTests {
  /// `UPDATE_GOLDEN=1` writes the table anew.
  @Test func `the fates on the page are those of the readers`() throws {
    var file = URL(filePath: #filePath)
    for _ in 0..<3 { file.deleteLastPathComponent() }
    file.append(path: "Sources/Formats/RecipeFormats/RecipeFormats.docc/ReadingFormats.md")
    let page = try String(contentsOf: file, encoding: .utf8)
    let start = try #require(page.range(of: "<!-- fates -->\n"))
    let end = try #require(page.range(of: "<!-- /fates -->"))
    let expected = try table()
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      let updated = page[..<start.upperBound] + expected + page[end.lowerBound...]
      try String(updated).write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(page[start.upperBound..<end.lowerBound] == expected[...])
    }
  }

  private func table() throws -> String {
    var text = """
      | format | comments | ratings | collections | meal plans | also in `extras` | lost |
      |---|---|---|---|---|---|---|

      """
    for reader in RecipeReaders.all.sorted(by: { $0.format.name < $1.format.name }) {
      let name = reader.format.name
      let fates = try #require(RecipeReaders.fates(of: reader), "no entry for \(name)")
      let cells =
        [fates.comments, fates.ratings, fates.collections, fates.mealPlans].map(cell)
        + [fates.kept, fates.lost].map { $0.isEmpty ? "–" : $0 }
      text += "| `\(name)` | \(cells.joined(separator: " | ")) |\n"
    }
    return text
  }

  private func cell(_ fate: ReadingFates.Fate) -> String {
    switch fate {
    case .absent: "–"
    case .field(let name): name
    case .extras: "extras"
    case .leftOut: "left out"
    case .lost: "lost"
    }
  }
}
