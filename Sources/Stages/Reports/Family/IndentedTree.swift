/// A tree from top to bottom, a row for each node, its depth as an indent, its views at the end.
struct IndentedTree {
  private let family: DrawnFamily
  private let width: Double
  private let indent: Double
  private let order: [Int]

  private static let rowHeight = 30.0
  private static let fontSize = 13.5
  private static let left = 9.0

  init(_ family: DrawnFamily, width: Double) {
    self.family = family
    self.width = width
    indent = min(24, width * 0.4 / Double(max(family.depth, 1)))
    order = TidyTree.depthFirst(family)
  }

  var height: Double { Double(order.count) * IndentedTree.rowHeight }

  func draw(to svg: inout HTML) {
    var rows = [Int](repeating: 0, count: family.nodes.count)
    for (row, index) in order.enumerated() { rows[index] = row }
    for index in order { drawEdge(to: index, rows, in: &svg) }
    for index in order { drawNode(index, row: rows[index], to: &svg) }
  }

  private func place(_ index: Int, row: Int) -> (x: Double, y: Double) {
    (
      IndentedTree.left + Double(family.nodes[index].depth) * indent,
      (Double(row) + 0.5) * IndentedTree.rowHeight
    )
  }

  private func drawEdge(to index: Int, _ rows: [Int], in svg: inout HTML) {
    guard let parent = family.nodes[index].parent else { return }
    let start = place(parent, row: rows[parent])
    let end = place(index, row: rows[index])
    let bend = min(6, indent)
    let path =
      "M\(start.x.coordinate) \(start.y.coordinate)V\((end.y - bend).coordinate)"
      + "Q\(start.x.coordinate) \(end.y.coordinate) \((start.x + bend).coordinate) "
      + "\(end.y.coordinate)H\(end.x.coordinate)"
    svg.empty("path", ["d": path, "class": "edge"])
  }

  private func drawNode(_ index: Int, row: Int, to svg: inout HTML) {
    let node = family.nodes[index]
    let point = place(index, row: row)
    let views = node.views?.grouped ?? ""
    let value = LabelFit.width(of: views, fontSize: IndentedTree.fontSize) + 10
    let more = node.undrawn > 0 ? "\u{2002}+\u{202F}\(node.undrawn.grouped) below" : ""
    let room = width - point.x - 14 - value - LabelFit.width(of: more, fontSize: 12)
    let label = LabelFit.cut(node.label, to: room, fontSize: IndentedTree.fontSize)
    svg.element("g") { svg in
      if label != node.label { svg.element("title", text: node.label) }
      FamilyChart.drawMark(node, at: point, to: &svg)
      svg.element(
        "text",
        [
          "x": (point.x + 14).coordinate, "y": (point.y + 4.5).coordinate,
          "class": node.depth == 0 ? "tree-label strong" : "tree-label",
        ]
      ) { text in
        text.element("tspan", ["class": "isolated"], text: label)
        if !more.isEmpty { text.element("tspan", ["class": "tick"], text: more) }
      }
      if !views.isEmpty {
        Drawing.text(
          views, x: width, y: point.y + 4.5, anchor: "end", classes: "tree-label muted",
          to: &svg)
      }
    }
  }
}
