/// The page of what holds nothing yet.
enum EmptySubject {
  private static let steps: [StaticString] = [
    "Import an archive of recipes, or let a member create the first one.",
    "Load the view log of the site or app where people read the recipes.",
    "Make the report again: the charts appear as soon as there is something to show.",
  ]

  static func write(to html: inout HTML) {
    html.element("section", ["class": "panel", "aria-labelledby": "empty-heading"]) { html in
      html.element("h2", ["id": "empty-heading"], text: "No recipes yet")
      html.element(
        "p", ["class": "explanation"],
        text: "There is no recipe to report on. Three steps to a report worth reading:")
      html.element("ol", ["class": "steps"]) { html in
        for step in steps { html.element("li") { $0.raw(step) } }
      }
    }
  }
}
