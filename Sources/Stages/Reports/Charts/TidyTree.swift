/// A tree from left to right: leaves on rows of their own, parents in the middle of their children.
struct TidyTree {
  private let family: DrawnFamily
  private let column: Double
  /// The row of each node, from 0; parents lie between rows.
  private let rows: [Double]

  private static let rowHeight = 30.0
  private static let fontSize = 13.5

  init(_ family: DrawnFamily, width: Double) {
    self.family = family
    column = width / Double(family.depth + 1)
    rows = TidyTree.rows(of: family)
  }

  var height: Double { ((rows.max() ?? 0) + 1) * TidyTree.rowHeight }

  static func rows(of family: DrawnFamily) -> [Double] {
    var rows = [Double](repeating: 0, count: family.nodes.count)
    var next = 0.0
    for index in TidyTree.depthFirst(family) where family.nodes[index].children.isEmpty {
      rows[index] = next
      next += 1
    }
    // Children come after their parents, so they are placed before them from the end.
    for index in family.nodes.indices.reversed() {
      guard let first = family.nodes[index].children.first,
        let last = family.nodes[index].children.last
      else { continue }
      rows[index] = (rows[first] + rows[last]) / 2
    }
    return rows
  }

  /// The nodes in the order in which they stand from top to bottom.
  static func depthFirst(_ family: DrawnFamily) -> [Int] {
    var order: [Int] = []
    var open = [0]
    while let index = open.popLast() {
      order.append(index)
      open += family.nodes[index].children.reversed()
    }
    return order
  }

  func draw(to svg: inout HTML) {
    for (index, node) in family.nodes.enumerated() { drawEdges(from: index, node, to: &svg) }
    for (index, node) in family.nodes.enumerated() { drawNode(index, node, to: &svg) }
  }

  private func place(_ index: Int) -> (x: Double, y: Double) {
    (Double(family.nodes[index].depth) * column + 9, (rows[index] + 0.5) * TidyTree.rowHeight)
  }

  private func drawEdges(from index: Int, _ node: DrawnFamily.Node, to svg: inout HTML) {
    let start = place(index)
    // The edge leaves behind the label, so that it does not strike it through.
    let left = min(start.x + 16 + labelWidth(node) + 8, start.x + column - 34)
    for child in node.children {
      let end = place(child)
      let middle = (start.x + column - 34 + end.x - 8) / 2
      let path =
        "M\(left.coordinate) \(start.y.coordinate)H\((start.x + column - 34).coordinate)"
        + "C\(middle.coordinate) \(start.y.coordinate) \(middle.coordinate) \(end.y.coordinate) "
        + "\((end.x - 8).coordinate) \(end.y.coordinate)"
      svg.empty("path", ["d": path, "class": "edge"])
    }
  }

  private func drawNode(_ index: Int, _ node: DrawnFamily.Node, to svg: inout HTML) {
    let point = place(index)
    svg.element("g") { svg in
      if !node.detail.isEmpty {
        svg.element("title", text: "\(node.label): \(node.detail) views")
      }
      FamilyChart.drawMark(node, at: point, to: &svg)
      svg.element(
        "text",
        [
          "x": (point.x + 14).coordinate, "y": (point.y + 4.5).coordinate,
          "class": node.depth == 0 ? "tree-label strong" : "tree-label",
        ]
      ) { text in
        text.element("tspan", ["class": "isolated"], text: label(node))
        if !node.detail.isEmpty {
          text.element("tspan", ["class": "muted"], text: "\u{2002}\(node.detail)")
        }
      }
    }
  }

  private func label(_ node: DrawnFamily.Node) -> String {
    LabelFit.cut(
      node.label, to: column - 58 - detailWidth(node), fontSize: TidyTree.fontSize)
  }

  private func labelWidth(_ node: DrawnFamily.Node) -> Double {
    LabelFit.width(of: label(node), fontSize: TidyTree.fontSize) + detailWidth(node)
  }

  private func detailWidth(_ node: DrawnFamily.Node) -> Double {
    node.detail.isEmpty
      ? 0 : LabelFit.width(of: node.detail, fontSize: TidyTree.fontSize) + 8
  }
}
