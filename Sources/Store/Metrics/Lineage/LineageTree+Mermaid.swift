import PipelineCore

extension LineageTree {
  /// The tree as a Mermaid flowchart.
  ///
  /// Node names are numbers; whatever people wrote stands in quoted labels, escaped.
  public var mermaid: String {
    var text = "flowchart TD\n"
    for (index, node) in nodes.enumerated() {
      let label = node.label
      let lines = [label.name, label.detail].filter { !$0.isEmpty }
        .map(LineageTree.escapedForMermaid).joined(separator: "<br>")
      text += "  n\(index)[\"\(lines)\"]\n"
      if let parent = node.parent {
        let edge = label.origin.map { "|\"\(LineageTree.escapedForMermaid($0))\"|" } ?? ""
        text += "  n\(parent) -->\(edge) n\(index)\n"
      }
      switch node.subject {
      case .hidden: text += "  style n\(index) stroke-dasharray: 4 4\n"
      case .recipe where index == asked: text += "  style n\(index) stroke-width: 3px\n"
      case .recipe: break
      }
    }
    return text
  }

  /// Every sign of ASCII that may mean something to Mermaid, to Markdown or to HTML becomes an
  /// entity in Mermaid's spelling (`#35;`).
  private static func escapedForMermaid(_ text: String) -> String {
    var escaped = ""
    for scalar in text.escapedForTerminal.unicodeScalars {
      switch scalar {
      case " ", ",", "-", "0"..."9", "A"..."Z", "a"..."z": escaped.unicodeScalars.append(scalar)
      case _ where scalar.isASCII: escaped += "#\(scalar.value);"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
