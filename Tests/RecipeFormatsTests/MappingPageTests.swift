import Foundation
import RecipeFormats
import Testing

struct MappingPageTests {
  @Test func `the page on mappings names every field that a column can hold`() throws {
    var file = URL(filePath: #filePath)
    for _ in 0..<3 { file.deleteLastPathComponent() }
    file.append(path: "Sources/Stages/Import/Import.docc/Mapping.md")
    let page = try String(contentsOf: file, encoding: .utf8)
    let start = try #require(page.range(of: "The fields are "))
    let end = try #require(page.range(of: "passes it over."))
    let names = page[start.upperBound..<end.lowerBound].split(separator: "`").enumerated()
    #expect(
      names.filter { $0.offset % 2 == 0 }.map { String($0.element) } == StatedColumns.fieldNames)
  }
}
