import RecipeModel
public import Statistics

/// The forks that were viewed more often than what they were made from, and since when.
public struct OutgrowthsSection: ReportSection {
  public var family: FamilyInsights

  public init(_ family: FamilyInsights) {
    self.family = family
  }

  public var id: String { "outgrown" }
  public var heading: String { "Forks that outgrew their origins" }
  public var explanation: String {
    "The day on which a fork had more views in all than the recipe it was made from, days as in "
      + "\(family.zone)."
  }

  public var nothing: String? {
    family.outgrowths.isEmpty ? "No fork has more views than what it was made from." : nil
  }

  public var content: SectionContent {
    SectionContent(
      table: ReportTable(
        "outgrowths", "Forks with more views than their origins",
        columns: [
          .key("fork"), .name("title", "Fork"), .text("origin", nil),
          .text("originTitle", "Made from"), .text("kind", "Kind"), .text("day", "Since"),
          .number("forkViews", "Views of the fork"), .number("originViews", "Of its origin"),
          .number("isAhead", "Still ahead"),
        ],
        rows: family.outgrowths.map { outgrowth in
          [
            .term(outgrowth.fork.text), .named(outgrowth.forkTitle, .recipe(outgrowth.fork)),
            .term(outgrowth.origin.text), .named(outgrowth.originTitle, .recipe(outgrowth.origin)),
            .term(outgrowth.kind.rawValue), .term(outgrowth.day.description),
            .count(outgrowth.viewsNow.fork), .count(outgrowth.viewsNow.origin),
            .flag(outgrowth.isAhead),
          ]
        }), showsTable: .open)
  }
}
