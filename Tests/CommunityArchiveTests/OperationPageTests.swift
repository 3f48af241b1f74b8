import ArchiveRecords
import Foundation
import Testing

struct OperationPageTests {
  @Test func `the documentation lists every operation`() throws {
    let page = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(
        path: "Sources/Formats/CommunityArchive/CommunityArchive.docc/CommunityArchive.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `") }
    for kind in ArchivedActionKind.allCases {
      #expect(
        rows.contains { $0.split(separator: "|")[0].contains("`\(kind.rawValue)`") },
        "\(kind.rawValue)")
    }
  }
}
