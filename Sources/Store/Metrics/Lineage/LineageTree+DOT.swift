import PipelineCore

extension LineageTree {
  /// The tree in the DOT language of Graphviz.
  ///
  /// Node names are numbers; whatever people wrote stands in quoted labels, escaped.
  public var dot: String {
    var text = "digraph lineage {\n  node [shape=box, style=rounded];\n"
    for (index, node) in nodes.enumerated() {
      let label = node.label
      let lines = [label.name, label.detail].filter { !$0.isEmpty }
        .map(LineageTree.escapedForDOT).joined(separator: #"\n"#)
      var attributes = "label=\"\(lines)\""
      if case .hidden = node.subject { attributes += ", style=dashed" }
      if index == asked { attributes += ", penwidth=2" }
      text += "  n\(index) [\(attributes)];\n"
      guard let parent = node.parent else { continue }
      let edge = label.origin.map { " [label=\"\(LineageTree.escapedForDOT($0))\"]" } ?? ""
      text += "  n\(parent) -> n\(index)\(edge);\n"
    }
    return text + "}\n"
  }

  /// Inside quotes Graphviz reads quotes, backslash escapes and HTML entities.
  private static func escapedForDOT(_ text: String) -> String {
    var escaped = ""
    for scalar in text.escapedForTerminal.unicodeScalars {
      switch scalar {
      case "\"": escaped += #"\""#
      case "\\": escaped += #"\\"#
      case "&": escaped += "&amp;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
