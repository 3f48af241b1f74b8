extension PipelinePlan {
  /// The stages and what each needs, as a Mermaid flow chart.
  ///
  /// Its lines end with a line feed; the same plan makes the same bytes.
  public var asMermaid: String {
    var lines = ["flowchart TD"]
    for (index, stage) in stages.enumerated() {
      let kind = stage.kind.rawValue
      let label = stage.name == kind ? kind : "\(stage.name) (\(kind))"
      // Numbers as ids: a name such as `end` would mean something else.
      lines.append("  s\(index + 1)[\"\(label)\"]")
    }
    for (index, stage) in stages.enumerated() {
      for (other, needed) in stages.enumerated() where stage.needs.contains(needed.name) {
        lines.append("  s\(other + 1) --> s\(index + 1)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
