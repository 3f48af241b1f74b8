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
  /// What stands below each group of columns.
  var labels: [String]
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
      for index in labels.indices { drawGroup(index, scale, to: &svg) }
    }
  }

  private func drawGroup(_ index: Int, _ scale: AxisScale, to svg: inout HTML) {
    let slot = (ColumnChart.width - ColumnChart.left) / Double(labels.count)
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
        ) { $0.element("title", text: "\(labels[index]): \(value.grouped) \(one.name)") }
      }
      x += column
    }
    // Every so many steps, so that labels of about 66 units do not touch; the last one has room.
    let stride = Int((70 / slot).rounded(.up))
    if index % stride == 0, middle + 30 <= ColumnChart.width || labels.count == 1 {
      Drawing.text(
        labels[index], x: middle, y: ColumnChart.bottom + 20, anchor: "middle",
        classes: "tick", to: &svg)
    }
  }
}
