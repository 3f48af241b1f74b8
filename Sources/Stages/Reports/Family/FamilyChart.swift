/// The most forked family as a tree.
///
/// A tidy tree from left to right where the screen is wide and the tree shallow enough for its
/// labels; an indented one, which takes any depth, elsewhere.
enum FamilyChart {
  /// How many nodes are drawn; the rest is counted, and the table holds all.
  static let limit = 50
  private static let wide = 880.0
  private static let narrow = 360.0
  /// A tidy tree's columns need this much room for their labels.
  private static let narrowestColumn = 170.0

  static func draw(_ family: RecipeFamily, to html: inout HTML) {
    let drawn = DrawnFamily(family, limit: limit)
    let description = description(of: family, drawn)
    let columns = Double(drawn.depth + 1)
    if columns > 1, wide / columns >= narrowestColumn {
      let tree = TidyTree(drawn, width: wide)
      Drawing.picture(
        id: "family-wide", title: "The family as a tree", description: description, width: wide,
        height: tree.height, classes: "chart wide", to: &html
      ) { tree.draw(to: &$0) }
    } else {
      drawIndented(drawn, description, id: "family-wide", classes: "chart wide", wide, to: &html)
    }
    drawIndented(
      drawn, description, id: "family-narrow", classes: "chart narrow", narrow, to: &html)
  }

  private static func drawIndented(
    _ drawn: DrawnFamily, _ description: String, id: String, classes: String, _ width: Double,
    to html: inout HTML
  ) {
    let tree = IndentedTree(drawn, width: width)
    Drawing.picture(
      id: id, title: "The family as a tree", description: description, width: width,
      height: tree.height, classes: classes, to: &html
    ) { tree.draw(to: &$0) }
  }

  private static func description(of family: RecipeFamily, _ drawn: DrawnFamily) -> String {
    var text = "\(family.size.of("recipe", "recipes")), up to "
    text += "\((family.nodes.map(\.depth).max() ?? 0).of("step", "steps")) from the first"
    if drawn.undrawn > 0 { text += "; \(drawn.undrawn.grouped) of them counted and not drawn" }
    return text + "."
  }

  /// Draws the mark of a node.
  static func drawMark(
    _ node: DrawnFamily.Node, at point: (x: Double, y: Double), to svg: inout HTML
  ) {
    let classes = "node node-\(node.look.rawValue)"
    switch node.look {
    case .share:
      // A square, so that the kinds are told apart without colour.
      svg.empty(
        "rect",
        [
          "x": (point.x - 5).coordinate, "y": (point.y - 5).coordinate, "width": "10",
          "height": "10", "rx": "1.5", "class": classes,
        ])
    case .root, .variant, .hidden:
      svg.empty(
        "circle",
        [
          "cx": point.x.coordinate, "cy": point.y.coordinate,
          "r": node.look == .root ? "7" : "5.5", "class": classes,
        ])
    }
  }
}
