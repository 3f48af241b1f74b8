import Console
import Indexes
import JSONText
import RecipeModel
import Statistics

/// Counts as a table for people.
struct CountsTable {
  private static let always: [Measure] = [.views, .viewers, .anonymous, .shares, .forks]

  /// What is shown; nil for what everybody looks for, and what else there is any of.
  private let chosen: [Measure]?

  init(of chosen: [Measure]? = nil) {
    self.chosen = chosen
  }

  func make(_ rows: [(name: String, counts: MeasuredCounts)]) -> TextTable {
    make(rows.map { ($0.name, $0.counts) }, first: "")
  }

  func make(_ series: [CountedPeriod]) -> TextTable {
    make(series.map { ($0.period.description, $0.counts) }, first: "period")
  }

  private func make(_ rows: [(String, MeasuredCounts)], first: String) -> TextTable {
    let measures =
      chosen
      ?? Measure.allCases.filter { measure in
        CountsTable.always.contains(measure) || rows.contains { $0.1[measure].value > 0 }
      }
    var table = TextTable(
      columns: [.init(first)] + measures.map { .init($0.rawValue, .right) })
    for (name, counts) in rows {
      table.append([.init(name)] + measures.map { .init(counts[$0].inWords) })
    }
    return table
  }
}

extension UniqueCount {
  /// The number, and how far it may be off: within two standard errors, so 95 times of 100.
  var inWords: String {
    guard !isExact else { return "\(value)" }
    let percent = (error * 2 * 1000).rounded() / 10
    return "\u{2248} \(value) \u{B1} \(percent) %"
  }

  /// Writes the number, and beside it its standard error where there is one.
  func write(as name: String, to writer: inout JSONWriter) {
    writer.key(name)
    writer.integer(value)
    guard !isExact else { return }
    writer.key("\(name)Error")
    writer.double(error)
  }
}

extension MeasuredCounts {
  /// Writes measures as the members of a JSON object.
  func write(_ measures: [Measure] = Measure.allCases, to writer: inout JSONWriter) {
    writer.object { writer in
      for measure in measures {
        self[measure].write(as: measure.rawValue, to: &writer)
      }
    }
  }
}

extension SubjectNumbers {
  /// Writes totals and series as a JSON object.
  func write(_ measures: [Measure] = Measure.allCases, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("totals")
      totals.write(measures, to: &writer)
      writer.key("series")
      writer.array { writer in
        for period in series {
          writer.object { writer in
            writer.key("period")
            writer.string(period.period.description)
            writer.key("from")
            writer.string(period.period.firstDay.description)
            writer.key("counts")
            period.counts.write(measures, to: &writer)
          }
        }
      }
    }
  }
}
