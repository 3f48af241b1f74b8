import RecipeModel

extension PageSection {
  /// The most forked family.
  static let family = PageSection(
    id: "family", heading: "Most forked family",
    explanation: "One recipe and what was made from it, with the views of each."
  ) { report, html in
    guard let family = report.mostForkedFamily, family.nodes.count > 1 else {
      html.nothing(
        "Nothing was forked yet. A family grows when somebody shares a recipe into another "
          + "community, or when a proposal lives on as a variant.")
      return
    }
    html.legend([
      ("swatch-root", "First recipe"), ("swatch-variant", "Variant"), ("swatch-share", "Share"),
      ("swatch-hidden", "In communities you are not in"),
    ])
    FamilyChart.draw(family, to: &html)
    table(of: family).write(to: &html)
  }

  private static func table(of family: RecipeFamily) -> DetailTable {
    DetailTable(
      caption: "The family, from its first recipe",
      columns: [
        ("Recipe", false), ("Kind", false), ("Shared from", false), ("Steps from the first", true),
        ("Views", true),
      ],
      rows: family.nodes.map(row))
  }

  private static func row(_ node: FamilyNode) -> [DetailTable.Cell] {
    let depth = DetailTable.Cell.number(node.depth.grouped)
    switch node.subject {
    case .hidden(let count, let distance):
      let name = "\(count.of("recipe", "recipes")) in other communities"
      let far = "hidden, up to \(distance.of("step", "steps")) away"
      return [.text(name), .text(far), .text("\u{2013}"), depth, .number("\u{2013}")]
    case .recipe(let title, _):
      let origin = node.sharedFrom.map(DetailTable.Cell.foreign) ?? .text("\u{2013}")
      return [
        .foreign(title), .text(kind(node.kind)), origin, depth,
        .number(node.views?.grouped ?? "\u{2013}"),
      ]
    }
  }

  private static func kind(_ kind: OriginKind?) -> String {
    switch kind {
    case nil: "first recipe"
    case .variant: "variant"
    case .share: "share"
    case .personalCopy: "personal copy"
    }
  }
}
