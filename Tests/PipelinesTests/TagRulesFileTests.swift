import CommunityRules
import Pipelines
import Testing

struct TagRulesFileTests {
  @Test func `a file of tag rules says what a pipeline says`() throws {
    let text =
      "split: /\nrename:\n  Nachtisch: Dessert\ndrop: [Imported, \"${MORE}\"]\nadd: { Vegan: Vegetarian }\n"
    let rules = try TagRulesFile.parse(
      Array(text.utf8), name: "t.yaml", environment: ["MORE": "Misc"])
    #expect(
      rules
        == TagRules(
          splitAt: ["/"], rename: [.init(try TagName("Nachtisch"), [try TagName("Dessert")])],
          drop: [try TagName("Imported"), try TagName("Misc")],
          add: [.init(try TagName("Vegan"), [try TagName("Vegetarian")])]))
  }

  @Test(arguments: [
    ("drp: a\n", "t.yaml:1:1: unknown key `drp` in the file; did you mean `drop`?"),
    ("[a]", "t.yaml:1:1: the file takes a mapping of keys, not a list"),
    ("", "t.yaml: the file holds nothing"),
    (
      "drop: \"a",
      "t.yaml:1:9: is not YAML: while scanning a quoted scalar begun on line 1, found unexpected end of stream"
    ),
  ])
  func `what is wrong with it is said at its place`(text: String, problem: String) {
    let fault = #expect(throws: PipelineFault.self) {
      try TagRulesFile.parse(Array(text.utf8), name: "t.yaml", environment: [:])
    }
    #expect(fault?.problems.map(\.description) == [problem])
  }

  @Test func `a file that is too large is refused before it is read`() {
    let fault = #expect(throws: PipelineFault.self) {
      try TagRulesFile.parse(
        [UInt8](repeating: 0x23, count: PipelineFile.sizeLimit + 1), name: "t.yaml",
        environment: [:])
    }
    #expect(fault?.problems.map(\.description) == ["t.yaml: the file is larger than 256 KiB"])
  }
}
