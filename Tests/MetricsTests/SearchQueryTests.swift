import RecipeModel
import Testing

@testable import Metrics

struct SearchQueryTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var text: String
    var fullText: String?
    var tags: [String] = []
    var communities: [String] = []

    var testDescription: String { text.debugDescription }
  }

  @Test(arguments: [
    Case(text: "rye", fullText: #""rye""#),
    Case(text: "  rye \t levain\n", fullText: #""rye" AND "levain""#),
    Case(text: #""long wait""#, fullText: #""long wait""#),
    Case(text: #"rye"long wait"flour"#, fullText: #""rye" AND "long wait" AND "flour""#),
    Case(text: #""never closed"#, fullText: #""never closed""#),
    Case(text: "flou* loa**", fullText: #""flou"* AND "loa"*"#),
    Case(text: #""rye flou*""#, fullText: #""rye flou*""#),
    Case(text: #""rye flou"*"#, fullText: #""rye flou"*"#),
    Case(text: "tag:Bread", tags: ["bread"]),
    Case(text: #"TAG:"Sour  Dough" rye"#, fullText: #""rye""#, tags: ["sour dough"]),
    Case(text: "community:Bakers community:cooks", communities: ["bakers", "cooks"]),
    Case(text: "title:rye", fullText: #""title:rye""#),
    Case(text: "tag: rye", fullText: #""tag:" AND "rye""#),
    Case(text: "AND OR NOT NEAR", fullText: #""AND" AND "OR" AND "NOT" AND "NEAR""#),
    Case(text: "NEAR(a b, 2)", fullText: #""NEAR(a" AND "b," AND "2)""#),
    Case(text: "-rye ^loaf {x}", fullText: #""-rye" AND "^loaf" AND "{x}""#),
    Case(text: "- rye +", fullText: #""rye""#),
    Case(text: "a\u{0}b", fullText: #""a" AND "b""#),
    Case(text: "'; DROP TABLE recipe; --", fullText: #""DROP" AND "TABLE" AND "recipe;""#),
    Case(
      text: "50% under_score back\\slash", fullText: #""50%" AND "under_score" AND "back\slash""#),
    Case(text: "Crème 小麦粉", fullText: #""Crème" AND "小麦粉""#),
  ])
  func `sq-1: what is typed is words, phrases, prefixes and two filters, and nothing else`(
    example: Case
  ) throws {
    let query = try SearchQuery(example.text)
    #expect(query.fullText == example.fullText)
    #expect(query.tags.map(\.text) == example.tags)
    #expect(query.communities.map(\.text) == example.communities)
  }

  @Test(arguments: ["", "  ", "\u{0}", "- + * ' \"", "\"\"", "…"])
  func `nothing to find is refused`(text: String) {
    #expect(throws: SearchFault(.nothingToFind)) { try SearchQuery(text) }
  }

  @Test func `a query has a longest length`() throws {
    let words = (1...SearchQuery.longest).map { "w\($0)" }.joined(separator: " ")
    #expect(try SearchQuery(words).terms.count == SearchQuery.longest)
    #expect(throws: SearchFault(.tooLong)) { try SearchQuery(words + " more") }
  }
}
