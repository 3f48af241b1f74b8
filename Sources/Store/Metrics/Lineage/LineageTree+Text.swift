import PipelineCore

extension LineageTree {
  /// The tree for a terminal, a line for each node, each ended by a line feed.
  ///
  /// A star marks the recipe that was asked for. Indents end at a depth of 24; below, each line
  /// states its generation. Nothing that a title holds acts on the terminal.
  public var text: String {
    let isLastChild = lastChildren
    // For each level above the node: whether more children follow there. Levels are those of the
    // drawn tree, where hidden generations are one node.
    var rails: [Bool] = []
    var levels: [Int] = []
    var text = ""
    for (index, node) in nodes.enumerated() {
      let level = node.parent.map { levels[$0] + 1 } ?? 0
      levels.append(level)
      rails.removeLast(rails.count - level)
      if level > 0 {
        for isOpen in rails.dropFirst().prefix(LineageTree.deepestIndent) {
          text += isOpen ? "│  " : "   "
        }
        text += isLastChild[index] ? "└─ " : "├─ "
        if level > LineageTree.deepestIndent { text += "(generation \(node.depth)) " }
      }
      rails.append(!isLastChild[index])
      if index == asked, nodes.count > 1 { text += "* " }
      text += node.label.line.escapedForTerminal + "\n"
    }
    return text
  }

  /// For each node, whether it is the last child of its parent.
  private var lastChildren: [Bool] {
    var last = [Int?](repeating: nil, count: nodes.count)
    for (index, node) in nodes.enumerated() {
      if let parent = node.parent { last[parent] = index }
    }
    return nodes.enumerated().map { index, node in node.parent.map { last[$0] == index } ?? true }
  }

  private static let deepestIndent = 24
}
