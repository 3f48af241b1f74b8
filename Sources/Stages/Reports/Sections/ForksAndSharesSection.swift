import RecipeModel

/// Forks and shares by month, side by side.
public struct ForksAndSharesSection: ReportSection {
  public var steps: [ActivityStep]

  public init(_ steps: [ActivityStep]) {
    self.steps = steps
  }

  public var id: String { "forks-and-shares" }
  public var heading: String { "Forks and shares" }
  public var explanation: String {
    "How recipes travelled on. Every share is a fork too; the others are variants."
  }
  public var isHalf: Bool { true }

  public var nothing: String? {
    steps.contains { $0.forks > 0 || $0.shares > 0 }
      ? nil : "No recipe was forked or shared during this period."
  }

  public var content: SectionContent {
    let forks = steps.reduce(0) { $0 + $1.forks }
    let shares = steps.reduce(0) { $0 + $1.shares }
    let chart = ColumnChart(
      id: "forks-shares", title: "Forks and shares over time",
      description: "\(forks.of("fork", "forks")) and \(shares.of("share", "shares")) "
        + "in \(steps.first?.label ?? "") to \(steps.last?.label ?? "").",
      labels: steps.map(\.label),
      series: [
        .init(name: "forks", values: steps.map(\.forks), classes: "bar-forks"),
        .init(name: "shares", values: steps.map(\.shares), classes: "bar-shares"),
      ])
    return SectionContent(
      legend: [LegendEntry("swatch-forks", "Forks"), LegendEntry("swatch-shares", "Shares")],
      picture: { html, _ in chart.draw(to: &html) },
      table: ReportTable(
        "forksAndShares", "Forks and shares",
        columns: [.key("when", "When"), .number("forks", "Forks"), .number("shares", "Shares")],
        rows: steps.map {
          [
            .term($0.period.description, shown: $0.label), .count($0.forks), .count($0.shares),
          ]
        }))
  }
}
