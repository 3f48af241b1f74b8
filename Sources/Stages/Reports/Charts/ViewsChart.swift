import RecipeModel

/// Views over time as an area, viewers as a dashed line over it.
enum ViewsChart {
  /// The room that a picture has: one for wide screens and paper, one for phones.
  struct Layout {
    var id: String
    var classes: String
    var width: Double
    var height: Double
    var labels: Int

    static let wide = Layout(
      id: "views-wide", classes: "chart wide", width: 880, height: 300, labels: 9)
    static let narrow = Layout(
      id: "views-narrow", classes: "chart narrow", width: 360, height: 250, labels: 4)

    var left: Double { 44 }
    var right: Double { width - 14 }
    var top: Double { 14 }
    var bottom: Double { height - 30 }
  }

  static func draw(_ series: ViewSeries, to html: inout HTML) {
    for layout in [Layout.wide, .narrow] {
      Drawing.picture(
        id: layout.id, title: "Views and viewers by day", description: series.description,
        width: layout.width, height: layout.height, classes: layout.classes, to: &html
      ) { svg in
        draw(series, layout, to: &svg)
      }
    }
  }

  private static func draw(_ series: ViewSeries, _ layout: Layout, to svg: inout HTML) {
    let scale = AxisScale(greatest: series.greatest, intervals: 5)
    Drawing.grid(
      scale, left: layout.left, right: layout.right, top: layout.top, bottom: layout.bottom,
      to: &svg)
    drawDays(series.period, layout, to: &svg)
    let plot = Plot(series: series, scale: scale, layout: layout)
    for run in series.before { plot.drawLine(run, \.views, classes: "line-before", to: &svg) }
    for run in series.runs {
      plot.drawArea(run, to: &svg)
      plot.drawLine(run, \.views, classes: "line-views", to: &svg)
      plot.drawLine(run, \.viewers, classes: "line-viewers", to: &svg)
    }
    if layout.width > 500, series.points.count <= 130 { plot.drawHints(to: &svg) }
  }

  private static func drawDays(_ period: ReportPeriod, _ layout: Layout, to svg: inout HTML) {
    for tick in DayAxis.ticks(for: period, limit: layout.labels) {
      let x = ViewsChart.x(of: Double(tick.day.number), period, layout)
      Drawing.line(
        from: (x, layout.bottom), to: (x, layout.bottom + 5), classes: "axis", in: &svg)
      let half = LabelFit.width(of: tick.label, fontSize: 12) / 2
      Drawing.text(
        tick.label, x: min(x, layout.width - half - 1), y: layout.bottom + 20, anchor: "middle",
        classes: "tick", to: &svg)
    }
  }

  fileprivate static func x(of day: Double, _ period: ReportPeriod, _ layout: Layout) -> Double {
    let width = layout.right - layout.left
    guard period.length > 1 else { return layout.left + width / 2 }
    return layout.left + (day - Double(period.first.number)) / Double(period.length - 1) * width
  }
}

/// Where the points of a series lie.
private struct Plot {
  var series: ViewSeries
  var scale: AxisScale
  var layout: ViewsChart.Layout

  func x(_ point: ViewSeries.Point) -> Double {
    ViewsChart.x(of: point.position, series.period, layout)
  }

  func y(_ value: Double) -> Double {
    layout.bottom - scale.position(of: value, along: layout.bottom - layout.top)
  }

  func drawArea(_ run: ArraySlice<ViewSeries.Point>, to svg: inout HTML) {
    guard let first = run.first, let last = run.last, run.count > 1 else { return }
    let floor = layout.bottom.coordinate
    let path = outline(run, \.views)
    svg.empty(
      "path",
      [
        "d": "\(path)L\(x(last).coordinate) \(floor)L\(x(first).coordinate) \(floor)Z",
        "class": "area",
      ])
  }

  /// Draws the line of one measure; a day that stands alone is a dot.
  func drawLine(
    _ run: ArraySlice<ViewSeries.Point>, _ measure: KeyPath<ViewSeries.Point, Double>,
    classes: String, to svg: inout HTML
  ) {
    if run.count > 1 {
      svg.empty("path", ["d": outline(run, measure), "class": classes])
    } else if let only = run.first {
      svg.empty(
        "circle",
        [
          "cx": x(only).coordinate, "cy": y(only[keyPath: measure]).coordinate, "r": "5",
          "class": classes,
        ])
    }
  }

  /// Draws nothing that is seen: what the pointer rests on says its numbers.
  func drawHints(to svg: inout HTML) {
    let width = (layout.right - layout.left) / Double(max(series.period.length, 2) - 1)
    for point in series.points {
      svg.element(
        "rect",
        [
          "x": (x(point) - width / 2).coordinate, "y": layout.top.coordinate,
          "width": width.coordinate, "height": (layout.bottom - layout.top).coordinate,
          "class": "hint",
        ]
      ) { $0.element("title", text: point.words) }
    }
  }

  private func outline(
    _ run: ArraySlice<ViewSeries.Point>, _ measure: KeyPath<ViewSeries.Point, Double>
  ) -> String {
    var path = ""
    for point in run {
      path += path.isEmpty ? "M" : "L"
      path += "\(x(point).coordinate) \(y(point[keyPath: measure]).coordinate)"
    }
    return path
  }
}
