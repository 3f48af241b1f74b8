public import Statistics

/// The most used tags.
public struct TagsSection: ReportSection {
  /// Most used first.
  public var tags: [TagUsage]

  public init(_ tags: [TagUsage]) {
    self.tags = tags
  }

  /// How many are drawn; the table holds all.
  static let limit = 10

  public var id: String { "tags" }
  public var heading: String { "Tags" }
  public var explanation: String { "How many recipes carry each tag." }
  public var isHalf: Bool { true }

  public var nothing: String? {
    tags.isEmpty ? "No recipe carries a tag yet. Tags make recipes easier to find." : nil
  }

  public var content: SectionContent {
    let bars = BarList(
      id: "tag-usage", title: "Most used tags", description: description,
      bars: tags.prefix(TagsSection.limit).map { tag in
        BarList.Bar(
          name: tag.name, value: tag.recipes,
          words: "\(tag.name): \(tag.recipes.of("recipe", "recipes")), "
            + tag.views.of("view", "views"))
      },
      classes: "bar-tags")
    return SectionContent(picture: { bars.draw($1, to: &$0) }, table: table)
  }

  private var description: String {
    guard let first = tags.first else { return "No recipe has a tag." }
    return "The \(min(tags.count, TagsSection.limit)) most used; the first, \(first.name), is on "
      + "\(first.recipes.of("recipe", "recipes"))."
  }

  private var table: ReportTable {
    ReportTable(
      "tags", "Tags, with recipes that carry them and views of those recipes",
      columns: [.name("name", "Tag"), .number("recipes", "Recipes"), .number("views", "Views")],
      rows: tags.map { [.foreign($0.name), .count($0.recipes), .count($0.views)] })
  }
}
