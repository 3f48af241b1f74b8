import RecipeModel
public import Statistics

/// The tags that came to most communities.
public struct TravellingTagsSection: ReportSection {
  public var tags: TravellingTags

  public init(_ tags: TravellingTags) {
    self.tags = tags
  }

  public var id: String { "travelling-tags" }
  public var heading: String { "Tags that travel" }
  public var explanation: String {
    "In how many communities a tag is used now, and how it came there."
  }

  public var nothing: String? {
    tags.tags.contains { $0.communities > 1 }
      ? nil : "No tag is used in more than one community yet."
  }

  public var content: SectionContent {
    SectionContent(
      table: ReportTable(
        "travellingTags", "Tags by the communities they came to",
        columns: [
          .name("name", "Tag"), .number("communities", "Communities"),
          .number("recipes", "Recipes"), .number("shares", "Of them shared in"),
          .text("firstDay", "First used"), .text("firstCommunity", "In"),
          .text("lastDay", "Came last"), .text("lastCommunity", "To"),
        ],
        rows: tags.tags.map { tag in
          [
            .foreign(tag.name), .count(tag.communities), .count(tag.recipes), .count(tag.shares),
          ] + TravellingTagsSection.cells(tag.arrivals.first)
            + TravellingTagsSection.cells(tag.arrivals.count > 1 ? tag.arrivals.last : nil)
        }), showsTable: .open)
  }

  private static func cells(_ arrival: TagArrival?) -> [ReportTable.Cell] {
    guard let arrival else { return [.none, .none] }
    return [.term(arrival.firstDay.description), .foreign(arrival.name)]
  }
}
