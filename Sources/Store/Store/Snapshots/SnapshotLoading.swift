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

  /// How the rows of a block become rows of the table.
  private struct Insertion {
    var columns: [SnapshotColumns.Column]
    /// Whether the last column's values stand in an array.
    var isGathered: Bool
    var statement: PreparedStatement
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
    let isBlock = try SnapshotLines(bytes: lines, parser: parser).walk { heading -> Insertion? in
      try insertion(under: heading)
    } row: { line, insertion, number in
      do {
        stored += try store(line, insertion, isSuperseded)
      } catch let refusal as RowRefusal {
        try refuse(line, number, refusal)
      }
      return true
    }
    guard isBlock else { throw unknown("it has no first line") }
    return stored
  }

  private struct RowRefusal: Error {
    var code: Rejection.Code
    var what: String
  }

  private mutating func refuse(
    _ line: UnsafeBufferPointer<UInt8>, _ number: Int, _ refusal: RowRefusal
  ) throws(StoreFault) {
    guard refused.count < mostRefused else {
      throw StoreFault(.damaged(reason: "too many rows are refused"))
    }
    var location = place
    location.line = number
    refused.append(Rejection(refusal.code, refusal.what, at: location, raw: Array(line)))
  }

  // MARK: - The first line

  private func insertion(under heading: SnapshotHeading) throws(StoreFault) -> Insertion {
    guard heading.table == table, SnapshotTable(rawValue: table) != nil else {
      throw unknown("it is not of the table \(table.escapedForTerminal)")
    }
    let schema = try SnapshotColumns(of: table, in: transaction).columns
    var columns: [SnapshotColumns.Column] = []
    for name in heading.columns {
      guard let column = schema.first(where: { $0.name == name }),
        !columns.contains(where: { $0.name == name })
      else { throw unknown("\(table) has no column \(name.escapedForTerminal)") }
      columns.append(column)
    }
    let names = columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
    let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
    return Insertion(
      columns: columns, isGathered: heading.isGathered,
      statement: try transaction.prepared(
        "INSERT INTO \"\(table)\" (\(names)) VALUES (\(marks))" as String))
  }

  private func unknown(_ detail: String) -> StoreFault {
    var fault = StoreFault(.damaged(reason: "a block of a snapshot is of no use: \(detail)"))
    fault.location = place
    return fault
  }

  // MARK: - Rows

  private func store(
    _ line: UnsafeBufferPointer<UInt8>, _ insertion: Insertion, _ isSuperseded: (Int64) -> Bool
  ) throws -> Int {
    let parsed = try parser.parse(line) { row -> Int in
      let values = Array(row.elements)
      guard values.count == insertion.columns.count else {
        throw RowRefusal(code: .invalidValue, what: "the row has not as many values as columns")
      }
      if let key = values.first?.integer, isSuperseded(key) { return 0 }
      guard insertion.isGathered, let last = values.last else {
        try store(values, insertion)
        return 1
      }
      var count = 0
      for value in last.elements {
        try store(values.dropLast() + [value], insertion)
        count += 1
      }
      return count
    }
    switch parsed {
    case .success(let count): return count
    case .failure(let fault): throw RowRefusal(code: .malformedJSON, what: fault.detail)
    }
  }

  private func store(_ values: [JSONElement], _ insertion: Insertion) throws {
    var statement = insertion.statement
    for (value, column) in zip(values, insertion.columns) {
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
