import RecipeModel
import Statistics

/// The triangle of cohorts as a table: a row for each month of joining, a column for each month after.
struct CohortGrid {
  private let cohorts: [MemberCohort]
  private let months: Int
  /// How many earlier cohorts are not drawn.
  private let earlier: Int
  /// Whether months after joining are not drawn of those that are.
  private let isCut: Bool

  /// The most cohorts, and the most months after joining with that itself, that are drawn.
  private static let limit = 13

  init(_ cohorts: MemberCohorts) {
    self.cohorts = cohorts.cohorts.suffix(CohortGrid.limit)
    earlier = cohorts.cohorts.count - self.cohorts.count
    let longest = self.cohorts.map(\.active.count).max() ?? 0
    months = min(longest, CohortGrid.limit)
    isCut = longest > CohortGrid.limit
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
    if let notice { html.element("p", ["class": "explanation"], text: notice) }
  }

  /// What is not drawn, and where it stands; nil when everything is.
  private var notice: String? {
    var undrawn: [String] = []
    if earlier > 0 {
      undrawn.append(earlier.of("earlier month of joining", "earlier months of joining"))
    }
    if isCut { undrawn.append("what came more than \(CohortGrid.limit - 1) months after joining") }
    return undrawn.isEmpty
      ? nil : "Only among the numbers below: \(undrawn.joined(separator: ", and "))."
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
