/// The numbers of a chart as a table, folded away below it.
struct DetailTable {
  enum Cell {
    /// A text of this program's own.
    case text(String)
    /// A text that people wrote.
    case foreign(String)
    case number(String)
  }

  var caption: String
  /// Heads of the columns, and whether the column holds numbers.
  var columns: [(name: String, isNumber: Bool)]
  /// The first cell of a row is its head.
  var rows: [[Cell]]

  /// The most rows that are written; a longer table is of no use on a page.
  static let limit = 1000

  func write(to html: inout HTML) {
    html.element("details") { html in
      html.element("summary", text: "Show the numbers")
      html.element(
        "div",
        ["class": "scroll", "role": "region", "aria-label": caption, "tabindex": "0"]
      ) { html in
        html.element("table") { html in
          html.element("caption", text: caption)
          writeHead(to: &html)
          html.element("tbody") { html in
            for row in rows.prefix(DetailTable.limit) { write(row, to: &html) }
          }
        }
      }
      if rows.count > DetailTable.limit {
        let more = (rows.count - DetailTable.limit).of("more row is", "more rows are")
        html.element(
          "p", ["class": "explanation"],
          text: "\(more) in the JSON and CSV forms of this report.")
      }
    }
  }

  private func writeHead(to html: inout HTML) {
    html.element("thead") { html in
      html.element("tr") { html in
        for column in columns {
          html.element(
            "th", ["scope": "col", "class": column.isNumber ? "number" : "name"],
            text: column.name)
        }
      }
    }
  }

  private func write(_ row: [Cell], to html: inout HTML) {
    html.element("tr") { html in
      for (index, cell) in row.enumerated() {
        let kind = if case .number = cell { "number" } else { "name" }
        if index == 0 {
          html.element("th", ["scope": "row", "class": kind]) { DetailTable.write(cell, to: &$0) }
        } else {
          html.element("td", ["class": kind]) { DetailTable.write(cell, to: &$0) }
        }
      }
    }
  }

  private static func write(_ cell: Cell, to html: inout HTML) {
    switch cell {
    case .text(let text), .number(let text): html.text(text)
    case .foreign(let text): html.foreign(text)
    }
  }
}
