import Indexes
public import Statistics
import Store

/// All communities of an installation beside each other.
public struct CommunitiesSection: ReportSection {
  /// Most viewed first.
  public var communities: [CommunityOverview.Community]

  public init(_ communities: [CommunityOverview.Community]) {
    self.communities = communities
  }

  public var id: String { "communities" }
  public var heading: String { "Communities" }
  public var explanation: String {
    "What there is in each community, and what happened in the period in its own days."
  }

  public var nothing: String? { communities.isEmpty ? "There is no community yet." : nil }

  public var content: SectionContent {
    SectionContent(
      table: ReportTable(
        "communities", "Communities, most viewed first",
        columns: [
          .key("slug"), .name("name", "Community"), .number("members", "Members"),
          .number("recipes", "Recipes"), .number("views", "Views"), .number("viewers", "Viewers"),
          .number("activeMembers", "Active members"), .number("newRecipes", "New recipes"),
          .number("forks", "Forks"), .number("shares", "Shares"),
        ],
        rows: communities.map { community in
          let totals = community.totals
          return [
            .term(community.profile.slug),
            .named(community.profile.name, .community(community.profile.slug)),
            .count(community.profile.members), .count(community.profile.recipes),
            .count(totals.views.views), .unique(totals.viewers), .unique(totals.members),
            .count(totals.recipes), .count(totals.forks), .count(totals.shares),
          ]
        }), showsTable: .open)
  }
}
