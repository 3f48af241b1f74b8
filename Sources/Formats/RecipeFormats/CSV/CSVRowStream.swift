import PipelineCore
import RecipeText

/// One record of a table.
struct CSVRow {
  /// The record as UTF-8, without its line end.
  var bytes: [UInt8]
  fileprivate(set) var cells: [CSVScanner.Cell] = []
  /// The line that it starts on, counted from 1.
  var line: Int
  /// Where it starts in the decoded text, in bytes from 0.
  var byteOffset: Int64
  /// Whether quotes had to be guessed, or text that was encoded twice was put right.
  var isRepaired = false
  /// Whether the table ends behind it without a line end.
  var endsTable = false

  var count: Int { cells.count }

  /// The text of a cell without white space at either end; empty where the row has no such cell.
  subscript(index: Int) -> ArraySlice<UInt8> {
    guard cells.indices.contains(index) else { return [] }
    return CSVScanner.text(of: cells[index], in: bytes)[...].trimmed
  }

  var isBlank: Bool { cells.indices.allSatisfy { self[$0].isEmpty } }
}

/// The records of a table as UTF-8, whatever it is encoded in, while it arrives.
///
/// A record that is broken costs itself: reading goes on at the next line that is a whole record.
final class CSVRowStream {
  enum Element {
    case row(CSVRow)
    case broken(CSVRow, Rejection.Code, String)
  }

  private let source: TextByteSource
  private let location: SourceLocation
  private let maximumRecordBytes: Int
  private var scanner: CSVScanner
  private var window: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  private var line = 1
  private var offset: Int64 = 0
  /// How many cells a record has; nil before the header is read.
  var columns: Int?
  /// Whether records left out empty cells at their ends, so that a short one at the end is whole.
  private var hasShortRows = false

  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 16)

  /// How far a line may reach that reading goes on at.
  private static let recoveryBytes = 64 * 1024

  init(
    _ source: any ByteSource, separator: UInt8, at location: SourceLocation,
    maximumRecordBytes: Int
  ) {
    self.source = TextByteSource(source)
    self.location = location
    self.maximumRecordBytes = maximumRecordBytes
    scanner = CSVScanner(separator: separator)
  }

  deinit {
    input.deallocate()
  }

  /// Takes another separator, for all that was not read yet.
  func separate(by separator: UInt8) {
    scanner.separator = separator
  }

  /// The front of what was not read yet.
  func front(_ count: Int) throws(ReadFault) -> ArraySlice<UInt8> {
    while window.count - start < count, !isAtEnd { try readMore() }
    return window[start...].prefix(count)
  }

  /// Gives the next record that is not blank; nil at the end.
  func next() throws(ReadFault) -> Element? {
    while true {
      guard let outcome = try scan(limit: maximumRecordBytes) else { return nil }
      switch outcome {
      case .record(let length, let consumed):
        let row = take(length: length, consumed: consumed)
        if row.isBlank { continue }
        guard let columns, let problem = problem(with: row, columns) else { return .row(row) }
        // Only its first line is surely part of it.
        start -= consumed
        (line, offset) = (row.line, row.byteOffset)
        return try recovered(from: takeLine(), problem.code, problem.message)
      case .incomplete:
        let row = try takeLine()
        return try recovered(
          from: row, .tooLarge, ReaderLimits(maximumRecordBytes: maximumRecordBytes).exceeded())
      case .openQuote:
        let row = try takeLine()
        let element = try recovered(from: row, .malformedText, "a quote in it does not end")
        guard try front(1).isEmpty, case .broken(let row, _, _) = element else { return element }
        return .broken(row, .truncated, "the input ends inside the record")
      }
    }
  }

  /// What is wrong with the number of cells; a row may leave out empty cells at its end.
  ///
  /// One of several lines may not: there, a stray quote paired with one of another record.
  private func problem(
    with row: CSVRow, _ columns: Int
  ) -> (code: Rejection.Code, message: String)? {
    if row.count < columns, row.endsTable, !hasShortRows {
      return (.truncated, "the input ends inside the record")
    }
    let isOneLine = !row.bytes.contains(0x0A) && !row.bytes.contains(0x0D)
    if row.count < columns, isOneLine {
      hasShortRows = true
      return nil
    }
    let extra = columns..<max(columns, row.count)
    if row.count >= columns, extra.allSatisfy({ row[$0].isEmpty }) { return nil }
    return (.malformedText, "it has \(row.count) cells, and the header \(columns)")
  }

  /// Passes over the lines up to the next one that starts a whole record.
  private func recovered(
    from row: CSVRow, _ code: Rejection.Code, _ message: String
  ) throws(ReadFault) -> Element {
    var passed = 0
    while let outcome = try scan(limit: CSVRowStream.recoveryBytes) {
      if case .record = outcome, columns == nil || scanner.cells.count == columns { break }
      _ = try takeLine()
      passed += 1
    }
    guard passed > 0 else { return .broken(row, code, message) }
    let lines = passed == 1 ? "one line" : "\(passed) lines"
    return .broken(row, code, "\(message); \(lines) behind it belong to no record")
  }

  // MARK: - The window

  /// Scans the record at the front; nil at the end, `.incomplete` beyond the limit.
  private func scan(limit: Int) throws(ReadFault) -> CSVScanner.Outcome? {
    var wanted = 1
    while true {
      while window.count - start < wanted, !isAtEnd { try readMore() }
      let count = window.count - start
      guard count > 0 else { return nil }
      let outcome = window.withUnsafeBufferPointer { bytes in
        scanner.scan(UnsafeBufferPointer(rebasing: bytes[start...]), isAtEnd: isAtEnd)
      }
      switch outcome {
      case .record(let length, _): return length > limit ? .incomplete : outcome
      case .openQuote: return count > limit ? .incomplete : outcome
      case .incomplete:
        if count > limit { return outcome }
        wanted = count * 2
      }
    }
  }

  private func take(length: Int, consumed: Int) -> CSVRow {
    var row = CSVRow(
      bytes: Array(window[start..<start + length]), cells: scanner.cells, line: line,
      byteOffset: offset, isRepaired: scanner.isLoose, endsTable: length == consumed)
    consume(consumed)
    if source.isDoubleEncoded { repair(&row) }
    return row
  }

  /// Puts each cell right that was encoded twice.
  private func repair(_ row: inout CSVRow) {
    var bytes: [UInt8] = []
    var cells: [CSVScanner.Cell] = []
    var copied = 0
    for var cell in row.cells {
      guard let repaired = DoubleEncoding.repaired(Array(row.bytes[cell.range])) else {
        let shift = bytes.count - copied
        cell.range = cell.range.lowerBound + shift..<cell.range.upperBound + shift
        cells.append(cell)
        continue
      }
      bytes += row.bytes[copied..<cell.range.lowerBound]
      copied = cell.range.upperBound
      cell.range = bytes.count..<bytes.count + repaired.count
      bytes += repaired
      cells.append(cell)
      row.isRepaired = true
    }
    row.bytes = bytes + row.bytes[copied...]
    row.cells = cells
  }

  /// Takes one line, of any length, for what cannot be read; of a long one its front.
  private func takeLine() throws(ReadFault) -> CSVRow {
    var row = CSVRow(bytes: [], line: line, byteOffset: offset)
    while true {
      let rest = window[start...]
      let end = rest.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? window.count
      let room = Rejection.rawLimit - row.bytes.count
      if room > 0 { row.bytes += window[start..<end].prefix(room) }
      if end < window.count {
        let isPair =
          window[end] == 0x0D && end + 1 < window.count && window[end + 1] == 0x0A
        consume(end - start + (isPair ? 2 : 1))
        return row
      }
      consume(end - start)
      if isAtEnd { return row }
      try readMore()
    }
  }

  private func consume(_ count: Int) {
    var previous: UInt8 = 0
    for byte in window[start..<start + count] {
      if byte == 0x0A, previous != 0x0D { line += 1 }
      if byte == 0x0D { line += 1 }
      previous = byte
    }
    start += count
    offset += Int64(count)
  }

  private func readMore() throws(ReadFault) {
    if start > input.count {
      window.removeFirst(start)
      start = 0
    }
    var count = 0
    do throws(ReadFault) {
      count = try source.read(into: input)
    } catch {
      var place = location
      place.line = line
      throw ReadFault(error.cause, at: error.location ?? place)
    }
    window += input.prefix(count)
    isAtEnd = count == 0
  }
}
