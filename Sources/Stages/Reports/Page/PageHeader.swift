import RecipeModel

/// What the report is of: its subject, the period, the warnings, and the way to the sections.
enum PageHeader {
  static func write(_ report: Report, _ links: PageLinks?, to html: inout HTML) {
    let subject = report.subject
    html.element("header") { html in
      if let home = links?.home {
        html.element("p", ["class": "home"]) { $0.link(to: home) { $0.text("All reports") } }
      }
      html.element("p", ["class": "eyebrow"], text: subject.kind.title)
      html.element("h1") { $0.foreign(subject.name) }
      if !subject.description.isEmpty {
        html.element("p", ["class": "description"]) { $0.foreign(subject.description) }
      }
      html.element("p", ["class": "period"]) { html in
        html.element("strong", text: report.period.inWords)
        html.text(" \u{B7} \(report.period.length.of("day", "days")) \u{B7} days as in ")
        html.foreign(subject.timeZone)
      }
      writeWarnings(report.warnings, to: &html)
      if !subject.isEmpty { writeWay(to: report.sections, in: &html) }
    }
    html.raw("\n")
  }

  private static func writeWarnings(_ warnings: [ReportWarning], to html: inout HTML) {
    guard !warnings.isEmpty else { return }
    html.element("aside", ["class": "warnings", "aria-label": "Warnings"]) { html in
      for warning in warnings { html.element("p", text: warning.sentence) }
    }
  }

  private static func writeWay(to sections: [any ReportSection], in html: inout HTML) {
    html.element("nav", ["aria-label": "Sections"]) { html in
      html.element("ul") { html in
        for section in sections {
          html.element("li") { html in
            html.element("a", ["href": "#\(section.id)"], text: section.heading)
          }
        }
      }
    }
  }
}

extension ReportSubject.Kind {
  /// What kind of report it is, as a heading.
  var title: String {
    switch self {
    case .community: "Community report"
    case .recipe: "Recipe report"
    case .creator: "Creator report"
    case .installation: "Installation report"
    case .communities: "Communities"
    }
  }
}
