/// Forks and shares by month, side by side.
enum ForksAndSharesChart {
  static func draw(_ steps: [ActivityStep], to html: inout HTML) {
    let forks = steps.reduce(0) { $0 + $1.forks }
    let shares = steps.reduce(0) { $0 + $1.shares }
    ColumnChart(
      id: "forks-shares", title: "Forks and shares over time",
      description: "\(forks.of("fork", "forks")) and \(shares.of("share", "shares")) "
        + "in \(steps.first?.label ?? "") to \(steps.last?.label ?? "").",
      steps: steps,
      series: [
        .init(name: "forks", values: steps.map(\.forks), classes: "bar-forks"),
        .init(name: "shares", values: steps.map(\.shares), classes: "bar-shares"),
      ]
    ).draw(to: &html)
  }
}
