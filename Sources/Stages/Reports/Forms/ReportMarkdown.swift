import RecipeModel

/// Writes the report as Markdown: a heading and a table for each section (GitHub's tables).
///
/// Texts that people wrote are escaped: none of them becomes a heading, a link or markup.
enum ReportMarkdown {
  static func render(_ report: Report) -> [UInt8] {
    var text = "# \(report.subject.name.inMarkdown)\n\n"
    if !report.subject.description.isEmpty {
      text += "\(report.subject.description.inMarkdown)\n\n"
    }
    text += "\(report.subject.kind.title). \(report.period.inWords), "
    text += "days as in \(report.subject.timeZone.inMarkdown).\n"
    for warning in report.warnings { text += "\n> \(warning.sentence)\n" }
    for section in report.sections {
      text += "\n## \(section.heading)\n\n\(section.explanation)\n\n"
      if let nothing = section.nothing {
        text += nothing + "\n"
      } else {
        append(section.content.table, to: &text)
      }
    }
    text += "\nMade by Levain on \(report.generatedAt.inWords(zone: report.subject.timeZone)).\n"
    return Array(text.utf8)
  }

  private static func append(_ table: ReportTable, to text: inout String) {
    let places = table.shownColumns
    append(row: places.map { table.columns[$0].title ?? "" }, to: &text)
    append(
      row: places.map { table.columns[$0].role == .number ? "---:" : "---" }, to: &text)
    for row in table.rows {
      append(
        row: places.map { place in
          switch row[place] {
          case .foreign(let words), .named(let words, _): words.inMarkdown
          case .none, .term, .count, .unique, .tenths, .flag, .open: row[place].shown
          }
        }, to: &text)
    }
  }

  private static func append(row cells: [String], to text: inout String) {
    text += "| \(cells.joined(separator: " | ")) |\n"
  }
}

extension String {
  /// The text with everything escaped that Markdown or HTML would take for markup, on one line.
  fileprivate var inMarkdown: String {
    var text = ""
    var isNumberSoFar = true
    // The last letters, for `www.` makes a link.
    var last: [Unicode.Scalar] = []
    for (place, scalar) in unicodeScalars.enumerated() {
      switch scalar {
      // What opens code, emphasis, links, markup, headings, cells, entities, addresses.
      case "\\", "`", "*", "_", "[", "]", "<", ">", "#", "|", "&", "~", "!", ":", "@", "$":
        text += "\\"
      // What makes a list of a line that begins with it.
      case "-" where place == 0, "+" where place == 0: text += "\\"
      case "." where isNumberSoFar || last.allSatisfy { $0 == "w" || $0 == "W" } && last.count == 3,
        ")" where isNumberSoFar:
        text += "\\"
      default: break
      }
      let shown = scalar.shown
      // A mark that reorders text is told in brackets.
      text += shown.count > 1 ? "\\[\(shown.dropFirst().dropLast())\\]" : shown
      isNumberSoFar = isNumberSoFar && ("0"..."9").contains(scalar)
      last = last.suffix(2) + [scalar]
    }
    return text
  }
}
