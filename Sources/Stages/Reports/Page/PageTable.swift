/// A table on the page.
enum PageTable {
  /// The most rows that are written; a longer table is of no use on a page.
  static let limit = 1000

  static func write(
    _ table: ReportTable, isFolded: Bool, _ links: PageLinks?, to html: inout HTML
  ) {
    if isFolded {
      html.element("details") { html in
        html.element("summary", text: "Show the numbers")
        write(table, links, to: &html)
      }
    } else {
      write(table, links, to: &html)
    }
  }

  private static func write(_ table: ReportTable, _ links: PageLinks?, to html: inout HTML) {
    html.element(
      "div",
      ["class": "scroll", "role": "region", "aria-label": table.caption, "tabindex": "0"]
    ) { html in
      html.element("table") { html in
        html.element("caption", text: table.caption)
        writeHead(of: table, to: &html)
        html.element("tbody") { html in
          for row in table.rows.prefix(limit) { write(row, of: table, links, to: &html) }
        }
      }
    }
    if table.rows.count > limit {
      let more = (table.rows.count - limit).of("more row is", "more rows are")
      html.element(
        "p", ["class": "explanation"],
        text: "\(more) in the JSON and CSV forms of this report.")
    }
  }

  private static func writeHead(of table: ReportTable, to html: inout HTML) {
    html.element("thead") { html in
      html.element("tr") { html in
        for column in table.shownColumns.map({ table.columns[$0] }) {
          html.element(
            "th", ["scope": "col", "class": classes(of: column)], text: column.title ?? "")
        }
      }
    }
  }

  private static func write(
    _ row: [ReportTable.Cell], of table: ReportTable, _ links: PageLinks?, to html: inout HTML
  ) {
    html.element("tr") { html in
      for (index, place) in table.shownColumns.enumerated() {
        var classes = classes(of: table.columns[place])
        if case .term = row[place] { classes += " term" }
        if index == 0 {
          html.element("th", ["scope": "row", "class": classes]) {
            write(row[place], links, to: &$0)
          }
        } else {
          html.element("td", ["class": classes]) { write(row[place], links, to: &$0) }
        }
      }
    }
  }

  private static func classes(of column: ReportTable.Column) -> String {
    column.role == .number ? "number" : "name"
  }

  private static func write(
    _ cell: ReportTable.Cell, _ links: PageLinks?, to html: inout HTML
  ) {
    switch cell {
    case .foreign(let text): html.foreign(text)
    case .named(let text, let target):
      if let address = links?.address(of: target) {
        html.link(to: address) { $0.foreign(text) }
      } else {
        html.foreign(text)
      }
    case .none, .term, .count, .unique, .tenths, .flag, .open: html.text(cell.shown)
    }
  }
}
