import Indexes
import RecipeModel

/// Writes the report as one long table after RFC 4180: `section,key,name,measure,value`.
///
/// One row holds one value. `section` is the table that it belongs to (`subject`, `period`,
/// `warnings`, and every table of the report in snake case, such as `top_recipes`), `key` says which
/// row (a day, a month, a recipe id, a tag), `name` how people call it. A value that there is not has
/// no row. UTF-8 without a byte order mark, lines end in CR LF.
///
/// Different people that were estimated stand under a measure that ends in `_estimated`, such as
/// `viewers_estimated` in place of `viewers`.
///
/// A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, their full-width or small forms,
/// a tab, CR or LF for a formula. A text that begins so, be it after white space or marks that do
/// not show, is written with an apostrophe before it; JSON holds the exact text.
enum ReportCSV {
  static func render(_ report: Report) -> [UInt8] {
    var table = LongTable()
    writeSubject(of: report, to: &table)
    for section in report.sections { write(section.content.table, to: &table) }
    for warning in report.warnings {
      table.row("warnings", warning.rawValue, "", "message", warning.sentence)
    }
    return table.bytes
  }

  private static func writeSubject(of report: Report, to table: inout LongTable) {
    let subject = report.subject
    let values = [
      ("kind", subject.kind.rawValue), ("name", subject.name),
      ("description", subject.description), ("time_zone", subject.timeZone),
    ]
    for (measure, value) in values {
      table.row("subject", subject.id, subject.name, measure, value)
    }
    table.row("period", "", "", "first_day", report.period.first.description)
    table.row("period", "", "", "last_day", report.period.last.description)
    table.row("period", "", "", "generated_at", report.generatedAt.description)
  }

  private static func write(_ table: ReportTable, to long: inout LongTable) {
    let section = table.id.inSnakeCase
    for row in table.rows {
      var (key, name) = ("", "")
      for (column, cell) in zip(table.columns, row) {
        switch column.role {
        case .key: key = cell.exact
        case .name: name = cell.exact
        case .text, .number: break
        }
      }
      for (column, cell) in zip(table.columns, row) {
        guard column.role == .text || column.role == .number, cell != .none else { continue }
        var measure = column.id.inSnakeCase
        if case .unique(let count) = cell, !count.isExact { measure += "_estimated" }
        switch cell {
        case .foreign(let text), .named(let text, _):
          long.row(section, key, name, measure, text)
        case .none, .term, .count, .unique, .tenths, .flag, .open:
          long.row(section, key, name, measure, safe: cell.exact)
        }
      }
    }
  }
}

extension ReportTable.Cell {
  /// The value as programs read it; nothing where there is none.
  fileprivate var exact: String {
    switch self {
    case .none, .open: ""
    case .term(let text, _), .foreign(let text), .named(let text, _): text
    case .count(let number): String(number)
    case .unique(let count): String(count.value)
    case .tenths(let tenths): "\(tenths / 10).\(tenths % 10)"
    case .flag(let flag): flag ? "true" : "false"
    }
  }
}

extension String {
  /// `topRecipes` as `top_recipes`.
  fileprivate var inSnakeCase: String {
    var text = ""
    for character in self {
      if character.isUppercase { text += "_" }
      text += character.lowercased()
    }
    return text
  }
}

/// The rows of the table as text.
private struct LongTable {
  private(set) var bytes = Array("section,key,name,measure,value\r\n".utf8)

  mutating func row(
    _ section: String, _ key: String, _ name: String, _ measure: String, _ value: String
  ) {
    row(section, key, name, measure, safe: value.neutralizedForSpreadsheet)
  }

  /// Adds a value that no spreadsheet takes for a formula.
  mutating func row(
    _ section: String, _ key: String, _ name: String, _ measure: String, safe value: String
  ) {
    let fields = [
      section, key.neutralizedForSpreadsheet, name.neutralizedForSpreadsheet, measure, value,
    ]
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(field)
    }
    bytes.append(contentsOf: [0x0D, 0x0A])
  }

  private mutating func append(_ field: String) {
    let quote = UInt8(ascii: "\"")
    let needsQuotes = field.utf8.contains { byte in
      byte == quote || byte == UInt8(ascii: ",") || byte == 0x0D || byte == 0x0A
    }
    guard needsQuotes else {
      bytes.append(contentsOf: field.utf8)
      return
    }
    bytes.append(quote)
    for byte in field.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }
}
