/// A section on the page.
enum PageSection {
  static func write(_ section: any ReportSection, _ links: PageLinks?, to html: inout HTML) {
    html.element(
      "section",
      [
        "id": section.id, "class": section.isHalf ? "panel half" : "panel",
        "aria-labelledby": "\(section.id)-heading",
      ]
    ) { html in
      html.element("h2", ["id": "\(section.id)-heading"], text: section.heading)
      html.element("p", ["class": "explanation"], text: section.explanation)
      if let nothing = section.nothing {
        html.element("p", ["class": "nothing"], text: nothing)
      } else {
        write(section.content, links, to: &html)
      }
    }
    html.raw("\n")
  }

  private static func write(_ content: SectionContent, _ links: PageLinks?, to html: inout HTML) {
    if !content.legend.isEmpty { write(content.legend, to: &html) }
    content.picture?(&html, links)
    switch content.showsTable {
    case .folded: PageTable.write(content.table, isFolded: true, links, to: &html)
    case .open: PageTable.write(content.table, isFolded: false, links, to: &html)
    case .hidden: break
    }
  }

  private static func write(_ legend: [LegendEntry], to html: inout HTML) {
    html.element("ul", ["class": "legend"]) { html in
      for entry in legend {
        html.element("li") { html in
          html.element("span", ["class": "swatch \(entry.swatch)", "aria-hidden": "true"]) { _ in }
          html.text(entry.text)
        }
      }
    }
  }
}
