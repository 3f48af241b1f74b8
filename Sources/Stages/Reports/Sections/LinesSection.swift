import RecipeModel
public import Statistics

/// The lines of a family: a fork's success credits what it was made from.
public struct LinesSection: ReportSection {
  public var family: FamilyInsights

  public init(_ family: FamilyInsights) {
    self.family = family
  }

  public var id: String { "lines" }
  public var heading: String { "Lines" }
  public var isHalf: Bool { true }
  public var explanation: String {
    "Views of each recipe together with all that was made from it, days as in \(family.zone)."
  }

  public var nothing: String? {
    family.members.contains { $0.lineViews > 0 }
      ? nil : "Nobody opened what you may see of the family in this period."
  }

  public var content: SectionContent {
    let bars = BarList(
      id: "line-views", title: "Views of lines", description: description,
      bars: family.members.prefix(10).map { member in
        BarList.Bar(
          name: member.title, target: .recipe(member.id), value: member.lineViews,
          words: "\(member.title): \(member.lineViews.of("view", "views")) of its line, "
            + "\(member.views.grouped) of itself")
      }, classes: "bar-views")
    return SectionContent(
      picture: { bars.draw($1, to: &$0) },
      table: ReportTable(
        "lines", "Views of the lines of the family",
        columns: [
          .key("id"), .name("title", "Recipe"), .text("community", "Community"),
          .number("depth", "Steps from the first"), .number("views", "Views"),
          .number("lineViews", "Views of its line"), .number("lineViewers", "Viewers of its line"),
        ],
        rows: family.members.map { member in
          [
            .term(member.id.text), .named(member.title, .recipe(member.id)),
            member.community.map { .foreign($0) } ?? .none, .count(member.depth),
            .count(member.views), .count(member.lineViews), .count(member.lineViewers),
          ]
        }))
  }

  private var description: String {
    guard let first = family.members.first else { return "There is no recipe." }
    return "The line of \(first.title) has most with \(first.lineViews.of("view", "views"))."
  }
}
