/// One section of the page: where it can be linked to, its heading, and what writes it.
struct PageSection: Sendable {
  /// Its id on the page.
  var id: String
  var heading: String
  /// A sentence under the heading that says in plain words what is shown.
  var explanation: String
  /// Whether it takes half the width of a wide screen.
  var isHalf = false
  /// Writes what stands below the explanation.
  var body: @Sendable (CommunityReport, inout HTML) -> Void

  func write(_ report: CommunityReport, to html: inout HTML) {
    html.element(
      "section",
      [
        "id": id, "class": isHalf ? "panel half" : "panel",
        "aria-labelledby": "\(id)-heading",
      ]
    ) { html in
      html.element("h2", ["id": "\(id)-heading"], text: heading)
      html.element("p", ["class": "explanation"], text: explanation)
      body(report, &html)
    }
    html.raw("\n")
  }
}

extension HTML {
  /// Writes a sentence in place of a chart that would show nothing.
  mutating func nothing(_ sentence: String) {
    element("p", ["class": "nothing"], text: sentence)
  }

  /// Writes what the marks of a chart stand for.
  mutating func legend(_ entries: [(classes: String, text: String)]) {
    element("ul", ["class": "legend"]) { html in
      for entry in entries {
        html.element("li") { html in
          html.element("span", ["class": "swatch \(entry.classes)", "aria-hidden": "true"]) { _ in }
          html.text(entry.text)
        }
      }
    }
  }
}
