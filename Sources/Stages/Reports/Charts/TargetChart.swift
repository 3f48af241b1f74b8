import Indexes
import RecipeModel
import Statistics

/// A bar for each target up to what there is so far, a mark at what is asked for, and a square for
/// each period before.
struct TargetChart {
  private let targets: [TargetsSection.Target]

  private static let rowHeight = 76.0
  private static let square = 12.0

  init(_ targets: [TargetsSection.Target]) {
    self.targets = targets
  }

  func draw(to html: inout HTML) {
    draw(id: "targets-wide", classes: "chart wide", width: 880, squares: 52, to: &html)
    draw(id: "targets-narrow", classes: "chart narrow", width: 360, squares: 22, to: &html)
  }

  private func draw(
    id: String, classes: String, width: Double, squares: Int, to html: inout HTML
  ) {
    Drawing.picture(
      id: id, title: "Targets", description: description, width: width,
      height: Double(targets.count) * TargetChart.rowHeight, classes: classes, to: &html
    ) { svg in
      for (row, target) in targets.enumerated() {
        let top = Double(row) * TargetChart.rowHeight
        draw(target, top: top, width: width, to: &svg)
        drawPast(target.past.suffix(squares), top: top + 48, to: &svg)
      }
    }
  }

  private func draw(
    _ target: TargetsSection.Target, top: Double, width: Double, to svg: inout HTML
  ) {
    let count = target.current?.count ?? .zero
    let reached = "\(count.grouped) of \(target.value.grouped)"
    // The mark stands where the value ends; what is more than it reaches beyond.
    let end = Double(max(count.value, target.value, 1)) * 1.02
    let mark = Double(target.value) / end * width
    svg.element("g") { svg in
      svg.element(
        "title", text: "\(target.name): \(reached) in \(target.current?.period.description ?? "")")
      Drawing.label(target.name, value: reached, y: top + 15, width: width, to: &svg)
      rect(x: 0, y: top + 25, width: width, height: 9, classes: "track", to: &svg)
      if count.value > 0 {
        rect(
          x: 0, y: top + 25, width: max(Double(count.value) / end * width, 4), height: 9,
          classes: target.current?.isMet == true ? "bar-met" : "bar-views", to: &svg)
      }
      Drawing.line(
        from: (mark, top + 21), to: (mark, top + 38), classes: "target-mark", in: &svg)
    }
  }

  private func drawPast(
    _ points: ArraySlice<TargetPoint>, top: Double, to svg: inout HTML
  ) {
    for (place, point) in points.enumerated() {
      let x = Double(place) * (TargetChart.square + 4) + 1
      svg.element("g") { svg in
        svg.element(
          "title",
          text: "\(point.period): \(point.count.grouped) of \(point.value.grouped), "
            + point.verdict)
        // Filled, hollow or dashed, so that they are told apart without colour.
        rect(
          x: x, y: top, width: TargetChart.square, height: TargetChart.square,
          classes: "point-\(point.verdict)", to: &svg)
      }
    }
  }

  private func rect(
    x: Double, y: Double, width: Double, height: Double, classes: String, to svg: inout HTML
  ) {
    svg.empty(
      "rect",
      [
        "x": x.coordinate, "y": y.coordinate, "width": width.coordinate,
        "height": height.coordinate, "rx": "3", "class": classes,
      ])
  }

  private var description: String {
    targets.map { target in
      let met = target.past.count { $0.isMet == true }
      let open = target.past.count { $0.isMet == nil }
      let now = target.current.map { "\($0.count.grouped) of \($0.value.grouped) so far" }
      let before =
        "\(met) of \(target.past.count.of("period", "periods")) before met"
        + (open > 0 ? ", \(open.grouped) open" : "")
      return "\(target.name): \(now ?? "not begun"), \(before)."
    }.joined(separator: " ")
  }
}

extension TargetPoint {
  /// Whether a period that is over was met, in a word.
  fileprivate var verdict: String {
    switch isMet {
    case nil: "open"
    case true?: "met"
    case false?: "missed"
    }
  }
}
