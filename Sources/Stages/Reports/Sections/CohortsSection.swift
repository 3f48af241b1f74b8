import RecipeModel
public import Statistics

/// How many of the members who joined together stay active.
public struct CohortsSection: ReportSection {
  public var cohorts: MemberCohorts

  /// Takes the cohorts; who joined after the last month that is told is left out.
  public init(_ cohorts: MemberCohorts) {
    self.cohorts = cohorts
    self.cohorts.cohorts.removeAll { $0.month > cohorts.lastMonth }
  }

  public var id: String { "cohorts" }
  public var heading: String { "Who stays" }
  public var explanation: String {
    "Of the members who joined in a month, how many viewed or did something so many months later. "
      + "Who left still counts."
  }

  public var nothing: String? { cohorts.cohorts.isEmpty ? "Nobody has joined yet." : nil }

  public var content: SectionContent {
    let grid = CohortGrid(cohorts)
    return SectionContent(
      picture: { html, _ in grid.draw(to: &html) },
      table: ReportTable(
        "cohorts", "Members who joined together, and how many were active",
        columns: [
          .key("joined", "Joined"), .name("after", "Months after"), .number("members", "Members"),
          .number("left", "Left since"), .number("active", "Active"), .number("percent", "%"),
        ],
        rows: cohorts.cohorts.flatMap { cohort in
          cohort.active.enumerated().map { after, active in
            [
              .term(cohort.month.description), .term(String(after)), .count(cohort.members),
              .count(cohort.left), .count(active),
              .tenths(cohort.members > 0 ? (active * 2000 / cohort.members + 1) / 2 : 0),
            ]
          }
        }))
  }
}
