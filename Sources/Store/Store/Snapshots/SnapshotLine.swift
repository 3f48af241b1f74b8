public import JSONText

/// One line of a block as far as it takes to compare it, without a store to load it into.
public struct SnapshotLine: Sendable, Equatable {
  /// Its first value, where that is a number.
  public var key: Int64?
  /// Equal for lines of equal bytes and columns; another one in each process.
  public var digest: Int
  /// The values that stand together with the key; nil in a table where none do.
  public var gathered: [Int64]?

  /// Hands over the lines of a block.
  ///
  /// - Returns: Whether it began as a block does, and every line was a row.
  public static func each(
    of lines: [UInt8], parser: JSONParser, _ body: (SnapshotLine) -> Void
  ) -> Bool {
    SnapshotLines(bytes: lines, parser: parser).walk { heading in
      // Under other columns equal bytes are another row.
      var columns = Hasher()
      columns.combine(heading.table)
      columns.combine(heading.columns)
      return (isGathered: heading.isGathered, columns: columns)
    } row: { line, reading, _ in
      guard line.first == UInt8(ascii: "["), line.last == UInt8(ascii: "]") else { return false }
      var hasher = reading.columns
      hasher.combine(bytes: UnsafeRawBufferPointer(line))
      var row = SnapshotLine(key: key(of: line), digest: hasher.finalize())
      if reading.isGathered {
        guard row.key != nil, let values = values(of: line, parser) else { return false }
        row.gathered = values
      }
      body(row)
      return true
    }
  }

  /// The number behind the bracket, up to a comma or the end.
  private static func key(of line: UnsafeBufferPointer<UInt8>) -> Int64? {
    let text = line.dropFirst().prefix { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "]") }
    guard text.count <= 20 else { return nil }
    return Int64(String(decoding: text, as: UTF8.self))
  }

  private static func values(
    of line: UnsafeBufferPointer<UInt8>, _ parser: JSONParser
  ) -> [Int64]? {
    let parsed = parser.parse(line) { row -> [Int64]? in
      var last: JSONElement?
      for value in row.elements { last = value }
      guard let last else { return nil }
      var values: [Int64] = []
      for value in last.elements {
        guard let number = value.integer else { return nil }
        values.append(number)
      }
      return values
    }
    guard case .success(let values?) = parsed else { return nil }
    return values
  }
}
