/// Small lines one below the other, each with its name, its total, and a scale of its own.
struct SparklineList {
  struct Line {
    var name: String
    /// At even distances.
    var values: [Int]
    /// What the line says when pointed at.
    var words: String
  }

  var id: String
  var title: String
  var description: String
  var lines: [Line]

  private static let width = 360.0
  private static let rowHeight = 62.0
  private static let top = 24.0
  private static let height = 28.0

  func draw(to html: inout HTML) {
    Drawing.picture(
      id: id, title: title, description: description, width: SparklineList.width,
      height: Double(lines.count) * SparklineList.rowHeight, to: &html
    ) { svg in
      for (row, line) in lines.enumerated() {
        draw(line, top: Double(row) * SparklineList.rowHeight, to: &svg)
      }
    }
  }

  private func draw(_ line: Line, top: Double, to svg: inout HTML) {
    let total = line.values.reduce(0, +).grouped
    let floor = top + SparklineList.top + SparklineList.height
    svg.element("g") { svg in
      svg.element("title", text: line.words)
      Drawing.label(line.name, value: total, y: top + 15, width: SparklineList.width, to: &svg)
      Drawing.line(from: (0, floor), to: (SparklineList.width, floor), classes: "grid", in: &svg)
      draw(line.values, floor: floor, to: &svg)
    }
  }

  private func draw(_ values: [Int], floor: Double, to svg: inout HTML) {
    let greatest = Double(max(values.max() ?? 1, 1))
    let step = SparklineList.width / Double(max(values.count - 1, 1))
    let points = values.enumerated().map { place, value in
      let x = values.count == 1 ? SparklineList.width / 2 : Double(place) * step
      let y = floor - Double(value) / greatest * SparklineList.height
      return "\(x.coordinate) \(y.coordinate)"
    }
    guard values.count > 1 else {
      let y = floor - SparklineList.height
      svg.empty(
        "circle",
        [
          "cx": (SparklineList.width / 2).coordinate, "cy": y.coordinate, "r": "4",
          "class": "dot-tags",
        ])
      return
    }
    let line = "M" + points.joined(separator: "L")
    svg.empty(
      "path",
      [
        "d": "\(line)L\(SparklineList.width.coordinate) \(floor.coordinate)L0 \(floor.coordinate)Z",
        "class": "area-tags",
      ])
    svg.empty("path", ["d": line, "class": "line-tags"])
  }
}
