/// Why a number of the report may still change; raw values stand in JSON and CSV.
public enum ReportWarning: String, Sendable, CaseIterable {
  case rollupsBehind = "rollups.behind"
  case periodOpen = "period.open"

  /// What it means for the reader, as a sentence.
  public var sentence: String {
    switch self {
    case .rollupsBehind:
      "Not every view that was loaded has been counted yet: views and viewers may be too low."
    case .periodOpen:
      "The last day of the period is not over yet."
    }
  }
}
