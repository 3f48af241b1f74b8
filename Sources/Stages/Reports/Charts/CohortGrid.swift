import RecipeModel
import Statistics

/// The triangle of cohorts as a table: a row for each month of joining, a column for each month after.
struct CohortGrid {
  private let cohorts: [MemberCohort]
  private let months: Int
  /// How many earlier cohorts are not drawn.
  private let undrawn: Int

  /// The most cohorts, and the most months after joining, that are drawn.
  private static let limit = 13

  init(_ cohorts: MemberCohorts) {
    self.cohorts = cohorts.cohorts.suffix(CohortGrid.limit)
    undrawn = cohorts.cohorts.count - self.cohorts.count
    months = min(self.cohorts.map(\.active.count).max() ?? 0, CohortGrid.limit)
  }

  func draw(to html: inout HTML) {
    html.element(
      "div",
      [
        "class": "scroll", "role": "region", "aria-label": "Members who stay active",
        "tabindex": "0",
      ]
    ) { html in
      html.element("table", ["class": "cohorts"]) { html in
        html.element(
          "caption", text: "Active members, as parts of a hundred of those who joined")
        html.element("thead") { drawHead(to: &$0) }
        html.element("tbody") { html in
          for cohort in cohorts { draw(cohort, to: &html) }
        }
      }
    }
    if undrawn > 0 {
      html.element(
        "p", ["class": "explanation"],
        text:
          "\(undrawn.of("earlier month is", "earlier months are")) only among the numbers below.")
    }
  }

  private func drawHead(to html: inout HTML) {
    html.element("tr") { html in
      html.element("th", ["scope": "col", "class": "name"], text: "Joined")
      html.element("th", ["scope": "col", "class": "number"], text: "Members")
      for month in 0..<months {
        html.element("th", ["scope": "col", "class": "number"], text: "+\(month)")
      }
    }
  }

  private func draw(_ cohort: MemberCohort, to html: inout HTML) {
    html.element("tr") { html in
      html.element("th", ["scope": "row", "class": "name"], text: cohort.month.firstDay.shortMonth)
      html.element("td", ["class": "number"], text: cohort.members.grouped)
      for month in 0..<months {
        guard month < cohort.active.count else {
          html.element("td") { _ in }
          continue
        }
        let active = cohort.active[month]
        let percent = cohort.members > 0 ? (active * 200 / cohort.members + 1) / 2 : 0
        let level = active == 0 ? 0 : min(percent / 25 + 1, 4)
        html.element("td", ["class": "number heat heat-\(level)"], text: "\(percent)")
      }
    }
  }
}
