/// The forms in which a report goes out; raw values are what the command line says.
public enum ReportFormat: String, Sendable, CaseIterable {
  /// One page that needs no network and no script.
  case html
  /// The exact values, under the schema that `ReportJSON` documents.
  case json
  /// One long table, safe to open in a spreadsheet, as `ReportCSV` documents.
  case csv
  /// Headings and tables, to be read as text or in a wiki.
  case markdown

  /// The end of a file's name, without a dot.
  public var fileExtension: String { self == .markdown ? "md" : rawValue }

  public var mediaType: String {
    switch self {
    case .html: "text/html; charset=utf-8"
    case .json: "application/json"
    case .csv: "text/csv; charset=utf-8; header=present"
    case .markdown: "text/markdown; charset=utf-8"
    }
  }

  /// The report as a whole file.
  public func render(_ report: Report) -> [UInt8] {
    switch self {
    case .html: ReportPage.render(report)
    case .json: ReportJSON.render(report)
    case .csv: ReportCSV.render(report)
    case .markdown: ReportMarkdown.render(report)
    }
  }
}
