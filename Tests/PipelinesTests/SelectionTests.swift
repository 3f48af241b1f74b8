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

  @Test func `a plan from a stage on is that stage and all after it, by name and not by kind`()
    throws
  {
    let read = try plan(Self.text)
    #expect(try read.selecting(from: "import").stages.map(\.name) == ["import", "lineage"])
    #expect(try read.selecting(from: "init").stages.count == 4)
    #expect(try read.selecting(from: "lineage").stages.map(\.needs) == [[]])
    let fault = try #require(throws: PipelineFault.self) { try read.selecting(from: "linaege") }
    #expect(fault.what == "no stage is called `linaege`; did you mean `lineage`?")
  }

  @Test func `what a file says of a stage is the same when it says the same, variables filled in`()
    throws
  {
    let statements = try [("", "x"), ("# more\n", "x"), ("", "y")].map { comment, value in
      try plan(
        comment + file("  - views: { from: \"${A}\" }\n  - rollup"), environment: ["A": value]
      ).stages.map(\.statement)
    }
    #expect(statements[0] == statements[1])
    #expect(statements[0][0] != statements[2][0])
    #expect(statements[0][1] == statements[2][1])
    #expect(String(decoding: statements[0][0], as: UTF8.self) == #"{"views":{"from":"x"}}"#)
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
