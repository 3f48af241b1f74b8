import PipelineCore
import Pipelines
import Testing

struct SelectionTests {
  static let text = file(
    """
      - init
      - { name: breads, import: { into: c, as: a@example.org, from: x } }
      - import: { into: c, as: a@example.org, from: y }
      - lineage
    """)

  @Test(arguments: [
    ([], ["init", "breads", "import", "lineage"]),
    (["lineage", "init"], ["init", "lineage"]),
    (["breads"], ["breads"]),
    (["import"], ["breads", "import"]),
    (["import", "breads"], ["breads", "import"]),
  ])
  func `a selection keeps the order of the file`(words: [String], names: [String]) throws {
    #expect(try plan(Self.text).selecting(only: words).stages.map(\.name) == names)
  }

  @Test func `a word that asks for nothing is refused with the nearest name`() throws {
    let read = try plan(Self.text)
    let fault = try #require(throws: PipelineFault.self) {
      try read.selecting(only: ["lineage", "bread", "zzz"])
    }
    #expect(
      fault.message == """
        2 problems
        no stage is called `bread`; did you mean `breads`?
        no stage is called `zzz`; the stages are `init`, `breads`, `import` and `lineage`
        """)
    #expect(fault.exitCode == .usage)
  }
}
