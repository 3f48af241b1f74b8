import PipelineCore

/// The events of a CSV with a header.
struct CSVEventTable {
  /// What each column holds; nil for one that is not read.
  private var columns: [ViewFields.Name?] = []
  private var scanner = CSVRecordScanner()

  /// Reads the header; false, with nothing consumed, when it is none.
  mutating func readHeader(in window: LogWindow) throws(ReadFault) -> Bool {
    guard case .record(_, let consumed, let newlines) = try scanner.scan(window, expecting: nil)
    else {
      return false
    }
    columns = scanner.cells.map { cell in
      ViewFields.Name(trimmed(text(of: cell, in: window.available, window)))
    }
    let known = columns.compactMap(\.self)
    let isHeader = known.contains(.recipeID) && known.contains(.viewedAt)
    // A name that comes twice leaves open which column is meant.
    guard isHeader, Set(known).count == known.count else { return false }
    window.consume(consumed, newlines: newlines)
    return true
  }

  /// The next record, or nil at the end.
  mutating func next(in window: LogWindow) throws(ReadFault) -> LogLine? {
    while try window.firstMeaningfulByte() != nil {
      let (number, offset) = (window.line, window.byteOffset)
      let outcome = try scanner.scan(window, expecting: columns)
      switch outcome {
      case .beyondLimit:
        return LogLine(
          content: .problem(.tooLarge, "the line is longer than 1 MiB"), number: number,
          byteOffset: offset, raw: try window.skipLine())
      case .malformed(let message, let length, let consumed, let newlines):
        let line = UnsafeBufferPointer(rebasing: window.available[..<length])
        window.consume(consumed, newlines: newlines)
        let code = newlines == 0 ? Rejection.Code.truncated : .malformedText
        return LogLine(
          content: .problem(code, "the line is no CSV record: \(message)"), number: number,
          byteOffset: offset, raw: line)
      case .record(let length, let consumed, let newlines):
        let front = window.available
        window.consume(consumed, newlines: newlines)
        let record = UnsafeBufferPointer(rebasing: front[..<length])
        return LogLine(
          content: content(of: record, in: front, window), number: number, byteOffset: offset,
          raw: record)
      }
    }
    return nil
  }

  private func content(
    of record: UnsafeBufferPointer<UInt8>, in front: UnsafeBufferPointer<UInt8>,
    _ window: LogWindow
  ) -> LogLine.Content {
    guard record.isUTF8 else { return .problem(.invalidEncoding, "the line is not UTF-8") }
    var fields = ViewFields()
    for (cell, column) in zip(scanner.cells, columns) {
      if let column { fields[column] = text(of: cell, in: front, window) }
    }
    return .fields(fields)
  }

  private func text(
    of cell: CSVRecordScanner.Cell, in front: UnsafeBufferPointer<UInt8>, _ window: LogWindow
  ) -> UnsafeBufferPointer<UInt8> {
    let bytes = UnsafeBufferPointer(rebasing: front[cell.range])
    guard cell.hasEscapes else { return bytes }
    var text: [UInt8] = []
    var isFirstOfPair = false
    for byte in bytes {
      isFirstOfPair = byte == UInt8(ascii: "\"") && !isFirstOfPair
      // Quotes come in pairs here; the first of each pair stands for both.
      if byte != UInt8(ascii: "\"") || isFirstOfPair { text.append(byte) }
    }
    return text.withUnsafeBufferPointer(window.keep)
  }

  private func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    guard let first = bytes.firstIndex(where: { !$0.isSpace }),
      let last = bytes.lastIndex(where: { !$0.isSpace })
    else { return UnsafeBufferPointer(rebasing: bytes[..<0]) }
    return UnsafeBufferPointer(rebasing: bytes[first...last])
  }
}
