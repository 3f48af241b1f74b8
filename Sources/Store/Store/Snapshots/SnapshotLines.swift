import JSONText

/// The lines of a block (`SnapshotBlock`), read one after the other.
///
/// Memory holds the block and nothing for each of its lines, however many there are.
struct SnapshotLines {
  var bytes: [UInt8]
  var parser: JSONParser

  /// Hands over the heading, and then the rows one by one with the numbers of their lines.
  ///
  /// - Parameters:
  ///   - begin: Takes the heading and gives what the rows are read by; nil where none is wanted.
  ///   - row: Takes a row; false ends the walk.
  /// - Returns: Whether it began with a heading, and all rows were taken.
  /// - Throws: What the two throw.
  func walk<Reading, Failure>(
    _ begin: (SnapshotHeading) throws(Failure) -> Reading?,
    row: (UnsafeBufferPointer<UInt8>, Reading, _ number: Int) throws(Failure) -> Bool
  ) throws(Failure) -> Bool {
    try bytes.withUnsafeBufferPointer { (bytes) throws(Failure) -> Bool in
      var reading: Reading?
      var number = 0
      let isWhole = try bytes.eachLine { (line) throws(Failure) -> Bool in
        number += 1
        if let reading { return try row(line, reading, number) }
        guard let heading = SnapshotHeading(line, parser) else { return false }
        reading = try begin(heading)
        return reading != nil
      }
      return isWhole && reading != nil
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Hands over the lines one by one, without what ends them, until one is not taken; empty ones are
  /// passed over.
  ///
  /// - Returns: Whether all were taken.
  fileprivate func eachLine<Failure>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Bool
  ) throws(Failure) -> Bool {
    var start = 0
    while start < count {
      let rest = self[start...]
      let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? count
      if end > start, try !body(UnsafeBufferPointer(rebasing: self[start..<end])) { return false }
      start = end + 1
    }
    return true
  }
}
