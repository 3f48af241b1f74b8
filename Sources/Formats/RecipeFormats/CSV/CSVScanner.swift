#if canImport(Glibc)
  import Glibc
#endif

/// Finds the cells of one record of a table after RFC 4180, however many lines it spans.
///
/// Slips of hand-made tables are taken as they are meant: spaces before a quoted cell, and a quote
/// inside a quoted cell that neither a separator nor a line end follows, which stands for itself.
struct CSVScanner {
  /// A cell by its place, outer quotes left out.
  struct Cell {
    var range: Range<Int>
    /// Whether doubled quotes in it stand for single ones.
    var hasEscapes = false
  }

  enum Outcome {
    /// A record of so many bytes, without its line end and with it.
    case record(length: Int, consumed: Int)
    /// The bytes end inside the record, and more may come.
    case incomplete
    /// The bytes end inside a quoted cell, and no more come.
    case openQuote
  }

  var separator: UInt8
  private(set) var cells: [Cell] = []
  /// Whether a quote stood for itself, which RFC 4180 knows nothing of.
  private(set) var isLoose = false

  init(separator: UInt8) {
    self.separator = separator
  }

  private static let quote = UInt8(ascii: "\"")

  /// Scans the record at the front of the bytes.
  mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>, isAtEnd: Bool) -> Outcome {
    cells.removeAll(keepingCapacity: true)
    isLoose = false
    var position = 0
    while true {
      var start = position
      while start < bytes.count, bytes[start] == 0x20 { start += 1 }
      if start < bytes.count, bytes[start] == CSVScanner.quote {
        guard let end = scanQuoted(bytes, from: start + 1, isAtEnd: isAtEnd) else {
          return isAtEnd ? .openQuote : .incomplete
        }
        position = end
      } else {
        start = position
        while position < bytes.count, !isEnd(bytes[position]) { position += 1 }
        cells.append(Cell(range: start..<position))
      }
      guard position < bytes.count else {
        return isAtEnd ? .record(length: position, consumed: position) : .incomplete
      }
      if bytes[position] == separator {
        position += 1
        continue
      }
      guard bytes[position] == 0x0D else {
        return .record(length: position, consumed: position + 1)
      }
      guard position + 1 < bytes.count || isAtEnd else { return .incomplete }
      let isPair = position + 1 < bytes.count && bytes[position + 1] == 0x0A
      return .record(length: position, consumed: position + (isPair ? 2 : 1))
    }
  }

  private func isEnd(_ byte: UInt8) -> Bool {
    byte == separator || byte == 0x0A || byte == 0x0D
  }

  /// Appends the quoted cell that starts here; gives the position of what ends it.
  private mutating func scanQuoted(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, isAtEnd: Bool
  ) -> Int? {
    var position = start
    var hasEscapes = false
    while let quote = CSVScanner.nextQuote(in: bytes, from: position) {
      if quote + 1 < bytes.count, bytes[quote + 1] == CSVScanner.quote {
        hasEscapes = true
        position = quote + 2
        continue
      }
      var after = quote + 1
      while after < bytes.count, bytes[after] == 0x20 { after += 1 }
      guard after < bytes.count else {
        guard isAtEnd else { return nil }
        cells.append(Cell(range: start..<quote, hasEscapes: hasEscapes))
        return after
      }
      if isEnd(bytes[after]) {
        cells.append(Cell(range: start..<quote, hasEscapes: hasEscapes))
        return after
      }
      isLoose = true
      position = quote + 1
    }
    return nil
  }

  private static func nextQuote(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard let base = bytes.baseAddress, start < bytes.count,
      let found = memchr(base + start, Int32(quote), bytes.count - start)
    else { return nil }
    return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
  }

  /// The text of a cell, doubled quotes made single ones.
  static func text(of cell: Cell, in bytes: [UInt8]) -> [UInt8] {
    guard cell.hasEscapes else { return Array(bytes[cell.range]) }
    var text: [UInt8] = []
    text.reserveCapacity(cell.range.count)
    var isSecondOfPair = false
    for byte in bytes[cell.range] {
      isSecondOfPair = byte == quote && !isSecondOfPair && text.last == quote
      if !isSecondOfPair { text.append(byte) }
    }
    return text
  }
}
