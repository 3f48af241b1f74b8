/// A tree from left to right: leaves on rows of their own, parents in the middle of their children.
struct TidyTree {
  private let family: DrawnFamily
  private let width: Double
  /// Where the column of each depth begins, and at last where the drawing ends.
  private let starts: [Double]
  /// The row of each node, from 0; parents lie between rows.
  private let rows: [Double]

  private static let rowHeight = 39.0
  private static let fontSize = 13.5
  /// The room before the next column in which the edges turn.
  private static let bendRoom = 27.0

  init(_ family: DrawnFamily, width: Double) {
    self.family = family
    self.width = width
    starts = TidyTree.starts(of: family, width: width)
    rows = TidyTree.rows(of: family)
  }

  var height: Double { ((rows.max() ?? 0) + 1) * TidyTree.rowHeight }

  /// Shares the width among the columns by what their longest labels need, within reason.
  private static func starts(of family: DrawnFamily, width: Double) -> [Double] {
    var needs = [Double](repeating: 90, count: family.depth + 1)
    for node in family.nodes where !node.children.isEmpty || node.depth == family.depth {
      let turn = node.children.isEmpty ? 10 : bendRoom + 8
      let label = LabelFit.width(of: node.label, fontSize: fontSize(of: node))
      let need = max(label, LabelFit.width(of: detail(of: node), fontSize: 12)) + 16 + turn
      needs[node.depth] = max(needs[node.depth], min(need, 270))
    }
    // What is missing is taken from the widest columns, what is over goes to all alike.
    var widest = 270.0
    while needs.reduce(0, { $0 + min($1, widest) }) > width { widest -= 5 }
    let shares = needs.map { min($0, widest) }
    let spare = (width - shares.reduce(0, +)) / Double(shares.count)
    var starts = [0.0]
    for share in shares { starts.append((starts.last ?? 0) + share + spare) }
    return starts
  }

  private static func fontSize(of node: DrawnFamily.Node) -> Double {
    // The root is set in bold.
    node.depth == 0 ? fontSize * 1.08 : fontSize
  }

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
    (starts[family.nodes[index].depth] + 9, (rows[index] + 0.5) * TidyTree.rowHeight)
  }

  private func drawEdges(from index: Int, _ node: DrawnFamily.Node, to svg: inout HTML) {
    let start = place(index)
    let bend = starts[node.depth + 1] + 9 - TidyTree.bendRoom
    // The edge leaves behind the label, so that it does not strike it through.
    let left = min(start.x + 22 + labelWidth(index), bend)
    for child in node.children {
      let end = place(child)
      let middle = (bend + end.x - 8) / 2
      let path =
        "M\(left.coordinate) \(start.y.coordinate)H\(bend.coordinate)"
        + "C\(middle.coordinate) \(start.y.coordinate) \(middle.coordinate) \(end.y.coordinate) "
        + "\((end.x - 8).coordinate) \(end.y.coordinate)"
      svg.empty("path", ["d": path, "class": "edge"])
    }
  }

  private func drawNode(_ index: Int, _ node: DrawnFamily.Node, to svg: inout HTML) {
    let point = place(index)
    let label = label(index)
    let detail = TidyTree.detail(of: node)
    svg.element("g") { svg in
      if label != node.label { svg.element("title", text: node.label) }
      FamilyChart.drawMark(node, at: point, to: &svg)
      Drawing.text(
        label, x: point.x + 14, y: point.y + (detail.isEmpty ? 4.5 : -1.5),
        classes: node.depth == 0 ? "tree-label strong" : "tree-label", to: &svg)
      if !detail.isEmpty {
        Drawing.text(detail, x: point.x + 14, y: point.y + 14, classes: "tick", to: &svg)
      }
    }
  }

  /// What stands under the label: the views, and what is not drawn.
  private static func detail(of node: DrawnFamily.Node) -> String {
    var parts: [String] = []
    if let views = node.views { parts.append(views.of("view", "views")) }
    if node.undrawn > 0 { parts.append("\(node.undrawn.grouped) more below") }
    return parts.joined(separator: " \u{B7} ")
  }

  /// The label as it fits: nothing stands to the right of a leaf.
  private func label(_ index: Int) -> String {
    let node = family.nodes[index]
    let room =
      node.children.isEmpty
      ? width - place(index).x - 16
      : starts[node.depth + 1] - starts[node.depth] - TidyTree.bendRoom - 19
    return LabelFit.cut(node.label, to: room, fontSize: TidyTree.fontSize(of: node))
  }

  private func labelWidth(_ index: Int) -> Double {
    let size = TidyTree.fontSize(of: family.nodes[index])
    let title = LabelFit.width(of: label(index), fontSize: size)
    let detail = TidyTree.detail(of: family.nodes[index])
    return max(title, LabelFit.width(of: detail, fontSize: 12))
  }
}
