import RecipeModel

/// How the numbers are meant, and when they were taken.
enum PageFooter {
  private static let terms: [(term: String, meaning: String)] = [
    (
      "View",
      "Somebody opened a recipe. Opening the same recipe again a little later is a repeat and not "
        + "counted."
    ),
    (
      "Viewer",
      "A signed-in person with at least one view. Viewers of several days do not add up: who comes "
        + "twice is one viewer. A number with \u{2248} before it is an estimate."
    ),
    (
      "Share",
      "A copy of a recipe in another community. It counts even if the copy is deleted later."
    ),
    ("Fork", "A variant or a share made from a recipe. Personal copies are not forks."),
    ("Family", "A recipe with everything forked from it, and from its forks, in any community."),
  ]

  static func write(_ report: Report, to html: inout HTML) {
    html.element("footer") { html in
      html.element("h2", text: "What the words mean")
      html.element("dl") { html in
        for (term, meaning) in terms {
          html.element("div") { html in
            html.element("dt", text: term)
            html.element("dd", text: meaning)
          }
        }
      }
      html.element("p", ["class": "made"]) { html in
        html.text("Made by Levain on ")
        html.element("time", ["datetime": report.generatedAt.description]) { html in
          html.text(report.generatedAt.inWords(zone: report.subject.timeZone))
        }
        html.text(" (")
        html.foreign(report.subject.timeZone)
        html.text("). Deleted recipes and personal copies are not counted as recipes.")
      }
    }
  }
}
