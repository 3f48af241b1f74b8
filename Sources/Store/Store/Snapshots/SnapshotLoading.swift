import GRDB
import GRDBSQLite
import JSONText
import PipelineCore

/// Stores the lines of one block as rows.
struct SnapshotLoading {
  private let transaction: ReadTransaction
  private let parser: JSONParser
  private let table: String
  private let place: SourceLocation
  /// After how many refused rows no more are looked at.
  private let mostRefused: Int
  /// Rows that cannot be stored.
  private(set) var refused: [Rejection] = []

  /// What the first line of a block says.
  private struct Heading {
    var table: String
    var columns: [SnapshotColumns.Column]
    /// The column whose values are gathered in an array, the last one.
    var isGathered: Bool
  }

  init(
    transaction: ReadTransaction, parser: JSONParser, table: String, place: SourceLocation,
    mostRefused: Int
  ) {
    self.transaction = transaction
    self.parser = parser
    self.table = table
    self.place = place
    self.mostRefused = mostRefused
  }

  /// Stores the rows and gives their number.
  mutating func load(
    _ lines: [UInt8], isSuperseded: (Int64) -> Bool
  ) throws -> Int {
    var stored = 0
    var heading: Heading?
    var insert: PreparedStatement?
    var number = 0
    try lines.withUnsafeBufferPointer { lines in
      try lines.eachLine { text in
        number += 1
        guard let known = heading, let insert else {
          let found = try readHeading(text)
          heading = found
          insert = try statement(for: found)
          return
        }
        do {
          stored += try store(text, known, insert, isSuperseded)
        } catch let refusal as RowRefusal {
          guard refused.count < mostRefused else {
            throw StoreFault(.damaged(reason: "too many rows are refused"))
          }
          var location = place
          location.line = number
          refused.append(Rejection(refusal.code, refusal.what, at: location, raw: Array(text)))
        }
      }
    }
    return stored
  }

  private struct RowRefusal: Error {
    var code: Rejection.Code
    var what: String
  }

  // MARK: - The first line

  private func readHeading(_ text: UnsafeBufferPointer<UInt8>) throws(StoreFault) -> Heading {
    guard let found = SnapshotHeading(text, parser) else { throw unknown("it has no first line") }
    guard found.table == table, SnapshotTable(rawValue: table) != nil else {
      throw unknown("it is not of the table \(table.escapedForTerminal)")
    }
    let schema = try SnapshotColumns(of: table, in: transaction).columns
    var columns: [SnapshotColumns.Column] = []
    for name in found.columns {
      guard let column = schema.first(where: { $0.name == name }),
        !columns.contains(where: { $0.name == name })
      else { throw unknown("\(found.table) has no column \(name.escapedForTerminal)") }
      columns.append(column)
    }
    return Heading(table: found.table, columns: columns, isGathered: found.isGathered)
  }

  private func unknown(_ detail: String) -> StoreFault {
    var fault = StoreFault(.damaged(reason: "a block of a snapshot is of no use: \(detail)"))
    fault.location = place
    return fault
  }

  private func statement(for heading: Heading) throws(StoreFault) -> PreparedStatement {
    let names = heading.columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
    let marks = Array(repeating: "?", count: heading.columns.count).joined(separator: ", ")
    return try transaction.prepared(
      "INSERT INTO \"\(heading.table)\" (\(names)) VALUES (\(marks))" as String)
  }

  // MARK: - Rows

  private func store(
    _ text: UnsafeBufferPointer<UInt8>, _ heading: Heading, _ insert: PreparedStatement,
    _ isSuperseded: (Int64) -> Bool
  ) throws -> Int {
    let parsed = try parser.parse(text) { line -> Int in
      let values = Array(line.elements)
      guard values.count == heading.columns.count else {
        throw RowRefusal(code: .invalidValue, what: "the row has not as many values as columns")
      }
      if let key = values.first?.integer, isSuperseded(key) { return 0 }
      guard heading.isGathered, let last = values.last else {
        try store(values, heading, insert)
        return 1
      }
      var count = 0
      for value in last.elements {
        try store(values.dropLast() + [value], heading, insert)
        count += 1
      }
      return count
    }
    switch parsed {
    case .success(let count): return count
    case .failure(let fault): throw RowRefusal(code: .malformedJSON, what: fault.detail)
    }
  }

  private func store(
    _ values: [JSONElement], _ heading: Heading, _ insert: PreparedStatement
  ) throws {
    var statement = insert
    for (value, column) in zip(values, heading.columns) {
      switch value.kind {
      case .null: statement = statement.bindNull()
      case .integer:
        guard let number = value.integer else { throw invalid(column) }
        statement = statement.bind(number)
      case .string:
        guard let text = value.string else { throw invalid(column) }
        if column.isBlob {
          guard let bytes = Base64.decode(text.bytes) else { throw invalid(column) }
          statement = statement.bind(blob: bytes)
        } else {
          statement = statement.bind(utf8: UnsafeRawBufferPointer(text.bytes))
        }
      case .bool, .double, .array, .object: throw invalid(column)
      }
    }
    do throws(StoreFault) {
      try statement.run()
    } catch {
      // A full disk is no fault of the row.
      guard case .constraint = error.cause else { throw error }
      throw RowRefusal(code: .invalidValue, what: error.what)
    }
  }

  private func invalid(_ column: SnapshotColumns.Column) -> RowRefusal {
    RowRefusal(code: .invalidValue, what: "\(column.name) holds what it cannot")
  }
}
