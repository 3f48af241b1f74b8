/// Writes the report as one page: no network, no script, all charts drawn in it.
public enum ReportPage {
  /// The page; one of a site has links to the others.
  public static func render(_ report: Report, links: PageLinks? = nil) -> [UInt8] {
    var html = HTML()
    html.raw("<!DOCTYPE html>\n")
    html.element("html", ["lang": "en"]) { html in
      writeHead(report, to: &html)
      html.element("body") { html in
        html.element("a", ["class": "skip", "href": "#report"], text: "Skip to the report")
        PageHeader.write(report, links, to: &html)
        html.element("main", ["id": "report"]) { html in
          if report.subject.isEmpty {
            EmptySubject.write(to: &html)
          } else {
            for section in report.sections { PageSection.write(section, links, to: &html) }
          }
        }
        PageFooter.write(report, to: &html)
      }
    }
    html.raw("\n")
    return html.bytes
  }

  private static func writeHead(_ report: Report, to html: inout HTML) {
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
        "title", text: "\(report.subject.name): report for \(report.period.inWords)")
      html.element("style") { $0.raw(ReportStyle.sheet) }
    }
  }
}
