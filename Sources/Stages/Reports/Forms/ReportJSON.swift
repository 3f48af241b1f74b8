import Indexes
import JSONText
import RecipeModel

/// Writes the report as JSON, schema `levain.report/1`: the exact values, nothing neutralised.
///
/// `tables` has a list of objects for each table of the report, one for each row, or an object of
/// objects where the table is keyed (`keyFigures`). Days are `YYYY-MM-DD`, months `YYYY-MM`, moments
/// ISO 8601 in UTC; a value that there is not is null. Beside a number of different people stands
/// whether it is exact, as `viewersExact` beside `viewers`, and if not its standard error as a share
/// of it, as `viewersError`. Members stand in a fixed order. A later
/// program may add members and tables; it changes or removes none without a new number.
enum ReportJSON {
  static let schema = "levain.report/1"

  static func render(_ report: Report) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("schema", schema)
      json.member("generatedAt", report.generatedAt.description)
      json.key("subject")
      write(report.subject, to: &json)
      json.key("period")
      json.object { json in
        json.member("firstDay", report.period.first.description)
        json.member("lastDay", report.period.last.description)
      }
      json.key("warnings")
      json.array { json in
        for warning in report.warnings {
          json.object { json in
            json.member("code", warning.rawValue)
            json.member("message", warning.sentence)
          }
        }
      }
      json.key("tables")
      json.object { json in
        for section in report.sections { write(section.content.table, to: &json) }
      }
    }
    json.endLine()
    return json.bytes
  }

  private static func write(_ subject: ReportSubject, to json: inout JSONWriter) {
    json.object { json in
      json.member("kind", subject.kind.rawValue)
      json.member("id", subject.id)
      json.member("name", subject.name)
      json.member("description", subject.description)
      json.member("timeZone", subject.timeZone)
    }
  }

  private static func write(_ table: ReportTable, to json: inout JSONWriter) {
    json.key(table.id)
    if table.isKeyed {
      json.object { json in
        for row in table.rows {
          guard case .term(let key, _)? = row.first else { continue }
          json.key(key)
          write(row.dropFirst(), of: table, to: &json)
        }
      }
    } else {
      json.array { json in
        for row in table.rows { write(row[...], of: table, to: &json) }
      }
    }
  }

  private static func write(
    _ row: ArraySlice<ReportTable.Cell>, of table: ReportTable, to json: inout JSONWriter
  ) {
    json.object { json in
      for place in row.indices {
        let name = table.columns[place].id
        json.key(name)
        switch row[place] {
        case .none, .open: json.null()
        case .term(let text, _), .foreign(let text), .named(let text, _): json.string(text)
        case .count(let number): json.integer(number)
        case .tenths(let tenths): json.double(Double(tenths) / 10)
        case .flag(let flag): json.bool(flag)
        case .unique(let count):
          json.integer(count.value)
          json.key("\(name)Exact")
          json.bool(count.isExact)
          if !count.isExact {
            json.key("\(name)Error")
            json.double(count.error)
          }
        }
      }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func member(_ name: StaticString, _ text: String) {
    key(name)
    string(text)
  }
}
