public import PipelineCore
import RecipeModel

/// What somebody says that the columns of tables hold, before any name is guessed at.
///
/// A field that is stated is filled by the columns stated for it and by no others; the other fields
/// are found by the names of columns as ever.
public struct StatedColumns: Sendable, Equatable {
  /// One column by its header, and what it holds.
  public struct Column: Sendable, Equatable {
    public var header: String
    public var meaning: ColumnMeaning
  }

  /// In the order in which they were stated; no header stands in it twice.
  public let columns: [Column]

  /// Nothing stated: columns are known by their names alone.
  public static let none = StatedColumns()

  private init() {
    columns = []
  }

  /// Takes fields by the names that `fieldNames` lists, each with a header that holds it; a field may
  /// come several times.
  public init(_ stated: [(field: String, header: String)]) throws(ColumnFault) {
    var columns: [Column] = []
    for (field, header) in stated {
      guard let meaning = ColumnMeaning(rawValue: field) else {
        throw ColumnFault(.unknownField(field))
      }
      let tidied = FoldedName.tidy(header)
      guard !tidied.isEmpty else { throw ColumnFault(.emptyHeader(field: field)) }
      guard !columns.contains(where: { FoldedName($0.header) == FoldedName(tidied) }) else {
        throw ColumnFault(.headerTwice(tidied))
      }
      columns.append(Column(header: tidied, meaning: meaning))
    }
    self.columns = columns
  }

  public var isEmpty: Bool { columns.isEmpty }

  /// What a column can be stated to hold, in the order in which it is listed.
  public static let fieldNames = ColumnMeaning.allCases.map(\.rawValue)

  /// Texts that are the same for statements that mean the same, whatever their order and case.
  public var fingerprint: [String] {
    columns.map { (field: $0.meaning.rawValue, header: FoldedName($0.header).text) }
      .sorted { $0 < $1 }.flatMap { [$0.field, $0.header] }
  }

  /// Refuses a reader for which columns mean nothing.
  public func requireTable(_ reader: (any RecipeReader.Type)?) throws(ColumnFault) {
    guard !isEmpty, let reader, !(reader is any TableReader.Type) else { return }
    throw ColumnFault(.notATable(format: reader.format.name))
  }
}

extension StatedColumns {
  /// What the columns of one header are stated to hold, by their positions.
  struct Found {
    var meanings: [Int: ColumnMeaning] = [:]
    /// The headers stated that no column has.
    var missing: [String] = []
  }

  /// Finds the stated columns in a header.
  ///
  /// A header meets the names that are equal but for case and spaces; else those that are equal in
  /// letters and digits before any parenthesis; else those that only add a number (`Step 1`).
  func find(in names: [String]) -> Found {
    var found = Found()
    for column in columns {
      let forms: [(String) -> String] = [
        { FoldedName($0).text }, ColumnMapping.folded, ColumnMapping.foldedWithoutNumber,
      ]
      let positions = forms.lazy.map { form in
        let wanted = form(column.header)
        return wanted.isEmpty ? [] : names.indices.filter { form(names[$0]) == wanted }
      }.first { !$0.isEmpty }
      guard let positions else {
        found.missing.append(column.header)
        continue
      }
      for position in positions where found.meanings[position] == nil {
        found.meanings[position] = column.meaning
      }
    }
    return found
  }

  /// The fields that no other column may fill.
  var fields: Set<ColumnMeaning> { Set(columns.map(\.meaning)).subtracting([.extra, .ignored]) }
}

/// Columns that were stated wrongly, before any table was looked at.
public struct ColumnFault: Fault, Equatable {
  public enum Cause: Sendable, Equatable {
    case unknownField(String)
    case emptyHeader(field: String)
    case headerTwice(String)
    /// A column that is not written as a field and a header.
    case notAPair(String)
    /// The format asked for has no columns.
    case notATable(format: String)
  }

  public var cause: Cause

  public init(_ cause: Cause) {
    self.cause = cause
  }

  public var what: String {
    switch cause {
    case .unknownField(let name): "there is no field \(name.escapedForTerminal) for a column"
    case .emptyHeader(let field): "the header for \(field) is empty"
    case .headerTwice(let header):
      "the column \(header.escapedForTerminal) is stated twice; it holds one field"
    case .notAPair(let text): "\(text.escapedForTerminal) does not say which column holds a field"
    case .notATable(let format): "the format \(format) has no columns to be stated"
    }
  }

  public var hint: String? {
    switch cause {
    case .unknownField, .emptyHeader:
      "one of: \(StatedColumns.fieldNames.joined(separator: ", "))"
    case .headerTwice: nil
    case .notAPair: "write FIELD=HEADER, such as title=Rezeptname"
    case .notATable: "leave the columns out, or the format: tables are found by content"
    }
  }

  public var exitCode: ExitCode { .usage }
}
