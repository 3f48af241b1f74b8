import Pipelines
import Testing

struct NeedsTests {
  private func order(_ stages: String) throws -> [String] {
    try plan(file(stages)).stages.map { stage in
      stage.needs.isEmpty
        ? stage.name : "\(stage.name) after \(stage.needs.joined(separator: ", "))"
    }
  }

  @Test func `a stage that says nothing needs the one before it`() throws {
    #expect(
      try order("  - lineage\n  - tags\n  - rollup\n") == [
        "lineage", "tags after lineage", "rollup after tags",
      ])
  }

  @Test func `stages run after those that they need, and else in the order of the file`() throws {
    let stages = """
        - rollup:
          needs: [lineage, tags]
        - tags:
          needs: []
        - duplicates:
          needs: tags
        - lineage:
          needs: []
        - purge:
      """
    #expect(
      try order(stages) == [
        "tags", "duplicates after tags", "lineage", "rollup after tags, lineage",
        "purge after lineage",
      ])
  }

  @Test func `a stage is needed by its name`() throws {
    let stages = """
        - lineage:
          name: forks
        - tags:
          needs: [forks, forks]
      """
    #expect(try order(stages) == ["forks", "tags after forks"])
    #expect(
      problems(file(stages.replacing("[forks, forks]", with: "fork"))) == [
        "p.yaml:6:12: no stage is called `fork`; did you mean `forks`?"
      ])
  }

  @Test func `what needs itself is told with the whole circle`() {
    let stages = """
        - lineage:
          needs: rollup
        - tags:
          needs: lineage
        - rollup:
          needs: [tags]
        - purge:
      """
    #expect(
      problems(file(stages)) == [
        "p.yaml:3:5: stages need each other in a circle: `lineage` needs `rollup` needs `tags` needs `lineage`"
      ])
    #expect(
      problems(file("  - tags:\n    needs: tags\n")) == [
        "p.yaml:3:5: the stage `tags` needs itself"
      ])
  }

  @Test func `the stages that need another one are found through others`() throws {
    let plan = try plan(
      file(
        """
          - lineage:
          - tags:
            needs: []
          - rollup:
            needs: [lineage]
          - purge:
        """))
    #expect(plan.stages(needing: "lineage") == ["rollup", "purge"])
    #expect(plan.stages(needing: "tags") == [])
  }

  @Test func `a selection keeps the order, and reaches through what is left out`() throws {
    let whole = try plan(file("  - lineage\n  - tags\n  - rollup\n  - purge:\n    needs: []\n"))
    let some = try whole.selecting(only: ["rollup", "purge", "lineage"])
    #expect(some.stages.map(\.name) == ["lineage", "rollup", "purge"])
    #expect(some.stages.map(\.needs) == [[], ["lineage"], []])
  }

  @Test func `a graph has a line for each stage and each need`() throws {
    let stages = """
        - lineage:
          name: end
        - tags:
          needs: []
        - rollup:
          needs: [tags, end]
      """
    #expect(
      try plan(file(stages)).asMermaid == """
        flowchart TD
          s1["end (lineage)"]
          s2["tags"]
          s3["rollup"]
          s1 --> s3
          s2 --> s3

        """)
  }

  @Test func `an entry that cannot be read hides nothing and makes nothing wrong`() {
    let named = """
        - tgas:
          name: count
        - rollup:
          needs: [count, nowhere]
      """
    #expect(
      problems(file(named)) == [
        "p.yaml:3:5: unknown stage `tgas`; did you mean `tags`?",
        "p.yaml:6:20: no stage is called `nowhere`; the other stages are `count`",
      ])
    // What is needed may be the one that cannot be read.
    #expect(
      problems(file("  - tgas\n  - rollup:\n    needs: [tags]\n")) == [
        "p.yaml:3:5: unknown stage `tgas`; did you mean `tags`?"
      ])
    let wrongSettings = """
        - views: {}
        - rollup:
          needs: [nowhere]
      """
    #expect(
      problems(file(wrongSettings)) == [
        "p.yaml:3:5: `views` needs `from`: a path or a list of paths",
        "p.yaml:5:13: no stage is called `nowhere`; the other stages are `views`",
      ])
  }

  @Test func `a pipeline has so many stages and no more`() throws {
    #expect(try plan(file(String(repeating: "  - tags\n", count: 1000))).stages.count == 1000)
    #expect(
      problems(file(String(repeating: "  - tags\n", count: 1001))) == [
        "p.yaml:3:3: a pipeline has at most 1000 stages"
      ])
    let words = String(repeating: "x,", count: 20_000)
    #expect(problems(file("  - tags:\n    needs: [\(words)]\n")).count == 101)
  }
}
