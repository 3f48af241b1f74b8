import JSONText

/// What the first line of a block says (`SnapshotBlock`).
struct SnapshotHeading {
  var table: String
  var columns: [String]
  /// Whether the last column's values stand in an array.
  var isGathered: Bool

  /// nil when the line is none, or gathers another column than the last.
  init?(_ line: UnsafeBufferPointer<UInt8>, _ parser: JSONParser) {
    let parsed = parser.parse(line) { root -> (String, [String], String?)? in
      guard let table = root.member("table")?.text, let columns = root.member("columns") else {
        return nil
      }
      return (table, columns.elements.compactMap(\.text), root.member("gathered")?.text)
    }
    guard case .success(let (table, columns, gathered)?) = parsed, !columns.isEmpty,
      gathered == nil || gathered == columns.last
    else { return nil }
    self.table = table
    self.columns = columns
    isGathered = gathered != nil
  }
}
