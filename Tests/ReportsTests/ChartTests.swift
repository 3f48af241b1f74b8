import Indexes
import RecipeModel
@testable import Statistics
import TestKit
import Testing

@testable import Reports

struct ChartTests {
  @Test(arguments: [
    (0, 5, 1, 1), (1, 5, 1, 1), (7, 5, 2, 8), (10, 5, 2, 10), (11, 5, 5, 15), (1113, 5, 500, 1500),
    (999_999, 4, 500_000, 1_000_000),
  ])
  func `a scale has round steps and holds its greatest value`(
    greatest: Int, intervals: Int, step: Int, top: Int
  ) {
    let scale = AxisScale(greatest: greatest, intervals: intervals)
    #expect(scale.step == step && scale.top == top)
  }

  @Test(arguments: 0..<40)
  func `labels of days lie in the period and keep to their limit`(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let first = Day(number: Int32.random(in: -400_000..<400_000, using: &random))
    let length = Int.random(in: 1...(seed % 2 == 0 ? 100 : 40_000), using: &random)
    let period = ReportPeriod(first: first, last: first.advanced(by: length - 1))
    let limit = Int.random(in: 3...9, using: &random)
    let ticks = DayAxis.ticks(for: period, limit: limit)
    #expect((1...limit).contains(ticks.count))
    #expect(ticks.allSatisfy { period.contains($0.day) })
    #expect(ticks.map(\.day) == ticks.map(\.day).sorted())
  }

  @Test func `a period of a target whose views wait is open, in picture, table and JSON`() throws {
    let week = Grain.week.period(of: try SampleReports.day("2026-11-02"))
    func section(isWaiting: Bool) -> TargetsSection {
      TargetsSection([
        TargetsSection.Target(
          .views, .weekly, value: 9, current: nil,
          past: [
            TargetPoint(period: week, count: .zero, value: 9),
            TargetPoint(period: week.next, count: .zero, value: 9, isWaiting: isWaiting),
          ])
      ])
    }
    func page(_ section: TargetsSection) -> String {
      var html = HTML()
      section.content.picture?(&html, nil)
      return String(decoding: html.bytes, as: UTF8.self)
    }
    let (open, decided) = (section(isWaiting: true), section(isWaiting: false))
    #expect(
      page(open).contains("point-open") && page(open).contains("0 of 2 periods before met, 1 open"))
    #expect(!page(decided).contains("open"))
    #expect(open.content.legend.contains { $0.swatch == "swatch-open" })
    #expect(!decided.content.legend.contains { $0.swatch == "swatch-open" })
    let met = try #require(open.content.table.columns.firstIndex { $0.id == "isMet" })
    #expect(open.content.table.rows.map { $0[met] } == [.flag(false), .open])
    #expect(open.content.table.rows.map { $0[met].shown } == ["no", "open"])
  }

  @Test(arguments: [true, false])
  func `what was viewed most is said to wait where views wait`(isBehind: Bool) throws {
    let trending = TrendingSection(
      TrendingRecipes(zone: "UTC", asOf: nil, halfLife: 7, recipes: [], isBehind: isBehind))
    let top = TopRecipesSection([], isBehind: isBehind)
    #expect(trending.nothing?.contains("wait to be counted") == isBehind)
    #expect(trending.nothing?.hasPrefix("No recipe was opened") == !isBehind)
    #expect(top.nothing?.hasPrefix("No recipe was opened") == !isBehind)
  }

  @Test func `days that were not counted cut the line`() throws {
    let rich = try SampleReports.rich()
    let series = ViewSeries(of: rich.days, before: rich.before, during: rich.period)
    #expect(series.runs.count == 2 && series.missingDays == 2)
    #expect(series.runs.reduce(0) { $0 + $1.count } == series.points.count)
    #expect(series.before.map(\.count) == [rich.period.length])
  }

  @Test func `R28: a long period is drawn as averages per day`() throws {
    let period = ReportPeriod(
      first: try SampleReports.day("2020-01-01"), last: try SampleReports.day("2026-11-21"))
    let days = (0..<period.length).map {
      DailyViews(day: period.first.advanced(by: $0), views: $0 % 7, viewers: UniqueCount(2))
    }
    let series = ViewSeries(of: days, during: period)
    #expect(series.step == 7 && series.points.count <= ViewSeries.limit)
    #expect(series.runs.count == 1)
    #expect(series.points.dropLast().allSatisfy { $0.views == 3 && $0.viewers == 2 })
  }

  @Test func `days without a row are zero up to the last one counted`() throws {
    let first = try SampleReports.day("2026-11-01")
    let period = ReportPeriod(first: first, last: first.advanced(by: 6))
    let rows = [
      DailyViews(day: first.advanced(by: 2), views: 5, viewers: UniqueCount(1)),
      DailyViews(day: first.advanced(by: -1), views: 8, viewers: UniqueCount(1)),
    ]
    let filled = DailyViews.filled(rows, in: period, lastCounted: first.advanced(by: 3))
    #expect(filled.map(\.views) == [0, 0, 5, 0])
    #expect(DailyViews.filled(rows, in: period, lastCounted: first.advanced(by: -1)).isEmpty)
  }

  @Test(arguments: [(10, 10, 0), (60, 60, 0), (61, 60, 1), (5000, 60, 4940)])
  func `a family is drawn up to a limit and the rest is counted`(
    length: Int, drawn: Int, undrawn: Int
  ) {
    let family = DrawnFamily(SampleReports.chain(length: length), limit: 60)
    #expect(family.nodes.count == drawn)
    #expect(family.undrawn == undrawn)
  }

  @Test(arguments: 0..<30)
  func `R26: drawn and counted recipes make up the whole family`(seed: Int) {
    let family = Self.randomFamily(seed: seed)
    let drawn = DrawnFamily(family, limit: 25)
    #expect(drawn.nodes.count + drawn.undrawn == family.size)
    for (index, node) in drawn.nodes.enumerated() {
      for child in node.children { #expect(child > index && drawn.nodes[child].parent == index) }
    }
  }

  @Test(arguments: 0..<30)
  func `a tidy tree gives each leaf a row of its own and centres parents`(seed: Int) {
    let drawn = DrawnFamily(Self.randomFamily(seed: seed), limit: 60)
    let rows = TidyTree.rows(of: drawn)
    let leaves = drawn.nodes.indices.filter { drawn.nodes[$0].children.isEmpty }
    #expect(Set(leaves.map { rows[$0] }) == Set((0..<leaves.count).map(Double.init)))
    for (index, node) in drawn.nodes.enumerated() where !node.children.isEmpty {
      let below = node.children.map { rows[$0] }
      #expect(rows[index] == ((below.min() ?? 0) + (below.max() ?? 0)) / 2)
    }
    // On one depth no two nodes stand in each other's way.
    for (_, peers) in Dictionary(grouping: drawn.nodes.indices, by: { drawn.nodes[$0].depth }) {
      let sorted = peers.map { rows[$0] }.sorted()
      #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $1 - $0 >= 1 })
    }
  }

  private static func randomFamily(seed: Int) -> RecipeFamily {
    var random = SeededGenerator(seed: seed)
    let count = Int.random(in: 1...80, using: &random)
    var parents = [0]
    for index in 1..<max(count, 2) { parents.append(Int.random(in: 0..<index, using: &random)) }
    var depths = [0]
    for index in parents.indices.dropFirst() { depths.append(depths[parents[index]] + 1) }
    return RecipeFamily(
      nodes: parents.indices.map { index in
        SampleReports.node(
          "Recipe \(index)", index == 0 ? nil : .variant, Int.random(in: 0..<99, using: &random),
          depth: depths[index],
          parents.indices.dropFirst().filter { parents[$0] == index })
      })
  }

  @Test(arguments: [
    (1, 1, "Nov 2026"), (24, 24, "Dec 2024"), (25, 9, "Q4 2024"), (80, 7, "2020"),
  ])
  func `R28: many months are drawn as quarters or years`(
    months: Int, columns: Int, firstLabel: String
  ) throws {
    let last = Month(year: 2026, month: 11)
    let first = Month(number: last.number - Int32(months) + 1)
    let period = ReportPeriod(first: first.firstDay, last: last.firstDay)
    let days = (first.number...last.number).map { number in
      CountedPeriod(
        Grain.day.period(of: Month(number: number).firstDay),
        MeasuredCounts(shares: 3, forks: 2, recipes: 1))
    }
    let steps = ActivityStep.steps(of: days, during: period)
    #expect(steps.count == columns && steps.first?.label == firstLabel)
    #expect(steps.reduce(0) { $0 + $1.newRecipes } == months)
    #expect(steps.reduce(0) { $0 + $1.shares } == 3 * months)
  }

  @Test(arguments: 0..<40)
  func `a heat map darkens with the views, and its legend says from where`(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let greatest = [1, 3, 9, 5000][seed % 4]
    let values = (0..<Int.random(in: 0...400, using: &random)).map { _ in
      Int.random(in: 0...greatest, using: &random)
    }
    let scale = HeatScale(values)
    for value in values {
      let range = scale.ranges.first { $0.level == scale.level(of: value) }
      #expect(range?.values.contains(value) == true)
    }
    let sorted = values.sorted()
    for (one, next) in zip(sorted, sorted.dropFirst()) {
      #expect(scale.level(of: one) <= scale.level(of: next))
    }
    if let most = sorted.last, most > 0 { #expect(scale.level(of: most) == 4) }
    #expect(scale.level(of: 0) == 0 && scale.ranges.count <= 5)
  }

  @Test(arguments: [("9999-12-01", "9999-12-31", 1), ("9990-01-01", "9999-12-31", 10)])
  func `R28: the last days that there are have steps, too`(
    first: String, last: String, count: Int
  ) throws {
    let period = ReportPeriod(
      first: try SampleReports.day(first), last: try SampleReports.day(last))
    #expect(ActivityStep.steps(of: [], during: period).count == count)
  }

  @Test func `of many years the calendar draws the last, and says so`() throws {
    let period = ReportPeriod(
      first: try SampleReports.day("2020-01-01"), last: try SampleReports.day("2026-11-21"))
    let days = (0..<period.length).map {
      DailyViews(day: period.first.advanced(by: $0), views: $0 % 7, viewers: .zero)
    }
    var html = HTML()
    CalendarChart(of: days, during: period).draw(to: &html)
    let page = String(decoding: html.bytes, as: UTF8.self)
    #expect(page.contains("Earlier days are not drawn"))
    #expect(page.contains("21 November 2026: ") && !page.contains("1 January 2020: "))
    #expect(page.matches(of: /<rect/).count == 2 * (160 * 7 - 1))
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1k"), (1500, "1.5k"), (25_000, "25k"), (2_000_000, "2M"),
  ])
  func `numbers on an axis are short`(number: Int, text: String) {
    #expect(number.compact == text)
  }

  @Test(arguments: [
    ("2026-11-20", "2026-11-20", "20 November 2026"),
    ("2026-11-01", "2026-11-21", "1 to 21 November 2026"),
    ("2026-10-01", "2026-11-21", "1 October to 21 November 2026"),
    ("2025-11-01", "2026-11-21", "1 November 2025 to 21 November 2026"),
  ])
  func `a period says once what its ends share`(first: String, last: String, text: String) throws {
    let period = ReportPeriod(
      first: try SampleReports.day(first), last: try SampleReports.day(last))
    #expect(period.inWords == text)
  }

  @Test(arguments: [
    "Rye", "A recipe with a name that is much longer than any chart is wide", "食パンの作り方を詳しく説明",
  ])
  func `a label is cut to its room, and only when it must be`(text: String) {
    for room in stride(from: 20.0, through: 600, by: 20) {
      let label = LabelFit.cut(text, to: room, fontSize: 13)
      let whole = LabelFit.width(of: text, fontSize: 13)
      #expect((label == text) == (whole <= room))
      #expect(LabelFit.width(of: label, fontSize: 13) <= room)
    }
  }

  @Test(arguments: [
    ([13, 1], nil), ([14, 1], "what came more than 12 months after joining."),
    (Array((1...14).reversed()), "1 earlier month of joining."),
    (Array((1...15).reversed()), "2 earlier months of joining."),
    (
      Array((4...17).reversed()),
      "1 earlier month of joining, and what came more than 12 months after joining."
    ),
  ])
  func `the grid of cohorts says what it does not draw`(
    told months: [Int], notice: String?
  ) {
    let last = Month(year: 2026, month: 11)
    var cohorts = OtherSections.cohorts()
    cohorts.cohorts = months.map { count in
      MemberCohort(
        month: Month(number: last.number - Int32(count - 1)), members: 4, left: 0,
        active: Array(repeating: 2, count: count))
    }
    var html = HTML()
    CohortGrid(cohorts).draw(to: &html)
    let page = String(decoding: html.bytes, as: UTF8.self)
    let told = page.split(separator: "Only among the numbers below: ").dropFirst().first
    #expect(told?.prefix { $0 != "<" } == notice.map { $0[...] })
    #expect(page.contains(">+12<") == (months.contains { $0 > 12 }) && !page.contains(">+13<"))
  }
}
