extension PageSection {
  /// The totals as cards, each explained in plain words.
  static let keyFigures = PageSection(
    id: "key-figures", heading: "Key figures",
    explanation: "The community now, and what happened in the period."
  ) { report, html in
    html.element("ul", ["class": "cards"]) { html in
      for figure in KeyFigure.all(report) { figure.write(to: &html) }
    }
  }
}

/// One number that matters.
private struct KeyFigure {
  var name: String
  var value: String
  var explanation: String
  /// How it compares with the period before; nil when there is nothing to compare.
  var change: String?

  static func all(_ report: CommunityReport) -> [KeyFigure] {
    let community = report.community
    let totals = report.totals
    let previous = report.previousTotals
    return [
      KeyFigure(
        name: "Views", value: totals.views.grouped,
        explanation: "times somebody opened a recipe",
        change: change(totals.views, previous?.views)),
      KeyFigure(
        name: "Viewers", value: totals.viewers.grouped,
        explanation: "different signed-in people",
        change: change(totals.viewers.count, previous?.viewers.count)),
      KeyFigure(
        name: "Anonymous views", value: totals.anonymousViews.grouped,
        explanation: "by people not signed in or not tracked",
        change: change(totals.anonymousViews, previous?.anonymousViews)),
      KeyFigure(
        name: "Forks", value: totals.forks.grouped,
        explanation: "variants and shares made",
        change: change(totals.forks, previous?.forks)),
      KeyFigure(
        name: "Shares", value: totals.shares.grouped,
        explanation: "copies into other communities",
        change: change(totals.shares, previous?.shares)),
      KeyFigure(
        name: "Recipes", value: community.recipes.grouped,
        explanation: "in the community now"),
      KeyFigure(
        name: "Members", value: community.members.grouped,
        explanation: "now, \(community.admins.of("admin", "admins")) among them"),
    ]
  }

  private static func change(_ value: Int, _ previous: Int?) -> String? {
    guard let previous, previous > 0 else { return nil }
    let percent = Int((Double(value - previous) / Double(previous) * 100).rounded())
    if percent == 0 { return "as in the period before" }
    let direction = percent > 0 ? "\u{25B2} up" : "\u{25BC} down"
    return "\(direction) \(abs(percent).grouped)\u{202F}% on the period before"
  }

  func write(to html: inout HTML) {
    html.element("li", ["class": "card"]) { html in
      html.element("span", ["class": "card-name"], text: name)
      html.element("span", ["class": "card-value"], text: value)
      html.element("span", ["class": "card-words"], text: explanation)
      if let change { html.element("span", ["class": "card-change"], text: change) }
    }
  }
}
