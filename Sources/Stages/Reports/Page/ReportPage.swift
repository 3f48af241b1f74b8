/// Writes the report as one page: no network, no script, all charts drawn in it.
enum ReportPage {
  static func render(_ report: CommunityReport) -> [UInt8] {
    var html = HTML()
    html.raw("<!DOCTYPE html>\n")
    html.element("html", ["lang": "en"]) { html in
      writeHead(report, to: &html)
      html.element("body") { html in
        html.element("a", ["class": "skip", "href": "#report"], text: "Skip to the report")
        PageHeader.write(report, to: &html)
        html.element("main", ["id": "report"]) { html in
          writeBody(report, to: &html)
        }
        PageFooter.write(report, to: &html)
      }
    }
    html.raw("\n")
    return html.bytes
  }

  /// Every section of the page, in order.
  static let sections: [PageSection] = [
    .keyFigures, .views, .topRecipes, .tags, .family, .newRecipes, .forksAndShares,
  ]

  private static func writeHead(_ report: CommunityReport, to html: inout HTML) {
    html.element("head") { html in
      html.empty("meta", ["charset": "utf-8"])
      html.empty(
        "meta",
        [
          "http-equiv": "Content-Security-Policy",
          "content": "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
        ])
      html.empty("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
      html.empty("meta", ["name": "color-scheme", "content": "light dark"])
      html.empty("meta", ["name": "referrer", "content": "no-referrer"])
      html.element(
        "title", text: "\(report.community.name): report for \(report.period.inWords)")
      html.element("style") { $0.raw(ReportStyle.sheet) }
    }
  }

  private static func writeBody(_ report: CommunityReport, to html: inout HTML) {
    guard report.community.recipes > 0 || report.totals.views > 0 else {
      EmptyCommunity.write(report, to: &html)
      return
    }
    for section in sections { section.write(report, to: &html) }
  }
}
