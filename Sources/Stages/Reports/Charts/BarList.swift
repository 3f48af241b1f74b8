/// Horizontal bars, each with its name above it and its number at the end.
struct BarList {
  struct Bar {
    var name: String
    /// What it is of, where there can be a report of that.
    var target: ReportTarget?
    var value: Int
    /// What the bar says when pointed at.
    var words: String
  }

  var id: String
  var title: String
  var description: String
  var bars: [Bar]
  /// The class that colours the bars.
  var classes: String

  private static let width = 360.0
  private static let rowHeight = 40.0

  func draw(_ links: PageLinks? = nil, to html: inout HTML) {
    let greatest = Double(max(bars.map(\.value).max() ?? 1, 1))
    let addresses = bars.map { bar in bar.target.flatMap { links?.address(of: $0) } }
    Drawing.picture(
      id: id, title: title, description: description, width: BarList.width,
      height: Double(bars.count) * BarList.rowHeight,
      role: addresses.contains { $0 != nil } ? .group : .image, to: &html
    ) { svg in
      for (row, bar) in bars.enumerated() {
        let share = Double(bar.value) / greatest
        let top = Double(row) * BarList.rowHeight
        if let address = addresses[row] {
          svg.link(to: address) { draw(bar, top: top, share: share, to: &$0) }
        } else {
          draw(bar, top: top, share: share, to: &svg)
        }
      }
    }
  }

  private func draw(_ bar: Bar, top: Double, share: Double, to svg: inout HTML) {
    let value = bar.value.grouped
    svg.element("g") { svg in
      svg.element("title", text: bar.words)
      Drawing.label(bar.name, value: value, y: top + 17, width: BarList.width, to: &svg)
      rect(width: BarList.width, top: top + 25, classes: "track", to: &svg)
      if share > 0 {
        rect(width: max(share * BarList.width, 4), top: top + 25, classes: classes, to: &svg)
      }
    }
  }

  private func rect(width: Double, top: Double, classes: String, to svg: inout HTML) {
    svg.empty(
      "rect",
      [
        "x": "0", "y": top.coordinate, "width": width.coordinate, "height": "7", "rx": "3.5",
        "class": classes,
      ])
  }
}
