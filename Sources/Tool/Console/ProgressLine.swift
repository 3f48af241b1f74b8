import PipelineCore

/// The words and the bar for one state of progress.
struct ProgressLine {
  var progress: Progress
  var window: RateWindow
  /// Milliseconds since the activity began.
  var elapsed: Int64

  private static let barColumns = 24

  /// One line that fits the width: activity, bar, share, records, rate, time left.
  ///
  /// On a narrow window the bar goes first, then what stands at the end.
  func bar(width: Int, style: Style) -> String {
    let activity = progress.activity.escapedForTerminal
    let words = ([share, records] + [rate, left]).compactMap { $0 }
    let text = ([activity] + words).joined(separator: "  ")
    guard let fraction, text.displayColumns + ProgressLine.barColumns + 2 <= width else {
      return text.cut(toColumns: width)
    }
    let filled = Int((fraction * Double(ProgressLine.barColumns)).rounded(.down))
    let done = String(repeating: "━", count: filled)
    let open = String(repeating: "─", count: ProgressLine.barColumns - filled)
    let bar = style.paint(done, as: .success) + style.paint(open, as: .muted)
    return ([activity, bar] + words).joined(separator: "  ")
  }

  /// One line for a file: what is done so far.
  var plain: String {
    let words = [progress.activity.escapedForTerminal + ":", share, records, rate, left]
    return words.compactMap { $0 }.joined(separator: "  ")
  }

  /// One line for the end.
  var summary: String {
    let activity = progress.activity.escapedForTerminal
    var text = "\(activity): \(records) in \(Figures.duration(milliseconds: elapsed))"
    if elapsed >= 1000, progress.records > 0 {
      let perSecond = Double(progress.records) / Double(elapsed) * 1000
      text += " (\(Figures.rate(perSecond, of: "records")))"
    }
    return text
  }

  /// How much of the input is done; nil when it is not known how much there is.
  private var fraction: Double? {
    guard let total = progress.totalBytes, total > 0 else { return nil }
    return min(max(Double(progress.bytes) / Double(total), 0), 1)
  }

  private var share: String? {
    fraction.map { "\(Int(($0 * 100).rounded(.down))) %" }
  }

  private var records: String { Figures.count(progress.records, "record", "records") }

  private var rate: String? {
    if progress.records == 0, let bytes = window.bytesPerSecond, bytes > 0 {
      return Figures.byteRate(bytes)
    }
    return window.recordsPerSecond.map { Figures.rate($0, of: "records") }
  }

  private var left: String? {
    guard let total = progress.totalBytes, let perSecond = window.bytesPerSecond, perSecond > 0,
      progress.bytes < total
    else { return nil }
    let seconds = (Double(total - progress.bytes) / perSecond).rounded(.up)
    // Past a day a guess says nothing.
    guard seconds < 86_400 else { return nil }
    return Figures.duration(milliseconds: max(Int64(seconds), 1) * 1000) + " left"
  }
}
