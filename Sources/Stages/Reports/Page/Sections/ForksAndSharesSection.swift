extension PageSection {
  /// Forks and shares by month.
  static let forksAndShares = PageSection(
    id: "forks-and-shares", heading: "Forks and shares",
    explanation: "How recipes travelled on. Every share is a fork too; the others are variants.",
    isHalf: true
  ) { report, html in
    let steps = ActivityStep.steps(of: report)
    guard steps.contains(where: { $0.forks > 0 || $0.shares > 0 }) else {
      html.nothing("No recipe was forked or shared during this period.")
      return
    }
    html.legend([("swatch-forks", "Forks"), ("swatch-shares", "Shares")])
    ForksAndSharesChart.draw(steps, to: &html)
    DetailTable(
      caption: "Forks and shares", columns: [("When", false), ("Forks", true), ("Shares", true)],
      rows: steps.map { [.text($0.label), .number($0.forks.grouped), .number($0.shares.grouped)] }
    ).write(to: &html)
  }
}
