/// The page of a community that holds nothing yet.
enum EmptyCommunity {
  private static let steps: [StaticString] = [
    "Import an archive of recipes into the community, or let a member create the first one.",
    "Load the view log of the site or app where people read the recipes.",
    "Make the report again: the charts appear as soon as there is something to show.",
  ]

  static func write(_ report: CommunityReport, to html: inout HTML) {
    html.element("section", ["class": "panel", "aria-labelledby": "empty-heading"]) { html in
      html.element("h2", ["id": "empty-heading"], text: "No recipes yet")
      html.element(
        "p", ["class": "explanation"],
        text: "The community has \(report.community.members.of("member", "members")) and no recipe."
          + " Three steps to a report worth reading:")
      html.element("ol", ["class": "steps"]) { html in
        for step in steps { html.element("li") { $0.raw(step) } }
      }
    }
  }
}
