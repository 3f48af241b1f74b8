import PipelineCore
import RecipeModel

/// How fast work goes at present: over the last ten seconds, in bounded memory.
struct RateWindow {
  private struct Sample {
    var moment: Instant
    var records: Int
    var bytes: Int64
  }

  private static let length: Int64 = 10_000
  private static let spacing: Int64 = 100
  private var samples: [Sample] = []

  /// Takes a sample, unless the last one was taken less than a tenth of a second ago.
  mutating func add(_ progress: Progress, at moment: Instant) {
    if let last = samples.last {
      let elapsed = moment.milliseconds - last.moment.milliseconds
      // A clock that was set back, or work that began anew, starts the window anew.
      if elapsed < 0 || progress.records < last.records || progress.bytes < last.bytes {
        samples.removeAll(keepingCapacity: true)
      } else if elapsed < RateWindow.spacing {
        return
      }
    }
    samples.append(Sample(moment: moment, records: progress.records, bytes: progress.bytes))
    let start = moment.advanced(byMilliseconds: -RateWindow.length)
    let stale = samples.dropLast(2).prefix { $0.moment < start }.count
    samples.removeFirst(stale)
  }

  /// Records a second; nil until two samples tell.
  var recordsPerSecond: Double? {
    perSecond { Double($0.records) }
  }

  /// Bytes a second; nil until two samples tell.
  var bytesPerSecond: Double? {
    perSecond { Double($0.bytes) }
  }

  private func perSecond(_ measure: (Sample) -> Double) -> Double? {
    guard let first = samples.first, let last = samples.last, first.moment < last.moment else {
      return nil
    }
    let milliseconds = Double(last.moment.milliseconds - first.moment.milliseconds)
    return (measure(last) - measure(first)) / milliseconds * 1000
  }
}
