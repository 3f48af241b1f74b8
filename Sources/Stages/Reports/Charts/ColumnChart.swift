import RecipeModel

/// Columns over calendar steps, one or several side by side for each step.
struct ColumnChart {
  struct Series {
    var name: String
    var values: [Int]
    /// The class that colours the columns.
    var classes: String
  }

  var id: String
  var title: String
  var description: String
  var steps: [ActivityStep]
  var series: [Series]

  private static let width = 360.0
  private static let height = 220.0
  private static let left = 36.0
  private static let bottom = height - 30
  private static let top = 12.0

  func draw(to html: inout HTML) {
    let greatest = series.flatMap(\.values).max() ?? 0
    let scale = AxisScale(greatest: greatest, intervals: 4)
    Drawing.picture(
      id: id, title: title, description: description, width: ColumnChart.width,
      height: ColumnChart.height, to: &html
    ) { svg in
      Drawing.grid(
        scale, left: ColumnChart.left, right: ColumnChart.width, top: ColumnChart.top,
        bottom: ColumnChart.bottom, to: &svg)
      for index in steps.indices { drawGroup(index, scale, to: &svg) }
    }
  }

  private func drawGroup(_ index: Int, _ scale: AxisScale, to svg: inout HTML) {
    let slot = (ColumnChart.width - ColumnChart.left) / Double(steps.count)
    let column = min(slot * 0.72 / Double(series.count), 30)
    let middle = ColumnChart.left + (Double(index) + 0.5) * slot
    var x = middle - column * Double(series.count) / 2
    for one in series {
      let value = one.values[index]
      let height = scale.position(
        of: Double(value), along: ColumnChart.bottom - ColumnChart.top)
      if value > 0 {
        svg.element(
          "rect",
          [
            "x": (x + 1).coordinate, "y": (ColumnChart.bottom - height).coordinate,
            "width": max(column - 2, 1).coordinate, "height": height.coordinate, "rx": "2",
            "class": one.classes,
          ]
        ) { $0.element("title", text: "\(steps[index].label): \(value.grouped) \(one.name)") }
      }
      x += column
    }
    // Every so many steps, so that labels of about 66 units do not touch; the last one has room.
    let stride = Int((70 / slot).rounded(.up))
    if index % stride == 0, middle + 30 <= ColumnChart.width || steps.count == 1 {
      Drawing.text(
        steps[index].label, x: middle, y: ColumnChart.bottom + 20, anchor: "middle",
        classes: "tick", to: &svg)
    }
  }
}

/// Months, or quarters or years when there are many, with what was made in them.
struct ActivityStep: Equatable {
  var label: String
  var newRecipes = 0
  var forks = 0
  var shares = 0

  /// The most columns that are drawn.
  static let limit = 24

  /// Sums up every step of the period, the ones without activity included.
  static func steps(of report: CommunityReport) -> [ActivityStep] {
    let first = report.period.first.month.number
    let last = report.period.last.month.number
    let size = [Int32(1), 3].first { (last - first) / $0 < limit } ?? 12
    let base = first.flooredDivision(by: size)
    var steps = (base...last.flooredDivision(by: size)).map {
      ActivityStep(label: label(of: Month(number: $0 * size), size: size))
    }
    for activity in report.activityByMonth where (first...last).contains(activity.month.number) {
      let index = Int(activity.month.number.flooredDivision(by: size) - base)
      steps[index].newRecipes += activity.newRecipes
      steps[index].forks += activity.forks
      steps[index].shares += activity.shares
    }
    return steps
  }

  private static func label(of month: Month, size: Int32) -> String {
    let (year, number) = month.civil
    return switch size {
    case 1: month.firstDay.shortMonth
    case 3: "Q\((number + 2) / 3) \(year)"
    default: String(year)
    }
  }
}

extension Int32 {
  fileprivate func flooredDivision(by divisor: Int32) -> Int32 {
    self >= 0 ? self / divisor : (self - divisor + 1) / divisor
  }
}
