import PipelineCore
import Pipelines
import Testing

struct LimitTests {
  @Test func `a file past the size limit is not read`() throws {
    let bytes = [UInt8](repeating: UInt8(ascii: "#"), count: PipelineFile.sizeLimit + 1)
    let fault = try #require(throws: PipelineFault.self) {
      try PipelineFile.parse(bytes, name: "p.yaml", environment: [:], formats: [], columnFields: [])
    }
    #expect(fault.message == "p.yaml: the file is larger than 256 KiB")
  }

  @Test(arguments: [[0xFF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80]] as [[UInt8]])
  func `bytes that are not UTF-8 are refused at the first of them`(bad: [UInt8]) throws {
    let bytes = Array("pipeline: p\nstages: é".utf8) + bad
    let fault = try #require(throws: PipelineFault.self) {
      try PipelineFile.parse(bytes, name: "p.yaml", environment: [:], formats: [], columnFields: [])
    }
    #expect(fault.message == "p.yaml:2:11: the text is not UTF-8 from here on")
  }

  @Test(arguments: ["[", "{a: ", "- ", "? "])
  func `deep nesting is refused and never overflows`(opener: String) {
    let start = "pipeline: p\nstages:\n  "
    #expect(!problems(start + String(repeating: opener, count: 900)).isEmpty)
    let told = problems(start + String(repeating: opener, count: 60_000))
    #expect(told.count == 1)
    #expect(told.allSatisfy { $0.hasSuffix(": nested deeper than 32 levels") })
  }

  @Test func `nesting past the limit is refused at its place`() {
    let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
    #expect(
      problems("pipeline: p\nstages: \(deep)").contains(
        "p.yaml:2:41: nested deeper than 32 levels"))
  }

  @Test(.timeLimit(.minutes(1)))
  func `aliases that multiply are refused`() {
    var text = "a0: &a0 [x, x, x]\n"
    for level in 1...6 {
      let item = "*a\(level - 1)"
      text += "a\(level): &a\(level) [\(item), \(item), \(item)]\n"
    }
    text += "pipeline: p\nstages: [lineage]\n? [*a6, *a6]\n: x\n"
    #expect(problems(text).count == 8)
    for level in 7...30 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    #expect(
      problems(text) == [
        "p.yaml:12:10: the file has more than 20 aliases (`*name`); write the values out"
      ])
  }

  @Test(.timeLimit(.minutes(1)))
  func `values past the limit are refused, aliases followed`() {
    let items = Array(repeating: "x", count: 30_000).joined(separator: ",")
    let text = "pipeline: p\nstages: &all [\(items)]\nb: [*all, *all, *all, *all]\n"
    #expect(
      problems(text).first == "p.yaml: the file has more than 100000 values, aliases followed")
  }

  @Test func `only so many problems are told`() {
    let told = problems(file(String(repeating: "  - bake\n", count: 300)))
    #expect(told.count == 101)
    #expect(told.first == "p.yaml: only the first 100 problems found are shown")
    #expect(told.last?.hasPrefix("p.yaml:102:5: unknown stage `bake`;") == true)
  }
}
