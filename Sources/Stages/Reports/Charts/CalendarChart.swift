import RecipeModel

/// A square for each day, a column for each week, darker where there were more views.
struct CalendarChart {
  private let period: ReportPeriod
  private let views: [Day: Int]
  private let scale: HeatScale
  private let description: String
  /// Days before are not drawn.
  private let firstDrawn: Day

  /// The most weeks that are drawn, of a longer period the last ones.
  private static let mostWeeks = 160

  init(of days: [DailyViews], during period: ReportPeriod) {
    self.period = period
    firstDrawn = max(
      period.first, period.last.monday.advanced(by: -7 * (CalendarChart.mostWeeks - 1)))
    let first = firstDrawn
    let drawn = days.filter { $0.day >= first && period.contains($0.day) }
    views = Dictionary(drawn.map { ($0.day, $0.views) }) { first, _ in first }
    scale = HeatScale(drawn.map(\.views))
    description = CalendarChart.describe(drawn, from: first, during: period)
  }

  var legend: [LegendEntry] {
    scale.ranges.map { level, values in
      let (low, high) = (values.lowerBound, values.upperBound)
      let numbers = low == high ? low.grouped : "\(low.grouped) to \(high.grouped)"
      return LegendEntry("swatch-heat heat-\(level)", level == 0 ? "No views" : numbers)
    }
  }

  func draw(to html: inout HTML) {
    // On a phone the weeks are broken into rows of half a year.
    draw(id: "calendar-wide", classes: "chart wide", width: 880, weeksInRow: 53, to: &html)
    draw(id: "calendar-narrow", classes: "chart narrow", width: 360, weeksInRow: 27, to: &html)
  }

  private func draw(
    id: String, classes: String, width: Double, weeksInRow: Int, to html: inout HTML
  ) {
    let weeks = Int(period.last.number - firstDrawn.monday.number) / 7 + 1
    let grid = Grid(
      firstWeek: firstDrawn.monday, weeksInRow: min(weeks, weeksInRow), width: width)
    let rows = grid.place(of: period.last).row + 1
    Drawing.picture(
      id: id, title: "Views on the calendar", description: description, width: width,
      height: Double(rows) * grid.rowHeight, classes: classes, to: &html
    ) { svg in
      for number in firstDrawn.number...period.last.number {
        draw(Day(number: number), on: grid, to: &svg)
      }
      for row in 0..<rows { drawWeekdays(row, on: grid, to: &svg) }
    }
  }

  private func draw(_ day: Day, on grid: Grid, to svg: inout HTML) {
    let place = grid.place(of: day)
    let point = grid.point(of: day)
    let views = views[day]
    svg.element(
      "rect",
      [
        "x": point.x.coordinate, "y": point.y.coordinate, "width": grid.square.coordinate,
        "height": grid.square.coordinate, "rx": "2",
        "class": views.map { "heat-\(scale.level(of: $0))" } ?? "heat-none",
      ]
    ) { svg in
      let words = views.map { $0.of("view", "views") } ?? "no views are known"
      svg.element("title", text: "\(day.inWords): \(words)")
    }
    // The month stands over the first week that begins in it.
    if day.weekday == 0 || day == firstDrawn, day.civil.day <= 7, grid.hasRoom(after: place.week) {
      Drawing.text(
        grid.isWide || day.civil.month == 1 ? day.shortMonth : String(day.shortMonth.prefix(3)),
        x: point.x, y: grid.top(ofRow: place.row) + 11, classes: "tick", to: &svg)
    }
  }

  private func drawWeekdays(_ row: Int, on grid: Grid, to svg: inout HTML) {
    for (weekday, name) in [(0, "Mon"), (2, "Wed"), (4, "Fri")] {
      Drawing.text(
        name, x: 0, y: grid.y(ofRow: row, weekday: weekday) + grid.square * 0.5 + 4,
        classes: "tick", to: &svg)
    }
  }

  private static func describe(
    _ days: [DailyViews], from first: Day, during period: ReportPeriod
  ) -> String {
    let byWeekday = Dictionary(grouping: days) { $0.day.weekday }
    let averages = byWeekday.mapValues { days in
      Double(days.reduce(0) { $0 + $1.views }) / Double(days.count)
    }
    let names = [
      "Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays",
    ]
    let best = averages.max { ($0.value, $1.key) < ($1.value, $0.key) }
    var text = "\(ReportPeriod(first: first, last: period.last).inWords)."
    if let best { text += " \(names[best.key]) have the most views on average." }
    if first > period.first { text += " Earlier days are not drawn." }
    return text
  }
}

/// Where the squares of a calendar lie.
private struct Grid {
  var firstWeek: Day
  var weeksInRow: Int
  var width: Double

  private let left = 34.0
  private let head = 18.0
  /// The distance of the squares when there are few.
  private let widestStep = 24.0

  init(firstWeek: Day, weeksInRow: Int, width: Double) {
    self.firstWeek = firstWeek
    self.weeksInRow = weeksInRow
    self.width = width
  }

  var isWide: Bool { width > 500 }
  private var step: Double { min((width - left) / Double(weeksInRow), widestStep) }
  var square: Double { step - (isWide ? 3 : 2) }
  var rowHeight: Double { head + 7 * step + 10 }

  /// Whether the name of a month fits above a week and those after it.
  func hasRoom(after week: Int) -> Bool {
    left + Double(week) * step + LabelFit.width(of: "Nov 2026", fontSize: 12) <= width
  }

  func place(of day: Day) -> (row: Int, week: Int) {
    let week = Int(day.number - firstWeek.number) / 7
    return (week / weeksInRow, week % weeksInRow)
  }

  func top(ofRow row: Int) -> Double { Double(row) * rowHeight }

  func y(ofRow row: Int, weekday: Int) -> Double {
    top(ofRow: row) + head + Double(weekday) * step
  }

  func point(of day: Day) -> (x: Double, y: Double) {
    let place = place(of: day)
    return (left + Double(place.week) * step, y(ofRow: place.row, weekday: day.weekday))
  }
}

extension Day {
  /// The Monday of its week.
  fileprivate var monday: Day { advanced(by: -weekday) }
}
