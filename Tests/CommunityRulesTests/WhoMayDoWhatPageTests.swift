import CommunityRules
import Foundation
import Testing

/// The page of the documentation that says who may do what: made by asking the rules.
struct WhoMayDoWhatPageTests {
  private static let page = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(
      path: "Sources/Vocabulary/CommunityRules/CommunityRules.docc/WhoMayDoWhat.md")

  /// `UPDATE_GOLDEN=1` writes the table and the list anew.
  @Test func `R1 to R23a: the documentation says who may do what as the rules do`() throws {
    let before = try String(contentsOf: Self.page, encoding: .utf8)
    var text = before
    for (name, content) in [("table", Self.table), ("rules", Self.rules)] {
      let start = try #require(text.range(of: "<!-- \(name) -->\n"))
      let end = try #require(text.range(of: "<!-- /\(name) -->"))
      if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
        text.replaceSubrange(start.upperBound..<end.lowerBound, with: content)
      } else {
        #expect(text[start.upperBound..<end.lowerBound] == content)
      }
    }
    if text != before { try text.write(to: Self.page, atomically: true, encoding: .utf8) }
  }

  /// One row for each act, one column for each kind of actor.
  private static var table: String {
    let names = Asker.allCases.map(\.rawValue)
    var lines = [
      "| act | \(names.joined(separator: " | ")) |",
      "|---|" + String(repeating: "---|", count: names.count),
    ]
    for act in Act.allCases {
      let answers = Asker.allCases.map { asker in
        let refusal = refusal { () throws(Refusal) in try act.decide(by: asker.actor) }
        return refusal?.rule.rawValue ?? "yes"
      }
      let name = act.rawValue.replacing("-", with: " ")
      lines.append("| \(name) | \(answers.joined(separator: " | ")) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What each rule says that refuses something.
  private static var rules: String {
    Rule.allCases.map { "- **\($0.rawValue)** \($0.statement)\n" }.joined()
  }
}
