import RecipeModel

/// What the report is of: the community, the period, the warnings, and the way to the sections.
enum PageHeader {
  static func write(_ report: CommunityReport, to html: inout HTML) {
    html.element("header") { html in
      html.element("p", ["class": "eyebrow"], text: "Community report")
      html.element("h1") { $0.foreign(report.community.name) }
      if !report.community.description.isEmpty {
        html.element("p", ["class": "description"]) { $0.foreign(report.community.description) }
      }
      html.element("p", ["class": "period"]) { html in
        html.element("strong", text: report.period.inWords)
        html.text(" \u{B7} \(report.period.length.of("day", "days")) \u{B7} days as in ")
        html.foreign(report.community.timeZone)
      }
      writeWarnings(report.warnings, to: &html)
      if report.community.recipes > 0 || report.totals.views > 0 { writeWay(to: &html) }
    }
    html.raw("\n")
  }

  private static func writeWarnings(_ warnings: [ReportWarning], to html: inout HTML) {
    guard !warnings.isEmpty else { return }
    html.element("aside", ["class": "warnings", "aria-label": "Warnings"]) { html in
      for warning in warnings { html.element("p", text: warning.sentence) }
    }
  }

  private static func writeWay(to html: inout HTML) {
    html.element("nav", ["aria-label": "Sections"]) { html in
      html.element("ul") { html in
        for section in ReportPage.sections {
          html.element("li") { html in
            html.element("a", ["href": "#\(section.id)"], text: section.heading)
          }
        }
      }
    }
  }
}
