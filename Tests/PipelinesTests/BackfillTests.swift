import PipelineCore
import Pipelines
import RecipeModel
import Testing

struct BackfillTests {
  private static let text = file(
    """
      - views: { from: v }
      - rollup
      - targets: { community: c }
      - name: page
        report: { community: c, format: html, to: "out/{period}.html" }
        needs: [rollup]
      - site: { to: "out/{period}" }
    """)

  @Test func `each period has its own stages, which need those of the same period`() throws {
    let range = try #require(PeriodRange("2026-01..2026-03"))
    let read = try plan(Self.text).backfilling(range)
    #expect(read.name == "p 2026-01..2026-03")
    #expect(
      read.stages.map(\.name) == [
        "rollup", "targets@2026-01", "page@2026-01", "site@2026-01", "targets@2026-02",
        "page@2026-02", "site@2026-02", "targets@2026-03", "page@2026-03", "site@2026-03",
      ])
    #expect(read.stages[4].needs == ["rollup"] && read.stages[5].needs == ["rollup"])
    #expect(read.stages[6].needs == ["page@2026-02"])
    guard case .targets(let targets) = read.stages[4].settings,
      case .report(let report) = read.stages[5].settings,
      case .site(let site) = read.stages[6].settings
    else {
      Issue.record("the stages are of other kinds")
      return
    }
    #expect(targets.named == Period("2026-02"))
    #expect(report.from == Day("2026-02-01") && report.until == Day("2026-03-01"))
    #expect(report.to == "out/2026-02.html")
    #expect(site.from == report.from && site.until == report.until && site.to == "out/2026-02")
  }

  @Test func `stages are chosen by the names of the file, for all periods`() throws {
    let range = try #require(PeriodRange("2026-01..2026-02"))
    let read = try plan(Self.text).backfilling(range)
    #expect(
      try read.selecting(only: ["page", "site@2026-02"]).stages.map(\.name) == [
        "page@2026-01", "page@2026-02", "site@2026-02",
      ])
    #expect(try read.selecting(from: "site").stages.map(\.name).first == "site@2026-01")
    #expect(throws: PipelineFault.self) { try read.selecting(only: ["numbers"]) }
  }

  @Test(arguments: [
    ("2026-01", ["2026-01"]), ("2026-W52..2027-W01", ["2026-W52", "2026-W53", "2027-W01"]),
    ("2026-Q4..2027-Q1", ["2026-Q4", "2027-Q1"]), ("2026..2027", ["2026", "2027"]),
    ("2026-02-28..2026-03-01", ["2026-02-28", "2026-03-01"]),
  ])
  func `ranges are of days, weeks, months, quarters and years`(
    text: String, periods: [String]
  ) throws {
    let range = try #require(PeriodRange(text))
    let read = try plan(Self.text).backfilling(range)
    #expect(
      read.stages.filter { $0.kind == .targets }.map(\.name) == periods.map { "targets@\($0)" })
    #expect("\(range)" == text)
  }

  @Test(arguments: [
    "", "..", "2026-01..", "..2026-01", "2026-03..2026-01", "2026-01..2026-W05",
    "2026-01..2026-02..2026-03", "2026-13", "2026-11-21T14Z", "2026-01...2026-03",
  ])
  func `what is no range of periods is none`(text: String) {
    #expect(PeriodRange(text) == nil)
  }

  @Test func `a plan that would write over itself, or that is about no period, is refused`() throws
  {
    let range = try #require(PeriodRange("2026-01..2026-02"))
    let one = try #require(PeriodRange("2026-01"))
    let fixed = try plan(
      file("  - report: { installation: true, format: csv, to: out.csv }\n  - site: { to: out }"))
    #expect(throws: BackfillFault(.onePath(["report", "site"]))) { try fixed.backfilling(range) }
    #expect(try fixed.backfilling(one).stages.count == 2)
    let none = try plan(file("  - rollup\n  - backup: { to: x }"))
    #expect(throws: BackfillFault(.nothingToRepeat)) { try none.backfilling(range) }
    let long = try #require(PeriodRange("1900-01-01..2026-01-01"))
    #expect(throws: BackfillFault(.tooMany(stages: 3))) { try plan(Self.text).backfilling(long) }
  }

  @Test func `a period is filled in wherever a stage writes, and nowhere else`() throws {
    let read = try plan(
      file(
        """
          - report: { community: c, format: html, to: "{period}/{period}.html" }
          - backup: { to: "b-{period}.tar" }
          - import: { catalogue: a@example.org, from: "{period}.zip" }
        """)
    ).stages.map { $0.settings.writing(for: "2026-11-21") }
    guard case .report(let report) = read[0], case .backup(let backup) = read[1],
      case .imports(let imports) = read[2]
    else {
      Issue.record("the stages are of other kinds")
      return
    }
    #expect(report.to == "2026-11-21/2026-11-21.html")
    #expect(backup.destination == .archive(.init(path: "b-2026-11-21.tar")))
    #expect(imports.from == ["{period}.zip"])
  }
}
