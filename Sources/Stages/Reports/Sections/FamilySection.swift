import RecipeModel

/// A family as a tree.
public struct FamilySection: ReportSection {
  /// Whose family it is.
  public enum Choice: Sendable {
    /// That with the most forks of those that the subject has recipes in.
    case mostForked
    /// That of the recipe that spread furthest of all.
    case furthest
    /// That of the recipe that the report is about.
    case own
  }

  public var choice: Choice
  /// Nil when nothing was ever forked.
  public var family: RecipeFamily?

  public init(_ choice: Choice, _ family: RecipeFamily?) {
    self.choice = choice
    self.family = family
  }

  public var id: String { "family" }

  public var heading: String {
    switch choice {
    case .mostForked: "Most forked family"
    case .furthest: "The family that spread furthest"
    case .own: "Family"
    }
  }

  public var explanation: String {
    switch choice {
    case .mostForked, .furthest: "One recipe and what was made from it, with the views of each."
    case .own: "What the recipe was made from and what was made from it, with the views of each."
    }
  }

  public var nothing: String? {
    guard family?.nodes.count ?? 0 <= 1 else { return nil }
    return "Nothing was forked yet. A family grows when somebody shares a recipe into another "
      + "community, or when a proposal lives on as a variant."
  }

  public var content: SectionContent {
    SectionContent(
      legend: legend,
      picture: picture, table: table)
  }

  /// What the marks mean that are there.
  private var legend: [LegendEntry] {
    let nodes = family?.nodes ?? []
    func has(_ kind: OriginKind) -> Bool { nodes.contains { $0.kind == kind } }
    let isHiding = nodes.contains { if case .hidden = $0.subject { true } else { false } }
    return [
      LegendEntry("swatch-root", "First recipe"),
      has(.variant) ? LegendEntry("swatch-variant", "Variant") : nil,
      has(.share) ? LegendEntry("swatch-share", "Share") : nil,
      isHiding ? LegendEntry("swatch-hidden", "In communities you are not in") : nil,
    ].compactMap { $0 }
  }

  private var picture: (@Sendable (inout HTML, PageLinks?) -> Void)? {
    guard let family else { return nil }
    return { html, _ in FamilyChart.draw(family, to: &html) }
  }

  private var table: ReportTable {
    let parents = family?.parents ?? []
    return ReportTable(
      "family", "The family, from its first recipe",
      columns: [
        .key("node"), .name("title", "Recipe"), .text("id", nil), .text("kind", "Kind"),
        .text("sharedFrom", "Shared from"), .number("depth", "Steps from the first"),
        .number("views", "Views"), .number("parent", nil), .number("hiddenCount", nil),
        .number("hiddenDistance", nil),
      ],
      rows: (family?.nodes ?? []).enumerated().map { index, node in
        row(index, node, parent: parents[index])
      })
  }

  private func row(_ index: Int, _ node: FamilyNode, parent: Int?) -> [ReportTable.Cell] {
    let place: [ReportTable.Cell] = [
      .count(node.depth), node.views.map { .count($0) } ?? .none,
      parent.map { .count($0) } ?? .none,
    ]
    switch node.subject {
    case .hidden(let count, let distance):
      let name = "\(count.of("recipe", "recipes")) in other communities"
      let far = "hidden, up to \(distance.of("step", "steps")) away"
      return [
        .term(String(index)), .term("", shown: name), .none, .term("hidden", shown: far), .none,
      ]
        + place + [.count(count), .count(distance)]
    case .recipe(let title, let id):
      return [
        .term(String(index)), .foreign(title), .term(id.text),
        .term(node.kind?.rawValue ?? "root", shown: FamilySection.words(node.kind)),
        node.sharedFrom.map { .foreign($0) } ?? .none,
      ] + place + [.none, .none]
    }
  }

  private static func words(_ kind: OriginKind?) -> String {
    switch kind {
    case nil: "first recipe"
    case .variant: "variant"
    case .share: "share"
    case .personalCopy: "personal copy"
    }
  }
}
