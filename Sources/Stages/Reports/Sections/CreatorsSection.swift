import Indexes
import RecipeModel
public import Statistics

/// Whose recipes reach furthest.
public struct CreatorsSection: ReportSection {
  public var ranking: CreatorRanking

  public init(_ ranking: CreatorRanking) {
    self.ranking = ranking
  }

  public var id: String { "creators" }
  public var heading: String { "Creators" }
  public var explanation: String {
    "Whose recipes in communities reach furthest: family views count what was made from them, too."
  }

  public var nothing: String? {
    ranking.creators.isEmpty ? "Nobody made a recipe yet." : nil
  }

  public var content: SectionContent {
    SectionContent(
      table: ReportTable(
        "creators", "Creators by the views of their families, days as in \(ranking.zone)",
        columns: [
          .key("id"), .name("username", "Creator"), .number("recipes", "Recipes"),
          .number("communities", "Communities reached"), .number("forks", "Forks by others"),
          .number("views", "Views"), .number("viewers", "Viewers"),
          .number("familyViews", "Family views"), .number("familyViewers", "Family viewers"),
        ],
        rows: ranking.creators.map { creator in
          [
            .term(creator.creator.text), .named(creator.username, .creator(creator.creator)),
            .count(creator.recipes),
            .count(creator.communities), .count(creator.forks), .count(creator.views),
            .unique(creator.viewers), .count(creator.familyViews), .unique(creator.familyViewers),
          ]
        }), showsTable: .open)
  }
}
