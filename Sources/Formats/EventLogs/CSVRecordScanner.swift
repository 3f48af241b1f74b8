import PipelineCore

/// Finds the cells of one CSV record after RFC 4180, however many lines it spans.
struct CSVRecordScanner {
  /// A cell by its place in the window, quotes left out.
  struct Cell {
    var range: Range<Int>
    /// Whether doubled quotes in it stand for single ones.
    var hasEscapes = false
  }

  /// What stands at the front of the window.
  enum Outcome {
    /// A record of so many bytes with its line ends; its cells are in `cells`.
    case record(length: Int, consumed: Int, newlines: Int)
    /// A line that is no record, nor the front of one; without a newline the input ends in it.
    case malformed(String, length: Int, consumed: Int, newlines: Int)
    case beyondLimit
  }

  private(set) var cells: [Cell] = []
  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")

  /// Scans the record at the front of the window.
  ///
  /// A quote that never ends would swallow the lines that follow, so a record that is not well
  /// formed, or has another number of cells than is expected, costs its first line only.
  mutating func scan(_ window: LogWindow, expecting columns: [ViewFields.Name?]?) throws(ReadFault)
    -> Outcome
  {
    cells.removeAll(keepingCapacity: true)
    guard let first = Line(try window.lineEnd(), from: 0, in: window) else { return .beyondLimit }
    var line = first
    var newlines = first.newlines
    var position = 0
    while true {
      guard position < line.end, window.available[position] == CSVRecordScanner.quote else {
        position = appendPlainCell(from: position, to: line.end, in: window)
        if position > line.end { break }
        continue
      }
      // A quoted cell: it may go on in the lines that follow.
      position += 1
      let start = position
      var hasEscapes = false
      while true {
        guard let quote = window.available[position..<line.end].firstIndex(of: Self.quote) else {
          guard !line.isLast,
            let next = Line(
              try window.lineEnd(from: line.next), from: line.next, in: window)
          else { return first.malformed("a quote in it does not end") }
          // No id and no time has a line break: here a stray quote began, and pairs with another.
          if let columns, cells.count < columns.count, columns[cells.count] != nil {
            return first.malformed("a cell with an id or a time goes on in the next line")
          }
          position = line.next
          line = next
          newlines += next.newlines
          continue
        }
        position = quote + 1
        guard position < line.end, window.available[position] == Self.quote else { break }
        hasEscapes = true
        position += 1
      }
      cells.append(Cell(range: start..<(position - 1), hasEscapes: hasEscapes))
      if position == line.end { break }
      guard window.available[position] == Self.comma else {
        return first.malformed("a quote in it ends before its cell")
      }
      position += 1
    }
    if let count = columns?.count, cells.count != count {
      return first.malformed("it has \(cells.count) cells, and the header \(count)")
    }
    return .record(length: line.end, consumed: line.next, newlines: newlines)
  }

  /// Appends a cell without quotes; the position after its comma, or beyond the end after the last.
  private mutating func appendPlainCell(from start: Int, to end: Int, in window: LogWindow) -> Int {
    let bytes = window.available
    var position = start
    while position < end, bytes[position] != CSVRecordScanner.comma { position += 1 }
    cells.append(Cell(range: start..<position))
    return position + 1
  }

  /// One line in the window, by its places.
  private struct Line {
    /// Where its text ends, before CR and LF.
    var end: Int
    /// Where the next line starts.
    var next: Int
    var isLast: Bool
    var newlines: Int { isLast ? 0 : 1 }

    /// Nil for a line beyond the limit.
    init?(_ lineEnd: LogWindow.LineEnd, from start: Int, in window: LogWindow) {
      switch lineEnd {
      case .newline(let newline): (end, next, isLast) = (newline, newline + 1, false)
      case .input(let count): (end, next, isLast) = (count, count, true)
      case .beyondLimit: return nil
      }
      if end > start, window.available[end - 1] == 0x0D { end -= 1 }
    }

    func malformed(_ message: String) -> Outcome {
      .malformed(message, length: end, consumed: next, newlines: newlines)
    }
  }
}
